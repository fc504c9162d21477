"""Which columns of a table hold the classes: one of names, or several of yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.errors import DataError
from insight_widgets.tables.cells import answer_in_words, are_answers, is_number, names_reader
from insight_widgets.tables.column import distinct_pairs
from insight_widgets.tables.header import WEAK_IMAGE_WORDS, key, listed
from insight_widgets.texts.files import only_columns, only_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from insight_widgets.dataset import Task
    from insight_widgets.tables import Table
    from insight_widgets.tables.header import Header

_WORDS = (
    ("class", "classes", "classname", "label", "labels", "labelname", "findinglabels", "findinglabel"),
    ("category", "categories", "categoryname", "diagnosis", "dx", "target", "species", "breed", "celltype"),
    ("finding", "findings", "disease", "tag", "tags", "classid", "labelid", "categoryid", "annotation"),
)
"""Headers of a column of class names, the surest group first."""

_NEVER_FLAGS = frozenset(
    {
        *("index", "fold", "sex", "gender", "age", "male", "female", "view"),
        *("augmented", "isaugmented", "flipped", "unnamed0", *WEAK_IMAGE_WORDS),
    }
    | {word for group in _WORDS for word in group}
)
LEAST_FLAGS = 2
"""Columns of yes and no that stand for classes; one alone is another fact."""

_MOST_CLASSES = 1000


@dataclass(frozen=True, slots=True)
class LabelColumns:
    """The columns that hold the classes.

    Attributes
    ----------
    places : tuple of int
        One column of names, or several of yes and no; none where the table has no classes.
    flags : bool
        Whether the columns are of yes and no, each called as its class.
    note : str
        What else could have been read, where there was a choice.
    """

    places: tuple[int, ...] = ()
    flags: bool = False
    note: str = ""


def choose_labels(
    header: Header,
    taken: Collection[int],
    *,
    task: Task | None,
    classes: Sequence[str] | None,
    flags_allowed: bool,
) -> LabelColumns:
    """Return the columns of the classes.

    Parameters
    ----------
    header : Header
    taken : collection of int
        Columns that are something else.
    task, classes
        What the caller says of the data set, where that helps to choose.
    flags_allowed : bool
        Whether classes may stand as columns of yes and no.

    Raises
    ------
    DataError
        There is none, or several could be it.
    """
    given = header.labels()
    if given is not None:
        return _given(header.table, given)
    flags = _flag_columns(header, taken) if flags_allowed else ()
    label = _by_header(header, taken)
    if label is None and not flags:
        label = _by_cells(header, taken)
    if label is None:
        return LabelColumns(flags, flags=True)
    if not flags or _told_twice(header.table, label, flags):
        return LabelColumns((label,))
    return _one_of_both(header.table, label, flags, task, classes)


def _given(table: Table, places: list[int]) -> LabelColumns:
    if len(places) == 1:
        return LabelColumns((places[0],))
    for place in places:
        words = set(table.columns[place].coded.texts)
        if not are_answers(words):
            came = sorted(words)[:3]
            raise DataError(
                f"{table.source}: several label columns hold only 0 and 1, true and false, or yes and no; "
                f"column {listed([table.names[place]])} holds {listed(came)}"
            )
    return LabelColumns(tuple(places), flags=True)


def may_answer(header: str) -> bool:
    """Whether a column of this header may be one of yes and no that stands for a class."""
    return bool(header) and key(header) not in _NEVER_FLAGS


def _flag_columns(header: Header, taken: Collection[int]) -> tuple[int, ...]:
    columns = header.table.columns
    found = tuple(
        place
        for place, key in enumerate(header.keys)
        if place not in taken
        and header.table.names[place]
        and key not in _NEVER_FLAGS
        and are_answers(columns[place].coded.texts)
    )
    return found if len(found) >= LEAST_FLAGS else ()


def surest_label(names: Sequence[str]) -> str | None:
    """Return the only one of some columns of classes, or the only one that is called as such are."""
    for words in _WORDS:
        found = [name for name in names if key(name) in words]
        if found:
            return found[0] if len(found) == 1 else None
    return names[0] if len(names) == 1 else None


def has_label_header(header: Header) -> bool:
    """Whether a column is called as a column of class names is."""
    return any(key in words for words in _WORDS for key in header.keys) or header.labels() is not None


def _by_header(header: Header, taken: Collection[int]) -> int | None:
    for words in _WORDS:
        found = [place for place, key in enumerate(header.keys) if key in words and place not in taken]
        if found:
            return _same_or_none(header.table, found)
    return None


def _same_or_none(table: Table, places: list[int]) -> int:
    """Return one of several columns if all tell the same classes, names rather than numbers."""
    columns = [table.columns[place].coded.by_text() for place in places]
    first = columns[0]
    if any({len(first.values), len(other.values)} != {distinct_pairs(first, other)} for other in columns[1:]):
        raise _ambiguous(table, places)
    return min(places, key=lambda place: all(map(is_number, table.columns[place].coded.texts)))


def _by_cells(header: Header, taken: Collection[int]) -> int:
    """Return the only column that could hold classes."""
    table = header.table
    others = [place for place in range(len(table.names)) if place not in taken]
    if len(others) == 1 and not header.holds_file_names(others[0]) and _few_numbers(table, others[0]):
        return others[0]
    found = [place for place in others if _few_names(table, place)]
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(table, found)
    raise DataError(
        f'{table.source}: no column of classes; one called "label" or "class", or two or more of 0 and 1, '
        f"are wanted; columns are {listed(table.names)}"
    )


def _few_numbers(table: Table, place: int) -> bool:
    """Whether a column holds names, or numbers that can stand for classes."""
    words = table.columns[place].words()
    return all(not is_number(word) or float(word).is_integer() for word in words)


def _few_names(table: Table, place: int) -> bool:
    words = table.columns[place].words()
    few = 0 < len(words) < min(len(table), _MOST_CLASSES)
    return few and not any(map(is_number, words))


def _told_twice(table: Table, label: int, flags: Iterable[int]) -> bool:
    """Whether columns of yes and no are called as the classes of the label column."""
    names = {name for cell in _names_of(table, label) for name in cell}
    return {table.names[place] for place in flags} <= names


def _names_of(table: Table, label: int) -> list[tuple[str, ...]]:
    cells = table.columns[label].coded.values
    return list(map(names_reader(cells), cells))


def _one_of_both(
    table: Table, label: int, flags: tuple[int, ...], task: Task | None, classes: Sequence[str] | None
) -> LabelColumns:
    """Return the label column or the columns of yes and no where a table has both.

    The class list decides; else columns answered in words are labels, 0 and 1 are other facts.
    """
    if classes is not None:
        by_flags = bool(set(classes) & {table.names[place] for place in flags})
    else:
        by_flags = task != "multiclass" and any(
            answer_in_words(table.columns[place].coded.texts) for place in flags
        )
    name, answers = listed([table.names[label]]), listed(table.names[place] for place in flags)
    if by_flags:
        return LabelColumns(flags, flags=True, note=only_columns(answers, name))
    return LabelColumns((label,), note=only_label(name, answers))


def _ambiguous(table: Table, places: Iterable[int]) -> DataError:
    names = listed(table.names[place] for place in places)
    return DataError(
        f"{table.source}: the columns {names} could all hold the class; "
        'call the one that is meant "class", or say columns={"label": ...}'
    )
