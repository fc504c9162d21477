"""Tables of labels or boxes as text: CSV and its relatives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import DataError, FormatError, ReadError
from insight_widgets.large_tables import tell_if_large
from insight_widgets.naming import ALL, known_split, split_in_stem
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._annotation_files import refuse_links_out
from insight_widgets.readers._image_tree import folders, is_file, visible
from insight_widgets.readers._table_images import PIECE, with_folders
from insight_widgets.readers._text_file import read_head
from insight_widgets.readers._text_table import parse_table, read_table
from insight_widgets.tables.building import Wishes, dataset_from_tables
from insight_widgets.tables.roles import find_roles, has_image_column

if TYPE_CHECKING:
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions

FORMAT = "csv"
SUMMARY = "a table (CSV, TSV) of images with their labels or boxes, or a folder of one for every split"
RANK = 10

_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})


def detect(path: Path) -> bool:
    """Whether `path` is a table that names images and classes, or a folder with such tables."""
    if path.is_file():
        is_list = path.suffix.lower() == ".txt"
        return _is_table_file(path) and (_looks_like_labels(path, sure=is_list) or _is_damaged(path))
    try:
        return path.is_dir() and bool(_label_tables(path))
    except ReadError:
        return False


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind a table, or a folder of tables.

    Raises
    ------
    ReadError
        A file cannot be read as a table, or its columns do not tell images and labels.
    FormatError
        The folder holds no such table, or several for one split.
    """
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    files = {split: _only(path, split, of) for split, of in files_by_split(path).items()}
    tell_if_large(path, files.values())
    wishes = Wishes(options.task, options.classes, options.columns, len(files) == 1, options.uncertain)
    tables = {split: read_table(file, options.classes) for split, file in files.items()}
    try:
        dataset = dataset_from_tables(tables, wishes)
    except DataError as error:
        raise ReadError(f"{path}: {str(error).removeprefix(f'{path.name}: ')}") from None
    return with_folders(dataset, path if path.is_dir() else path.parent, options)


def _split_of(file: Path) -> str:
    return split_in_stem(_bare_stem(file)) or ALL


def _split_in(folder: Path, file: Path) -> str:
    """Return the split of a table in a folder, or in the folder of a split in it."""
    return _split_of(file) if file.parent == folder else known_split(file.parent.name) or ALL


def _bare_stem(file: Path) -> str:
    """Return the name of a file without ``.csv`` or ``.csv.gz``."""
    return Path(file.stem).stem if file.suffix.lower() == ".gz" else file.stem


def _is_table_file(file: Path) -> bool:
    packed = file.suffix.lower() == ".gz"
    return (Path(file.stem).suffix if packed else file.suffix).lower() in _SUFFIXES


def _label_tables(folder: Path) -> list[Path]:
    """Return the tables of labels in a folder; where it has none, those in the folders of splits in it."""
    parts = (Path(entry.path) for entry in folders(folder) if known_split(entry.name))
    return _tables_in(folder) or [file for part in parts for file in _tables_in(part)]


def _tables_in(folder: Path) -> list[Path]:
    files = (Path(entry.path) for entry in visible(folder) if is_file(entry))
    return [file for file in files if _is_table_file(file) and _looks_like_labels(file, sure=True)]


def files_by_split(path: Path) -> dict[str, list[Path]]:
    """Return the tables behind a file or folder, by split; several of one split are pieces of a table.

    Raises
    ------
    FormatError
        There is none, or there are different tables for one split.
    """
    if path.is_file():
        return {_split_of(path): [path]}
    tables = [(_split_in(path, file), file) for file in _label_tables(path)]
    refuse_links_out([file for _, file in tables], path)
    named = [(split, file) for split, file in tables if split != ALL]
    files: dict[str, list[Path]] = {}
    for split, file in named or tables:
        files.setdefault(split, []).append(file)
    if not files:
        raise FormatError(f"{path}: no table of labels here; one with a column of images is wanted")
    return {split: _with_other_pieces(path, split, of) for split, of in files.items()}


def _with_other_pieces(folder: Path, split: str, files: list[Path]) -> list[Path]:
    """Return pieces of a table with those that do not look like one, so that reading tells what is wrong."""
    kinds = {(file.parent, _whole_stem(file)) for file in files}
    if len(kinds) > 1:
        raise _both(folder, split, files)
    if len(files) == 1 and _whole_stem(files[0]) == _bare_stem(files[0]):
        return files
    entries = visible(files[0].parent)
    found = [Path(entry.path) for entry in entries if is_file(entry)]
    return [file for file in found if _is_table_file(file) and (file.parent, _whole_stem(file)) in kinds]


def _whole_stem(file: Path) -> str:
    """Return the name of a file without its number among the pieces of a table."""
    return PIECE.sub("", _bare_stem(file))


def _only(folder: Path, split: str, files: list[Path]) -> Path:
    if len(files) > 1:
        raise _both(folder, split, files)
    return files[0]


def _both(folder: Path, split: str, files: list[Path]) -> FormatError:
    return FormatError(
        f"{folder}: {files[0].name} and {files[1].name} are both the split {split}; "
        "say which file is which split"
    )


def _is_damaged(file: Path) -> bool:
    """Whether a file is called a table and holds no text: reading it says what is wrong."""
    return file.suffix.lower() != ".txt" and not read_head(file).strip()


def _looks_like_labels(file: Path, *, sure: bool) -> bool:
    """Whether the first rows of a file have a column of images, and (if `sure`) one of classes."""
    try:
        table = parse_table(read_head(file).encode(), file, ProblemLog())
        if has_image_column(table):
            find_roles(table, given={}, task=None, classes=None)
            return len(table) > 0 or not sure
    except ReadError:
        return False
    except DataError:
        return not sure
    return False
