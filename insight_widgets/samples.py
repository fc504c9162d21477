"""Samples, one at a time, as a data set: labels, boxes or masks of whatever is iterated over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from insight_widgets.class_list import checked_classes
from insight_widgets.columns import Boxes, Images, Labels, Split, image_names
from insight_widgets.dataset import TASKS, Dataset
from insight_widgets.errors import DataError, shorten, suggest
from insight_widgets.mask_values import MaskClasses, ValueCounts, count_values
from insight_widgets.naming import ALL, split_name
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.tables.cells import text
from insight_widgets.tables.class_index import ClassIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.dataset import Task

Kind = Literal["label", "labels", "boxes", "mask"]

_KIND_OF_TASK: dict[Task, tuple[Kind, ...]] = {
    "multiclass": ("label", "labels"),
    "multilabel": ("label", "labels"),
    "detection": ("boxes",),
    "segmentation": ("mask",),
}
_LARGEST_SIDE = 2**31 - 1


def dataset_from_samples(
    samples: Any, *, classes: Sequence[str] | None, task: Task | None, title: str
) -> Dataset:
    """Return the data set that samples hold; they are passed through once and not kept.

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
    if told == "segmentation":
        values = {int(value) for part in parts.values() for column in part.counts.value for value in column}
        of_masks = MaskClasses(values, classes)
        masks = {name: part.mask_split(of_masks) for name, part in parts.items()}
        return Dataset(told, of_masks.names, masks, title)
    index = ClassIndex({name for part in parts.values() for name in part.names if name}, classes)
    make = _Gathered.box_split if told == "detection" else _Gathered.label_split
    return Dataset(told, index.names, {name: make(part, index) for name, part in parts.items()}, title)


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


def _task(parts: Iterable[_Gathered], asked: Task | None) -> Task:
    """Return the task that all samples are for.

    Raises
    ------
    DataError
        They are for several, for another than asked, or do not tell.
    """
    kinds = {kind for part in parts for kind in part.kinds}
    for task, known in _KIND_OF_TASK.items():
        if asked in {task, None} and kinds and kinds <= {*known}:
            return "multilabel" if asked is None and "labels" in kinds else task
    if not kinds and asked is not None:
        return asked
    came = " and ".join(f'"{kind}"' for kind in sorted(kinds)) or "none of these"
    raise DataError(
        f'samples with "label" or "labels", with "boxes", or with "mask" are wanted'
        f"{f' for {asked}' if asked else ''}; got {came}"
    )


def _gathered(split: str, samples: Any, classes: Sequence[str] | None) -> _Gathered:
    if not isinstance(samples, Iterable) or isinstance(samples, str | bytes):
        raise DataError(f'samples of "{split}": an iterable is wanted; got {type(samples).__name__}')
    gathered = _Gathered(classes)
    for number, sample in enumerate(samples):
        try:
            gathered.add(sample)
        except DataError as error:
            raise DataError(f'sample {number} of "{shorten(split)}": {error}') from None
    return gathered


