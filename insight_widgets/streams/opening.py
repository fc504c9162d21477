"""From what a user points at to a source of parts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import DataError, ReadError
from insight_widgets.naming import ALL, known_split, split_in_stem, split_name
from insight_widgets.readers import find_reader, is_known
from insight_widgets.streams.coco_files import coco_files, coco_source
from insight_widgets.streams.locations import files_at, has_wildcards, is_address, is_elsewhere
from insight_widgets.streams.table_files import ARROW_SUFFIXES, PARQUET_SUFFIXES, SUFFIXES
from insight_widgets.streams.tar_shards import TAR_SUFFIXES, tar_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.contract import Source

CSV_SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
"""Of text files that are tables for certain, where nobody can look into them before."""

_LOOKED_AT = 100_000
"""Entries of a folder that nobody knows among which tables are looked for: it may be anything."""

_NEEDS_ARROW = 'tables are read with pyarrow; install it: pip install "insight-widgets[parquet]"'


def open_source(given: Any, format_name: str | None, options: ReadOptions) -> Source:
    """Return the parts of what is given.

    Parameters
    ----------
    given : path, address, pattern, or mapping of split name to these
    format_name : str or None
    options : ReadOptions

    Raises
    ------
    DataError
        Something is no path.
    ReadError
        There is nothing, or nothing that can be read in parts.
    """
    if isinstance(given, Mapping):
        by_split = {split_name(name): _text(one) for name, one in given.items()}
        if not by_split:
            raise DataError("a mapping of split names to paths is wanted; got an empty one")
        return _of_splits(by_split, format_name, options)
    text = _text(given)
    kind = format_name or _kind(text)
    if _is_listed(kind, text):
        files = _by_split(text, files_at(text, _OF_FILES[kind]))
        return _of_files(kind, text, files, options, split_column=len(files) == 1)
    return _of_folder(text, format_name, options)


def is_only_in_parts(path: Path) -> bool:
    """Whether a path that is there is read by nothing but what counts parts."""
    if path.is_dir():
        return not is_known(path) and bool(_kind_of_names(islice(path.rglob("*"), _LOOKED_AT)))
    return path.name.lower().endswith((*ARROW_SUFFIXES, *TAR_SUFFIXES))


_OF_FILES = {"parquet": SUFFIXES, "tar": TAR_SUFFIXES, "csv": CSV_SUFFIXES, "coco": (".json",)}


def _is_listed(kind: str, text: str) -> bool:
    """Whether the files of a source are listed by their names alone."""
    return kind in {"parquet", "tar"} or (kind in _OF_FILES and is_elsewhere(text))


def _of_files(
    kind: str, text: str, files: Mapping[str, list[str]], options: ReadOptions, *, split_column: bool
) -> Source:
    if kind == "tar":
        return tar_source(_title(text), files, options)
    if kind == "coco":
        return coco_source(_title(text), files, options)
    if kind == "csv":
        return _csv(text, files, options, split_column=split_column)
    return _tables(text, files, options, split_column=split_column)


def _of_splits(by_split: Mapping[str, str], format_name: str | None, options: ReadOptions) -> Source:
    """Return the parts of a path for each split."""
    first = next(iter(by_split.values()))
    kind = format_name or _kind(first)
    if _is_listed(kind, first):
        files = {name: files_at(one, _OF_FILES[kind]) for name, one in by_split.items()}
        return _of_files(kind, first, files, options, split_column=False)
    found_format = find_reader(Path(first).expanduser(), format_name).FORMAT
    if found_format == "csv":
        tables = {
            name: [file for of in _csv_files(one).values() for file in of] for name, one in by_split.items()
        }
        return _csv(first, tables, options, split_column=False)
    if found_format == "coco":
        found = {
            name: [file for of in coco_files(one).values() for file in of] for name, one in by_split.items()
        }
        return coco_source(_title(first), found, options)
    raise ReadError(f"{first}: {_NOT_IN_PARTS}; give the folder that holds all splits")


def _of_folder(text: str, format_name: str | None, options: ReadOptions) -> Source:
    """Return the parts of a folder of files of whole images."""
    path = Path(text).expanduser()
    found = find_reader(path, format_name).FORMAT
    title = _title(text)
    if found == "coco":
        return coco_source(title, coco_files(text), options)
    if found == "csv":
        return _csv_of_folder(text, options)
    if found == "voc" and options.task == "segmentation":
        from insight_widgets.readers.voc import mask_folder

        found, path = "mask", mask_folder(path)
    module, opens = _OF_FOLDERS.get(found, ("", ""))
    if not module:
        raise ReadError(f"{text}: {_NOT_IN_PARTS}; this is {found}: {_INSTEAD}")
    source: Source = getattr(import_module(f"insight_widgets.streams.{module}"), opens)(title, path, options)
    return source


_OF_FOLDERS = {
    "cityscapes": ("cityscapes_files", "cityscapes_source"),
    "folder": ("tree_files", "tree_source"),
    "kitti": ("kitti_files", "kitti_source"),
    "labelme": ("labelme_files", "labelme_source"),
    "mask": ("mask_files", "mask_source"),
    "voc": ("voc_files", "voc_source"),
    "yolo": ("yolo_files", "yolo_source"),
}
"""Modules by format; one is imported once its format is met."""

_NOT_IN_PARTS = (
    "what can be counted in parts are tables in CSV, Parquet or Arrow files, tar files of JSON, COCO files, "
    "and folders of classes, YOLO, Pascal VOC, LabelMe, KITTI, Cityscapes and index masks"
)
_INSTEAD = "leave engine= out, or convert it first: insight-widgets convert SET --to parquet"


def _kind(text: str) -> str:
    """Return whether files of tables or tar files are meant; nothing where it is something else."""
    lower = text.lower()
    if lower.endswith(TAR_SUFFIXES):
        return "tar"
    if is_elsewhere(text) and lower.endswith(CSV_SUFFIXES):
        return "csv"
    if is_elsewhere(text) and lower.endswith(".json"):
        return "coco"
    if lower.endswith(SUFFIXES) or is_elsewhere(text):
        return "parquet"
    path = Path(text).expanduser()
    if not path.exists():
        raise ReadError(f"{text}: no such file or folder")
    return _kind_of_names(path.rglob("*")) if path.is_dir() else ""


def _kind_of_names(files: Iterable[Path]) -> str:
    names = [file.name.lower() for file in files]
    if any(name.endswith(SUFFIXES) for name in names):
        return "parquet"
    return "tar" if any(name.endswith(TAR_SUFFIXES) for name in names) else ""


def _text(given: Any) -> str:
    if not isinstance(given, str | os.PathLike):
        raise DataError(
            f"engine= counts files part by part; got {type(given).__name__}: "
            "give a path, or leave engine= out"
        )
    return os.fspath(given)


def _csv_of_folder(text: str, options: ReadOptions) -> Source:
    files = _csv_files(text)
    return _csv(text, files, options, split_column=len(files) == 1)


def _csv_files(text: str) -> dict[str, list[str]]:
    from insight_widgets.readers.csv_labels import files_by_split

    found = files_by_split(Path(text).expanduser())
    return {split: list(map(str, files)) for split, files in found.items()}


def _csv(text: str, files: Mapping[str, list[str]], options: ReadOptions, *, split_column: bool) -> Source:
    _need_arrow(text)
    from insight_widgets.streams.csv_source import CsvSource

    path = Path(text).expanduser()
    folder = None if is_elsewhere(text) else str(path if path.is_dir() else path.parent)
    return CsvSource(_title(text), files, options, split_column, folder)


def _need_arrow(text: str) -> None:
    try:
        import pyarrow  # noqa: F401, ICN001
    except ImportError:
        raise ReadError(f"{text}: {_NEEDS_ARROW}") from None


def _tables(text: str, files: Mapping[str, list[str]], options: ReadOptions, *, split_column: bool) -> Source:
    _need_arrow(text)
    from insight_widgets.streams.table_source import TableSource

    return TableSource(_title(text), files, options, split_column)


def _title(text: str) -> str:
    if is_elsewhere(text):
        parts = text.rstrip("/").split("/")
        name = next((part for part in reversed(parts) if part and not has_wildcards(part)), parts[-1])
        suffix = next((end for ends in _OF_FILES.values() for end in ends if name.endswith(end)), "")
        return name.removesuffix(suffix)
    path = Path(text).expanduser().resolve()
    return path.name if path.is_dir() else path.stem


def _by_split(text: str, files: list[str]) -> dict[str, list[str]]:
    """Return files by the split that their name or folder tells; where one is told, others are left out."""
    found: dict[str, list[str]] = {}
    for file in files:
        found.setdefault(_split_of(text, file), []).append(file)
    named = {name: of for name, of in found.items() if name != ALL}
    return named or found


def _split_of(text: str, file: str) -> str:
    """Return the split of a file: what its name tells, else a folder, also one as ``split=train``."""
    below = file.removeprefix(text).strip("/").split("/")
    *folders, name = below if below != [""] else [file.rpartition("/")[2]]
    told = _split_written(file) or split_in_stem(name.rpartition(".")[0])
    for folder in reversed(folders):
        key, equals, value = folder.partition("=")
        told = told or (split_name(value) if equals and key == "split" else known_split(folder))
    return told or ALL


def _split_written(file: str) -> str | None:
    """Return the split that a Parquet file of ours on this machine says it is."""
    if is_address(file) or not file.lower().endswith(PARQUET_SUFFIXES):
        return None
    from insight_widgets.readers._parquet_file import converted_file

    written = converted_file(Path(file))
    return None if written is None else written.split
