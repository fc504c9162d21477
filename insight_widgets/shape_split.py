"""The split of a format that lists the shapes of each image: boxes and polygons by class name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Boxes, Images, Labels, Split, first_of_pairs, image_names, take_rows
from insight_widgets.gathered_shapes import GatheredShapes
from insight_widgets.naming import is_background
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.shape_points import ShapePoints
from insight_widgets.texts.where import class_text, image_text, record_in_image

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.columns import Masks
    from insight_widgets.dataset import Task
    from insight_widgets.outlines import Drawing
    from insight_widgets.shape_points import Point
    from insight_widgets.tables.class_index import ClassIndex


@dataclass(slots=True)
class ShapeSplit:
    """The images of a split and the shapes in them, gathered one after the other.

    Attributes
    ----------
    source : str
        The file or folder, for messages.
    record_name : str
        What a shape is called in messages.
    roots : tuple of Path
        Folders in which the images lie.
    log : ProblemLog
    labels : list of str
        Class name of every shape.
    """

    source: str
    record_name: str = "shape"
    roots: tuple[Path, ...] = ()
    log: ProblemLog = field(default_factory=ProblemLog)
    labels: list[str] = field(default_factory=list)
    _rows: dict[str, int] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)
    _sizes: list[tuple[int, int]] = field(default_factory=list)
    _image: list[int] = field(default_factory=list)
    _record: list[Any] = field(default_factory=list)
    _crowd: list[bool] = field(default_factory=list)
    _points: ShapePoints = field(default_factory=ShapePoints)
    _attributes: list[Mapping[str, Any]] = field(default_factory=list)
    _group: list[int] = field(default_factory=list)
    _groups: dict[tuple[int, str, Any], int] = field(default_factory=dict)
    _drawings: dict[int, Drawing] = field(default_factory=dict)

    def image(self, name: str, width: int = 0, height: int = 0) -> int:
        """Take an image and return its row; an image that came already is told and keeps its row."""
        row = self._rows.setdefault(name, len(self._sizes))
        if row < len(self._sizes):
            self.log.add("duplicate-image", f"{self.source}: {image_text(name)}", images=[name])
        else:
            self._sizes.append((width, height))
            self._names.append(name)
        return row

    def tell(self, code: str, text: str, image: int) -> None:
        """Count a record of the image at a row (-1 for none) under the code of a problem."""
        self.log.add(code, text, images=self._names[image : image + 1] if image >= 0 else ())

    def shape(
        self,
        image: int,
        label: str,
        points: Sequence[Point],
        *,
        outline: bool,
        record: Any,
        crowd: bool = False,
        attributes: Mapping[str, Any] | None = None,
        group: float | str | None = None,
        drawing: Drawing | None = None,
    ) -> None:
        """Take a shape.

        Parameters
        ----------
        image : int
            Row of its image.
        label : str
            Class name; empty where there is none.
        points : sequence of (x, y)
            In pixels: the points of an outline, or left top and right bottom of a box (the other way round
            its extent is negative, which is a fault of the data).
        outline : bool
            Whether the points are an outline.
        record : int or str
            What the file calls the shape.
        crowd : bool
            Whether it stands for a group.
        attributes : mapping, optional
            What else is said of it.
        group : int or str, optional
            Shapes of one class and group in an image are one object, in one box.
        drawing : Drawing, optional
            Draws the mask where the points are only corners around it.
        """
        if drawing is not None:
            self._drawings[len(self.labels)] = drawing
        self._group.append(
            -1 if group is None else self._groups.setdefault((image, label, group), len(self._groups))
        )
        self._image.append(image)
        self.labels.append(label)
        self._points.add(points, outline=outline)
        self._record.append(record)
        self._crowd.append(crowd)
        self._attributes.append(attributes or {})

    def extend(self, other: ShapeSplit) -> None:
        """Take the images, shapes and problems of another one (a process gathers some files)."""
        rows = [self.image(name, *size) for name, size in zip(other._rows, other._sizes, strict=True)]
        shift = len(self.labels)
        groups = {
            group: self._groups.setdefault((rows[image], label, given), len(self._groups))
            for (image, label, given), group in other._groups.items()
        }
        self._group.extend([groups.get(group, -1) for group in other._group])
        self._drawings.update({shift + place: drawing for place, drawing in other._drawings.items()})
        self._image.extend([rows[image] for image in other._image])
        self.labels.extend(other.labels)
        self._record.extend(other._record)
        self._crowd.extend(other._crowd)
        self._points.extend(other._points)
        self._attributes.extend(other._attributes)
        self.log.extend(other.log.problems())

    @property
    def only_outlines(self) -> bool:
        """Whether there are shapes and all are outlines."""
        return self._points.only_outlines

    def images(self) -> Images:
        """Return the images."""
        width, height = np.array(self._sizes, dtype=np.int32).reshape(-1, 2).T
        names = image_names(self._rows)
        return Images(names, width, height, key=names, roots=self.roots)

    @np.errstate(invalid="ignore", over="ignore")  # coordinates may be infinite
    def split(self, classes: ClassIndex, task: Task, images: Images, *, show: bool = True) -> Split:
        """Return the split for a task.

        Parameters
        ----------
        classes : ClassIndex
        task : Task
            For segmentation, boxes are filled as rectangles; for classification, a class in an image
            counts once.
        images : Images
            Those of `images`, with what else is known of them.
        show : bool
            Whether a progress bar is shown.
        """
        boxes = self._boxes(classes, united=task == "detection")
        masks = self._masks(boxes, images, show=show) if task == "segmentation" else None
        rows = self._counted(task, boxes)
        boxes = take_rows(boxes, rows)
        classified = task in ("multiclass", "multilabel")
        return Split(
            images,
            labels=Labels(boxes.image, boxes.label, boxes.record) if classified else None,
            boxes=None if classified else boxes,
            masks=masks,
            source=self.source,
            record_name=self.record_name,
            unresolved=self._unresolved(boxes.label, rows),
            problems=self.log.problems(),
            shapes=None if classified else self._shapes(filled=task == "segmentation"),
        )

    def _shapes(self, *, filled: bool) -> GatheredShapes | None:
        """Return what is drawn of shapes beside their boxes; None where there is nothing but boxes."""
        if not filled and not self._drawings and not self._points.has_outlines:
            return None
        outlines = self._points.filled() if filled else self._points.outlines()
        return GatheredShapes(
            outlines,
            np.array(self._image, dtype=np.int64),
            np.array(self._group, dtype=np.int64),
            self.labels,
            self._record,
            self._crowd,
            self._drawings,
        )

    def _counted(self, task: Task, boxes: Boxes) -> NDArray[np.int64]:
        """Return the shapes that are records of a task: one an object, or one a class in an image."""
        if task == "segmentation":
            return np.flatnonzero([not is_background(label) for label in self.labels])
        return first_of_pairs(boxes) if task != "detection" else _first_of_groups(self._group)

    def _masks(self, boxes: Boxes, images: Images, *, show: bool) -> Masks:
        return self._points.filled().masks(
            boxes.image,
            boxes.label,
            images,
            self.log,
            lambda row: self._where(row, images),
            drawings=self._drawings,
            show=show,
        )

    def _boxes(self, classes: ClassIndex, *, united: bool) -> Boxes:
        extents = self._points.extents()
        if united:
            _unite(extents, np.array(self._group, dtype=np.int64), len(self._groups))
        x, y, width, height = extents.T
        return Boxes(
            np.array(self._image, dtype=np.int64),
            classes.places(self.labels),
            x,
            y,
            width,
            height,
            record=_objects(self._record),
            crowd=np.array(self._crowd, dtype=np.bool_),
            attributes=self._attribute_columns(),
        )

    def _attribute_columns(self) -> dict[str, NDArray[np.object_]]:
        names = dict.fromkeys(name for attributes in self._attributes for name in attributes)
        return {name: _objects([one.get(name) for one in self._attributes]) for name in names}

    def _unresolved(self, label: NDArray[np.int32], rows: NDArray[np.int64]) -> dict[int, str]:
        unknown = np.flatnonzero(label < 0)[: 2 * EXAMPLES].tolist()
        names = {row: self.labels[rows[row]] for row in unknown}
        return {row: class_text(name) for row, name in names.items()}

    def _where(self, row: int, images: Images) -> str:
        name = images.name[self._image[row]]
        return f"{self.source}: {record_in_image(self.record_name, self._record[row], name)}"


def _first_of_groups(group: Sequence[int]) -> NDArray[np.int64]:
    """Return the shapes of no group, and the first of every group, in order."""
    alone = np.array(group, dtype=np.int64)
    alone = np.where(alone < 0, alone.max(initial=-1) + 1 + np.arange(len(alone)), alone)
    return np.sort(np.unique(alone, return_index=True)[1])


def _unite(extents: NDArray[np.float64], group: NDArray[np.int64], groups: int) -> None:
    """Make the extents (x, y, width, height) of shapes of one group those of the whole group."""
    grouped = group >= 0
    low, high = np.full((groups, 2), np.inf), np.full((groups, 2), -np.inf)
    np.minimum.at(low, group[grouped], extents[grouped, :2])
    np.maximum.at(high, group[grouped], extents[grouped, :2] + extents[grouped, 2:])
    extents[grouped] = np.hstack([low, high - low])[group[grouped]]


def _objects(values: Sequence[Any]) -> NDArray[np.object_]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
