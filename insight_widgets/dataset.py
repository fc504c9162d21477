"""A data set: one immutable value that every reader makes and all statistics take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from insight_widgets.columns import UNKNOWN
from insight_widgets.errors import DataError, shorten, suggest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes, Labels, Masks, Split


Task = Literal["multiclass", "multilabel", "detection", "segmentation"]
TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set: a task, a class list and named splits.

    Attributes
    ----------
    task : {"multiclass", "multilabel", "detection", "segmentation"}
    classes : tuple of str
        Class names, in the data set's own order; `label` columns index into it.
    splits : mapping of str to Split
        The splits by normalised name (``"train"``, ``"val"``, ``"test"``, ``"all"``, ...), in
        the order train, val, test, others.
    title : str
        What the report is headed with.

    Raises
    ------
    DataError
        The columns do not fit together; the message names the split and the column.
    """

    task: Task
    classes: tuple[str, ...]
    splits: Mapping[str, Split]
    title: str = ""

    def __post_init__(self) -> None:
        if self.task not in TASKS:
            hint = suggest(str(self.task), TASKS)
            raise DataError(f"task {self.task!r} is not known{hint}; use one of {', '.join(TASKS)}")
        object.__setattr__(self, "classes", tuple(self.classes))
        _check_classes(self.classes)
        if not self.splits:
            raise DataError("a data set needs one split at least; none was given")
        for name, split in self.splits.items():
            _check_split(name, split, len(self.classes))
        ordered = sorted(self.splits, key=split_order)
        object.__setattr__(self, "splits", {name: self.splits[name] for name in ordered})

    @classmethod
    def from_frames(
        cls,
        frames: Any,
        *,
        task: Task | None = None,
        classes: Sequence[str] | None = None,
        title: str = "",
        columns: Mapping[str, str | Sequence[str]] | None = None,
        uncertain: bool = False,
    ) -> Dataset:
        """Return the data set that data frames hold.

        Parameters
        ----------
        frames : data frame, or mapping of str to data frame
            pandas, Polars or Arrow; by split, or one with an optional column ``split``.

            - classification: ``image`` and ``label`` (a name, or a list of names, a cell), or a
              column of 0 and 1 (true and false, yes and no) for each of two or more classes;
            - detection: ``image``, ``label``, and ``x``, ``y``, ``width``, ``height`` or ``xmin``,
              ``ymin``, ``xmax``, ``ymax`` in pixels, optionally ``image_width``, ``image_height``,
              ``crowd``; a row without box values is an image without an object;
            - segmentation: ``image``, ``label``, ``pixels`` (area of the class's mask),
              ``image_width``, ``image_height``; one row for an image and class.
        task : {"multiclass", "multilabel", "detection", "segmentation"}, optional
            Where the columns do not tell it for certain, or another one is wanted.
        classes : sequence of str, optional
            The class list; else the names found, sorted, or the columns in their order.
        title : str
            What the report is headed with.
        columns : mapping of str to str, optional
            Our name of a column to the frame's name of it; ``label`` also to a list of columns
            of 0 and 1.
        uncertain : bool
            Whether labels told as uncertain (-1) are positive.

        Raises
        ------
        DataError
            Something is no data frame, or its columns do not fit.

        Examples
        --------
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"image": ["a.jpg", "b.jpg"], "label": ["dog", "cat"]})
        >>> Dataset.from_frames({"train": frame})
        Dataset(multiclass, 2 classes, train: 2 images)
        """
        from insight_widgets.tables.frames import dataset_from_frames

        return dataset_from_frames(
            frames, task=task, classes=classes, title=title, columns=columns, uncertain=uncertain
        )

    @classmethod
    def from_samples(
        cls,
        samples: Any,
        *,
        classes: Sequence[str] | None = None,
        task: Task | None = None,
        title: str = "",
    ) -> Dataset:
        """Return the data set that samples hold; they are passed through once and not kept.

        Parameters
        ----------
        samples : iterable of mapping, or mapping of str to iterable of mapping
            By split, or of one split ``"all"``. A sample has ``"image"`` (its name), optionally
            ``"width"`` and ``"height"``, and one of

            - ``"label"``: a class name, or its place in `classes`;
            - ``"labels"``: several of them;
            - ``"boxes"``: array, shape (n, 4), of x, y, width, height in pixels, with ``"labels"``,
              and optionally ``"crowd"`` (shape (n,), true for boxes that stand for a group);
            - ``"masks"``: array, shape (n, height, width), of one region each, with ``"labels"``;
            - ``"mask"``: integer array, shape (height, width), of places in `classes`.

            Optionally it has ``"pixels"``, which the sample gallery shows: an image of Pillow, an array of
            shape (height, width) or with channels, or what returns one when it is called. These are kept.
        classes : sequence of str, optional
            The class list; else the names found, sorted.
        task : {"multiclass", "multilabel", "detection", "segmentation"}, optional
            Where the samples do not tell it for certain, or another one is wanted.
        title : str
            What the report is headed with.

        Raises
        ------
        DataError
            A sample does not fit; the message says which, what came and what was wanted.

        Examples
        --------
        >>> Dataset.from_samples([{"image": "a.jpg", "label": "dog"}])
        Dataset(multiclass, 1 classes, all: 1 images)
        """
        from insight_widgets.samples import dataset_from_samples

        return dataset_from_samples(samples, classes=classes, task=task, title=title)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {len(split.images):,} images" for name, split in self.splits.items())
        return f"Dataset({self.task}, {len(self.classes)} classes, {sizes})"


def split_order(name: str) -> tuple[int, str]:
    """Return the sort key of a split: train, val, test, then the others by name."""
    known = ("train", "val", "test")
    return (known.index(name), "") if name in known else (len(known), name)


def _check_classes(classes: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in classes:
        if not isinstance(name, str):
            raise DataError(f"class names are strings; got {name!r} ({type(name).__name__})")
        if name in seen:
            raise DataError(f'class "{shorten(name)}" stands twice in the class list')
        seen.add(name)


def _check_split(name: str, split: Split, classes: int) -> None:
    images = len(split.images)
    _same_length(name, "images", split.images, ("name", "width", "height", "key"))
    box_columns = ("image", "label", "x", "y", "width", "height", "record", "crowd")
    tables: list[tuple[str, Labels | Boxes | Masks | None, tuple[str, ...]]] = [
        ("labels", split.labels, ("image", "label", "record")),
        ("boxes", split.boxes, box_columns),
        ("masks", split.masks, ("image", "label", "pixels", "total")),
    ]
    for table_name, table, columns in tables:
        if table is None:
            continue
        _same_length(name, table_name, table, columns)
        _in_range(f"{name}.{table_name}.image", table.image, images)
        _in_range(f"{name}.{table_name}.label", table.label, classes)


def _same_length(split: str, table: str, value: object, columns: Sequence[str]) -> None:
    lengths = {column: len(values) for column in columns if (values := getattr(value, column)) is not None}
    if len(set(lengths.values())) > 1:
        raise DataError(f"{split}.{table}: columns of one length are wanted; got {lengths}")


def _in_range(where: str, values: NDArray[Any], size: int) -> None:
    if len(values) and (values.min() < UNKNOWN or values.max() >= size):
        raise DataError(
            f"{where}: values from -1 (none) to {size - 1} are wanted; got {values.min()} to {values.max()}"
        )
