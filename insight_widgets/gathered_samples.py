"""What the samples of a split hold, gathered one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Boxes, Images, Labels, Masks, Split, image_names
from insight_widgets.errors import DataError
from insight_widgets.mask_values import ValueCounts, count_values
from insight_widgets.naming import is_background
from insight_widgets.objects._pairs import image_sides
from insight_widgets.objects._pictures import HeldPictures
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.sample_values import (
    box_array,
    flag_array,
    image_name,
    kind_of,
    listed,
    mask_array,
    masks_array,
    side,
    told,
)
from insight_widgets.tables.cells import text
from insight_widgets.texts.records import came_before, mask_size
from insight_widgets.texts.where import class_text, image_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.mask_values import MaskClasses
    from insight_widgets.sample_values import Kind
    from insight_widgets.tables.class_index import ClassIndex


class GatheredSamples:
    """What the samples of a split held: names and numbers, no masks, and of images no more than was given.

    Parameters
    ----------
    classes : sequence of str or None
        The class list, in which numbers are places.
    """

    def __init__(self, classes: Sequence[str] | None) -> None:
        self.kinds: set[Kind] = set()
        self.names: list[str] = []  # of the class of every label, box or region
        self.counts = ValueCounts()
        self._classes = classes
        self._images: dict[str, tuple[int, int]] = {}
        self._pixels: dict[int, Any] = {}  # by the row of the image
        self._rows: list[int] = []  # image of every label, box or region
        self._boxes: list[NDArray[np.float64]] = [np.zeros((0, 4))]
        self._crowd: list[NDArray[np.bool_]] = [np.zeros(0, dtype=np.bool_)]
        self._regions: list[tuple[int, int]] = []  # pixels of every region, and of its whole mask
        self._log = ProblemLog()

    def add(self, sample: Any) -> None:
        """Take what a sample tells; the second of one image only counts as a problem."""
        if not isinstance(sample, Mapping):
            raise DataError(f'a mapping such as {{"image": ..., "label": ...}} is wanted; got {told(sample)}')
        name, kind = image_name(sample), kind_of(sample)
        if name in self._images:
            self._log.add("duplicate-image", came_before(name), images=[name])
            return
        pixels = sample.get("pixels")
        sides = image_sides(pixels) | {key: side(sample, key) for key in ("width", "height") if key in sample}
        self._images[name] = (sides.get("width", 0), sides.get("height", 0))
        if pixels is not None:
            self._pixels[len(self._images) - 1] = pixels
        if kind is not None:
            self.kinds.add(kind)
            self._take(name, kind, sample)

    def shown(self, split: Split) -> Split:
        """Return a split of these samples with the images that they brought along."""
        return replace(split, pictures=HeldPictures(self._picture)) if self._pixels else split

    def _picture(self, row: int) -> Any:
        pixels = self._pixels.get(row)
        return pixels() if callable(pixels) else pixels

    def label_split(self, classes: ClassIndex) -> Split:
        """Return the labels of whole images."""
        return self._split(classes, labels=Labels(self._image(), classes.places(self.names)))

    def box_split(self, classes: ClassIndex) -> Split:
        """Return the boxes."""
        x, y, width, height = np.concatenate(self._boxes).T
        crowd = np.concatenate(self._crowd)
        label = classes.places(self.names)
        return self._split(classes, boxes=Boxes(self._image(), label, x, y, width, height, crowd=crowd))

    def region_split(self, classes: ClassIndex) -> Split:
        """Return the areas of regions, one for an image and class."""
        label, image = classes.places(self.names), self._image()
        pixels, total = np.array(self._regions, dtype=np.int64).reshape(-1, 2).T
        self._log_unknown_regions(label, image)
        kept = (label >= 0) & (pixels > 0)
        masks = Masks(image[kept], label[kept], pixels[kept], total[kept])
        return Split(self._image_table(), masks=masks, problems=self._log.problems())

    def mask_split(self, classes: MaskClasses) -> Split:
        """Return the areas of masks."""
        names = list(self._images)
        masks = classes.masks(self.counts, self._log, lambda row: image_text(names[row]), names.__getitem__)
        return Split(self._image_table(), masks=masks, problems=self._log.problems())

    def _take(self, name: str, kind: Kind, sample: Mapping[str, Any]) -> None:
        if kind == "mask":
            mask = mask_array(sample["mask"])
            self._check_size(name, mask)
            self.counts.add(len(self._images) - 1, *count_values(mask))
            return
        labels = [self._name(label) for label in listed(sample, kind)]
        if kind == "boxes":
            self._boxes.append(box_array(sample["boxes"], len(labels)))
            self._crowd.append(flag_array(sample.get("crowd"), len(labels)))
        elif kind == "masks":
            labels = self._take_regions(name, sample["masks"], labels)
        else:
            labels = [label for label in labels if label]
        self.names += labels
        self._rows += [len(self._images) - 1] * len(labels)

    def _take_regions(self, name: str, given: Any, labels: list[str]) -> list[str]:
        """Take the united area of every class in an image; return the classes, each once."""
        masks = masks_array(given, len(labels))
        if not len(masks):
            return []
        self._check_size(name, masks[0])
        distinct = list(dict.fromkeys(labels))
        for label in distinct:
            united = masks[[one == label for one in labels]].any(axis=0)
            self._regions.append((int(united.sum()), united.size))
        return distinct

    def _check_size(self, name: str, mask: NDArray[Any]) -> None:
        """Take the size of a mask as that of its image, where that is not told; else compare them."""
        size, told = (mask.shape[1], mask.shape[0]), self._images[name]
        if 0 in told:
            self._images[name] = size
        elif told != size:
            self._log.add("mask-size", f"{image_text(name)}: {mask_size(size, told)}", images=[name])

    def _name(self, label: Any) -> str:
        """Return the name of a class given by name or by place in the class list."""
        label = label.item() if hasattr(label, "item") else label
        if isinstance(label, int) and self._classes is not None and 0 <= label < len(self._classes):
            return self._classes[label]
        if isinstance(label, str | int | float | None):
            return text(label)
        raise DataError(f"a label is the name of a class or its place in the list; got {told(label)}")

    def _log_unknown_regions(self, label: NDArray[np.int32], image: NDArray[np.int64]) -> None:
        names = list(self._images)
        unknown = [row for row in np.flatnonzero(label < 0).tolist() if not is_background(self.names[row])]
        self._log.add_rows(
            "unknown-class",
            unknown,
            lambda row: f"{image_text(names[image[row]])}: {class_text(self.names[row])}",
            lambda row: names[image[row]],
        )

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
            unresolved={row: class_text(self.names[row]) for row in unknown},
            problems=self._log.problems(),
            **tables,
        )
