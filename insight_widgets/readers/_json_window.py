"""A part of a JSON array in memory, from the start of a record on, and where it may be cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from insight_widgets.readers._json_brackets import Brackets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.readers._json_arrays import Layout, Record

_BLOCK = 2**20
_TAIL = 2**16
_BORDER = re.compile(rb"\}[ \t\r\n]*,[ \t\r\n]*(?=\{)")


class Window:
    """A part of an array.

    Places are counted so that the first byte of the part is at 1.

    Parameters
    ----------
    text : bytearray
        ``[``, the bytes of the part, and one more byte.
    """

    def __init__(self, text: bytearray) -> None:
        self._text = text
        self._text[0] = ord("[")

    def guess(self) -> int | None:
        """Return the place of the last comma that looks as if it stood between two records."""
        guesses = list(_BORDER.finditer(self._text, max(1, len(self._text) - _TAIL)))
        return self._text.index(b",", guesses[-1].start()) if guesses else None

    def borders(self) -> tuple[list[int], int | None]:
        """Return the places of all commas between records, and of the bracket that ends the array."""
        brackets = Brackets()
        commas: list[int] = []
        with memoryview(self._text)[:-1] as text:
            for begin in range(0, len(text), _BLOCK):
                commas += brackets.feed(bytes(text[begin : begin + _BLOCK])).tolist()
                if brackets.end is not None:
                    return commas, brackets.end - 1
        return commas, None

    def decode(self, stop: int, layout: Layout[Record]) -> list[Record | None] | None:
        """Return the records before a place, or None if these are not whole or do not all fit the layout.

        What starts with a record and decodes as a whole array ends with a record too, whatever strings and
        brackets lie in between: so this also proves a guess.
        """
        kept = self._text[stop]
        self._text[stop] = ord("]")
        try:
            with memoryview(self._text) as view, view[: stop + 1] as array:
                return layout.array(array)
        finally:
            self._text[stop] = kept

    def records(self, ends: list[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the place and text of every record, given where they end."""
        begin = 1
        for end in ends:
            yield begin, bytes(self._text[begin:end])
            begin = end + 1
