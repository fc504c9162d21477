"""What a YOLO set says of itself: data.yaml, or Darknet's obj.data and lists of names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.class_list import read_class_list
from insight_widgets.errors import ReadError, shorten
from insight_widgets.naming import known_split
from insight_widgets.readers._image_tree import is_file, plain, visible
from insight_widgets.text_file import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_CONFIG = 2**24
"""Bytes; a larger file is no data.yaml."""

_NAME_FILES = ("classes.txt", "obj.names", "labels.txt", "predefined_classes.txt")
_NAMES = re.compile(rb"^(names|nc)\s*:", re.MULTILINE)
_SPLITS = re.compile(rb"^(train|val|valid|validation|test)\s*:", re.MULTILINE)
_DARKNET = re.compile(rb"^\s*(train|valid|names)\s*=", re.MULTILINE)
_OTHER_TEXTS = re.compile(
    r"(train|trainval|val|valid|validation|test)|(classes|obj|labels|predefined_classes)"
    r"|(readme|licen[cs]e|requirements|notes).*",
    re.IGNORECASE,
)
_HEAD = 2**16


@dataclass(frozen=True, slots=True)
class YoloConfig:
    """What a set says of itself.

    Attributes
    ----------
    folder : Path
        Real path of the folder that nothing may lead out of.
    file : Path or None
        Where it is said.
    names : mapping of int to str, or None
        Class names by number.
    splits : mapping of str to list of str
        Folders and lists of images of every split, as written.
    base : str
        The folder they start from, as written; empty where none is told.
    pose : bool
        Whether the rows have key points behind their boxes.
    """

    folder: Path
    file: Path | None = None
    names: Mapping[int, str] | None = None
    splits: Mapping[str, list[str]] = field(default_factory=dict)
    base: str = ""
    pose: bool = False

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return plain((self.file or self.folder).name)


def config_of(path: Path) -> YoloConfig:
    """Return what the set behind a file or folder says of itself.

    Raises
    ------
    ReadError
        The file cannot be read or says something else than is wanted; the message says where.
    """
    file = config_file(path)
    folder = Path(path if path.is_dir() else path.parent).resolve()
    if file is None:
        return YoloConfig(folder, names=_names_beside(folder))
    if file.suffix.lower() == ".data":
        return _of_darknet(file, folder)
    return _of_yaml(file, folder)


def config_file(path: Path) -> Path | None:
    """Return the file that describes a set: the path itself, or one that lies in it."""
    if path.is_file():
        return path if _is_config(path) else None
    files = [Path(entry.path) for entry in visible(path) if is_file(entry)]
    found = [file for file in files if _is_config(file)]
    return min(found, key=lambda file: (file.stem != "data", file.name), default=None)


def _is_config(file: Path) -> bool:
    suffix = file.suffix.lower()
    if suffix not in {".yaml", ".yml", ".data"}:
        return False
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    if suffix == ".data":
        return bool(_DARKNET.search(head))
    return bool(_NAMES.search(head) and _SPLITS.search(head))


def _of_yaml(file: Path, folder: Path) -> YoloConfig:
    said = _yaml(file)
    names = _names(said.get("names"), file)
    if names is None and isinstance(said.get("nc"), int) and 0 < said["nc"] <= _HEAD:
        names = {number: str(number) for number in range(said["nc"])}
    splits = {str(key): _paths(value, key, file) for key, value in said.items() if _is_split(key, value)}
    base = said.get("path")
    return YoloConfig(
        folder,
        file,
        names,
        splits,
        base if isinstance(base, str) else "",
        pose=said.get("kpt_shape") is not None,
    )


def _is_split(key: object, value: object) -> bool:
    return isinstance(key, str) and known_split(key) is not None and value is not None


def _yaml(file: Path) -> dict[Any, Any]:
    import yaml

    text = text_of(file, "the description of a data set", most=LARGEST_CONFIG)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # knows plain values only; no tag makes an object
    try:
        said = yaml.load(text, Loader=loader)  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        reason = getattr(error, "problem", None) or "it is damaged"
        raise ReadError(f"{file}: {where}plain YAML is wanted; {shorten(reason)}") from None
    except (RecursionError, ValueError, OverflowError) as error:
        raise ReadError(f"{file}: plain YAML is wanted; {shorten(error)}") from None
    if not isinstance(said, dict):
        raise ReadError(f"{file}: names, train and val are wanted; got {type(said).__name__}")
    return said


def _names(said: object, file: Path) -> dict[int, str] | None:
    """Return class names by number, of a list or of a mapping from number to name."""
    if said is None:
        return None
    pairs = (
        list(enumerate(said))
        if isinstance(said, list)
        else list(said.items())
        if isinstance(said, dict)
        else None
    )
    if pairs is None:
        raise ReadError(
            f'{file}: "names" is a list of class names, or a mapping from number to name; '
            f"got {type(said).__name__}"
        )
    names: dict[int, str] = {}
    for number, name in pairs:
        if not isinstance(name, str | int | float) or not str(number).strip().isdecimal():
            raise ReadError(
                f'{file}: "names": a number and a class name are wanted; '
                f"got {type(number).__name__} {shorten(number, 40)}: {type(name).__name__}"
            )
        names[int(number)] = str(name).strip()
    return names


def _paths(said: object, key: object, file: Path) -> list[str]:
    listed = said if isinstance(said, list) else [said]
    if not all(isinstance(one, str) and one.strip() for one in listed):
        raise ReadError(
            f'{file}: "{shorten(key)}" is a folder or list of images, or several; got {type(said).__name__}'
        )
    return [str(one).strip() for one in listed]


def _of_darknet(file: Path, folder: Path) -> YoloConfig:
    pairs = (
        line.partition("=")
        for line in text_of(file, "the description of a data set", most=LARGEST_CONFIG).splitlines()
    )
    said = {key.strip(): value.strip() for key, _, value in pairs if value.strip()}
    splits = {key: [value] for key, value in said.items() if known_split(key)}
    names = None
    if "names" in said:
        own = folder / Path(said["names"].replace("\\", "/")).name
        names = _listed(own) if is_file(own) else None
    return YoloConfig(folder, file, names or _names_beside(folder), splits)


def _names_beside(folder: Path) -> dict[int, str] | None:
    for place in (folder, folder / "labels", folder / "train"):
        for name in _NAME_FILES:
            if is_file(place / name):
                return _listed(place / name)
    return None


def _listed(file: Path) -> dict[int, str]:
    return dict(enumerate(read_class_list(file)))


def is_label_name(name: str) -> bool:
    """Whether a file of this name may hold labels: a text that is no list of names or images, and no note."""
    stem, dot, suffix = plain(name).rpartition(".")
    return bool(dot) and suffix.lower() == "txt" and not _OTHER_TEXTS.fullmatch(stem)
