"""The number and sentence above a chart, as plain HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from insight_widgets.export.markup import isolated
from insight_widgets.export.names import clean

if TYPE_CHECKING:
    from collections.abc import Mapping


def lead(document: Mapping[str, Any], chart: str) -> str:
    """Return what is said above a chart; nothing where nothing is."""
    return lead_of(document.get("sentences", {}).get(chart))


def lead_of(sentence: Mapping[str, str] | None) -> str:
    """Return a number and its sentence; nothing for none."""
    if not sentence:
        return ""
    return f"<p><strong>{escape(sentence['number'])}</strong> {isolated(clean(sentence['text']))}</p>\n"
