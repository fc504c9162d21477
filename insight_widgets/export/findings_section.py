"""What to do next, as plain HTML and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.markup import heading, paragraph
from insight_widgets.export.names import clean
from insight_widgets.texts.report import TO_DO, finding_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]


def findings_section(document: Document) -> str:
    """Return the findings as numbered paragraphs; nothing where the report has no data set."""
    said = _sentences(document)
    return heading(3, TO_DO) + "".join(map(paragraph, said)) if said else ""


def finding_lines(document: Document) -> list[str]:
    """Return the findings as lines of text; none where the report has no data set."""
    said = _sentences(document)
    return [TO_DO, *(f"  {sentence}" for sentence in said)] if said else []


def finding_texts(document: Document) -> list[str]:
    """Return what was found and what to do about it, the most important first."""
    return [clean(finding_text(finding)) for finding in document.get("findings", [])]


def _sentences(document: Document) -> list[str]:
    numbered = [f"{place}. {text}" for place, text in enumerate(finding_texts(document), 1)]
    return [*numbered, *filter(None, [clean(document.get("findings_text", ""))])]