class _Gathered:
    """What the samples of a split held: names and numbers, no images and no masks.

    Parameters
    ----------
    classes : sequence of str or None
        The class list, in which numbers are places.
    """

    def __init__(self, classes: Sequence[str] | None) -> None:
        self.kinds: set[Kind] = set()
        self.names: list[str] = []  # of the class of every label or box
        self.counts = ValueCounts()
        self._classes = classes
        self._images: dict[str, tuple[int, int]] = {}
        self._rows: list[int] = []  # image of every label or box
        self._boxes: list[NDArray[np.float64]] = [np.zeros((0, 4))]
        self._log = ProblemLog()

    def add(self, sample: Any) -> None:
        """Take what a sample tells; the second of one image only counts as a problem."""
        if not isinstance(sample, Mapping):
            raise DataError(
                f'a mapping such as {{"image": ..., "label": ...}} is wanted; got {_told(sample)}'
            )
        name, kind = _image_name(sample), _kind(sample)
        if name in self._images:
            self._log.add("duplicate-image", f'image "{shorten(name)}" came before')
            return
        self._images[name] = (_side(sample, "width"), _side(sample, "height"))
        if kind is not None:
            self.kinds.add(kind)
            self._take(name, kind, sample)

    def label_split(self, classes: ClassIndex) -> Split:
        """Return the labels of whole images."""
        return self._split(classes, labels=Labels(self._image(), classes.places(self.names)))

    def box_split(self, classes: ClassIndex) -> Split:
        """Return the boxes."""
        x, y, width, height = np.concatenate(self._boxes).T
        return self._split(
            classes, boxes=Boxes(self._image(), classes.places(self.names), x, y, width, height)
        )

    def mask_split(self, classes: MaskClasses) -> Split:
        """Return the areas of masks."""
        names = list(self._images)
        masks = classes.masks(self.counts, self._log, lambda row: f'image "{shorten(names[row])}"')
        return Split(self._image_table(), masks=masks, problems=self._log.problems())

    def _take(self, name: str, kind: Kind, sample: Mapping[str, Any]) -> None:
        if kind == "mask":
            self._take_mask(name, sample["mask"])
            return
        labels = [self._name(label) for label in _listed(sample, kind)]
        if kind == "boxes":
            self._boxes.append(_box_array(sample["boxes"], len(labels)))
        else:
            labels = [label for label in labels if label]
        self.names += labels
        self._rows += [len(self._images) - 1] * len(labels)

    def _take_mask(self, name: str, given: Any) -> None:
        mask = _mask_array(given)
        size, told = (mask.shape[1], mask.shape[0]), self._images[name]
        if 0 in told:
            self._images[name] = size
        elif told != size:
            words = f"mask is {size[0]} x {size[1]}, its image {told[0]} x {told[1]}"
            self._log.add("mask-size", f'image "{shorten(name)}": {words}')
        self.counts.add(len(self._images) - 1, *count_values(mask))

    def _name(self, label: Any) -> str:
        """Return the name of a class given by name or by place in the class list."""
        label = label.item() if hasattr(label, "item") else label
        if isinstance(label, int) and self._classes is not None and 0 <= label < len(self._classes):
            return self._classes[label]
        if isinstance(label, str | int | float | None):
            return text(label)
        raise DataError(f"a label is the name of a class or its place in the list; got {_told(label)}")

    def _image(self) -> NDArray[np.int64]:
        return np.array(self._rows, dtype=np.int64)

    def _image_table(self) -> Images:
        width, height = np.array(list(self._images.values()), dtype=np.int32).reshape(-1, 2).T
        names = image_names(self._images)
        numbered = all(name.isdecimal() for name in self._images)
        return Images(names, width, height, key=None if numbered else names)

    def _split(self, classes: ClassIndex, **tables: Any) -> Split:
        unknown = np.flatnonzero(classes.places(self.names) < 0)[:EXAMPLES].tolist()
        return Split(
            self._image_table(),
            record_name="label",
            unresolved={row: f'class "{shorten(self.names[row])}"' for row in unknown},
            problems=self._log.problems(),
            **tables,
        )


def _image_name(sample: Mapping[str, Any]) -> str:
    name = sample.get("image")
    if isinstance(name, os.PathLike):
        name = os.fspath(name)
    if not isinstance(name, str | int | np.integer) or not text(name):
        keys = ", ".join(f'"{shorten(key, 40)}"' for key in sample)
        raise DataError(
            f'"image" is the name of the image; got {_told(name)} among the keys {keys or "(none)"}'
        )
    return text(name)


def _kind(sample: Mapping[str, Any]) -> Kind | None:
    """Return what a sample tells of its image; None where it has no label."""
    found: list[Kind] = [kind for kind in ("mask", "boxes", "label") if sample.get(kind) is not None]
    if not found and sample.get("labels") is not None:
        return "labels"
    if len(found) > 1 or (found == ["label"] and sample.get("labels") is not None):
        raise DataError('one of "label", "labels", "boxes" (with "labels") and "mask" is wanted; got several')
    return found[0] if found else None


def _listed(sample: Mapping[str, Any], kind: Kind) -> Sequence[Any]:
    if kind == "label":
        return [sample["label"]]
    labels = sample.get("labels")
    if isinstance(labels, str) or not isinstance(labels, Iterable):
        raise DataError(f'"labels" is a list of classes; got {_told(labels)}')
    return list(labels)


def _side(sample: Mapping[str, Any], key: str) -> int:
    """Return a side in pixels, 0 where it is not told."""
    side = sample.get(key)
    if side is None:
        return 0
    try:
        number = float(side)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number <= _LARGEST_SIDE:
        raise DataError(f'"{key}" is a number of pixels; got {_told(side)}')
    return int(number)


def _box_array(given: Any, labels: int) -> NDArray[np.float64]:
    try:
        boxes = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError, RuntimeError):
        raise DataError(f'"boxes" is an array of numbers, shape (n, 4); got {_told(given)}') from None
    if boxes.size == 0:
        boxes = np.zeros((0, 4))
    if boxes.ndim != 2 or boxes.shape[1] != 4:  # noqa: PLR2004  (x, y, width, height)
        raise DataError(f'"boxes" has the shape (n, 4): x, y, width, height; got {boxes.shape}')
    if len(boxes) != labels:
        raise DataError(f'one of "labels" for each of "boxes" is wanted; got {labels} and {len(boxes)}')
    return boxes


def _mask_array(given: Any) -> NDArray[np.integer]:
    mask: NDArray[Any] = np.asarray(given)
    if mask.ndim != 2 or mask.dtype.kind not in "bui":  # noqa: PLR2004  (height, width)
        raise DataError(
            f'"mask" has whole numbers and the shape (height, width); got {mask.dtype} of shape {mask.shape}'
        )
    return mask.astype(np.uint8) if mask.dtype.kind == "b" else mask


def _told(value: object) -> str:
    return f"{shorten(repr(value), 40)} ({type(value).__name__})"
