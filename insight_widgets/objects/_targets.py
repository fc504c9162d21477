"""From pairs of image and target to a data set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError
from insight_widgets.joining import relabel
from insight_widgets.objects import is_of
from insight_widgets.objects._pairs import as_array, described, image_sides
from insight_widgets.objects._pictures import HeldPictures
from insight_widgets.sample_values import image_name
from insight_widgets.samples import dataset_from_samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions

_WANTED = (
    "a target is wanted that is a class number or name, a vector of 0 and 1, a mask of whole numbers "
    "(height, width), or a dict of boxes (n, 4; corners) and labels (n)"
)
_INDEX_MODES = ("1", "L", "P", "I", "I;16")
_FORMATS = ("XYXY", "XYWH", "CXCYWH")
_BACKGROUND = "background"


def read_pairs(
    pairs: Iterable[tuple[Any, Any]],
    classes: Sequence[str] | None,
    options: ReadOptions,
    *,
    channels_last: bool | None = None,
    image: Callable[[int], Any] | None = None,
) -> Dataset:
    """Return the data set that pairs of image and target hold; they are passed through once and not kept.

    Parameters
    ----------
    pairs : iterable of (image, target)
    classes : sequence of str or None
        The object's class list, in which class numbers are places.
    options : ReadOptions
    channels_last : bool, optional
        Where images have their channels, see `image_sides`.
    image : callable, optional
        Returns the image of a sample by its number, when it is to be looked at.

    Raises
    ------
    DataError
        A sample does not fit; the message says which, what came and what was wanted.
    """
    listed = options.classes or classes
    targets = _Targets(masks=options.task == "segmentation", classes=len(listed or ()))
    dataset = dataset_from_samples(
        targets.samples(pairs, channels_last=channels_last),
        classes=listed,
        task=options.task,
        background=options.background,
        ignore=options.ignore,
    )
    told = targets.completed(dataset, classes_told=listed is not None, task_told=options.task is not None)
    return told if image is None else targets.shown(told, HeldPictures(image, channels_last=channels_last))


class _Targets:
    """What targets say, and what is known of all of them in the end.

    Parameters
    ----------
    masks : bool
        Whether the masks of objects are wanted rather than their boxes.
    classes : int
        Length of the class list, 0 where there is none.
    """

    def __init__(self, *, masks: bool, classes: int) -> None:
        self._masks = masks
        self._classes = classes
        self._places = 0  # length of the vectors
        self._one_each = True  # whether every vector names one class
        self._numbers: dict[str, int] = {}  # of the first sample of every image

    def samples(
        self, pairs: Iterable[tuple[Any, Any]], *, channels_last: bool | None
    ) -> Iterator[dict[str, Any]]:
        """Yield what `dataset_from_samples` takes."""
        for number, (image, target) in enumerate(pairs):
            try:
                said = self._said(target)
            except DataError as error:
                raise DataError(f"sample {number}: {error}") from None
            told = {"image": number, **image_sides(image, channels_last=channels_last), **said}
            self._numbers.setdefault(image_name(told), number)
            yield told

    def completed(self, dataset: Dataset, *, classes_told: bool, task_told: bool) -> Dataset:
        """Return the data set with what only all samples together tell."""
        if self._places and not classes_told:
            dataset = _relisted(dataset, tuple(str(place) for place in range(self._places)))
        if self._places and self._one_each and not task_told:
            dataset = replace(dataset, task="multiclass")
        return _without_background(dataset) if dataset.task == "detection" else dataset

    def shown(self, dataset: Dataset, held: HeldPictures) -> Dataset:
        """Return the data set with its images, given what holds them by the number of the sample."""
        splits = {
            name: replace(split, pictures=self._by_row(split, held)) for name, split in dataset.splits.items()
        }
        return replace(dataset, splits=splits)

    def _by_row(self, split: Split, held: HeldPictures) -> HeldPictures:
        numbers = [self._numbers[name] for name in split.images.name.tolist()]
        return replace(held, give=lambda row: held.give(numbers[row]))

    def _said(self, target: Any) -> dict[str, Any]:
        if target is None:
            return {}
        if isinstance(target, str | bytes):
            return {"label": target if isinstance(target, str) else target.decode("utf-8", "replace")}
        if isinstance(target, Mapping):
            return self._of_objects(target)
        if isinstance(target, list | tuple):
            return self._of_list(target)
        if is_of(target, "PIL.Image", "Image"):
            return _of_mask_image(target)
        return self._of_array(target)

    def _of_list(self, target: Sequence[Any]) -> dict[str, Any]:
        """Return what a list says: COCO's annotations, class names, or a vector."""
        if not target:
            return {}
        if all(isinstance(one, Mapping) and "bbox" in one for one in target):
            boxes = [one["bbox"] for one in target]
            crowd = [bool(one.get("iscrowd", 0)) for one in target]
            return {"boxes": boxes, "labels": [one.get("category_id") for one in target], "crowd": crowd}
        if all(isinstance(one, str) for one in target):
            return {"labels": target}
        return self._of_array([_scalar(one, target) for one in target])

    def _of_array(self, target: Any) -> dict[str, Any]:
        array = as_array(target)
        if array.ndim > 2 and 1 in {array.shape[0], array.shape[-1]}:  # noqa: PLR2004  (a mask with one channel)
            array = array[0] if array.shape[0] == 1 else array[..., 0]
        if array.dtype.kind not in "buif":
            raise DataError(f"{_WANTED}; got {described(target)}")
        if array.ndim == 0 or (array.shape == (1,) and self._classes != 1):
            return {"label": _whole(array.reshape(()), target)}
        if array.ndim == 1:
            return self._of_vector(array, target)
        if array.ndim == 2 and array.dtype.kind != "f":  # noqa: PLR2004  (height, width)
            return {"mask": array}
        raise DataError(f"{_WANTED}; got {described(target)}")

    def _of_vector(self, vector: NDArray[Any], target: Any) -> dict[str, Any]:
        if not np.isin(vector, (0, 1)).all():
            raise DataError(f"{_WANTED}; got a vector with other values, {described(target)}")
        if self._places not in {0, len(vector)}:
            raise DataError(
                f"vectors of one length are wanted; got {len(vector)} values after {self._places}"
            )
        labels = np.flatnonzero(vector).tolist()
        self._places = len(vector)
        self._one_each &= len(labels) == 1
        return {"labels": labels}

    def _of_objects(self, target: Mapping[Any, Any]) -> dict[str, Any]:
        """Return what a dict says of the objects in an image, each a box or a mask."""
        labels = target.get("labels")
        shown = "masks" if target.get("boxes") is None or (self._masks and "masks" in target) else "boxes"
        if labels is None or target.get(shown) is None:
            raise DataError(f"{_WANTED}; got {described(target)}")
        said: dict[str, Any] = {"labels": as_array(labels).reshape(-1).tolist()}
        name = target.get("image_id")
        if isinstance(name, str):
            said["image"] = name
        if shown == "masks":
            return said | {"masks": _whole_masks(target["masks"])}
        crowd, boxes = target.get("iscrowd"), target["boxes"]
        said["boxes"] = _sized(as_array(boxes), _format_of(boxes))
        if crowd is not None:
            said["crowd"] = as_array(crowd).reshape(-1)
        return said


