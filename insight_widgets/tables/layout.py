"""From the columns of an Arrow table to plain ones: names of pictures, boxes in lists, and a row a box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.tables.box_cells import BOX_COLUMNS, holds_boxes, is_box_header
from insight_widgets.tables.header import tell_a_box
from insight_widgets.tables.nested import (
    has_path,
    head_of,
    is_bytes,
    is_list,
    is_numbers,
    is_plain,
    is_struct,
    kind_of,
    member,
)
from insight_widgets.tables.unfolding import box_columns, four_numbers, one_an_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_PATH = ".path"
_OF_IMAGE = {"image_id": "image"}
"""What stands beside a list of boxes is of the image."""

_OF_CLASS = ("category", "categories", "label", "labels", "class", "classes", "category_id")
_OF_OBJECT = ("x", "y", "width", "height", "area", "id")
"""What else is told of an object that has a box."""

Pair = tuple[str, str]
"""A plain column, and what it is called in the file: members of structures with a dot."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which plain columns the columns of a file are.

    Attributes
    ----------
    read : tuple of (str, str)
        Plain columns, and what they are called in the file.
    numbered : tuple of str
        Plain columns of pictures without names, which are called by the number of their row.
    objects : tuple of (str, str)
        The same as `read` for lists that have an entry an object, or their members.
    boxes : tuple of str
        Those of all these whose cells hold the four numbers of a box.
    texts : tuple of str
        Columns of texts that are boxes if they are written so.
    whole : frozenset of str
        Columns of the file of which members cannot be read alone.
    """

    read: tuple[Pair, ...]
    numbered: tuple[str, ...] = ()
    objects: tuple[Pair, ...] = ()
    boxes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()

    @classmethod
    def of(cls, schema: Any) -> Layout:
        """Return the layout of a file by its schema; see `with_head` for what its rows tell."""
        objects, boxes = _objects(schema)
        parents = {head_of(inner, schema.names) for _, inner in objects}
        whole = frozenset(name for name in parents if _is_structs(schema.field(name).type))
        read: list[Pair] = []
        numbered: list[str] = []
        for field in schema:
            name = _OF_IMAGE.get(field.name, field.name) if objects else field.name
            if has_path(field.type):
                read.append((name, f"{field.name}{_PATH}"))
            elif is_bytes(field.type):
                numbered.append(name)
            elif field.name in parents:
                continue
            elif is_box_header(field.name) and is_struct(field.type):
                read.extend(_sides_of(field.name, field.name, field.type))
            elif is_plain(field.type):
                read.append((name, field.name))
        named = [(name, schema.field(name).type) for name, _ in read if is_box_header(name)]
        lists = tuple(name for name, kind in named if is_numbers(kind))
        texts = tuple(name for name, kind in named if kind_of(kind) in ("texts", ""))
        return cls(tuple(read), tuple(numbered), objects, boxes or lists[:1], texts, whole)

    @property
    def is_folded(self) -> bool:
        """Whether cells of the file hold several numbers or objects."""
        return bool(self.objects or self.boxes)

    @property
    def names(self) -> tuple[str, ...]:
        """The plain columns."""
        plain = (name for name, _ in self.read if name not in self.boxes)
        objects = (name for name, _ in self.objects if name not in self.boxes)
        return (*plain, *self.numbered, *objects, *(BOX_COLUMNS if self.boxes else ()))

    def inner(self) -> list[str]:
        """Return what is read of the file."""
        pairs = (*self.read, *self.objects)
        heads = [(inner.partition(".")[0], inner) for _, inner in pairs]
        return list(dict.fromkeys(head if head in self.whole else inner for head, inner in heads))

    def looked_at(self) -> list[str]:
        """Return what of the file `with_head` looks at."""
        return [inner for name, inner in self.read if inner.endswith(_PATH) or name in self.texts]

    def with_head(self, head: Any) -> Layout:
        """Return the layout that first rows tell.

        Pictures of which none has a name are numbered, and texts are boxes if they are written so.
        """
        nameless = {inner for _, inner in self.read if inner.endswith(_PATH) and not any(_cells(head, inner))}
        written = [
            name for name, inner in self.read if name in self.texts and holds_boxes(_cells(head, inner))
        ]
        return replace(
            self,
            read=tuple(pair for pair in self.read if pair[1] not in nameless),
            numbered=(*(name for name, inner in self.read if inner in nameless), *self.numbered),
            boxes=self.boxes or tuple(written[:1]),
        )

    @property
    def is_decided(self) -> bool:
        """Whether it is known which texts are boxes."""
        return bool(self.boxes or not self.texts)

    def decided_by(self, other: Layout) -> Layout:
        """Return the layout in which texts are boxes if they are so in another file."""
        return replace(self, boxes=other.boxes) if set(other.boxes) <= set(self.texts) else self

    def chosen(self, names: frozenset[str]) -> Layout:
        """Return the layout of some plain columns alone; where there are lists, one is kept at least."""
        wanted = names | set(self.boxes if names.intersection(BOX_COLUMNS) else ())
        objects = tuple(pair for pair in self.objects if pair[0] in wanted)
        return replace(
            self,
            read=tuple(pair for pair in self.read if pair[0] in wanted),
            numbered=tuple(name for name in self.numbered if name in wanted),
            objects=objects or self.objects[:1],
            boxes=tuple(name for name in self.boxes if name in wanted),
        )

    def plain(self, table: Any, first_row: int) -> tuple[Any, NDArray[np.int64]]:
        """Return a table of the plain columns, and the number of the row of each of its rows."""
        import pyarrow as pa

        record = np.arange(first_row, first_row + table.num_rows)
        columns = {name: member(table, inner) for name, inner in self.read}
        columns |= {name: pa.array(record) for name in self.numbered}
        if self.objects:
            lists = {name: member(table, inner) for name, inner in self.objects}
            columns, rows = one_an_entry(columns, lists, self.boxes)
            record = record[rows]
        else:
            for name in self.boxes:
                columns |= box_columns(four_numbers(columns.pop(name), name))
        return pa.table(columns), record


def _cells(table: Any, inner: str) -> list[Any]:
    cells: list[Any] = member(table, inner).to_pylist()
    return cells


def _objects(schema: Any) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """Return the lists that have an entry an object, or their members, and which of them hold a box."""
    for parent, entries in _lists(schema):
        above = f"{parent}." if parent else ""
        box = next((one for one in entries if is_box_header(one[0]) and _holds_box(one[1])), None)
        plain = [name for name, kind in entries if is_plain(kind) and not is_list(kind)]
        if box is not None:
            beside = [(_class_name(name), above + name) for name in plain if name not in _OF_OBJECT]
            sides = _sides_of(box[0], above + box[0], box[1])
            return (*beside, *sides), (box[0],) if is_numbers(box[1]) else ()
        if tell_a_box(plain):
            return tuple((_class_name(name), above + name) for name in plain), ()
    return (), ()


def _sides_of(name: str, inner: str, kind: Any) -> Sequence[Pair]:
    """Return the columns of a box that is a list of four numbers, or a structure."""
    if is_numbers(kind):
        return [(name, inner)]
    members = [kind.field(place) for place in range(kind.num_fields)]
    return [(f"{name}_{one.name}", f"{inner}.{one.name}") for one in members if is_plain(one.type)]


def _holds_box(kind: Any) -> bool:
    return is_numbers(kind) or is_struct(kind)


def _is_structs(kind: Any) -> bool:
    return is_list(kind) and is_struct(kind.value_type)


def _class_name(name: str) -> str:
    return "label" if name in _OF_CLASS else name


def _lists(schema: Any) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Yield lists that may have an entry an object: their owner, and the names and types of their entries."""
    for field in schema:
        if _is_structs(field.type):
            kind = field.type.value_type
            yield field.name, [(kind.field(at).name, kind.field(at).type) for at in range(kind.num_fields)]
        elif is_struct(field.type):
            inner = [field.type.field(place) for place in range(field.type.num_fields)]
            yield field.name, [(one.name, one.type.value_type) for one in inner if is_list(one.type)]
    yield "", [(field.name, field.type.value_type) for field in schema if is_list(field.type)]
