"""Lists of images that part a set into splits, as Pascal VOC has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.naming import known_split, split_name
from insight_widgets.parting import read_name_list

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = "ImageSets"


def split_lists(beside: Path, kind: str = "Segmentation") -> dict[str, list[str]]:
    """Return the lines of ``ImageSets/Segmentation/*.txt`` by split; nothing where no list lies there.

    Lists of several splits (``trainval``) are passed over where there are lists of train, val or test.

    Parameters
    ----------
    beside : Path
        The folder in which that of the masks or annotations lies.
    kind : str
        The folder of lists: ``"Segmentation"``, ``"Main"`` or ``"Layout"``.
    """
    files = sorted(file for file in (beside / _FOLDER / kind).glob("*.txt") if not file.is_symlink())
    known = [file for file in files if known_split(file.stem)]
    return {split_name(file.stem): read_name_list(file) for file in known or files}
