"""Which column of a table is what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from insight_widgets.errors import DataError
from insight_widgets.tables.box_headers import CORNERS, FIRST_CORNER, FOUR, IMAGE_SIZE, MIDDLE, SIDES
from insight_widgets.tables.cells import are_answers
from insight_widgets.tables.header import Header, listed
from insight_widgets.tables.label_columns import LabelColumns, choose_labels, has_label_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.dataset import Task
    from insight_widgets.tables import Table

_CLASSIFICATION = ("multiclass", "multilabel")
_NEEDED = {
    "detection": "x, y, width, height or xmin, ymin, xmax, ymax",
    "segmentation": "pixels, image_width and image_height",
}
_FORMS: dict[tuple[str, ...], Form] = {FOUR: "four", CORNERS: "corners", SIDES: "sides", MIDDLE: "middle"}

Form = Literal["sides", "corners", "middle", "four"]


@dataclass(frozen=True, slots=True)
class Roles:
    """Places of the columns in the header; None where the table has no such column.

    Attributes
    ----------
    image : int
        Name of the image.
    labels : LabelColumns
        The classes.
    split : int or None
        Name of the split.
    box : tuple of int, length 4, or None
        A box, written in a form.
    form : Form
        ``"sides"``: x, y, width, height; ``"corners"``: xmin, ymin, xmax, ymax; ``"middle"``: x and y of the
        middle, width, height; ``"four"``: numbers without names, sides unless `CornerSigns` tell corners.
    size : tuple of int, length 2, or None
        Width and height of the image.
    pixels : int or None
        Area of a mask.
    crowd : int or None
        Whether a box stands for a group.
    value : int or None
        Whether an image has the class that its row names (yes, no, uncertain).
    """

    image: int
    labels: LabelColumns
    split: int | None = None
    box: tuple[int, ...] | None = None
    form: Form = "sides"
    size: tuple[int, ...] | None = None
    pixels: int | None = None
    crowd: int | None = None
    value: int | None = None

    def moved(self, place: Mapping[int, int]) -> Roles:
        """Return the roles of a table whose columns stand elsewhere, by their old places."""

        def one(at: int | None) -> int | None:
            return None if at is None else place[at]

        def several(at: Sequence[int] | None) -> tuple[int, ...] | None:
            return None if at is None else tuple(place[each] for each in at)

        return replace(
            self,
            image=place[self.image],
            labels=replace(self.labels, places=tuple(place[each] for each in self.labels.places)),
            box=several(self.box),
            size=several(self.size),
            split=one(self.split),
            pixels=one(self.pixels),
            crowd=one(self.crowd),
            value=one(self.value),
        )

    def used(self) -> set[int]:
        """Return all columns that are read."""
        single = (self.image, self.split, self.pixels, self.crowd, self.value)
        places = {*self.labels.places, *(self.box or ()), *(self.size or ())}
        return places | {place for place in single if place is not None}


def find_roles(
    table: Table,
    *,
    given: Mapping[str, str | Sequence[str]],
    task: Task | None,
    classes: Sequence[str] | None,
) -> Roles:
    """Return which column of `table` is what.

    Parameters
    ----------
    given : mapping of str to str or sequence of str
        What the caller says: what a column is to what the table calls it.
    task, classes
        What the caller says of the data set, where that helps to choose.

    Raises
    ------
    DataError
        A column that is needed is not there, or several could be it.
    """
    header = Header(table, given)
    roles = _without_labels(header)
    _refuse_task(header, roles, task)
    whole_images = task in _CLASSIFICATION or (roles.box is None and roles.pixels is None)
    if whole_images:
        roles = replace(roles, value=_value(header))
    labels = choose_labels(header, roles.used(), task=task, classes=classes, flags_allowed=whole_images)
    return replace(roles, labels=labels)


def has_image_column(table: Table) -> bool:
    """Whether a column of the table names images."""
    return Header(table, {}).image() is not None


def _without_labels(header: Header) -> Roles:
    image = header.image()
    if image is None:
        raise DataError(
            f'{header.table.source}: no column of image names; one called "image" or "filename" is wanted; '
            f"columns are {listed(header.table.names)}"
        )
    box, form = _box(header)
    size = _size(header, box, form)
    return Roles(
        image,
        LabelColumns(),
        split=header.split(),
        box=box,
        form=form,
        size=size,
        pixels=None if size is None else header.column("pixels"),
        crowd=None if box is None else header.column("crowd"),
    )


def _refuse_task(header: Header, roles: Roles, task: Task | None) -> None:
    missing = (task == "detection" and roles.box is None) or (task == "segmentation" and roles.pixels is None)
    if task is not None and missing:
        raise DataError(
            f"{header.table.source}: the task needs the columns {_NEEDED[task]}; "
            f"columns are {listed(header.table.names)}"
        )


def _box(header: Header) -> tuple[tuple[int, ...] | None, Form]:
    """Return the columns of the boxes and their form: the one whose columns the caller names goes first."""
    for roles in sorted(_FORMS, key=lambda roles: -len(header.given.keys() & set(roles))):
        if found := header.together(roles) if roles == FOUR else header.columns(roles):
            return found, _FORMS[roles]
    if found := header.together(FIRST_CORNER):
        return found, "sides"
    _refuse_half_boxes(header)
    return None, "sides"


def _size(header: Header, box: tuple[int, ...] | None, form: Form) -> tuple[int, ...] | None:
    """Return the columns of the size of the image: none that are of the box."""
    size = header.columns(IMAGE_SIZE, taken=box or ())
    if box is None or size is None or form != "corners" or "image_width" in header.given:
        return size
    left, top, right, bottom, width, height = (header.table.columns[place].numbers for place in (*box, *size))
    of_box = (np.abs(right - left - width) <= 1) & (np.abs(bottom - top - height) <= 1)
    return None if 2 * of_box.sum() > len(of_box) else size


def _value(header: Header) -> int | None:
    """Return the column that says yes or no to the class of its row, or None."""
    place = header.column("value")
    if place is None or "value" in header.given:
        return place
    answers = are_answers(header.table.columns[place].coded.texts)
    return place if answers and has_label_header(header) else None


def _refuse_half_boxes(header: Header) -> None:
    missing = header.missing(CORNERS)
    if 0 < len(missing) < len(CORNERS) - 1:
        raise DataError(
            f"{header.table.source}: boxes need the columns {listed(CORNERS)}; "
            f"{listed(missing)} is missing; columns are {listed(header.table.names)}"
        )
