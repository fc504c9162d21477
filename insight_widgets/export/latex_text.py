"""Text, headings, lists and tables of LaTeX; names from the data are text.

They need no more than nbconvert's own preamble has (longtable, booktabs).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.export.names import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

SMALL = 12
"""Rows of a table up to which it stays on one page."""

WITH_NEXT = r"\nopagebreak\csname @afterheading\endcsname"
"""Behind a heading: it stays with what follows, be it a paragraph or a list."""

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        **{letter: f"\\{letter}" for letter in "{}$&#%"},
        "_": r"\_\allowbreak{}",  # which parts long names
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "`": r"\textasciigrave{}",
        **{letter: f"{{{letter}}}" for letter in "-[]*<>'\""},  # no dash, quote or argument of what is before
    }
)


def escaped(words: str) -> str:
    r"""Return one line of text, of which nothing is a command.

    Examples
    --------
    >>> escaped("50% of traffic_light"), escaped("a--b")
    ('50\\% of traffic\\_\\allowbreak{}light', 'a{-}{-}b')
    """
    return clean(words).translate(_ESCAPES)


def heading(words: str, size: str = "large") -> str:
    """Return a heading that stays with what follows; `size` is a command of LaTeX."""
    return rf"\noindent{{\{size}\textbf{{{escaped(words)}}}}}\par{WITH_NEXT}"


def items(sentences: Iterable[str], kind: str = "itemize") -> str:
    """Return sentences as a list, ``itemize`` or ``enumerate``; nothing for none."""
    lines = [rf"\item {escaped(sentence)}" for sentence in sentences]
    return "\n".join([rf"\begin{{{kind}}}", *lines, rf"\end{{{kind}}}"]) if lines else ""


def table(rows: Sequence[Sequence[str]], words: Collection[int] = ()) -> str:
    """Return rows, the first of them the heading, as a table; the first column and `words` are text."""
    head, *body = rows
    sides = "".join("l" if column in {0, *words} else "r" for column in range(len(head)))
    end = r" \\*" if len(body) <= SMALL else r" \\"
    lines = [" & ".join(map(escaped, cells)) + end for cells in (head, *body)]
    top = rf"\begin{{longtable}}{{{sides}}}"
    return "\n".join(
        [top, r"\toprule", lines[0], r"\midrule\endhead", *lines[1:], r"\bottomrule\end{longtable}"]
    )


def small(part: str) -> str:
    """Return a part in smaller letters."""
    return f"{{\\small\n{part}\n}}"
