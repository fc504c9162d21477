"""Rows of a text that comes in blocks, as a text that is read whole has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._text_grid import find_grid
from insight_widgets.readers._text_rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from insight_widgets.readers._text_grid import Grid
    from insight_widgets.readers._text_rows import Body

MOST_UNCUT = 2**28
"""Bytes without the end of a row: such a file is no table."""


@dataclass(slots=True)
class RowReader:
    """Reads rows block by block; a row that goes on in the next block is left for it.

    Attributes
    ----------
    separator : str
    width : int
        Cells of a row.
    source : str
        What the text is called in messages.
    line : int
        Number of the next line, from 1.
    header : bool
        Whether the next row names the columns.
    quotes, long : ProblemLog
        Quotes that are not closed, and rows with more cells than there are columns.
    """

    separator: str
    width: int
    source: str
    line: int = 1
    header: bool = False
    quotes: ProblemLog = field(default_factory=ProblemLog)
    long: ProblemLog = field(default_factory=ProblemLog)

    def bodies(self, blocks: Iterable[bytes]) -> Iterator[Body]:
        """Yield the rows of blocks of UTF-8 that begin with a row, and end with one.

        Raises
        ------
        ReadError
            A row is too long to be one.
        """
        rest: list[bytes] = []
        for block in blocks:
            end = block.rfind(b"\n")
            if end < 0:
                rest.append(block)
                self._refuse_endless(sum(map(len, rest)))
                continue
            body, left = self.read(b"".join([*rest, block[:end]]), final=False)
            rest = [left, block[end + 1 :]]
            if body is not None:
                yield body
        body, _ = self.read(b"".join(rest), final=True)
        if body is not None:
            yield body

    def read(self, text: bytes, *, final: bool) -> tuple[Body | None, bytes]:
        """Return the rows of whole lines, and what is left of them for the next block."""
        if not text:
            self.line += not final
            return None, b""
        grid = None if self.separator == " " else find_grid(text, self.separator, self.source, self.line)
        if grid is not None:
            body = self._body(grid)
            self.line += text.count(b"\n") + 1
            return body, b""
        lines = text.decode().split("\n")
        rows = Rows(lines, self.separator, self.source, self.quotes, self.line, final=final)
        body = self._body(rows)
        self.line += rows.used
        return body, "".join(f"{line}\n" for line in lines[rows.used :]).encode()

    def _body(self, rows: Rows | Grid) -> Body | None:
        first = rows.first()
        if not first:
            return None
        header, self.header = self.header, False
        return rows.body(self.width, header=header, log=self.long)

    def _refuse_endless(self, size: int) -> None:
        if size > MOST_UNCUT:
            raise ReadError(f"line {self.line}: more than {MOST_UNCUT:,} bytes in one line; this is no table")
