"""COCO JSON: boxes, and masks as polygons or run-length encodings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from insight_widgets.dataset import Dataset
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.joining import join
from insight_widgets.naming import ALL, known_split, split_in_stem
from insight_widgets.readers._coco_split import read_split

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.readers import ReadOptions

FORMAT = "coco"
SUMMARY = "COCO JSON, or a folder with annotations/instances_*.json"

_HEAD = 2**16
_KEYS = re.compile(rb'"(?:images|annotations|categories)"\s*:\s*\[')
_OTHER_KEYS = re.compile(rb'"(?:shapes|imagePath|_via_img_metadata|nbformat|cells)"\s*:')


def detect(path: Path) -> bool:
    """Whether `path` is a COCO file, or a folder that holds some."""
    if path.is_file():
        return path.suffix.lower() == ".json" and _looks_like_coco(path)
    return path.is_dir() and any(_looks_like_coco(file) for file in _candidates(path))


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
        return _dataset(path, _split_of(path), options)
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    files = _files_by_split(path)
    return join({name: _dataset(file, name, options) for name, file in files.items()})


def _dataset(file: Path, name: str, options: ReadOptions) -> Dataset:
    task = options.task or "detection"
    classes, split = read_split(file, task, options)
    return Dataset(task, classes, {name: split}, file.stem)


def _split_of(file: Path) -> str:
    return split_in_stem(file.stem) or known_split(file.parent.name) or ALL


def _files_by_split(folder: Path) -> dict[str, Path]:
    found = [file for file in _candidates(folder) if _looks_like_coco(file)]
    instances = [file for file in found if file.stem.startswith("instances")]
    files: dict[str, Path] = {}
    for file in instances or found:
        name = _split_of(file)
        if name in files:
            raise FormatError(
                f"{folder}: {files[name].name} and {file.name} are both the split {name}; "
                "say which file is which split"
            )
        files[name] = file
    if not files:
        raise FormatError(f"{folder}: no COCO file here; JSON files with images and annotations are wanted")
    return files


def _candidates(folder: Path) -> list[Path]:
    """Return the JSON files in the places where COCO files lie."""
    places = (folder, folder / "annotations", *(part for part in _parts(folder) if known_split(part.name)))
    return [file for place in places for file in sorted(place.glob("*.json")) if file.is_file()]


def _parts(folder: Path) -> list[Path]:
    return sorted(part for part in folder.iterdir() if part.is_dir())


def _looks_like_coco(file: Path) -> bool:
    """Whether a file has the keys of a COCO file near its start or end."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(max(file.stat().st_size - _HEAD, 0))
            ends = head + b"\n" + stream.read(_HEAD)
    except OSError:
        return False
    return bool(_KEYS.search(ends)) and not _OTHER_KEYS.search(ends)
