"""Large JSON files read in pieces: the members of the top-level object, one array piece at a time.

A piece of an array ends where a record does. That border is guessed (the last ``}, {`` read) and proved by
decoding: what starts at a true border and decodes as a whole array ends at a true border too, whatever
strings and brackets lie in between. Where the guess fails, the brackets are followed one by one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Self

from insight_widgets.errors import ReadError
from insight_widgets.readers._json_brackets import UTF16_MARKS, Brackets
from insight_widgets.readers._json_window import Window
from insight_widgets.texts.files import CUT_OFF, NO_JSON, found_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from insight_widgets.readers._json_arrays import Layout, Record

PIECE = 4 * 2**20
"""Bytes read at a time."""

_BLOCK = 2**20
_SHORT = 2**16
_SPACE = re.compile(rb"[ \t\r\n]*")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BARE = re.compile(rb"[^\s,\]}\"]+")


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
        self.window_at = 0  # where the piece starts of which records came last
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
        if self._bytes(0, 2) in UTF16_MARKS:
            raise ReadError(f"{self.path}: the text is UTF-16; save it as UTF-8")
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

    def peek(self, position: int, size: int = _SHORT) -> bytes:
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
        start, size = position + 1, self._piece
        while self._end_of_value is None:
            window = self._window(start, size)
            records, length = _up_to_guess(window, layout) or self._up_to_border(window, start, layout)
            if not length and start + size >= self._size:
                raise self._cut_off(start)
            size = self._piece if length else 4 * size  # a record may be longer than a window
            self.window_at = start
            start += length
            self._tell(length)
            yield records

    def error(self, position: int, wanted: str) -> ReadError:
        """Return an error that says where in the file something else was found."""
        line, column = self._line_and_column(position)
        found = self._bytes(position, 20).decode("utf-8", "replace")
        what = found_text(found)
        return ReadError(f"{self.path}: line {line}, column {column}: {wanted}; {what}")

    def _up_to_border(
        self, window: Window, start: int, layout: Layout[Record]
    ) -> tuple[list[Record | None], int]:
        """Return the records of a window up to its last border or the array's end, and their length."""
        ends, last = window.borders()
        if last is not None:
            ends.append(last)
            self._end_of_value = start + last
        if not ends:
            return [], 0
        records = window.decode(ends[-1], layout)
        return self._one_by_one(window, ends, start, layout) if records is None else records, ends[-1]

    def _one_by_one(
        self, window: Window, ends: list[int], start: int, layout: Layout[Record]
    ) -> list[Record | None]:
        """Decode the records of a window each for itself, so that a bad one costs only itself."""
        records: list[Record | None] = []
        for place, text in window.records(ends):
            try:
                records.append(layout.record(text))
            except json.JSONDecodeError as error:
                raise self._damage(start + place - 1, text, error) from None
        return records

    def _damage(self, position: int, text: bytes, error: json.JSONDecodeError) -> ReadError:
        before = text.decode("utf-8", "replace")[: error.pos].encode()
        return self.error(position + len(before), NO_JSON)

    def _cut_off(self, start: int) -> ReadError:
        """Return the error for a record without an end; the damage may lie before the end of the file."""
        start = self._after_space(start)
        text = self._bytes(start, self._piece)
        try:
            json.JSONDecoder().raw_decode(text.decode("utf-8", "replace"))
        except json.JSONDecodeError as error:
            if error.pos < len(error.doc) and not error.msg.startswith("Unterminated"):
                return self._damage(start, text, error)
        except (ValueError, RecursionError):
            pass
        return self.error(self._size, CUT_OFF)

    def _window(self, start: int, size: int) -> Window:
        self._file.seek(start)
        text = bytearray(min(size, self._size - start) + 2)
        with memoryview(text) as view, view[1:-1] as part:
            self._file.readinto(part)
        return Window(text)

    def _skip(self, position: int) -> int:
        """Return where the value at a position ends, without building it."""
        if self._bytes(position, 1) not in (b"[", b"{"):
            return self._skip_scalar(position)
        brackets = Brackets()
        for begin in range(position, self._size, _BLOCK):
            brackets.feed(self._bytes(begin, _BLOCK))
            if brackets.end is not None:
                self._tell(brackets.end)
                return position + brackets.end
        raise self.error(self._size, CUT_OFF)

    def _skip_scalar(self, position: int) -> int:
        size = _SHORT
        while True:
            text = self._bytes(position, size)
            found = _STRING.match(text) or _BARE.match(text)
            if found and (found.end() < len(text) or len(text) < size):
                return position + found.end()
            if len(text) < size:
                raise self.error(position, "a value is wanted")
            size *= 4

    def _key(self, position: int) -> tuple[str, int]:
        text = self._bytes(position, _SHORT)
        found = _STRING.match(text)
        try:
            key = json.loads(found[0].decode("utf-8", "replace")) if found else None
        except json.JSONDecodeError:
            key = None
        if found is None or key is None:
            raise self.error(position, 'a key "..." is wanted' if text else CUT_OFF)
        colon = self._after_space(position + found.end())
        if self._bytes(colon, 1) != b":":
            raise self.error(colon, "a colon is wanted behind the key")
        return key, self._after_space(colon + 1)

    def _next_member(self, position: int) -> int:
        position = self._after_space(position)
        found = self._bytes(position, 1)
        if found == b"}":
            return position
        if found != b",":
            raise self.error(position, "a comma or the end of the object is wanted" if found else CUT_OFF)
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

    def _line_and_column(self, position: int) -> tuple[int, int]:
        line, start = 1, 0
        for begin in range(0, position, _BLOCK):
            block = self._bytes(begin, min(_BLOCK, position - begin))
            line += block.count(b"\n")
            start = begin + block.rfind(b"\n") + 1 if b"\n" in block else start
        return line, position - start + 1

    def _tell(self, length: int) -> None:
        if self._on_bytes is not None:
            self._on_bytes(length)

    def _bytes(self, position: int, size: int) -> bytes:
        self._file.seek(position)
        return self._file.read(size)


def _up_to_guess(window: Window, layout: Layout[Record]) -> tuple[list[Record | None], int] | None:
    """Return the records up to a guessed border and their length; None if it is no border."""
    stop = window.guess()
    records = None if stop is None else window.decode(stop, layout)
    return None if stop is None or records is None else (records, stop)
