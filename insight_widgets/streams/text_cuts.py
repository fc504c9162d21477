"""Where a text may be cut: at starts of rows, told for certain without reading what stands before.

A cell in quotes may hold line ends, so that a line need not be the start of a row. But no row takes more
than ten lines: among any ten lines one starts a row. Rows are read from each of ten lines, one after another;
where all these readings have come to the same line, it is the start of a row, whichever of them was right.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.readers._text_rows import MOST_LINES_A_ROW, row_at
from insight_widgets.streams.text_blocks import line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from insight_widgets.streams.text_blocks import Scan

WINDOW = 2**20
"""Bytes in which a start of a row is looked for."""


def starts(location: str, scan: Scan, separator: str, size: int) -> Iterator[tuple[int, int]]:
    """Yield where parts of about so many bytes start, and the number of the line there, from 1.

    Where no start of a row is told for certain, there is no cut, and the part is larger.
    """
    yield 0, 1
    last = 0
    for target in range(size, scan.size, size):
        if target <= last:
            continue
        place = _start_behind(location, target, scan.encoding, separator)
        if place is not None and last < place < scan.size:
            yield place, _line_at(location, scan, place)
            last = place


def _start_behind(location: str, target: int, encoding: str, separator: str) -> int | None:
    with Path(location).open("rb") as file:
        file.seek(target)
        window = file.read(WINDOW)
    lines = window.splitlines(keepends=True)[:-1]  # the last one may be cut
    if not lines:
        return None
    skipped = len(lines[0])  # it started before; a return at its end may be half of one
    texts = [_bare(line).decode(encoding, "replace") for line in lines[1:]]
    found = certain_start(texts, separator)
    return None if found is None else target + skipped + sum(map(len, lines[1 : 1 + found]))


def certain_start(lines: Sequence[str], separator: str) -> int | None:
    """Return a line that is the start of a row whatever stood before, or None if none is told.

    Examples
    --------
    >>> certain_start(['b"', '"c', *("x,y" for _ in range(18))], ",")
    9
    """
    places = set(range(MOST_LINES_A_ROW))
    while len(places) > 1:
        place = min(places)
        places.remove(place)
        if place + MOST_LINES_A_ROW > len(lines):
            return None
        _, used = row_at(lines, place, separator)
        places.add(place + used)
    found = places.pop()
    return found if found < len(lines) else None


def _bare(line: bytes) -> bytes:
    return line[:-2] if line.endswith(b"\r\n") else line[:-1]


def _line_at(location: str, scan: Scan, place: int) -> int:
    """Return the number of the line that starts at a place."""
    known, before = max(one for one in scan.lines if one[0] <= place)
    with Path(location).open("rb") as file:
        file.seek(max(known - 1, 0))
        held = file.read(place - max(known - 1, 0))
    last, block = (held[:1], held[1:]) if known else (b"", held)
    return before + line_ends(block, after_return=last == b"\r") + 1
