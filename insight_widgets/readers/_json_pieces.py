"""Large JSON files read in pieces: the members of the top-level object, one array piece at a time.

A piece of an array ends where a record does. Such a border is guessed (``}, {``) near the end of the
piece and proved by decoding: what starts at a true border and decodes as a whole array ends at a true
border too, however many strings and brackets lie in between. A guess that fails is replaced by an
earlier one, and in the end by the rest of the file.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Self

import msgspec

from insight_widgets.errors import ReadError, shorten
from insight_widgets.readers._json_arrays import decode_array, value_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from insight_widgets.readers._json_arrays import Layout, Record

PIECE = 16 * 2**20
"""Bytes read at a time."""

GUESSES = 12
"""How many borders are tried before the rest of the file is taken as one piece."""

_TAILS = (2**16, 2**20, 2**31)
_BORDER = re.compile(rb"\}[ \t\r\n]*,[ \t\r\n]*(?=\{)")
_SPACE = re.compile(rb"[ \t\r\n]*")
_KEY = re.compile(rb'"(?:[^"\\]|\\.)*"')
_AT_BYTE = re.compile(r"\(byte (\d+)\)")


class JsonPieces:
    """A JSON file with an object at its top.

    Parameters
    ----------
    path : Path
    piece : int
        Bytes read at a time.
    on_bytes : callable, optional
        Told how many bytes have been read since it was last called.

    Raises
    ------
    ReadError
        The file cannot be opened.
    """

    def __init__(
        self, path: Path, *, piece: int = PIECE, on_bytes: Callable[[int], object] | None = None
    ) -> None:
        self.path = path
        self._piece = piece
        self._on_bytes = on_bytes
        self._end_of_value: int | None = None
        try:
            self._file = path.open("rb")
            self._size = path.stat().st_size
        except OSError as error:
            raise ReadError(f"{path}: cannot be read ({error.strerror})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def members(self) -> Iterator[tuple[str, int]]:
        """Yield key and position of every member; a value nobody reads is skipped unbuilt.

        Raises
        ------
        ReadError
            The file is empty, damaged, or no object; the message says line and column.
        """
        position = self._after_space(3 if self._bytes(0, 3) == b"\xef\xbb\xbf" else 0)
        if position == self._size:
            raise ReadError(f"{self.path}: the file is empty; a JSON object is wanted")
        if self._bytes(position, 1) != b"{":
            raise self.error(position, "a JSON object {...} is wanted at the top")
        position = self._after_space(position + 1)
        while self._bytes(position, 1) != b"}":
            key, value_at = self._key(position)
            self._end_of_value = None
            yield key, value_at
            position = self._next_member(self._end_of_value or self._skip(value_at))
        end = self._after_space(position + 1)
        if end < self._size:
            raise self.error(end, "the end of the file is wanted")

    def peek(self, position: int, size: int = 2**16) -> bytes:
        """Return some bytes from a position on, to look at."""
        return self._bytes(position, size)

    def is_array(self, position: int) -> bool:
        """Whether the value at a position is an array."""
        return self._bytes(position, 1) == b"["

    def records(self, position: int, layout: Layout[Record]) -> Iterator[list[Record | None]]:
        """Yield the records of the array at a position, piece by piece; None for what is no record.

        Raises
        ------
        ReadError
            The file is damaged; the message says line and column.
        """
        self._end_of_value = None
        start = self._after_space(position + 1)
        if self._bytes(start, 1) == b"]":
            self._end_of_value = start + 1
            return
        while self._end_of_value is None:
            records, start = self._one_piece(start, layout)
            yield records

    def error(self, position: int, wanted: str) -> ReadError:
        """Return an error that says where in the file something else was found."""
        before = self._bytes(0, position)
        line = before.count(b"\n") + 1
        column = position - (before.rfind(b"\n") + 1) + 1
        found = self._bytes(position, 20).decode("utf-8", "replace")
        what = f'found "{shorten(found, 20)}"' if found else "the file ends here"
        return ReadError(f"{self.path}: line {line}, column {column}: {wanted}; {what}")

    def _one_piece(self, start: int, layout: Layout[Record]) -> tuple[list[Record | None], int]:
        """Return the records from `start` to some border, and where the next ones start."""
        size = self._piece
        while True:
            window = self._window(start, size)
            at_end = start + len(window) - 2 >= self._size
            for border, next_start in self._borders(window, at_end=at_end):
                decoded = decode_array(window, border, layout)
                if decoded is not None:
                    records, stop = decoded
                    if stop is not None:  # the array ended within the piece
                        self._end_of_value = start + stop - 1
                        return records, self._end_of_value
                    if not next_start:  # only our own bracket closed it: the file is cut off
                        raise self.error(self._size, "the file is cut off; more JSON is wanted")
                    return records, start + next_start
            if at_end:
                raise self._damage(start, window)
            size = max(size * 4, self._size - start if size > self._piece else 0)

    def _window(self, start: int, size: int) -> bytearray:
        """Return ``[``, the bytes from `start`, and room for ``]``."""
        self._file.seek(start)
        window = bytearray(min(size, self._size - start) + 2)
        window[0] = ord("[")
        with memoryview(window) as view:
            read = self._file.readinto(view[1:-1])
        if self._on_bytes is not None:
            self._on_bytes(read)
        return window

    @staticmethod
    def _borders(window: bytearray, *, at_end: bool) -> Iterator[tuple[int, int]]:
        """Yield guesses, last first: where a piece may end in the window, and how far the next starts.

        At the end of the file the whole window comes first.
        """
        if at_end:
            yield len(window) - 1, 0
        guessed = 0
        limit = len(window)
        for tail in _TAILS:
            begin = max(limit - tail, 1)
            for found in reversed(list(_BORDER.finditer(window, begin, limit))):
                yield found.start() + 1, found.end() - 1
                guessed += 1
                if guessed == GUESSES:
                    return
            limit = begin

    def _damage(self, start: int, window: bytearray) -> ReadError:
        try:
            msgspec.json.decode(memoryview(window)[:-1], type=msgspec.Raw)
        except msgspec.DecodeError as error:
            found = _AT_BYTE.search(str(error))
            place = start + int(found[1]) - 1 if found else self._size
            if self._bytes(place, 3) in (b"NaN", b"Inf") or not found:
                place = self._python_error(start, window) or place
            wanted = "valid JSON is wanted" if found else "the file is cut off; more JSON is wanted"
            return self.error(place, wanted)
        return self.error(self._size, "the file is cut off; more JSON is wanted")

    @staticmethod
    def _python_error(start: int, window: bytearray) -> int | None:
        """Return where Python's own parser, which knows NaN and Infinity, finds the damage."""
        text = window[:-1].decode("utf-8", "replace")
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            return start + len(text[: error.pos].encode()) - 1
        return None

    def _skip(self, position: int) -> int:
        """Return where the value at a position ends, without building it."""
        size = self._piece
        while True:
            value = self._bytes(position, size)
            end = value_end(value)
            if end is not None:
                return position + end
            if position + size >= self._size:
                raise self._damage(position, bytearray(b" " + value + b" "))
            size *= 4

    def _key(self, position: int) -> tuple[str, int]:
        text = self._bytes(position, 2**16)
        found = _KEY.match(text)
        if not found:
            raise self.error(position, 'a key "..." is wanted')
        colon = self._after_space(position + found.end())
        if self._bytes(colon, 1) != b":":
            raise self.error(colon, "a colon is wanted behind the key")
        return msgspec.json.decode(found[0], type=str), self._after_space(colon + 1)

    def _next_member(self, position: int) -> int:
        position = self._after_space(position)
        found = self._bytes(position, 1)
        if found == b"}":
            return position
        if found != b",":
            wanted = "a comma or the end of the object is wanted"
            raise self.error(position, wanted if found else "the file is cut off; more JSON is wanted")
        return self._after_space(position + 1)

    def _after_space(self, position: int) -> int:
        while position < self._size:
            text = self._bytes(position, 4096)
            blank = _SPACE.match(text)
            length = blank.end() if blank else 0
            position += length
            if length < len(text):
                break
        return position

    def _bytes(self, position: int, size: int) -> bytes:
        self._file.seek(position)
        return self._file.read(size)
