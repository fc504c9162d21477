"""Tables of labels or boxes as Parquet files."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.dataset import split_order
from insight_widgets.errors import FormatError, InsightError, ReadError, shorten
from insight_widgets.large_tables import tell_if_large
from insight_widgets.naming import ALL, split_in_stem
from insight_widgets.readers._annotation_files import refuse_links_out
from insight_widgets.readers._image_tree import is_file, is_folder, visible
from insight_widgets.readers._parquet_file import converted_file, read_tables
from insight_widgets.readers._table_images import PIECE, with_folders
from insight_widgets.tables.building import Wishes, dataset_from_tables
from insight_widgets.tables.class_lists import with_class_list
from insight_widgets.tables.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions

FORMAT = "parquet"
SUMMARY = "a Parquet table of images with their labels or boxes, or a folder of some for every split"
RANK = 12

_SUFFIXES = frozenset({".parquet", ".pq"})
_INNER = "data"


def detect(path: Path) -> bool:
    """Whether `path` is a Parquet file, or a folder with some."""
    if path.is_file():
        return path.suffix.lower() in _SUFFIXES
    try:
        return path.is_dir() and bool(_files(path))
    except ReadError:
        return False


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind a Parquet file, or a folder of them.

    Raises
    ------
    ReadError
        pyarrow is not installed, a file is damaged or a link out of the folder, or its columns do not tell
        images and labels.
    FormatError
        The folder holds files of different tables for one split.
    """
    files = {_split_of(path): [path]} if path.is_file() else _files_by_split(path)
    try:
        import pyarrow as pa
    except ImportError:
        raise ReadError(
            f'{path}: Parquet is read with pyarrow; install it: pip install "insight-widgets[parquet]"'
        ) from None
    tell_if_large(path, chain.from_iterable(files.values()))
    try:
        dataset = _read(files, options)
    except (pa.ArrowException, OSError, ValueError, InsightError) as error:
        raise _told(path, error) from None
    return with_folders(dataset, path if path.is_dir() else path.parent, options)


def _read(files: Mapping[str, Sequence[Path]], options: ReadOptions) -> Dataset:
    from pyarrow import parquet

    every = [file for split in sorted(files, key=split_order) for file in files[split]]
    tables = {split: read_tables(pieces, every) for split, pieces in files.items()}
    first = next(iter(files.values()))[0]
    written = converted_file(first)
    if written is not None:
        options = written.options(options)
    schema = parquet.read_schema(first)
    options = with_class_list(options, schema, Layout.of(schema))
    relative = None if written is None else written.relative
    wishes = Wishes(
        options.task, options.classes, options.columns, len(files) == 1, options.uncertain, relative
    )
    dataset = dataset_from_tables(tables, wishes)
    if written is None:
        return dataset
    splits = {name: _as_written(split, files.get(name, ())) for name, split in dataset.splits.items()}
    return replace(dataset, splits=splits)


def _as_written(split: Split, files: Sequence[Path]) -> Split:
    """Return a split with what its files say of it beside their rows."""
    told = [written for file in files if (written := converted_file(file)) is not None]
    if not told:
        return split
    images = split.images
    images = replace(images, key=images.name if told[0].keys else None, key_name=told[0].key_name)
    found = (problem for written in told for problem in written.problems)
    return replace(split, images=images, problems=(*found, *split.problems))


def _told(path: Path, error: Exception) -> Exception:
    """Return an error that names the path."""
    if isinstance(error, InsightError):
        words = str(error).removeprefix(f"{path.name}: ")
        return error if words.startswith(str(path)) else ReadError(f"{path}: {words}")
    return ReadError(f"{path}: cannot be read as Parquet: {shorten(error)}")


def _files(folder: Path) -> list[Path]:
    """Return the Parquet files in a folder, or in one called data in it."""
    for place in (folder, folder / _INNER):
        entries = visible(place) if is_folder(place) else ()
        files = [Path(entry.path) for entry in entries if is_file(entry)]
        found = [file for file in files if file.suffix.lower() in _SUFFIXES]
        if found:
            return found
    return []


def _files_by_split(folder: Path) -> dict[str, list[Path]]:
    """Return the files by split; those whose names differ only in a number are pieces of one table."""
    files: dict[str, list[Path]] = {}
    found = _files(folder)
    refuse_links_out(found, folder)
    named = [file for file in found if _split_of(file) != ALL]
    for file in named or found:
        files.setdefault(_split_of(file), []).append(file)
    for split, pieces in files.items():
        if len({PIECE.sub("", piece.stem) for piece in pieces}) > 1:
            names = ", ".join(piece.name for piece in pieces[:3])
            raise FormatError(
                f"{folder}: {names} are all the split {split}; say which file is which split, "
                'or, if they are one table, engine="local"'
            )
    if not files:
        raise FormatError(f"{folder}: no Parquet file here")
    return files


def _split_of(file: Path) -> str:
    written = converted_file(file)
    if written is not None:
        return written.split
    return split_in_stem(PIECE.sub("", file.stem)) or ALL
