"""Masks paired with the images that they belong to, split by split."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from insight_widgets.image_files import bare_name
from insight_widgets.naming import ALL
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._image_sets import split_lists
from insight_widgets.readers._image_tree import ImageWalk, is_folder, plain
from insight_widgets.texts import files as words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile
    from insight_widgets.readers._mask_layout import MaskFolder

_OF_MASKS = re.compile(
    r"[_-](masks?|labels?|gt|seg|segmentation|annotation|L|P"
    r"|(gt(Fine|Coarse)_)?(label(Train)?Ids|instanceIds))$",
    re.IGNORECASE,
)
"""What is put behind an image's name to name its mask."""

_OF_IMAGES = re.compile(r"_leftImg8bit$", re.IGNORECASE)
"""What is put behind the name that masks begin with to name the image."""


@dataclass(frozen=True, slots=True)
class MaskPair:
    """A mask and its image; one of them may be missing."""

    mask: FoundFile | None
    image: FoundFile | None

    @property
    def shown(self) -> FoundFile:
        """The image, or the mask where there is none."""
        shown = self.image or self.mask
        if shown is None:
            raise ValueError("a mask or an image is wanted")
        return shown


@dataclass(slots=True)
class MaskPairs:
    """The masks and images of a split.

    Attributes
    ----------
    split : str
        Its name.
    source : str
        The folder of the masks, for messages.
    pairs : list of MaskPair
    roots : tuple of Path
        Folder of the images, if there is one.
    log : ProblemLog
        What was found in the folders.
    """

    split: str
    source: str
    pairs: list[MaskPair]
    roots: tuple[Path, ...] = ()
    log: ProblemLog = field(default_factory=ProblemLog)


def paired(folder: MaskFolder, root: str, options: ReadOptions) -> list[MaskPairs]:
    """Return the masks of a folder with their images, by split where lists tell splits."""
    walk = ImageWalk(root)
    folder_of_images = _images_folder(folder, walk, options)
    deep = folder_of_images != folder.masks.parent
    images = [] if folder_of_images is None else _files(ImageWalk(root), str(folder_of_images), deep=deep)
    if folder_of_images == folder.masks:
        images = [file for file in images if not _is_wanted(file, folder)]
    inner = walk.inner(str(folder.masks), plain(folder.masks.name))
    masks = [] if inner is None else [file for file in _files(walk, inner) if _is_wanted(file, folder)]
    pairs = _pairs(masks, images, walk.log)
    if options.images is not None:
        _log_alone(pairs, options.images, walk.log)
    lists = split_lists(folder.masks.parent) if folder.split == ALL else {}
    whole = MaskPairs(
        folder.split,
        plain(os.path.relpath(folder.masks, Path(root).parent)),
        pairs + _unmasked(pairs, images, listed=bool(lists)),
        () if folder_of_images is None else (folder_of_images,),
        walk.log,
    )
    return _parted(whole, lists) if lists else [whole]


def _images_folder(folder: MaskFolder, walk: ImageWalk, options: ReadOptions) -> Path | None:
    """Return the folder that the caller gave, or that lies beside the masks."""
    if options.images is not None:
        part = options.images / folder.split
        given = part if is_folder(part) else options.images
        return Path(os.path.realpath(given)) if is_folder(given) else None
    beside = folder.images and walk.inner(str(folder.images), plain(folder.images.name))
    return Path(beside) if beside else None


def _log_alone(pairs: Iterable[MaskPair], images: Path, log: ProblemLog) -> None:
    """Tell of masks without an image, where images are looked for."""
    alone = [pair.shown.name for pair in pairs if pair.image is None]
    log.add(
        "image-unreadable",
        *(words.alone(name, images) for name in alone),
        count=len(alone),
        images=alone,
    )


def _files(walk: ImageWalk, folder: str, *, deep: bool = True) -> list[FoundFile]:
    """Return the images in a folder, each file once."""
    files: dict[str, FoundFile] = {}
    for file in walk.files(folder, deep=deep):
        first = files.setdefault(file.path, file)
        if first is not file:
            walk.log.add("duplicate-image", words.same_file(file.name, first.name), images=[first.name])
    return list(files.values())


def _is_wanted(file: FoundFile, folder: MaskFolder) -> bool:
    return folder.code is None or folder.code.fits(file.name)


def _pairs(masks: Iterable[FoundFile], images: Iterable[FoundFile], log: ProblemLog) -> list[MaskPair]:
    """Return each mask with its image; of several masks of one image the first."""
    by_name = {_OF_IMAGES.sub("", _bare(image)): image for image in images}
    taken: dict[str, FoundFile] = {}
    pairs = []
    for mask in masks:
        bare = _bare(mask)
        name = bare if bare in by_name else _OF_MASKS.sub("", bare)
        image = by_name.get(name)
        first = mask if image is None else taken.setdefault(name, mask)
        if first is mask:
            pairs.append(MaskPair(mask, image))
        else:
            told = words.second_mask(mask.name, first.name)
            log.add("duplicate-image", told, images=[mask.name if image is None else image.name])
    return pairs


def _bare(file: FoundFile) -> str:
    return str(PurePosixPath(file.name).with_suffix(""))


def _unmasked(pairs: Iterable[MaskPair], images: Iterable[FoundFile], *, listed: bool) -> list[MaskPair]:
    """Return the images without a mask; none where no mask has an image, as names follow another rule."""
    taken = {pair.image.path for pair in pairs if pair.image is not None}
    return [MaskPair(None, image) for image in images if image.path not in taken] if taken or listed else []


def _parted(whole: MaskPairs, lists: Mapping[str, Sequence[str]]) -> list[MaskPairs]:
    """Return the masks and images of each list; masks that no list names are left out and told."""
    bare = {bare_name(pair.shown.name): pair for pair in whole.pairs}
    by_name = {_OF_MASKS.sub("", name): pair for name, pair in bare.items()} | bare
    splits = []
    for split, lines in lists.items():
        log = ProblemLog()
        pairs = _listed(lines, by_name, log)
        splits.append(MaskPairs(split, whole.source, pairs, whole.roots, log))
    listed = {pair for part in splits for pair in part.pairs}
    masks = [pair for pair in whole.pairs if pair.mask is not None]
    if not listed:
        whole.log.extend(problem for part in splits for problem in part.log.problems())
        return [replace(whole, pairs=masks)]
    left_out = [pair.mask.name for pair in masks if pair.mask is not None and pair not in listed]
    splits[0].log.add("mask-unlisted", *left_out, count=len(left_out))
    splits[0].log.extend(whole.log.problems())
    return splits


def _listed(lines: Iterable[str], by_name: Mapping[str, MaskPair], log: ProblemLog) -> list[MaskPair]:
    """Return what the lines of a list name, each once; names of nothing are told."""
    names = dict.fromkeys(_name_in(line, by_name) for line in lines)
    missing = [name for name in names if name not in by_name]
    log.add("list-no-image", *missing, count=len(missing))
    return list(dict.fromkeys(by_name[name] for name in names if name in by_name))


def _name_in(line: str, known: Container[str]) -> str:
    """Return the name in a line of a list: all of it, or its first word."""
    whole = bare_name(line)
    return whole if whole in known else bare_name(line.split(maxsplit=1)[0])
