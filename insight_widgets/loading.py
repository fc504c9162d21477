"""From what a user points at to a data set."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from insight_widgets import objects
from insight_widgets.dataset import TASKS, Dataset
from insight_widgets.errors import DataError, FormatError, PartsError, suggest
from insight_widgets.joining import join
from insight_widgets.parting import hold_out, part_by_lists, read_name_list
from insight_widgets.reach import PathLike, place_of, within_reach
from insight_widgets.read_options import ReadOptions
from insight_widgets.readers import find_reader
from insight_widgets.readers._table_images import with_given_folder
from insight_widgets.streams.locations import is_address, is_elsewhere
from insight_widgets.streams.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from insight_widgets.dataset import Task
    from insight_widgets.readers import Reader


@overload
def load(
    source: Any,
    *,
    task: Task | None = None,
    format: str | None = None,
    classes: Sequence[str] | PathLike | None = None,
    images: PathLike | None = None,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    background: Iterable[int] = (),
    ignore: int | None = 255,
    uncertain: bool = False,
    splits: Mapping[str, Sequence[str] | PathLike] | None = None,
    holdout: float | None = None,
    seed: int = 0,
    title: str | None = None,
    progress: bool = True,
    engine: None = None,
    checkpoint: PathLike | None = None,
    cache: bool | PathLike = False,
) -> Dataset: ...
@overload
def load(
    source: Any,
    *,
    task: Task | None = None,
    format: str | None = None,
    classes: Sequence[str] | PathLike | None = None,
    images: PathLike | None = None,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    background: Iterable[int] = (),
    ignore: int | None = 255,
    uncertain: bool = False,
    splits: Mapping[str, Sequence[str] | PathLike] | None = None,
    holdout: float | None = None,
    seed: int = 0,
    title: str | None = None,
    progress: bool = True,
    engine: Any,
    checkpoint: PathLike | None = None,
    cache: bool | PathLike = False,
) -> Dataset | Stream: ...
def load(
    source: Any,
    *,
    task: Task | None = None,
    format: str | None = None,  # noqa: A002  (what the user calls it)
    classes: Sequence[str] | PathLike | None = None,
    images: PathLike | None = None,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    background: Iterable[int] = (),
    ignore: int | None = 255,
    uncertain: bool = False,
    splits: Mapping[str, Sequence[str] | PathLike] | None = None,
    holdout: float | None = None,
    seed: int = 0,
    title: str | None = None,
    progress: bool = True,
    engine: Any = None,
    checkpoint: PathLike | None = None,
    cache: bool | PathLike = False,
) -> Dataset | Stream:
    """Read a data set, without showing anything.

    Parameters
    ----------
    source : Dataset, Stream, path, object, or mapping of split name to these
        A path holds all splits; a mapping says what is which split. Objects are data frames (pandas, Polars,
        Arrow) and the data sets of torch, torchvision, Hugging Face, FiftyOne, supervision, Keras, TensorFlow
        and Datumaro.
    task : {"multiclass", "multilabel", "detection", "segmentation"}, optional
        Where the data do not tell it for certain, or another one is wanted.
    format : str, optional
        Name of a format, where it is not found by itself.
    classes : sequence of str, or path of a class list, optional
        The class list, where the data have none, or another order is wanted; a file may also tell the
        colours of classes in masks (lines such as ``128 0 0 car`` or ``car,128,0,0``).
    images : path, optional
        Folder of the images, where annotations and images lie apart, or annotations are in memory.
    columns : mapping of str to str, optional
        For tables: our name of a column to the table's name of it, see `Dataset.from_frames`.
    background : iterable of int
        For masks: values that are no class, beside those that the class list calls so.
    ignore : int, optional
        For masks: the value that is neither class nor fault; None where there is none.
    uncertain : bool
        For tables of yes and no: whether labels told as uncertain (-1) are positive.
    splits : mapping of str to list of image names or path of such a list, optional
        Parts data that are one split; images in no list become the split ``"all"``.
    holdout : float, optional
        Share of the images of every class that becomes ``"val"`` where the data are one split; the rest
        becomes ``"train"``.
    seed : int
        What the images held out depend on.
    title : str, optional
        What the report is headed with; else the name of the file or folder.
    progress : bool
        Whether long reading shows a progress bar.
    engine : {"auto", "local", "processes", "dask"} or distributed.Client, optional
        What counts the data part by part, so that they are never in memory as a whole; then the source may be
        an address (``s3://...``) or a pattern (``train-*.parquet``), too.
    checkpoint : path, optional
        With an engine: a file in which what was counted is kept every half a minute; the same call goes on
        from there after it was interrupted.
    cache : bool or path
        With an engine: whether the counts are kept beside the data, or where; the same data are then not
        counted again, changed ones are.

    Returns
    -------
    Dataset, or Stream where an engine is given

    Raises
    ------
    ReadError, FormatError, PartsError
        Something cannot be read, or (without an engine) only part by part; the message says what, where and
        what was wanted.
    DataError
        Parts do not fit together.
    """
    if isinstance(source, Stream):
        return source if title is None else replace(source, source=source.source.titled(title))
    options = _options(
        task=task,
        classes=classes,
        images=images,
        columns=columns,
        background=background,
        ignore=ignore,
        uncertain=uncertain,
        progress=progress,
    )
    if engine is not None and not isinstance(source, Dataset):
        _refuse_parting(splits, holdout)
        from insight_widgets.streams.cache import cache_file

        stream = _streamed(source, format, options, engine, title)
        kept = None if checkpoint is None else place_of(checkpoint)
        return replace(stream, checkpoint=kept, cache=cache_file(source, cache))
    if checkpoint is not None or cache is not False:
        raise DataError(
            'checkpoint= and cache= keep what an engine counts; say which, such as engine="local"'
        )
    dataset = _read(source, format, options)
    if splits is not None and holdout is not None:
        raise DataError("splits= and holdout= both part the data; give one of them")
    if splits is not None:
        dataset = part_by_lists(dataset, _name_lists(splits))
    if holdout is not None:
        dataset = hold_out(dataset, holdout, seed)
    return dataset if title is None else replace(dataset, title=title)


def load_somehow(source: Any, **options: Any) -> Dataset | Stream:
    """Read a data set as a whole, or have it counted part by part where it is asked for or nothing else does.

    Parameters
    ----------
    source, **options
        What `load` takes.
    """
    try:
        found: Dataset | Stream = load(source, **options)
    except PartsError:
        found = load(source, **options | {"engine": "auto"})
    return found


def _streamed(
    source: Any, format_name: str | None, options: ReadOptions, engine: Any, title: str | None
) -> Stream:
    from insight_widgets.engines import engine_of
    from insight_widgets.streams.opening import open_source

    runs_on = engine_of(engine)
    for given in source.values() if isinstance(source, Mapping) else [source]:
        if isinstance(given, os.PathLike) or (isinstance(given, str) and not is_address(given)):
            within_reach(given)
    found = open_source(source, format_name, options)
    if runs_on.far:
        found = found.for_workers(runs_on.workers)
    return Stream(found if title is None else found.titled(title), runs_on)


def _refuse_parting(splits: object, holdout: object) -> None:
    if splits is not None or holdout is not None:
        raise DataError("splits= and holdout= part data that are read whole; these are counted in parts")


def _read(source: Any, format_name: str | None, options: ReadOptions) -> Dataset:
    if isinstance(source, Mapping):
        if not source:
            raise DataError("a mapping of split names to paths is wanted; got an empty one")
        parts = {name: _one(part, format_name, options) for name, part in source.items()}
        titles = {part.title for part in parts.values()}
        return join(parts, titles.pop() if len(titles) == 1 else _common_title(list(source.values())))
    return _one(source, format_name, options)


def _one(source: Any, format_name: str | None, options: ReadOptions) -> Dataset:
    if isinstance(source, Dataset):
        return with_given_folder(source, options)
    if not isinstance(source, str | os.PathLike):
        return with_given_folder(objects.read(source, options), options)
    if is_elsewhere(os.fspath(source)):
        raise _only_in_parts(source)
    path = within_reach(source)
    return replace(_reader_of(path, format_name).read(path, options), title=_path_title(path))


def _only_in_parts(source: PathLike) -> PartsError:
    return PartsError(f'{source}: this is only counted part by part; say engine="local"')


def _reader_of(path: Path, format_name: str | None) -> Reader:
    try:
        return find_reader(path, format_name)
    except FormatError:
        from insight_widgets.streams.opening import is_only_in_parts

        if is_only_in_parts(path):
            raise _only_in_parts(path) from None
        raise


def _name_lists(splits: Mapping[str, Sequence[str] | PathLike]) -> dict[str, Sequence[str]]:
    return {
        name: read_name_list(within_reach(given)) if isinstance(given, str | os.PathLike) else given
        for name, given in splits.items()
    }


def _options(
    *, task: Any, classes: Any, images: Any, columns: Any, background: Any, **others: Any
) -> ReadOptions:
    if task is not None and task not in TASKS:
        raise DataError(
            f"task {task!r} is not known{suggest(str(task), TASKS)}; use one of {', '.join(TASKS)}"
        )
    colours = None
    if isinstance(classes, str | os.PathLike):
        from insight_widgets.class_list import read_class_file

        listed = read_class_file(within_reach(classes))
        classes, colours = listed.names, listed.colours
    return ReadOptions(
        task=task,
        classes=None if classes is None else tuple(classes),
        images=None if images is None else within_reach(images),
        columns=columns or {},
        background=frozenset(background),
        colours=colours,
        **others,
    )


def _path_title(path: Path) -> str:
    resolved = path.resolve()
    return resolved.name if resolved.is_dir() else resolved.stem


def _common_title(sources: Sequence[object]) -> str:
    """Return the name of the folder that holds all paths, or nothing."""
    paths = [
        str(Path(source).expanduser().resolve().parent)
        for source in sources
        if isinstance(source, str | os.PathLike)
    ]
    return Path(os.path.commonpath(paths)).name if paths else ""
