"""Where masks lie: folders called so, by split or with lists of splits, and the images beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.image_files import is_image_name
from insight_widgets.naming import ALL, known_split, split_name
from insight_widgets.readers._image_tree import folders, holds, is_folder, plain
from insight_widgets.readers._mask_codes import CITYSCAPES, KITTI
from insight_widgets.readers._mask_roboflow import exported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.readers._mask_codes import MaskCode

_MASK_WORDS = (
    *("masks", "mask", "segmentationclass", "segmentations", "segmentation", "semantic", "segs", "seg"),
    *("gtfine", "gtcoarse", "labeledapprovedfull"),
    *("groundtruth", "gt", "annots", "annot", "annotations", "annotation", "labels", "label"),
)
"""What folders of masks are called, the surest first."""

_IMAGE_WORDS = (
    *("images", "image", "jpegimages", "imgs", "img", "photos", "inputs", "input"),
    *("leftimg8bit", "701stillsrawfull"),
)
_KITTI_IMAGES = "image_2"
_RASTER = frozenset({".png", ".tif", ".tiff", ".bmp", ".gif"})
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class MaskFolder:
    """The masks of one split.

    Attributes
    ----------
    split : str
        Name of the split.
    masks : Path
        Folder of the masks.
    images : Path or None
        Folder of the images, where one lies beside.
    named : bool
        Whether the folder is called so, rather than only holding files that could be masks.
    code : MaskCode or None
        What the values mean, where the data set is one of those that are known.
    """

    split: str
    masks: Path
    images: Path | None = None
    named: bool = True
    code: MaskCode | None = None


def is_raster_name(name: str) -> bool:
    """Whether a file of this name can be a mask (JPEG cannot: it changes the values)."""
    return Path(name).suffix.lower() in _RASTER


def mask_folders(root: Path, *, outer: int = _DEPTH) -> list[MaskFolder]:
    """Return the folders of masks below a root, one for each split; none where nothing looks like it.

    Parameters
    ----------
    root : Path
    outer : int
        How many folders that hold nothing but the next one are passed through, as archives have them.
    """
    found: dict[str, MaskFolder] = {}
    for candidate in _candidates(root):
        if holds(candidate.masks, is_image_name, depth=_DEPTH):
            found.setdefault(candidate.split, candidate)
    if len(found) > 1:
        found.pop(ALL, None)
    inner = _inner(root)
    if not found and len(inner) == 1 and outer:
        return [folder for folder in mask_folders(inner[0], outer=outer - 1) if folder.named]
    return _with_code(list(found.values()))


def _with_code(found: list[MaskFolder]) -> list[MaskFolder]:
    """Return folders with the best kind of Cityscapes' masks that any of them holds."""
    for code in CITYSCAPES:
        if any(holds(folder.masks, code.fits, depth=_DEPTH) for folder in found):
            return [replace(folder, code=code) for folder in found]
    return found


def _candidates(root: Path) -> Iterator[MaskFolder]:
    """Pass folders that may hold masks, the surest first."""
    inner = _inner(root)
    for split, folder, code in exported((root, *inner)):
        yield MaskFolder(split, folder, folder, code=code)
    for parent in (root, *inner):
        yield from _kitti(parent)
    for split, folder in _called(inner):  # trainannot, masks_val, masks
        yield from _by_split(folder, split, inner)
    for parent in inner:  # train/masks
        if known_split(parent.name):
            below = _inner(parent)
            for split, folder in _called(below):
                if split == ALL:
                    yield MaskFolder(split_name(parent.name), folder, _images_among(below, ALL) or parent)
    yield from _in_itself(root)


def _kitti(parent: Path) -> Iterator[MaskFolder]:
    """Pass KITTI's folders of masks beside its images."""
    images = parent / _KITTI_IMAGES
    if is_folder(images):
        for name, code in KITTI.items():
            if is_folder(parent / name):
                yield MaskFolder(known_split(parent.name) or ALL, parent / name, images, code=code)


def _in_itself(root: Path) -> Iterator[MaskFolder]:
    """Pass the root as a folder of masks, or the folders of splits in it if it is called masks."""
    for split, _ in _called([root]):
        for candidate in _by_split(root, split, _inner(root.parent)):
            yield replace(candidate, split=ALL) if candidate.masks == root else candidate
        return
    if known_split(root.name) and any(_called([root.parent])):  # masks/train
        beside = _by_split(root.parent, ALL, _inner(root.parent.parent))
        yield from (replace(candidate, split=ALL) for candidate in beside if candidate.masks == root)
    if holds(root, is_raster_name, depth=0):
        yield MaskFolder(ALL, root, named=False)


def _inner(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in folders(folder)]


def _called(inner: list[Path]) -> Iterator[tuple[str, Path]]:
    """Pass the folders that are called masks, with the split that their name tells, the surest first."""
    for word in _MASK_WORDS:
        for folder in inner:
            split = _split_with(folder.name, word)
            if split is not None:
                yield split, folder


def _by_split(folder: Path, split: str, beside: list[Path]) -> Iterator[MaskFolder]:
    """Pass the folders of splits in a folder of masks, or the folder itself."""
    images = _images_among(beside, split)
    if split == ALL:
        for inner in _inner(folder):  # masks/train
            if known_split(inner.name):
                own = None if images is None else images / inner.name
                yield MaskFolder(split_name(inner.name), inner, own if own and is_folder(own) else None)
    yield MaskFolder(split, folder, images)


def _images_among(folders_beside: list[Path], split: str) -> Path | None:
    """Return the folder of the images of a split: ``images``, ``train_images`` or ``train``."""
    for word in _IMAGE_WORDS:
        for folder in folders_beside:
            if _split_with(folder.name, word) == split:
                return folder
    return next((folder for folder in folders_beside if known_split(folder.name) == split), None)


def _split_with(name: str, word: str) -> str | None:
    """Return the split that a folder's name tells beside `word`; ``all`` for the bare word, else None.

    Examples
    --------
    >>> _split_with("trainannot", "annot"), _split_with("masks_val", "masks"), _split_with("GT", "gt")
    ('train', 'val', 'all')
    """
    bare = re.sub(r"[^a-z0-9]", "", plain(name).lower())
    if bare == word:
        return ALL
    rest = bare.removesuffix(word) if bare.endswith(word) else bare.removeprefix(word)
    return known_split(rest) if rest != bare else None
