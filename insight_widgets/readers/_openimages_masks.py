"""The masks of an Open Images set: a black and white picture for every object."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.image_lookup import file_inside
from insight_widgets.mask_union import MaskUnions
from insight_widgets.readers._mask_file import MaskError, bombs_refused
from insight_widgets.shapes import Shape
from insight_widgets.texts.files import NO_FILE
from insight_widgets.texts.progress import READING_MASKS
from insight_widgets.texts.records import other_size
from insight_widgets.texts.where import mask_text
from insight_widgets.workers import in_chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Masks
    from insight_widgets.mask_parts import Runs
    from insight_widgets.tables.part import Part

_CHUNK = 100


def united(
    part: Part, label: NDArray[np.int32], paths: Sequence[str], roots: Sequence[Path], *, show: bool
) -> Masks:
    """Return the areas of masks, those of one class in one image united.

    Parameters
    ----------
    part : Part
        A row for every mask.
    label : ndarray of int32, shape (n,)
        Class of each.
    paths : sequence of str
        File of each, as the table writes it.
    roots : sequence of Path
        Folders in which the files lie.
    show : bool
        Whether a progress bar is shown.
    """
    unions = MaskUnions(part.image, label)
    rows = np.flatnonzero(label >= 0).tolist()
    files = [_find(paths[row], roots) for row in rows]
    chunks = in_chunks(_decoded, files, what=READING_MASKS, show=show, size=_CHUNK)
    masks = (mask for chunk in chunks for mask in chunk)
    for row, mask in zip(rows, masks, strict=True):
        if isinstance(mask, str):
            words = f"{part.where(row)}, {mask_text(paths[row])}: {mask}"
            part.log.add("mask-unreadable", words, images=[part.image_name(row)])
            unions.add(row, [])
        elif not unions.add(row, [mask]):
            words = other_size(part.where(row))
            part.log.add("mask-size", words, images=[part.image_name(row)])
    return unions.masks()


@dataclass(frozen=True)
class PictureShapes:
    """The masks of a split, of which each is a picture.

    Attributes
    ----------
    image : ndarray of int64, shape (n,)
        Row of the image of each mask.
    names : sequence of str
        Class of each; empty for none.
    paths : sequence of str
        File of each, as the table writes it.
    roots : sequence of Path
        Folders in which the files lie.
    """

    image: NDArray[np.int64]
    names: Sequence[str]
    paths: Sequence[str]
    roots: Sequence[Path]

    def shapes(self, row: int) -> list[Shape]:
        """Return the masks of the image at a row."""
        found = [
            (mask, _find(self.paths[mask], self.roots))
            for mask in np.flatnonzero(self.image == row).tolist()
            if self.names[mask]
        ]
        return [
            Shape(self.names[mask], pixels=partial(_shown, file)) for mask, file in found if file is not None
        ]


def _shown(file: str) -> NDArray[np.bool_]:
    try:
        return _pixels(Path(file))
    except MaskError as error:
        raise ValueError(str(error)) from None


def _find(name: str, roots: Sequence[Path]) -> str | None:
    found = (file_inside(root, name) for root in roots)
    return next((str(file) for file in found if file is not None), None)


def _decoded(files: Sequence[str | None]) -> list[Runs | str]:
    """Return each mask as runs, or why it cannot be read."""
    with bombs_refused():
        return [_runs(file) if file is not None else NO_FILE for file in files]


def _runs(file: str) -> Runs | str:
    from pycocotools import mask

    try:
        return mask.encode(np.asfortranarray(_pixels(Path(file)), dtype=np.uint8))  # type: ignore[no-any-return]
    except MaskError as error:
        return str(error)


def _pixels(file: Path) -> NDArray[np.bool_]:
    from PIL import Image

    try:
        with Image.open(file, formats=("PNG", "BMP", "TIFF")) as image:
            values: NDArray[Any] = np.asarray(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise MaskError(f"more than {Image.MAX_IMAGE_PIXELS:,} pixels; refused") from None
    except Exception as error:  # noqa: BLE001  (a decoder may raise anything on a damaged file)
        raise MaskError(f"damaged: {shorten(error)}") from None
    grey = values if values.ndim == 2 else values[..., :3].max(axis=2)  # noqa: PLR2004
    drawn: NDArray[np.bool_] = np.greater(grey, 0)
    return drawn
