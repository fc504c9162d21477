"""The brackets of JSON text: where a value ends, and where the commas of an array stand."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_MEMBER = re.compile(rb'[{,]\s*"([^"\\]*)"\s*:\s*(.)')
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_QUOTE, _COMMA = ord('"'), ord(",")
_STEPS = np.zeros(256, dtype=np.int8)
_STEPS[[ord("["), ord("{")]] = 1
_STEPS[[ord("]"), ord("}")]] = -1
_IS_MARK = _STEPS != 0
_IS_MARK[_COMMA] = True


def as_utf8(head: bytes) -> bytes:
    """Return the start of a text as UTF-8, where a mark says that it is UTF-16."""
    return head.decode("utf-16", "replace").encode() if head.startswith(UTF16_MARKS) else head


def first_members(head: bytes) -> dict[str, str]:
    """Return the keys of the object at the top of a JSON text, and the character their values start with.

    Parameters
    ----------
    head : bytes
        The start of the text; what lies behind it is not known.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"{"):
        return {}
    found = (_MEMBER.match(text, place) for place in (0, *Brackets().feed(text).tolist()))
    return {match[1].decode("utf-8", "replace"): match[2].decode("latin-1") for match in found if match}


class Brackets:
    """Follows the brackets of one array or object through text that comes in blocks.

    What stands in strings is passed over. The text is not checked for being valid JSON.

    Attributes
    ----------
    end : int or None
        Where the value ended: bytes from its first bracket to behind its last one.
    """

    def __init__(self) -> None:
        self.end: int | None = None
        self._depth = 0
        self._length = 0
        self._in_string = False
        self._escaped = False

    def feed(self, block: bytes) -> NDArray[np.int64]:
        """Follow the next block.

        Returns
        -------
        ndarray of int64, shape (commas,)
            Where the commas between the items of the value stand, from its first bracket on.
        """
        code = np.frombuffer(self._without_escapes(block), dtype=np.uint8)
        quoted = np.bitwise_xor.accumulate(code == _QUOTE) ^ self._in_string
        marks = np.flatnonzero(_IS_MARK[code] & ~quoted)
        found = code[marks]
        depth = self._depth + np.cumsum(_STEPS[found], dtype=np.int64)
        closed = np.flatnonzero(depth == 0)
        if len(closed):
            self.end = self._length + int(marks[closed[0]]) + 1
        commas: NDArray[np.int64] = marks[(found == _COMMA) & (depth == 1)] + self._length
        self._depth = int(depth[-1]) if len(depth) else self._depth
        self._in_string = bool(quoted[-1]) if len(quoted) else self._in_string
        self._length += len(block)
        return commas if self.end is None else commas[commas < self.end]

    def _without_escapes(self, block: bytes) -> bytes:
        """Return the block with every backslash and what it escapes overwritten."""
        if self._escaped:
            block = b"_" + block[1:]
        if b"\\" not in block:
            self._escaped = False
            return block
        block = _ESCAPE.sub(b"__", block)
        self._escaped = block.endswith(b"\\")
        return block
