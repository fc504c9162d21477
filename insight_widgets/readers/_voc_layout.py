"""Where the files of a Pascal VOC set lie: which annotations and images are which split."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import FormatError, ReadError
from insight_widgets.image_files import bare_name, is_image_name
from insight_widgets.naming import known_split
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._annotation_files import files_by_split, first_folders, is_xml_name
from insight_widgets.readers._image_sets import split_lists
from insight_widgets.readers._image_tree import FileWalk, is_folder, plain
from insight_widgets.texts.files import unlisted as unlisted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile

_ANNOTATIONS = "Annotations"
_IMAGE_FOLDERS = ("JPEGImages", "images", "Images")
_LISTS = ("Main", "Layout", "Segmentation")


@dataclass(slots=True)
class VocFiles:
    """The files of a split.

    Attributes
    ----------
    annotations : list of FoundFile
    images : mapping of str to str
        Names of the image files by bare name: those of the annotations, and more.
    alone : list of str
        Names of images that have no annotation.
    root : Path
        Folder from which names of images start.
    log : ProblemLog
    """

    annotations: list[FoundFile]
    images: Mapping[str, str]
    alone: list[str]
    root: Path
    log: ProblemLog = field(default_factory=ProblemLog)


def annotation_name(file: FoundFile) -> str:
    """Return the name of an annotation file without folders and suffix: that of its image."""
    return posixpath.splitext(file.name.rpartition("/")[2])[0]


def devkit(path: Path) -> Path | None:
    """Return the folder of annotations and lists: a path, or the only one of that kind in or below it.

    Raises
    ------
    FormatError
        There are several.
    """
    level = [path]
    for _ in range(3):  # VOCdevkit/VOC2012
        found = [folder for folder in level if is_folder(folder / _ANNOTATIONS)]
        if len(found) > 1:
            names = ", ".join(plain(folder.name) for folder in found)
            raise FormatError(f"{path}: {names} are data sets of their own; give one of them")
        if found:
            return found[0]
        level = [Path(entry.path) for folder in level for entry in first_folders(folder)]
    return None


def voc_files(path: Path, options: ReadOptions) -> dict[str, VocFiles]:
    """Return the files of every split.

    Raises
    ------
    ReadError
        There is no annotation file, or no list names one.
    FormatError
        There are several sets.
    """
    log = ProblemLog()
    top = (devkit(path) if path.is_dir() else None) or path
    real, found = files_by_split(top, is_xml_name, log)
    images_root = real if options.images is None else Path(os.path.realpath(options.images))
    images = _images(images_root, options, log)
    lists = next((lists for kind in _LISTS if (lists := split_lists(real, kind))), None)
    if lists:
        splits = _by_lists([one for of in found.values() for one in of], lists, images, images_root)
        if not any(of.annotations for of in splits.values()):
            raise ReadError(
                f"{path}: no name in the lists of {', '.join(splits)} is that of an annotation file"
            )
    else:
        splits = {name: VocFiles(files, images, [], images_root) for name, files in found.items()}
        _add_alone(splits, images if path.is_dir() else {})
    first = next(iter(splits.values()))
    first.log = ProblemLog((*log.problems(), *first.log.problems()))
    return splits


def _images(root: Path, options: ReadOptions, log: ProblemLog) -> dict[str, str]:
    """Return the names of image files by bare name; those in folders called so where there are any."""
    places = [root / name for name in _IMAGE_FOLDERS if options.images is None and is_folder(root / name)]
    found: dict[str, str] = {}
    for place in places or [root]:
        walk = FileWalk(str(root), log, fits=is_image_name)
        name = "" if place == root else plain(place.name)
        found |= {bare_name(file.name): file.name for file in walk.files(str(place), name)}
    return found


def _by_lists(
    files: Sequence[FoundFile], lists: Mapping[str, Sequence[str]], images: Mapping[str, str], root: Path
) -> dict[str, VocFiles]:
    """Return the splits that lists tell; annotations in none are told, and names without any file."""
    by_name = {annotation_name(file): file for file in files}
    splits: dict[str, VocFiles] = {}
    listed: set[str] = set()
    for split, lines in lists.items():
        names = list(dict.fromkeys(map(_listed_name, lines)))
        listed.update(names)
        own = splits[split] = VocFiles([by_name[name] for name in names if name in by_name], images, [], root)
        own.alone += [images[name] for name in names if name not in by_name and name in images]
        lost = [name for name in names if name not in by_name and name not in images]
        told = (unlisted_name(name) for name in lost)
        own.log.add("list-no-image", *told, count=len(lost))
    unlisted = [file.name for name, file in by_name.items() if name not in listed]
    next(iter(splits.values())).log.add("annotation-unlisted", *unlisted, count=len(unlisted))
    return splits


def _listed_name(line: str) -> str:
    """Return the image that a line names; lists of one class say -1, 0 or 1 behind it."""
    words = line.split()
    told = len(words) == 2 and words[1] in {"-1", "0", "1"}  # noqa: PLR2004
    return bare_name(words[0] if told else line)


def _add_alone(splits: Mapping[str, VocFiles], images: Mapping[str, str]) -> None:
    """Add the images without an annotation to the split that their folders tell, or to the only one."""
    annotated = {annotation_name(file) for files in splits.values() for file in files.annotations}
    for name in (name for bare, name in images.items() if bare not in annotated):
        told = next((split for part in _folders_of(name) if (split := known_split(part))), None)
        split = told if told in splits else next(iter(splits)) if len(splits) == 1 else None
        if split is not None:
            splits[split].alone.append(name)


def _folders_of(name: str) -> Iterator[str]:
    yield from name.split("/")[:-1]
