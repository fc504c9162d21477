"""The text of a table in blocks, whatever its encoding: memory stays flat however large it is."""

from __future__ import annotations

import codecs
import gzip
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.readers._text_file import is_binary, marked_encoding
from insight_widgets.streams.locations import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLOCK = 2**22
"""Bytes that are read at a time."""

_PACKED = ".gz"


def is_packed(location: str) -> bool:
    """Whether a file is gzipped."""
    return location.lower().endswith(_PACKED)


def raw_blocks(location: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked, from one place to another.

    Raises
    ------
    ReadError
        The file cannot be read, or is binary.
    """
    left = None if end is None else end - start
    try:
        with opened(location) as file:
            stream = gzip.GzipFile(fileobj=file) if is_packed(location) else file
            if start:
                stream.seek(start)
            first = not start
            while block := stream.read(BLOCK if left is None else min(BLOCK, left)):
                if first and is_binary(block) and marked_encoding(block) is None:
                    raise ReadError("a binary file, not a table; text with one row a line is wanted")
                yield block
                first, left = False, None if left is None else left - len(block)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def text_blocks(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield bytes as UTF-8 with a line feed between lines; blocks end anywhere."""
    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)()
    held = b""
    for block in blocks:
        text = held + (block if decoder is None else decoder.decode(block).encode())
        held = b""
        if b"\r" in text:
            if text.endswith(b"\r"):  # a line feed may follow
                text, held = text[:-1], b"\r"
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield text
    yield held.replace(b"\r", b"\n")


def without_mark(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the bytes of a whole file without the mark that says they are UTF-8."""
    first = True
    for block in blocks:
        yield block.removeprefix(codecs.BOM_UTF8) if first and encoding == "utf-8" else block
        first = False


def beginning(blocks: Iterable[bytes], size: int) -> tuple[bytes, bool]:
    """Return whole lines at the beginning of a text, of so many bytes at least, and whether they are all."""
    held, length = list[bytes](), 0
    for block in blocks:
        held.append(block)
        length += len(block)
        if length >= size and b"\n" in block:
            text = b"".join(held)
            return text[: text.rfind(b"\n")], False
    return b"".join(held), True


@dataclass(frozen=True, slots=True)
class Scan:
    """What reading a text through tells.

    Attributes
    ----------
    encoding : str
    bad_line : int
        The first line that is not of the encoding that is expected, from 1; 0 if there is none.
    lines : tuple of (int, int)
        Places in the file, and how many lines end before each.
    size : int
        Bytes of the file, unpacked.
    """

    encoding: str
    bad_line: int
    lines: tuple[tuple[int, int], ...]
    size: int


def scan(blocks: Iterable[bytes]) -> Scan:
    """Read a text through, to tell its encoding as it is told of a text that is read whole."""
    size, ends, feeds, after_return = 0, 0, 0, False
    lines = list[tuple[int, int]]()
    encoding, bad_line = "", 0
    decoder: codecs.IncrementalDecoder | None = None
    for block in blocks:
        if decoder is None:
            encoding = marked_encoding(block) or "utf-8"
            decoder = codecs.getincrementaldecoder(encoding)()
        lines.append((size, ends))
        bad_line = bad_line or _bad_line(decoder, block, feeds, plain=encoding == "utf-8")
        ends += line_ends(block, after_return=after_return)
        feeds += block.count(b"\n")
        after_return = block.endswith(b"\r")
        size += len(block)
    if decoder is not None and not bad_line:
        bad_line = _bad_line(decoder, b"", feeds, plain=False, final=True)
    return Scan("latin-1" if bad_line else encoding or "utf-8", bad_line, tuple(lines), size)


def line_ends(block: bytes, *, after_return: bool) -> int:
    """Return how many lines end in a block; a return and a feed are one end, also where blocks meet."""
    feeds = block.count(b"\n")
    if b"\r" in block:
        feeds += block.count(b"\r") - block.count(b"\r\n")
    return feeds - (after_return and block.startswith(b"\n"))


def _bad_line(
    decoder: codecs.IncrementalDecoder, block: bytes, feeds: int, *, plain: bool, final: bool = False
) -> int:
    """Return the line, from 1, on which a block is not of its encoding; 0 if it is."""
    held = decoder.getstate()[0]
    if plain and not held and block.isascii():
        return 0
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError as error:
        before = feeds - held.count(b"\n")
        return before + (held + block).count(b"\n", 0, error.start) + 1
    return 0
