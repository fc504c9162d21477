"""How two reports differ, as tables: for a terminal, as Markdown, as plain HTML, and for the page."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.checking.changes import CASE_RANK, VERDICT_RANK, WHOLE
from insight_widgets.export import latex_text, markup
from insight_widgets.export.markdown_text import plain, table
from insight_widgets.export.names import LENGTH, clean, shown
from insight_widgets.export.text import aligned
from insight_widgets.texts.difference import (
    ALL_SPLITS,
    COLUMNS,
    KINDS,
    MEANING,
    NOT_THERE,
    NOTE,
    PARTS,
    TITLE,
    headline,
    more_rows,
    titles,
    verdict_words,
)
from insight_widgets.texts.problems import words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from insight_widgets.checking.changes import Change
    from insight_widgets.checking.diff import Diff

LISTED = 30
"""Rows of a table that are listed in words at most."""

NARROW = 24
"""Characters of a name on a printed page, beside two verdicts in words."""

_COUNTS = ("splits", "classes")
_TONES = ("well", "mild", "serious")
_FIRST = {"worse": 0, "came": 1, "more": 2, "other": 3, "better": 4, "fewer": 5, "went": 6}
"""What is to be looked at first, of verdicts and problems."""


@dataclass(frozen=True, slots=True)
class Table:
    """A part of what differs, with its rows in the order in which they are read."""

    part: str
    changes: Sequence[Change]
    notes: frozenset[str]

    @property
    def title(self) -> str:
        """What stands above it."""
        return PARTS[self.part][0]

    @property
    def head(self) -> list[str]:
        """The headings of its columns."""
        return [*PARTS[self.part][1], *COLUMNS]

    def values(self, change: Change) -> list[str]:
        """Return what a row says: old, new, change."""
        return [_said(change.old), _said(change.new), self.change(change)]

    def change(self, change: Change) -> str:
        """Return the change of a row in a word, or as a number."""
        if self.part in _COUNTS:
            return f"{change.by:+,}"
        is_note = self.part == "problems" and change.name in self.notes
        return f"{KINDS[change.kind]}, {NOTE}" if is_note else KINDS[change.kind]

    def listed(self, most: int = LENGTH) -> list[list[str]]:
        """Return the heading and the first rows, names cut to `most`: name, split, old, new, change."""
        return [
            self.head,
            *(
                [shown(change.name, most), shown(change.split, most) or ALL_SPLITS, *self.values(change)]
                for change in self.changes[:LISTED]
            ),
        ]

    def more(self) -> list[str]:
        """Say how many rows are not listed."""
        left = len(self.changes) - LISTED
        return [more_rows(left)] if left > 0 else []


def tables(diff: Diff) -> Iterator[Table]:
    """Yield the parts that differ."""
    for part in PARTS:
        if changes := getattr(diff, part):
            yield Table(part, _ordered(part, changes), frozenset(diff.notes))


def _ordered(part: str, changes: Sequence[Change]) -> Sequence[Change]:
    if part == "splits":
        return changes
    if part == "classes":
        return sorted(changes, key=lambda change: -abs(change.by))
    return sorted(changes, key=lambda change: _FIRST[change.kind])


def difference_text(diff: Diff) -> str:
    """Return what differs, for a terminal."""
    lines = [headline(diff)]
    for each in tables(diff):
        more = [f"  {line}" for line in each.more()]
        lines += ["", each.title, *aligned(each.listed(), {2, 3, 4} - _words(each)), *more]
    return "\n".join(lines)


def difference_markdown(diff: Diff) -> str:
    """Return what differs as GitHub-flavoured Markdown."""
    parts = [f"**{plain(headline(diff))}**"]
    for each in tables(diff):
        rows = [[plain(cell) for cell in row] for row in each.listed()]
        parts += [f"### {each.title}", table(rows, words=_words(each)), *map(plain, each.more())]
    return "\n\n".join(parts) + "\n"


def difference_html(diff: Diff) -> str:
    """Return what differs as plain HTML, for places where no script runs."""
    parts = [markup.heading(2, TITLE), markup.paragraph(titles(*diff.titles))]
    parts.append(markup.paragraph(headline(diff)))
    for each in tables(diff):
        rows = markup.table(each.listed(), words=_words(each))
        parts += [markup.heading(3, each.title), rows, *map(markup.paragraph, each.more())]
    return f"<div>\n{''.join(parts)}</div>\n"


def difference_latex(diff: Diff) -> str:
    """Return what differs as LaTeX, for a notebook that is printed."""
    parts = [latex_text.heading(TITLE, "Large"), latex_text.escaped(titles(*diff.titles))]
    parts.append(rf"\textbf{{{latex_text.escaped(headline(diff))}}}")
    for each in tables(diff):
        rows = latex_text.table(each.listed(NARROW), words=_words(each))
        parts += [
            latex_text.heading(each.title),
            latex_text.small(rows),
            *map(latex_text.escaped, each.more()),
        ]
    return "\n\n".join(filter(None, parts)) + "\n"


def difference_payload(diff: Diff) -> bytes:
    """Return everything the page needs, as JSON in zlib's format; all words and numbers are made here."""
    content = {
        "title": TITLE,
        "titles": titles(*diff.titles),
        "headline": headline(diff),
        "parts": [_part(each) for each in tables(diff)],
    }
    return zlib.compress(json.dumps(content, separators=(",", ":"), allow_nan=False).encode())


def _part(each: Table) -> dict[str, Any]:
    largest: dict[str, int] = {}
    for change in each.changes:
        largest[change.split] = max(largest.get(change.split, 0), abs(change.by))
    meant = {} if each.part != "problems" else {"meaning": MEANING}
    return {
        "part": each.part,
        "title": each.title,
        "head": each.head,
        **meant,
        "rows": [_row(each, change, largest[change.split]) for change in each.changes],
    }


def _row(each: Table, change: Change, largest: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": clean(change.name),
        "split": clean(change.split) if change.split != WHOLE else None,
        "texts": each.values(change),
        "kind": change.kind,
    }
    if each.part in ("verdicts", "curves"):
        row["tones"] = [_tone(change.old), _tone(change.new)]
    if each.part == "classes":
        row["share"] = round(change.by / largest, 4) if largest else 0
    if each.part == "problems":
        row["meaning"] = words_for(change.name)
    return row


def _tone(value: int | str | None) -> str | None:
    rank = (VERDICT_RANK | CASE_RANK).get(str(value))
    return None if rank is None else _TONES[rank]


def _said(value: int | str | None) -> str:
    if value is None:
        return NOT_THERE
    return f"{value:,}" if isinstance(value, int) else verdict_words(value)


def _words(each: Table) -> set[int]:
    """Return which columns hold words, not numbers."""
    return {0, 1, 2, 3, 4} if each.part in ("verdicts", "curves") else {0, 1}
