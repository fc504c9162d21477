"""What the columns of a table without a header are, decided by what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.errors import ReadError
from insight_widgets.image_files import is_image_name
from insight_widgets.tables.cells import ANSWERS, are_answers
from insight_widgets.tables.column import distinct_pairs
from insight_widgets.tables.header import is_known
from insight_widgets.texts.files import ANSWER_COLUMNS, no_header

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from insight_widgets.tables.column import Column

_CORNERS = ("image", "xmin", "ymin", "xmax", "ymax", "label")
_SIDES = ("image", "class", "x", "y", "width", "height")
_TOLD = ("image", "class", "value")
_NEARLY_ALL = 0.99


def has_header(first: Sequence[str]) -> bool:
    """Whether the first row of a table names its columns."""
    if any(map(is_known, first)):
        return True
    return not is_image_name(first[0]) and not _are_repeated_answers(first[1:])


def made_header(
    columns: Sequence[Column], path: Path, classes: Sequence[str] | None
) -> tuple[Sequence[str], str]:
    """Return names for columns without a header, and what was chosen where there was a choice.

    Raises
    ------
    ReadError
        The columns are none of the forms that are known, or not as many as the class list has names.
    """
    answers = [column.words() for column in columns[1:]]
    if len(columns) == len(_TOLD) and _is_told(columns, answers):
        return _TOLD, _choice(_TOLD, ("image", ANSWER_COLUMNS))
    if len(answers) > 1 and all({word.lower() for word in words} <= ANSWERS for words in answers):
        return ("image", *_class_names(len(answers), path, classes)), ""
    if len(answers) == 1:
        names_files = 2 * sum(map(is_image_name, answers[0])) > len(answers[0])
        return ("image", "file" if names_files else "class"), ""
    boxes = _boxes(columns) if len(columns) == len(_CORNERS) else None
    if boxes is None:
        raise ReadError(
            f"{path}: no header, and rows of {len(columns)} cells; a first line that names the columns is "
            "wanted, for example image,label"
        )
    return boxes, _choice(boxes, _SIDES if boxes is _CORNERS else _CORNERS)


def _is_told(columns: Sequence[Column], answers: Sequence[set[str]]) -> bool:
    """Whether rows are of an image, a class and a yes or no, rather than of two yes or no."""
    if not are_answers(answers[1]):
        return False
    if not {word.lower() for word in answers[0]} <= ANSWERS:
        return True
    image, label = (column.coded.by_text() for column in columns[:2])
    return len(image.values) < len(image.codes) == distinct_pairs(image, label)


def _boxes(columns: Sequence[Column]) -> tuple[str, ...] | None:
    """Return which of the two forms boxes have, or None if there are none."""
    if _are_numbers(columns[1:5]) and (_are_corners(columns[1:5]) or not _are_numbers(columns[5:])):
        return _CORNERS
    return _SIDES if _are_numbers(columns[2:]) else None


def _are_numbers(columns: Sequence[Column]) -> bool:
    """Whether most cells that are not blank are numbers, in every column."""
    found = [(np.isfinite(column.numbers), ~column.blank) for column in columns]
    return all(2 * np.count_nonzero(number) >= np.count_nonzero(written) for number, written in found)


def _are_corners(columns: Sequence[Column]) -> bool:
    """Whether the second corner lies below and right of the first in nearly all rows."""
    left, top, right, bottom = (column.numbers for column in columns)
    written = np.isfinite(left + top + right + bottom)
    ordered = written & (left <= right) & (top <= bottom)
    return bool(np.count_nonzero(ordered) >= _NEARLY_ALL * np.count_nonzero(written))


def _choice(taken: Sequence[str], other: Sequence[str]) -> str:
    return no_header(taken, other)


def _are_repeated_answers(cells: Sequence[str]) -> bool:
    """Whether cells are answers of yes and no, too many to be names of columns."""
    return len(cells) > len(set(cells)) and all(cell.lower() in ANSWERS for cell in cells)


def _class_names(count: int, path: Path, classes: Sequence[str] | None) -> Sequence[str]:
    if classes is None:
        return [str(number) for number in range(count)]
    if len(classes) != count:
        raise ReadError(
            f"{path}: {count} columns of labels without a header; the class list has {len(classes)} names"
        )
    return classes
