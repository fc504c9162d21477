"""Tables of the colours that classes have in masks, as they lie with data sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

LARGEST = 255
LONGEST_LINE = 1000
"""Characters; a longer line is no row of a table."""


def _pattern(before: str, between: str, after: str) -> re.Pattern[str]:
    colour = between.join(rf"(?P<{part}>\d{{1,3}})" for part in ("red", "green", "blue"))
    return re.compile(before + colour + after, re.ASCII)


_ROWS = (
    _pattern("", r"[\s,;]+", r"[\s,;]+(?P<name>\S.*)"),
    _pattern(r"(?P<name>\S.*?)\s*[:,;\t]\s*", r"\s*[,;\t]\s*", r"(\s*:[^:]*:[^:]*)?"),
)
"""Red, green, blue and name; or name, red, green, blue (and, after colons, parts and actions)."""

_TITLES = ({"r", "g", "b"}, {"red", "green", "blue"})


def parse_colour_table(path: Path, text: str) -> tuple[tuple[str, ...], tuple[Colour, ...]] | None:
    """Return the names and colours of a table, or None if the first row of a text is no row of one.

    Known are ``128 0 0 car`` (label_colors.txt), ``car:128,0,0::`` (labelmap.txt) and ``car,128,0,0``
    (class_dict.csv), with a line of titles or comments.

    Raises
    ------
    ReadError
        A later row is damaged; the message names the line.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    rows = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if rows and _is_title(rows[0][1]):
        del rows[0]
    if not rows or _match(rows[0][1]) is None:
        return None
    return _columns(_row(path, number, line) for number, line in rows)


def _is_title(line: str) -> bool:
    return any(titles <= set(re.findall(r"\w+", line.lower())) for titles in _TITLES)


def _match(line: str) -> re.Match[str] | None:
    rows = _ROWS if len(line) <= LONGEST_LINE else ()
    return next((found for row in rows if (found := row.fullmatch(line))), None)


def _row(path: Path, number: int, line: str) -> tuple[str, Colour]:
    found = _match(line)
    if found is None:
        raise ReadError(
            f'{path}: line {number}: a class name and its colour are wanted; got "{shorten(line)}"'
        )
    red, green, blue = (int(found[part]) for part in ("red", "green", "blue"))
    if max(red, green, blue) > LARGEST:
        raise ReadError(f'{path}: line {number}: colours go from 0 to {LARGEST}; got "{shorten(line)}"')
    return found["name"].strip().strip('"'), (red, green, blue)


def _columns(rows: Iterable[tuple[str, Colour]]) -> tuple[tuple[str, ...], tuple[Colour, ...]]:
    names, colours = zip(*rows, strict=True)
    return names, colours
