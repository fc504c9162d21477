"""How the text of a table is read: its separator, its columns, its encoding, and where it may be cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.errors import InsightError, ReadError, shorten
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._headerless import has_header
from insight_widgets.readers._text_file import marked_encoding
from insight_widgets.readers._text_table import SAMPLE, rows_of, separator_of, trimmed
from insight_widgets.streams import text_blocks
from insight_widgets.streams.locations import is_address
from insight_widgets.streams.text_blocks import is_packed, raw_blocks, scan, without_mark
from insight_widgets.streams.text_cuts import starts
from insight_widgets.texts.files import EMPTY_TABLE, NO_CELLS, not_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from insight_widgets.streams.text_blocks import Scan

HEAD = 2**16
"""Bytes of a file in which its form is looked for, if they are lines enough."""


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a file is read.

    Attributes
    ----------
    separator : str
    first : tuple of str
        The cells of the first row.
    header : bool
        Whether they name the columns.
    scan : Scan or None
        What reading the file through has told; None where that is left to whoever counts it, since the file
        is packed or in another place.
    error : str
        Why the file cannot be read, if it cannot.
    """

    separator: str = ","
    first: tuple[str, ...] = ()
    header: bool = False
    scan: Scan | None = None
    error: str = ""

    def scanned(self, location: str) -> Scan:
        """Return what reading the file through tells."""
        return self.scan or scan(raw_blocks(location))

    def starts(self, location: str, size: int) -> Iterator[tuple[int, int]]:
        """Yield where parts of about so many bytes start, and the line there."""
        whole = self.scan is None or self.scan.encoding == "utf-16"
        yield from (
            [(0, 1)] if whole or self.scan is None else starts(location, self.scan, self.separator, size)
        )


def form_of(location: str) -> TextForm:
    """Return how a file is read, or why it cannot be."""
    try:
        near = not (is_address(location) or is_packed(location))
        found = scan(raw_blocks(location)) if near else None
        text = head_of(location, None if found is None else found.encoding, HEAD)
        if not text or text.isspace():
            return TextForm(error=EMPTY_TABLE)
        separator = separator_of(text)
        first = rows_of(text, separator, "", ProblemLog()).first()
        if not first:
            return TextForm(error=NO_CELLS)
        named = has_header(first)
        return TextForm(separator, tuple(trimmed(first) if named else first), named, found)
    except InsightError as error:
        return TextForm(error=str(error))
    except (OSError, ValueError) as error:
        return TextForm(error=shorten(error, 200))


def head_of(location: str, encoding: str | None, size: int) -> bytes:
    """Return the first lines of a file as UTF-8, of about so many bytes and no fewer than tell its form."""
    blocks = _few(raw_blocks(location))
    if encoding is None:
        first = next(blocks, b"")
        encoding = _likely_encoding(first)
        blocks = _chained(first, blocks)
    found, lines, length = list[bytes](), 0, 0
    for block in text_blocks.text_blocks(without_mark(blocks, encoding), encoding):
        found.append(block)
        lines += block.count(b"\n")
        length += len(block)
        if lines > SAMPLE and length >= size and not b"".join(found).isspace():
            text = b"".join(found)
            return text[: text.rfind(b"\n")]
    return b"".join(found)


def _few(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield blocks in small pieces: of a large one the beginning is enough."""
    for block in blocks:
        for start in range(0, len(block), HEAD):
            yield block[start : start + HEAD]


def _chained(first: bytes, blocks: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from blocks


def _likely_encoding(first: bytes) -> str:
    marked = marked_encoding(first)
    if marked:
        return marked
    try:
        first[: first.rfind(b"\n") + 1].decode()
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def told_encoding(source: str, found: Scan) -> ProblemLog:
    """Return a log that tells of a text of another encoding than is expected, as when it is read whole."""
    log = ProblemLog()
    log.add("text-encoding", not_utf8(source, found.bad_line), count=bool(found.bad_line))
    return log


def refused(location: str, why: str) -> ReadError:
    """Return the error of a file that cannot be read."""
    return ReadError(f"{location}: {why}")
