"""What a cell of a table says: a name, several names, yes or no, a number."""

from __future__ import annotations

import ast
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

YES = frozenset({"1", "1.0", "true", "yes"})
NO = frozenset({"0", "0.0", "false", "no"})
UNCERTAIN = frozenset({"-1", "-1.0", "uncertain"})
ANSWERS = YES | NO | UNCERTAIN | {""}
"""What a column of yes and no may hold, in lower case."""

_LITERAL = re.compile(r"^[\[({].*[\])}]$", re.DOTALL)
_QUOTED_SIDE_BY_SIDE = re.compile(r"""(['"])\s+(['"])""")
_LONGEST_LITERAL = 100_000
_EXACT = 2.0**53


def text(cell: Any) -> str:
    """Return a cell as text without blanks at its ends; nothing and NaN are the empty text."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float | np.floating):
        return _number_text(float(cell))
    return str(cell).strip()


def _number_text(number: float) -> str:
    if math.isnan(number):
        return ""
    return str(int(number)) if abs(number) < _EXACT and number.is_integer() else str(number)


def is_number(cell: Any) -> bool:
    """Whether a cell is written as a number."""
    try:
        float(text(cell))
    except ValueError:
        return False
    return True


def number(cell: Any) -> float:
    """Return what a cell says as a number; NaN for blanks and for what is no number."""
    try:
        return float(text(cell) or "nan")
    except ValueError:
        return float("nan")


def are_answers(words: Iterable[str]) -> bool:
    """Whether the words of a column answer yes or no, and somewhere say so (not blank or uncertain only)."""
    lower = {word.lower() for word in words}
    return lower <= ANSWERS and bool(lower - UNCERTAIN - {""})


def answer_in_words(words: Iterable[str]) -> bool:
    """Whether answers say yes or no rather than 1 or 0."""
    return not {"yes", "no"}.isdisjoint(word.lower() for word in words)


def names_reader(cells: Iterable[Any], classes: Iterable[str] = ()) -> Callable[[Any], tuple[str, ...]]:
    """Return what tells the class names in each cell of a label column.

    Parameters
    ----------
    cells : iterable
        The distinct cells of the column, which show whether ``", "`` parts names or belongs to them.
    classes : iterable of str
        Known class names; a cell that is one of them is never parted.
    """
    return names_reader_of(classes, spaced=parts_names(cells))


def names_reader_of(classes: Iterable[str], *, spaced: bool) -> Callable[[Any], tuple[str, ...]]:
    """Return what tells the class names in each cell, where it is known whether ``", "`` parts names."""
    known = frozenset(classes)
    cache: dict[str, tuple[str, ...]] = {}

    def names(cell: Any) -> tuple[str, ...]:
        if isinstance(cell, list | tuple | set | frozenset | np.ndarray):
            return _texts(cell)
        written = text(cell)
        if written not in cache:
            cache[written] = (written,) if written in known else _names(written, spaced=spaced)
        return cache[written]

    return names


def _names(written: str, *, spaced: bool) -> tuple[str, ...]:
    if _LITERAL.match(written):
        literal = _literal(written)
        if literal is not None:
            return literal
        if written.startswith("["):
            return _texts(_parted(written[1:-1], spaced=True))
    return _texts(_parted(written, spaced=spaced))


def _parted(written: str, *, spaced: bool) -> list[str]:
    """Return the parts of ``a|b``, ``a;b`` or ``a,b``; of ``a, b`` only where `spaced`."""
    for mark in "|;":
        if mark in written:
            return written.split(mark)
    return written.split(",") if spaced else re.split(r",(?!\s)", written)


def _literal(written: str) -> tuple[str, ...] | None:
    """Return the names of a list as Python, JSON or numpy write it, or None if it is none."""
    if len(written) > _LONGEST_LITERAL:
        return None
    try:
        value = ast.literal_eval(_QUOTED_SIDE_BY_SIDE.sub(r"\1, \2", written))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return _texts(value) if isinstance(value, list | tuple | set) else None


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    ordered = sorted(values, key=str) if isinstance(values, set | frozenset) else values
    return tuple(name for value in ordered if (name := text(value)))


def parts_names(cells: Iterable[Any]) -> bool:
    """Whether ``", "`` parts names: then parts come back, alone or in other company.

    Lists have no more distinct parts than distinct cells, or a part stands alone somewhere; in
    names such as "tench, Tinca tinca" nearly every part is met in one name only.
    """
    whole = {text(cell) for cell in cells if isinstance(cell, str)} - {""}
    parted = [name for name in whole if re.search(r",\s", name)]
    if not parted:
        return False
    parts = {part.strip() for name in whole for part in name.split(",")}
    return len(parts) <= len(whole) or any(
        part.strip() in whole for name in parted for part in name.split(",")
    )
