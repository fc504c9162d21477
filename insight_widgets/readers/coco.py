"""COCO JSON: boxes, and masks as polygons or run-length encodings."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.dataset import Dataset
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.joining import join
from insight_widgets.naming import ALL, known_split, split_in_stem
from insight_widgets.parting import part
from insight_widgets.readers._coco_split import read_file
from insight_widgets.readers._image_tree import folders, is_file
from insight_widgets.readers._json_brackets import as_utf8, first_members

if TYPE_CHECKING:
    from insight_widgets.read_options import ReadOptions

FORMAT = "coco"
SUMMARY = "COCO JSON, or a folder with annotations/instances_*.json"
RANK = 40

_KEYS = ("images", "annotations", "categories")
_ENDS = 2**16
_MOST_FILES = 100
_CAPTION = re.compile(rb'"caption"\s*:')
_SEGMENTS = re.compile(rb'"segments_info"\s*:')
_BOX = re.compile(rb'"bbox"\s*:')


def detect(path: Path) -> bool:
    """Whether `path` is a COCO file, or a folder that holds some."""
    if path.is_file():
        return path.suffix.lower() == ".json" and looks_like_coco(path)
    return path.is_dir() and any(looks_like_coco(file) for file in _candidates(path))


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind a COCO file or a folder of them.

    Raises
    ------
    ReadError
        A file cannot be read; the message says where in it and what was wanted.
    FormatError
        The folder holds no COCO file, or several for one split.
    """
    if path.is_file():
        return _parted(path, options)
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    files = _files_by_split(path)
    if len(files) == 1:
        return _parted(next(iter(files.values())), options)
    return join({name: _dataset(file, name, options) for name, file in files.items()})


def _dataset(file: Path, name: str, options: ReadOptions) -> Dataset:
    """Return the data set in a file that is one split."""
    task = options.task or "detection"
    found = read_file(file, task, options)
    return Dataset(task, found.classes, {name: found.split}, file.stem)


def _parted(file: Path, options: ReadOptions) -> Dataset:
    """Return the data set in a file that may tell the split of every image; else its name or folder does."""
    task = options.task or "detection"
    found = read_file(file, task, options)
    name = _split_of(file) or ALL
    splits = part(found.split, found.members) if found.members else {name: found.split}
    return Dataset(task, found.classes, splits, file.stem)


def _split_of(file: Path) -> str | None:
    return split_in_stem(file.stem) or known_split(file.parent.name)


def _files_by_split(folder: Path) -> dict[str, Path]:
    """Return the files to read; what their names and folders do not tell, the whole name does."""
    found = _instances(folder)
    if not found:
        raise FormatError(f"{folder}: no COCO file here; JSON files with images and annotations are wanted")
    if len(found) == 1:
        return {ALL: found[0]}
    files: dict[str, Path] = {}
    for file in found:
        name = _split_of(file) or file.stem.removeprefix("instances_")
        if name in files:
            raise FormatError(
                f"{folder}: {files[name].name} and {file.name} are both the split {name}; "
                "say which file is which split"
            )
        files[name] = file
    return files


def _instances(folder: Path) -> list[Path]:
    """Return the COCO files of a folder: those called instances, else those without captions or segments."""
    found = [file for file in _candidates(folder) if looks_like_coco(file)]
    called = [file for file in found if file.stem.startswith("instances")]
    return called or [file for file in found if not _is_other_kind(file)] or found


def _candidates(folder: Path) -> list[Path]:
    """Return the first JSON files in the places where COCO files lie."""
    places = (folder, folder / "annotations", *(part for part in _parts(folder) if known_split(part.name)))
    return [file for place in places for file in _json_files(place)]


def _json_files(folder: Path) -> list[Path]:
    """Return some JSON files of a folder, in order; formats with a file an image have very many."""
    files = (path for path in folder.glob("*.json") if is_file(path))
    return sorted(islice(files, _MOST_FILES))


def _parts(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in folders(folder)]


def looks_like_coco(file: Path) -> bool:
    """Whether the start of a file has one of COCO's lists at its top, and is not of one image only."""
    start = as_utf8(_ends(file)[0])
    kinds = first_members(start)
    lists = [key for key in _KEYS if kinds.get(key) == "["]
    # Label Studio puts such a list of categories, whole and alone, beside YOLO's labels.
    classes_alone = lists == ["categories"] and len(start) < _ENDS and start.rstrip().endswith(b"}")
    return "image" not in kinds and bool(lists) and not classes_alone


def _is_other_kind(file: Path) -> bool:
    """Whether the ends of a file show captions or panoptic segments."""
    ends = b"".join(_ends(file))
    return bool(_SEGMENTS.search(ends) or (_CAPTION.search(ends) and not _BOX.search(ends)))


def _ends(file: Path) -> tuple[bytes, bytes]:
    """Return the first and last bytes of a file; nothing if it cannot be read."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_ENDS)
            stream.seek(max(file.stat().st_size - _ENDS, 0))
            return head, stream.read(_ENDS)
    except OSError:
        return b"", b""
