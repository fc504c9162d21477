"""Samples, one at a time, as a data set: labels, boxes or masks of whatever is iterated over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from insight_widgets.class_list import checked_classes
from insight_widgets.dataset import TASKS, Dataset
from insight_widgets.errors import DataError, shorten, suggest
from insight_widgets.gathered_samples import GatheredSamples
from insight_widgets.mask_values import MaskClasses
from insight_widgets.naming import ALL, split_name
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.tasks import for_task

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task
    from insight_widgets.sample_values import Kind

_KINDS_OF_TASK: tuple[tuple[Task, frozenset[Kind]], ...] = (
    ("multiclass", frozenset({"label", "labels"})),
    ("multilabel", frozenset({"label", "labels"})),
    ("detection", frozenset({"boxes"})),
    ("segmentation", frozenset({"mask"})),
    ("segmentation", frozenset({"masks"})),
)


def dataset_from_samples(
    samples: Any,
    *,
    classes: Sequence[str] | None,
    task: Task | None,
    title: str = "",
    background: Collection[int] = (),
    ignore: int | None = 255,
) -> Dataset:
    """Return the data set that samples hold; they are passed through once and not kept.

    Parameters
    ----------
    samples : iterable of mapping, or mapping of str to iterable of mapping
        What `Dataset.from_samples` takes.
    classes, task, title
        As there.
    background : collection of int
        Values of index masks that are no class, beside those that the class list calls so.
    ignore : int or None
        Value of index masks that is neither class nor fault.

    Raises
    ------
    DataError
        A sample does not fit; the message says which, what came and what was wanted.
    """
    if task is not None and task not in TASKS:
        raise DataError(
            f"task {task!r} is not known{suggest(str(task), TASKS)}; use one of {', '.join(TASKS)}"
        )
    classes = checked_classes(classes)
    parts = {name: _gathered(name, part, classes) for name, part in _by_split(samples).items()}
    told = _task(parts.values(), task)
    dataset = _dataset(parts, told, classes, title=title, background=background, ignore=ignore)
    return for_task(dataset, task)


def _dataset(
    parts: Mapping[str, GatheredSamples],
    task: Task,
    classes: Sequence[str] | None,
    *,
    title: str,
    background: Collection[int],
    ignore: int | None,
) -> Dataset:
    if any("mask" in part.kinds for part in parts.values()):
        values = {int(value) for part in parts.values() for column in part.counts.value for value in column}
        of_masks = MaskClasses(values, classes, background, ignore)
        masks = {name: part.shown(part.mask_split(of_masks)) for name, part in parts.items()}
        return Dataset(task, of_masks.names, masks, title)
    names = {name for part in parts.values() for name in part.names if name}
    index = ClassIndex(names, classes, background=task == "segmentation")
    make = _MAKERS[task]
    splits = {name: part.shown(make(part, index)) for name, part in parts.items()}
    return Dataset(task, index.names, splits, title)


def _by_split(samples: Any) -> dict[str, Any]:
    if not isinstance(samples, Mapping):
        return {ALL: samples}
    if "image" in samples:
        raise DataError("an iterable of samples is wanted; got one sample: put it into a list")
    if not samples:
        raise DataError("samples for every split are wanted; got an empty mapping")
    parts: dict[str, Any] = {}
    for given, part in samples.items():
        name = split_name(str(given))
        if name in parts:
            raise DataError(f'the split "{shorten(name)}" stands twice; give each split its own name')
        parts[name] = part
    return parts


def _task(parts: Iterable[GatheredSamples], asked: Task | None) -> Task:
    """Return the task that all samples are for; that of boxes, where the classes of images are asked for.

    Raises
    ------
    DataError
        They are for several, for another than asked, or do not tell.
    """
    kinds = {kind for part in parts for kind in part.kinds}
    for task, known in _KINDS_OF_TASK:
        if asked in {task, None} and kinds and kinds <= {*known}:
            return "multilabel" if asked is None and "labels" in kinds else task
    if kinds == {"boxes"} and asked in {"multiclass", "multilabel"}:
        return "detection"
    if not kinds and asked is not None:
        return asked
    came = " and ".join(f'"{kind}"' for kind in sorted(kinds)) or "none of these"
    raise DataError(
        f'samples with "label" or "labels", with "boxes", with "mask" or with "masks" are wanted'
        f"{f' for {asked}' if asked else ''}; got {came}"
    )


def _gathered(split: str, samples: Any, classes: Sequence[str] | None) -> GatheredSamples:
    if not isinstance(samples, Iterable) or isinstance(samples, str | bytes):
        raise DataError(f'samples of "{split}": an iterable is wanted; got {type(samples).__name__}')
    gathered = GatheredSamples(classes)
    for number, sample in enumerate(samples):
        try:
            gathered.add(sample)
        except DataError as error:
            raise DataError(f'sample {number} of "{shorten(split)}": {error}') from None
    return gathered


_MAKERS: dict[Task, Callable[[GatheredSamples, ClassIndex], Split]] = {
    "multiclass": GatheredSamples.label_split,
    "multilabel": GatheredSamples.label_split,
    "detection": GatheredSamples.box_split,
    "segmentation": GatheredSamples.region_split,
}
