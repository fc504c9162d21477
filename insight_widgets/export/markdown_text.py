"""GitHub-flavoured Markdown in which names and sentences of a data set are text and nothing else.

Neither markup nor HTML works in them, and nothing becomes a link: no address, no ``@mention`` (which would
tell people), no ``#123``, no commit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from insight_widgets.export.names import clean, is_right_to_left, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"

JOINER = "\N{WORD JOINER}"
"""Without width; parts what would be made a link."""

_LINKS = re.compile(
    r"(?<=@)(?=\w)"  # @mention, mail address
    r"|(?<=\#)(?=\d)|(?<=\bGH-)(?=\d)"  # issue
    r"|(?<=:)(?=\S)"  # http://, :emoji:
    r"|(?<=\bwww)(?=\.)"
    r"|(?<=\b[0-9a-f]{3})(?=[0-9a-f]{4,37}\b)",  # commit
    re.IGNORECASE,
)
_MARKS = re.compile(r"([\\`*_\[\]<>&|~!#])")
_BLOCKS = re.compile(r"^([-+=:]|\d+(?=[.)]))")
_MATHS = "$", "<span>$</span>"
"""A dollar that is no formula, as GitHub's manual has it."""

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def plain(words: str) -> str:
    r"""Return one line of text, of which nothing is markup.

    Examples
    --------
    >>> plain("a_b <i> | 1")
    'a\\_b \\<i\\> \\| 1'
    """
    text = _MARKS.sub(r"\\\1", _LINKS.sub(JOINER, clean(words).strip()))
    return _BLOCKS.sub(_without_block, text).replace(*_MATHS)


def _without_block(found: re.Match[str]) -> str:
    """Return the beginning of a line so that it begins no list, heading or the like."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def code(name: object, length: int = 60) -> str:
    """Return a name as code, in a table too; nothing for an empty one.

    Examples
    --------
    >>> code("traffic_light"), code("a|b")
    ('`traffic_light`', '<code>a&#124;b</code>')
    """
    text = shown(name, length)
    if not text:
        return ""
    marked = (
        f"`{text}`" if not set("`|") & set(text) else f"<code>{_entities(_LINKS.sub(JOINER, text))}</code>"
    )
    return ISOLATED.format(marked) if is_right_to_left(text) else marked


def _entities(text: str) -> str:
    """Return text in which every character that could be markup is written by its number."""
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", text)


def table(rows: Sequence[Sequence[str]], *, words: Collection[int] = (0,)) -> str:
    """Return a table of cells that are Markdown already.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first row is the heading.
    words : collection of int
        Columns of words; the others, of numbers, are aligned right.
    """
    head, *body = rows
    sides = [":--" if column in words else "--:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, sides, *body))
