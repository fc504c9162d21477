"""From the columns of an Arrow table to plain ones: names of pictures, and a row a box of lists of boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_BOXES = ("bbox", "bboxes", "boxes", "box")
_PATH = ".path"
_SIDES = ("x", "y", "width", "height")
_OF_IMAGE = {"width": "image_width", "height": "image_height", "image_id": "image"}
"""What stands beside a list of boxes is of the image."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which plain columns the columns of a file are.

    Attributes
    ----------
    read : tuple of (str, str)
        Plain columns and what they are called in the file, members of structures with a dot.
    numbered : tuple of str
        Plain columns of pictures without names, which are called by the number of their row.
    objects : tuple of (str, str)
        The same as `read` for the members of the lists that have an entry a box.
    box : str
        The one of them that holds four numbers; nothing where there is none.
    """

    read: tuple[tuple[str, str], ...]
    numbered: tuple[str, ...] = ()
    objects: tuple[tuple[str, str], ...] = ()
    box: str = ""

    @classmethod
    def of(cls, schema: Any) -> Layout:
        """Return the layout of a file; pictures are taken to have names, see `with_names`."""
        objects, box = _objects(schema)
        parents = {inner.partition(".")[0] for _, inner in objects}
        read: list[tuple[str, str]] = []
        numbered: list[str] = []
        for field in schema:
            name = _OF_IMAGE.get(field.name, field.name) if objects else field.name
            if _has_path(field.type):
                read.append((name, f"{field.name}{_PATH}"))
            elif _is_bytes(field.type):
                numbered.append(name)
            elif field.name not in parents and _is_plain(field.type):
                read.append((name, field.name))
        return cls(tuple(read), tuple(numbered), objects, box)

    def pictures(self) -> list[str]:
        """Return where names of pictures may be."""
        return [inner for _, inner in self.read if inner.endswith(_PATH)]

    def with_names(self, head: Any) -> Layout:
        """Return the layout in which pictures whose first rows have no name are numbered."""
        nameless = {inner for inner in self.pictures() if not any(_member(head, inner).to_pylist())}
        numbered = tuple(name for name, inner in self.read if inner in nameless)
        read = tuple(pair for pair in self.read if pair[1] not in nameless)
        return replace(self, read=read, numbered=(*numbered, *self.numbered))

    @property
    def names(self) -> tuple[str, ...]:
        """The plain columns."""
        boxes = [name for name, inner in self.objects if inner != self.box]
        return (*(name for name, _ in self.read), *self.numbered, *boxes, *(_SIDES if self.objects else ()))

    def inner(self) -> list[str]:
        """Return what is read of the file."""
        return [inner for _, inner in (*self.read, *self.objects)]

    def chosen(self, names: frozenset[str]) -> Layout:
        """Return the layout of some plain columns alone; where there are lists, these are kept."""
        return Layout(
            tuple(pair for pair in self.read if pair[0] in names),
            tuple(name for name in self.numbered if name in names),
            tuple(pair for pair in self.objects if pair[1] == self.box or pair[0] in names),
            self.box,
        )

    def plain(self, table: Any, first_row: int) -> tuple[Any, NDArray[np.int64]]:
        """Return a table of the plain columns, and the number of the row of each of its rows."""
        import pyarrow as pa

        record = np.arange(first_row, first_row + table.num_rows)
        columns = {name: _member(table, inner) for name, inner in self.read}
        columns |= {name: pa.array(record) for name in self.numbered}
        plain = pa.table(columns)
        if not self.objects:
            return plain, record
        return self._one_a_box(plain, table, record)

    def _one_a_box(self, plain: Any, table: Any, record: NDArray[np.int64]) -> tuple[Any, NDArray[np.int64]]:
        """Return a row for every box, and one without box for every image that has none."""
        import pyarrow as pa

        lists = {name: _whole_list(_member(table, inner)) for name, inner in self.objects}
        boxes = lists[next(name for name, inner in self.objects if inner == self.box)]
        count = np.diff(_ends(boxes))
        rows = np.repeat(np.arange(len(count)), np.maximum(count, 1))
        first = np.cumsum(np.maximum(count, 1)) - np.maximum(count, 1)
        place = _ends(boxes)[:-1][rows] + np.arange(len(rows)) - first[rows]
        empty = np.repeat(count == 0, np.maximum(count, 1))
        taken = pa.array(np.where(empty, 0, place), mask=empty)
        columns = {name: plain.column(name).take(pa.array(rows)) for name in plain.column_names}
        for name, inner in self.objects:
            if inner != self.box:
                columns[name] = lists[name].values.take(taken)
        for side, name in enumerate(_SIDES):
            columns[name] = _side(boxes.values, side).take(taken)
        return pa.table(columns), record[rows]


def _objects(schema: Any) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the members of the lists that have an entry a box, and which of them is the box."""
    for parent, member, kind in _members(schema):
        if member in _BOXES and _is_list(kind) and _is_box(kind.value_type):
            inner = f"{parent}.{member}" if parent else member
            beside = [
                (name, f"{parent}.{name}" if parent else name)
                for owner, name, other in _members(schema)
                if owner == parent and _is_list(other) and _is_plain(other.value_type)
            ]
            named = [
                (_class_name(name), path) for name, path in beside if name not in (*_SIDES, "area", "id")
            ]
            return (*named, (member, inner)), inner
    return (), ""


def _class_name(name: str) -> str:
    return (
        "label"
        if name in {"category", "categories", "label", "labels", "class", "classes", "category_id"}
        else name
    )


def _members(schema: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the columns and the members of structures: owner, name, type."""
    import pyarrow as pa

    for field in schema:
        if pa.types.is_struct(field.type):
            for place in range(field.type.num_fields):
                inner = field.type.field(place)
                yield field.name, inner.name, inner.type
        else:
            yield "", field.name, field.type


def _is_list(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _is_box(kind: Any) -> bool:
    import pyarrow as pa

    if not (_is_list(kind) or pa.types.is_fixed_size_list(kind)):
        return False
    return bool(pa.types.is_floating(kind.value_type) or pa.types.is_integer(kind.value_type))


def _is_bytes(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _has_path(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_struct(kind) and kind.get_field_index("path") >= 0)


def _is_plain(kind: Any) -> bool:
    import pyarrow as pa

    return not pa.types.is_struct(kind)


def _member(table: Any, inner: str) -> Any:
    from pyarrow import compute

    head, _, member = inner.partition(".")
    column = table.column(head)
    return compute.struct_field(column, member) if member else column


def _whole_list(column: Any) -> Any:
    whole = column.combine_chunks()
    return whole.chunk(0) if hasattr(whole, "chunks") else whole


def _ends(lists: Any) -> NDArray[np.int64]:
    """Return where every list starts and the last one ends; a list that is not there is empty."""
    from insight_widgets.tables.arrow import buffer_of

    return buffer_of(lists.offsets).astype(np.int64)


def _side(boxes: Any, place: int) -> Any:
    from pyarrow import compute

    return compute.list_element(boxes, place)


def kind_of(kind: Any) -> str:
    """Return of what kind a column is: numbers, text, nothing but blanks, or something else by its name."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind):
        return "numbers"
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return "text"
    return "" if pa.types.is_null(kind) else "lists" if _is_list(kind) else str(kind)
