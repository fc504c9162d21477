"""The rows of YOLO label files as columns: many files are parsed at once."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from insight_widgets.outlines import Outlines
from insight_widgets.problems import EXAMPLES
from insight_widgets.texts.records import no_number, no_object
from insight_widgets.texts.where import record_text
from insight_widgets.whole_file import read_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LARGEST_CLASS = 2**31 - 1

_BOX = 5
"""Values of a row that is a box: the class, centre x and y, width, height."""

_POLYGON = 7
"""Least values of a row that is a polygon: the class, and x and y of three points."""

_NUMBER = re.compile(
    rb"[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|nan|inf(?:inity)?)", re.IGNORECASE
)
_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class LabelRows:
    """Rows of label files, one for each object; boxes and points are shares of the image.

    Attributes
    ----------
    file : ndarray of int64, shape (n,)
        Which of the files the row is from.
    line : ndarray of int32, shape (n,)
        Number of the line, from 1.
    number : ndarray of int64, shape (n,)
        The class as written.
    box : ndarray of float64, shape (n, 4)
        Left, top, width and height.
    outlines : Outlines
        Points of the rows that are polygons.
    unreadable : list of (file, text)
        Files that cannot be read, and why.
    bad : list of (file, text)
        The first rows that are no object.
    bad_files : list of int
        The file of every row that is no object.
    """

    file: NDArray[np.int64]
    line: NDArray[np.int32]
    number: NDArray[np.int64]
    box: NDArray[np.float64]
    outlines: Outlines
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)
    bad_files: list[int] = field(default_factory=list)

    @classmethod
    def joined(cls, parts: Sequence[Self], files: Sequence[int]) -> Self:
        """Return the rows of several runs of files, given how many files each is of."""
        first = np.cumsum([0, *files])[:-1].tolist()
        return cls(
            _stacked([part.file + start for part, start in zip(parts, first, strict=True)], np.int64),
            _stacked([part.line for part in parts], np.int32),
            _stacked([part.number for part in parts], np.int64),
            np.concatenate([np.zeros((0, 4)), *(part.box for part in parts)]),
            Outlines(
                np.concatenate([np.zeros((0, 2)), *(part.outlines.points for part in parts)]),
                _stacked([part.outlines.length for part in parts], np.int64),
            ),
            [
                (place + start, text)
                for part, start in zip(parts, first, strict=True)
                for place, text in part.unreadable
            ],
            [
                (place + start, text)
                for part, start in zip(parts, first, strict=True)
                for place, text in part.bad
            ][:EXAMPLES],
            [place + start for part, start in zip(parts, first, strict=True) for place in part.bad_files],
        )


def read_rows(files: Sequence[str], *, pose: bool = False, outlines: bool = True) -> LabelRows:
    """Return the rows of label files.

    Parameters
    ----------
    files : sequence of str
        Paths.
    pose : bool
        Whether all rows are poses: a box, and points that are not read.
    outlines : bool
        Whether the points of polygons are kept, beside their boxes.
    """
    texts, unreadable = _texts(files)
    bad: list[tuple[int, str]] = []
    table = _table(texts)
    if table is None:
        texts = [_without_words(place, text, bad) for place, text in enumerate(texts)]
        table = _table(texts)
    assert table is not None  # noqa: S101  (all that is left are numbers)
    rows = _rows(table, pose=pose, outlines=outlines)
    bad += _short_rows(table, texts)
    rows.unreadable, rows.bad, rows.bad_files = unreadable, bad[:EXAMPLES], [place for place, _ in bad]
    return rows


def _texts(files: Sequence[str]) -> tuple[list[bytes], list[tuple[int, str]]]:
    texts: list[bytes] = []
    unreadable: list[tuple[int, str]] = []
    for place, file in enumerate(files):
        try:
            text = read_whole(file)
        except OSError as error:
            unreadable.append((place, error.strerror or str(error)))
            text = b""
        texts.append(_plain(text) if text[:1] == b"\xef" or b"\r" in text else text)
    return texts, unreadable


def _plain(text: bytes) -> bytes:
    return text.removeprefix(_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


@dataclass(frozen=True, slots=True)
class _Table:
    """All numbers of some files, and the lines that they stand in.

    Attributes
    ----------
    values : ndarray of float64, shape (numbers,)
    count : ndarray of int64, shape (lines,)
        Numbers of each line.
    file, line : ndarray of int64, shape (lines,)
    """

    values: NDArray[np.float64]
    count: NDArray[np.int64]
    file: NDArray[np.int64]
    line: NDArray[np.int64]


def _table(texts: Sequence[bytes]) -> _Table | None:
    """Return the numbers of texts, or None if there is anything else in them."""
    data = b"\n".join(texts)
    values = _numbers(data)
    lines = np.array([text.count(b"\n") + 1 for text in texts], dtype=np.int64)
    count = _counts(data, int(lines.sum()))
    if len(values) != count.sum():
        return None
    first = np.cumsum(lines) - lines
    line = np.arange(lines.sum()) - np.repeat(first, lines) + 1
    return _Table(values, count, np.repeat(np.arange(len(texts)), lines), line)


def _numbers(data: bytes) -> NDArray[np.float64]:
    """Return the numbers in a text; none if it has a word that is no number."""
    if not data.strip():
        return np.zeros(0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)  # what older numpy says of a word
        try:
            return np.fromstring(data, dtype=np.float64, sep=" ")
        except (ValueError, DeprecationWarning):
            return np.zeros(0)


def _counts(data: bytes, lines: int) -> NDArray[np.int64]:
    """Return how many words each line has."""
    if not lines:
        return np.zeros(0, dtype=np.int64)
    code = np.frombuffer(data, dtype=np.uint8)
    blank = (code == 32) | ((code >= 9) & (code <= 13))  # noqa: PLR2004  (what numpy passes over between numbers)
    starts = ~blank
    starts[1:] &= blank[:-1]
    ends = np.append(np.flatnonzero(code == 10), len(code))  # noqa: PLR2004
    words: NDArray[np.int64] = np.diff(np.searchsorted(np.flatnonzero(starts), ends), prepend=0)
    return words


def _without_words(place: int, text: bytes, bad: list[tuple[int, str]]) -> bytes:
    """Return a text with its lines that are no numbers left blank; they are told."""
    if _table([text]) is not None:
        return text
    lines = text.split(b"\n")
    for number, line in enumerate(lines):
        wrong = next((word for word in line.split() if not _NUMBER.fullmatch(word)), None)
        if wrong is not None:
            told = no_number(f"{record_text('line', number + 1)}:", _readable(wrong), 40)
            bad.append((place, told))
            lines[number] = b""
    return b"\n".join(lines)


def _readable(text: bytes) -> str:
    return "".join(one if one.isprintable() else "�" for one in text[:200].decode("utf-8", "replace"))


def _rows(table: _Table, *, pose: bool, outlines: bool) -> LabelRows:
    first = np.cumsum(table.count) - table.count
    sound = _sound(table, first)
    first, count = first[sound], table.count[sound]
    polygon = (count >= _POLYGON) & (count % 2 == 1) & (not pose)
    drawn = _outlines(table.values, first, count, polygon)
    box = drawn.boxes()
    plain = first[~polygon]
    centre, extent = (table.values[plain[:, None] + [[at, at + 1]]] for at in (1, 3))
    with np.errstate(invalid="ignore", over="ignore"):  # infinite boxes are told later
        box[~polygon] = np.hstack([centre - extent / 2, extent])
    return LabelRows(
        table.file[sound],
        table.line[sound].astype(np.int32),
        table.values[first].astype(np.int64),
        box,
        drawn if outlines else Outlines(np.zeros((0, 2)), np.where(polygon, 0, 0)),
    )


def _sound(table: _Table, first: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which lines are objects: five numbers and more, the first of them a class."""
    sound = table.count >= _BOX
    number = table.values[first[sound]]
    sound[sound] = (number >= 0) & (number <= LARGEST_CLASS) & (number == np.floor(number))
    return sound


def _outlines(
    values: NDArray[np.float64],
    first: NDArray[np.int64],
    count: NDArray[np.int64],
    polygon: NDArray[np.bool_],
) -> Outlines:
    length = np.where(polygon, (count - 1) // 2, 0)
    numbers = 2 * length
    within = np.arange(numbers.sum()) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    return Outlines(values[np.repeat(first + 1, numbers) + within].reshape(-1, 2), length)


def _short_rows(table: _Table, texts: Sequence[bytes]) -> list[tuple[int, str]]:
    """Return the lines of numbers that are no object."""
    first = np.cumsum(table.count) - table.count
    rows = np.flatnonzero((table.count > 0) & ~_sound(table, first)).tolist()
    places = [(int(table.file[row]), int(table.line[row])) for row in rows]
    return [
        (file, _told(texts[file], line) if place < EXAMPLES else "")
        for place, (file, line) in enumerate(places)
    ]


def _told(text: bytes, line: int) -> str:
    written = _readable(text.split(b"\n")[line - 1])
    return no_object(record_text("line", line), written)


def _stacked(columns: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype=kind), *columns])
