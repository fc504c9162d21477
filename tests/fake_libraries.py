"""Stand-ins for libraries that are too heavy for every machine: classes of their names and interfaces.

They follow what the real ones do as far as it is looked at; the tests run on the real ones, too, where these
are installed.
"""

from __future__ import annotations

import math
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.loading import load
from insight_widgets.report import build_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from insight_widgets.dataset import Dataset


def of_module(module: str, name: str = "") -> Callable[[type], type]:
    """Make a class look as if it were defined in a module, under a name."""

    def move(made: type) -> type:
        made.__module__, made.__name__ = module, name or made.__name__
        return made

    return move


def problems(dataset: Dataset) -> dict[str, int]:
    """Return how often each problem was found."""
    found = build_report(dataset, progress=False).to_dict()["problems"]
    return {problem["code"]: problem["count"] for problem in found}


def loaded(source: Any, **options: Any) -> Dataset:
    """Return what `load` makes of an object, without a progress bar."""
    return load(source, progress=False, **options)


def named(dataset: Dataset, split: str = "all") -> list[tuple[str, str]]:
    """Return image and class of every label or box."""
    part = dataset.splits[split]
    table = part.boxes if part.labels is None else part.labels
    assert table is not None
    rows = zip(table.image.tolist(), table.label.tolist(), strict=True)
    return [(part.images.name[image], dataset.classes[label]) for image, label in rows]


def xywh(dataset: Dataset, split: str = "all") -> list[list[float]]:
    """Return the boxes of a split."""
    boxes = dataset.splits[split].boxes
    assert boxes is not None
    return np.stack([boxes.x, boxes.y, boxes.width, boxes.height], axis=1).tolist()  # type: ignore[no-any-return]


@of_module("torch.utils.data.dataset", "Dataset")
class TorchDataset:
    """torch.utils.data.Dataset."""


@of_module("torch.utils.data.dataset")
class IterableDataset(TorchDataset):
    """torch.utils.data.IterableDataset."""


@of_module("torch.utils.data.dataset")
class Subset(TorchDataset):
    """torch.utils.data.Subset."""

    def __init__(self, dataset: Any, indices: Any) -> None:
        self.dataset, self.indices = dataset, indices

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, place: int) -> Any:
        return self.dataset[self.indices[place]]


@of_module("torch.utils.data.dataset")
class ConcatDataset(TorchDataset):
    """torch.utils.data.ConcatDataset."""

    def __init__(self, datasets: Any) -> None:
        self.datasets = list(datasets)

    def __len__(self) -> int:
        return sum(map(len, self.datasets))

    def __getitem__(self, place: int) -> Any:
        for part in self.datasets:
            if place < len(part):
                return part[place]
            place -= len(part)
        raise IndexError(place)


@of_module("torch.utils.data.sampler")
class SequentialSampler:
    """torch.utils.data.SequentialSampler."""

    def __init__(self, count: int) -> None:
        self.order: Any = range(count)

    def __iter__(self) -> Iterator[int]:
        return iter(self.order)


@of_module("torch.utils.data.sampler")
class RandomSampler:
    """torch.utils.data.RandomSampler."""

    replacement = False

    def __init__(self, count: int) -> None:
        self.num_samples = count

    def __iter__(self) -> Iterator[int]:
        return reversed(range(self.num_samples))


@of_module("torch.utils.data.sampler")
class SubsetRandomSampler:
    """torch.utils.data.SubsetRandomSampler."""

    def __init__(self, indices: Any) -> None:
        self.indices = indices

    def __iter__(self) -> Iterator[int]:
        return iter(self.indices)


@of_module("torch.utils.data.sampler")
class WeightedRandomSampler:
    """torch.utils.data.WeightedRandomSampler, with the places that are drawn."""

    def __init__(self, places: Any) -> None:
        self.places = places

    def __iter__(self) -> Iterator[int]:
        return iter(self.places)


@of_module("torch.utils.data.sampler")
class BatchSampler:
    """torch.utils.data.BatchSampler."""


def stacked(samples: list[Any]) -> Any:
    """Collate as torch does by default."""
    first = samples[0]
    if isinstance(first, tuple | list):
        return [stacked([sample[place] for sample in samples]) for place in range(len(first))]
    if isinstance(first, dict):
        return {key: stacked([sample[key] for sample in samples]) for key in first}
    return list(samples) if isinstance(first, str) else np.stack([np.asarray(one) for one in samples])


@of_module("torch.utils.data.dataloader")
class DataLoader:
    """torch.utils.data.DataLoader."""

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        *,
        shuffle: bool = False,
        sampler: Any = None,
        drop_last: bool = False,
        collate_fn: Any = stacked,
    ) -> None:
        self.dataset, self.drop_last, self.collate = dataset, drop_last, collate_fn
        self.size = batch_size
        self.batch_sampler = BatchSampler() if batch_size else None
        count = len(dataset) if hasattr(dataset, "__len__") else 0
        self.sampler = sampler or (RandomSampler(count) if shuffle else SequentialSampler(count))

    def __len__(self) -> int:
        return math.ceil(len(self.dataset) / (self.size or 1))

    def __iter__(self) -> Iterator[Any]:
        whole = hasattr(self.dataset, "__getitem__")
        samples = [self.dataset[place] for place in self.sampler] if whole else list(self.dataset)
        if self.size is None:
            yield from samples
            return
        for first in range(0, len(samples), self.size):
            batch = samples[first : first + self.size]
            if len(batch) == self.size or not self.drop_last:
                yield self.collate(batch)


TORCH = SimpleNamespace(
    Dataset=TorchDataset,
    IterableDataset=IterableDataset,
    Subset=Subset,
    ConcatDataset=ConcatDataset,
    DataLoader=DataLoader,
    SubsetRandomSampler=SubsetRandomSampler,
    weighted=WeightedRandomSampler,
    tensor=np.asarray,
)


def kinds_of(library: str) -> list[str]:
    """Return what tests run on: the stand-in of a library, and itself where it is installed."""
    return ["stand-in", library] if find_spec(library) else ["stand-in"]


def real_torch() -> SimpleNamespace:
    """Return the same names of the real library; the caller has seen that it is there."""
    import torch
    from torch.utils import data

    return SimpleNamespace(
        Dataset=data.Dataset,
        IterableDataset=data.IterableDataset,
        Subset=data.Subset,
        ConcatDataset=data.ConcatDataset,
        DataLoader=data.DataLoader,
        SubsetRandomSampler=data.SubsetRandomSampler,
        weighted=lambda places: data.WeightedRandomSampler([1.0] * (max(places) + 1), len(places)),
        tensor=torch.as_tensor,
    )
