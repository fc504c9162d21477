"""torch's Dataset, Subset, ConcatDataset and DataLoader.

Where what they wrap lists its annotations (`read_rows` of its family), these are read and no sample is asked
for; else every sample is passed through once, which decodes its image.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.objects import find, is_of
from insight_widgets.objects._labelling import class_names
from insight_widgets.objects._pairs import each_pair, one_pair, pair_of, pairs_of_batch
from insight_widgets.objects._stacking import stacked
from insight_widgets.objects._targets import read_pairs
from insight_widgets.problems import ProblemLog
from insight_widgets.progress import track
from insight_widgets.texts.progress import passing
from insight_widgets.texts.where import sample_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions

SUMMARY = "torch Dataset, Subset, ConcatDataset and DataLoader of (image, target)"
RANK = 10

_PACKAGE = "torch.utils.data"
_BATCH = 4
"""Dimensions of images in a batch."""


def matches(obj: object) -> bool:
    """Whether an object is a data set or loader of torch."""
    return is_of(obj, _PACKAGE, "Dataset", "DataLoader")


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set behind an object."""
    rows = _rows(obj)
    data = obj.dataset if _is_loader(obj) else obj
    if rows is not None:
        leaves = _leaves(data, rows)
        if all(hasattr(find(leaf), "read_rows") for leaf, _ in leaves):
            return stacked([_read_leaf(leaf, places, options) for leaf, places in leaves])
    return read_pairs(_pairs(obj, rows, options), _classes(data), options, image=_images(obj, data, rows))


def _images(obj: Any, data: Any, rows: NDArray[np.int64] | None) -> Callable[[int], Any] | None:
    """Return what gives the image of a sample by its number; None where chance orders the samples."""
    in_order = not _is_loader(obj) or obj.drop_last or is_of(obj.sampler, _PACKAGE, "SequentialSampler")
    if rows is None or not in_order:
        return None
    return lambda number: pair_of(data[int(rows[number])])[0]


def _read_leaf(data: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of some samples of one that lists its annotations; each sample counts once."""
    family: Any = find(data)
    distinct, first = np.unique(rows, return_index=True)
    dataset: Dataset = family.read_rows(data, distinct, options)
    repeated = np.delete(rows, first)
    if not len(repeated):
        return dataset
    splits = {
        name: _with_repeated(split, repeated, distinct, type(data).__name__)
        for name, split in dataset.splits.items()
    }
    return replace(dataset, splits=splits)


def _with_repeated(
    split: Split, repeated: NDArray[np.int64], distinct: NDArray[np.int64], name: str
) -> Split:
    log = ProblemLog(split.problems)
    log.add_rows(
        "duplicate-image",
        repeated,
        lambda place: sample_text(place, name),
        lambda place: str(split.images.name[np.searchsorted(distinct, place)]),
    )
    return replace(split, problems=log.problems())


def _is_loader(obj: object) -> bool:
    return is_of(obj, _PACKAGE, "DataLoader")


def _rows(obj: Any) -> NDArray[np.int64] | None:
    """Return the places of the samples that an object passes; None where only passing tells."""
    if not _is_loader(obj):
        return None if is_of(obj, _PACKAGE, "IterableDataset") or not _sized(obj) else np.arange(len(obj))
    if not _sized(obj.dataset) or not is_of(obj.batch_sampler, _PACKAGE, "BatchSampler"):
        return None
    return _sampled(obj.sampler, len(obj.dataset))


def _sampled(sampler: Any, count: int) -> NDArray[np.int64] | None:
    """Return the places that one of torch's own samplers chooses; None where it may repeat some."""
    if is_of(sampler, _PACKAGE, "SubsetRandomSampler"):
        return np.asarray(sampler.indices, dtype=np.int64)
    if is_of(sampler, _PACKAGE, "SequentialSampler"):
        return np.arange(count)
    whole = (
        is_of(sampler, _PACKAGE, "RandomSampler") and not sampler.replacement and sampler.num_samples == count
    )
    return np.arange(count) if whole else None


def _sized(obj: Any) -> bool:
    return hasattr(obj, "__len__") and hasattr(obj, "__getitem__")


def _leaves(data: Any, rows: NDArray[np.int64]) -> list[tuple[Any, NDArray[np.int64]]]:
    """Return the data sets that others wrap, each once, with the places of its samples that are meant."""
    found: dict[int, list[tuple[Any, NDArray[np.int64]]]] = {}
    for leaf, places in _unwrapped(data, rows):
        found.setdefault(id(leaf), []).append((leaf, places))
    return [(parts[0][0], np.concatenate([places for _, places in parts])) for parts in found.values()]


def _unwrapped(data: Any, rows: NDArray[np.int64]) -> Iterator[tuple[Any, NDArray[np.int64]]]:
    if is_of(data, _PACKAGE, "Subset"):
        yield from _unwrapped(data.dataset, np.asarray(data.indices, dtype=np.int64)[rows])
    elif is_of(data, _PACKAGE, "ConcatDataset"):
        first = 0
        for part in data.datasets:
            inside = rows[(rows >= first) & (rows < first + len(part))]
            yield from _unwrapped(part, inside - first)
            first += len(part)
    else:
        yield data, rows


def _classes(data: Any) -> tuple[str, ...] | None:
    """Return the class names of a data set, or of one that it wraps."""
    if is_of(data, _PACKAGE, "ConcatDataset"):
        lists = {_classes(part) for part in data.datasets}
        return lists.pop() if len(lists) == 1 else None
    inner = data.dataset if is_of(data, _PACKAGE, "Subset") else None
    return class_names(data) or (None if inner is None else _classes(inner))


def _pairs(obj: Any, rows: NDArray[np.int64] | None, options: ReadOptions) -> Iterator[tuple[Any, Any]]:
    """Yield image and target of every sample."""
    if _is_loader(obj) and (rows is None or not obj.drop_last):
        return _pairs_of_loader(obj, options)
    data = obj.dataset if _is_loader(obj) else obj  # a loader that drops the last batch would hide samples
    items = data if rows is None else (data[place] for place in rows.tolist())
    total = None if rows is None else len(rows)
    return each_pair(track(items, _what(data), total=total, show=options.progress), one_pair, "sample")


def _pairs_of_loader(loader: Any, options: ReadOptions) -> Iterator[tuple[Any, Any]]:
    total = len(loader) if _sized(loader.dataset) else None
    batches = track(loader, _what(loader), total=total, show=options.progress)
    if loader.batch_sampler is not None:
        return each_pair(batches, pairs_of_batch, "batch")
    return each_pair(batches, _pairs_of_either, "sample")


def _pairs_of_either(item: Any) -> Iterable[tuple[Any, Any]]:
    """Return the pairs of what a loader passes as its data set made it: a sample, or a batch."""
    image, _ = pair_of(item)
    return pairs_of_batch(item) if len(getattr(image, "shape", ())) == _BATCH else one_pair(item)


def _what(obj: Any) -> str:
    return passing(type(obj).__name__)