def _scalar(value: Any, target: Any) -> Any:
    array = as_array(value)
    if array.size != 1:
        raise DataError(f"{_WANTED}; got {described(target)}")
    return array.reshape(()).item()


def _whole(number: NDArray[Any], target: Any) -> int:
    value = float(number)
    if not value.is_integer():
        raise DataError(f"{_WANTED}; got {described(target)} that is {value}")
    return int(value)


def _of_mask_image(image: Any) -> dict[str, Any]:
    if image.mode not in _INDEX_MODES:
        raise DataError(f"a mask image of one index a pixel is wanted; got mode {image.mode}")
    return {"mask": np.asarray(image)}


def _whole_masks(given: Any) -> NDArray[Any]:
    masks = as_array(given)
    return masks != 0 if masks.dtype.kind == "f" and np.isin(masks, (0, 1)).all() else masks


def _format_of(boxes: Any) -> str:
    """Return how boxes are written: as torchvision's own type of boxes says, else as corners."""
    told = str(getattr(getattr(boxes, "format", None), "name", "XYXY")).upper()
    if told not in _FORMATS:
        raise DataError(f"boxes as {', '.join(_FORMATS)} are wanted; got {told}")
    return told


def _sized(boxes: NDArray[Any], told: str) -> NDArray[Any]:
    """Return boxes, shape (n, 4), as x, y, width, height."""
    if boxes.ndim != 2 or boxes.shape[1] != 4 or told == "XYWH":  # noqa: PLR2004  (a wrong shape is told later)
        return boxes
    first, second = boxes[:, :2].astype(np.float64), boxes[:, 2:].astype(np.float64)
    return np.hstack([first, second - first] if told == "XYXY" else [first - second / 2, second])


def _relisted(dataset: Dataset, classes: tuple[str, ...]) -> Dataset:
    splits = {name: relabel(split, dataset.classes, classes) for name, split in dataset.splits.items()}
    return replace(dataset, classes=classes, splits=splits)


def _without_background(dataset: Dataset) -> Dataset:
    """Return a data set without the class that torchvision's detectors keep at 0, if no box is of it."""
    used = any(
        split.boxes is not None and (split.boxes.label == 0).any() for split in dataset.splits.values()
    )
    if used or not dataset.classes or dataset.classes[0].strip("_ ").lower() != _BACKGROUND:
        return dataset
    splits = {
        name: replace(split, boxes=replace(split.boxes, label=np.maximum(split.boxes.label - 1, -1)))
        for name, split in dataset.splits.items()
        if split.boxes is not None
    }
    return replace(dataset, classes=dataset.classes[1:], splits=splits)
