"""The tables of an Open Images set: which is what, told by their headers, and of which split."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import FormatError, ReadError
from insight_widgets.naming import ALL, known_split, split_in_stem, split_name
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._annotation_files import head
from insight_widgets.readers._image_tree import folders, is_file, is_folder, visible
from insight_widgets.readers._text_file import read_text
from insight_widgets.readers._text_rows import Rows
from insight_widgets.texts.files import read_instead
from insight_widgets.texts.records import several_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

BOXES, MASKS, LABELS, IMAGES = "boxes", "masks", "labels", "images"
_CLASSES = "classes"
_HEADERS = {  # a table has the first whose columns it has
    BOXES: {"ImageID", "LabelName", "XMin", "XMax", "YMin", "YMax"},
    MASKS: {"ImageID", "LabelName", "MaskPath"},
    LABELS: {"ImageID", "LabelName", "Confidence"},
    IMAGES: {"ImageID", "Subset", "OriginalURL"},
    _CLASSES: {"LabelName", "DisplayName"},
}
_CODE = re.compile(rb'"?/[a-z]/[^,\s]*,')
_MADE_BY_MACHINE, _BOXABLE = "machine", "boxable"
_FOLDERS = ("annotations", "labels", "metadata")
_MOST_FILES = 200


@dataclass(slots=True)
class Found:
    """The tables of a set.

    Attributes
    ----------
    root : Path
        The folder of the set.
    tables : dict of str to dict of str to Path
        By what they hold, by split.
    images : list of Path
        Tables of images; a column tells the split.
    classes : Path or None
        What the codes of classes mean.
    log : ProblemLog
        Tables that are not read.
    """

    root: Path
    tables: dict[str, dict[str, Path]] = field(default_factory=lambda: {BOXES: {}, MASKS: {}, LABELS: {}})
    images: list[Path] = field(default_factory=list)
    classes: Path | None = None
    log: ProblemLog = field(default_factory=ProblemLog)

    def add(self, kind: str, file: Path) -> None:
        """Take a table."""
        if kind == _CLASSES:
            self.classes = self.classes or file
        elif kind == IMAGES:
            self.images.append(file)
        else:
            self._add_of_split(self.tables[kind], file)

    def _add_of_split(self, tables: dict[str, Path], file: Path) -> None:
        split = _split_of(file)
        known = tables.setdefault(split, file)
        if known == file:
            return
        if _rank(known) == _rank(file):
            raise FormatError(
                f"{self.root}: {known.name} and {file.name} both hold the same of the split {split}; keep one"
            )
        tables[split], other = sorted((known, file), key=_rank)
        self.log.add("other-file", read_instead(other.name, tables[split].name))


def kind_of(file: Path) -> str | None:
    """Return what a table holds, by its header, or None if it is none of Open Images."""
    first = head(file).split(b"\n", 1)[0].removeprefix(b"\xef\xbb\xbf")
    names = {name.strip(' "\r') for name in first.decode("utf-8", "replace").split(",")}
    kind = next((kind for kind, columns in _HEADERS.items() if columns <= names), None)
    return _CLASSES if kind is None and _CODE.match(first) else kind


def is_ours(path: Path) -> bool:
    """Whether a path is a table of annotations of Open Images, or a folder with tables of it."""
    if path.is_file():
        return _is_table(path.name) and kind_of(path) in {BOXES, MASKS, LABELS}
    try:
        return path.is_dir() and any(kind_of(file) in {BOXES, MASKS, LABELS, IMAGES} for file in _files(path))
    except ReadError:
        return False


def find_tables(path: Path) -> Found:
    """Return the tables behind a folder of a set, or of one table and what lies beside it.

    Raises
    ------
    ReadError
        There is none.
    FormatError
        Two tables hold the same of one split.
    """
    single = path.is_file()
    folder = path.parent if single else path
    found = Found(folder.parent if folder.name in _FOLDERS else folder)
    if single:
        found.add(kind_of(path) or "", path)
    for file in _files(folder):
        kind = kind_of(file)
        if kind is not None and (not single or kind == _CLASSES):
            found.add(kind, file)
    if not any(found.tables.values()) and not found.images:
        raise ReadError(f"{path}: no table of Open Images here; one that begins with ImageID is wanted")
    return found


def class_names(file: Path, log: ProblemLog) -> dict[str, str]:
    """Return the names of classes by their codes, in the order of the file; of two codes one tells its code.

    Raises
    ------
    ReadError
        The file cannot be read.
    """
    rows = Rows(read_text(file, log).splitlines(), ",", file.name, log).cells
    names = {row[0]: row[1] for row in rows if len(row) > 1 and row[0] != "LabelName"}
    taken: set[str] = set()
    for code, name in names.items():
        if name in taken:
            log.add("duplicate-class", several_codes(file.name, name, code))
            names[code] = f"{name} ({code})"
        taken.add(name)
    return names


def _files(folder: Path) -> Iterator[Path]:
    """Pass the tables of a folder, of those called annotations, and of those in folders of splits."""
    splits = [Path(entry.path) for entry in folders(folder) if known_split(entry.name)]
    below = [place / name for place in (folder, *splits) for name in _FOLDERS]
    places = [folder, *(place for place in below if is_folder(place))]
    entries = (entry for place in places for entry in visible(place) if is_file(entry))
    yield from islice((Path(entry.path) for entry in entries if _is_table(entry.name)), _MOST_FILES)


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv")


def _split_of(file: Path) -> str:
    return split_in_stem(file.stem) or known_split(split_name(file.parent.parent.name)) or ALL


def _rank(file: Path) -> tuple[bool, bool]:
    """Return what puts one of two tables first: what people say, and of all classes."""
    return _MADE_BY_MACHINE in file.name, _BOXABLE in file.name
