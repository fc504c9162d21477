"""From content to pages: Typst sets the template of this package with the fonts that the words need."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import InsightError, shorten
from insight_widgets.pdf.fonts import fonts_for
from insight_widgets.texts.pdf import lacking_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAPERS = {"a4": "a4", "letter": "us-letter"}
TEMPLATE = Path(__file__).with_name("report.typ")
TAGGED = 20_000
"""Cells of tables up to which the file has tags for screen readers; those of more would be most of it."""

SAID = 12
"""Letters that no font has and that are named."""


def pages(told: dict[str, Any], paper: str) -> bytes:
    """Return the PDF.

    Parameters
    ----------
    told : dict
        See `insight_widgets.pdf.content.content`.
    paper : {"a4", "letter"}

    Raises
    ------
    InsightError
        Typst or the fonts are not installed.
    """
    fonts = fonts_for("".join(_strings(told)))
    import typst

    given = {"paper": PAPERS[paper], "fonts": list(fonts.families), "notes": _lacking(fonts.lacking)}
    try:
        pdf: bytes = typst.compile(
            TEMPLATE.read_bytes(),
            root=str(TEMPLATE.parent),
            font_paths=fonts.found,
            sys_inputs={"report": json.dumps(told | given, ensure_ascii=False)},
            pdf_tags=_cells(told["sections"]) <= TAGGED,
            timestamp=datetime.combine(date(**told["date"]), time(), UTC),
        )
    except typst.TypstError as error:
        raise InsightError(f"Typst cannot set the report: {shorten(error)}") from error
    return pdf


def _cells(value: Any) -> int:
    """Return how many cells the tables of some content have."""
    if isinstance(value, list):
        return sum(map(_cells, value))
    if value.get("kind") == "table":
        return len(value["rows"]) * len(value["head"])
    return _cells(value.get("blocks", []))


def _lacking(letters: Sequence[str]) -> list[str]:
    """Return what is said of letters that stand as boxes; nothing where there are none."""
    if not letters:
        return []
    named = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:SAID])
    return [lacking_text(named, max(len(letters) - SAID, 0))]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
