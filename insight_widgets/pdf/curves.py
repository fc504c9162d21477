"""The training curves: the verdict on the run, then every metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.charts.catalog import CURVE
from insight_widgets.export.curve_chart import described_curve
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.names import shown
from insight_widgets.pdf.blocks import group, heading, lead, note, paragraphs, picture, strong
from insight_widgets.texts.report import (
    curve_text,
    curve_title,
    headline_sentences,
    log_notes,
    verdict_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from insight_widgets.pdf.blocks import Block

    Document = Mapping[str, Any]

MOST = 100
"""Curves that are drawn."""


def curve_blocks(document: Document) -> list[Block]:
    """Return the training curves; nothing where there are none."""
    if not document["curves"]:
        return []
    said = headline_sentences(document)
    verdict, *advice = said or [""]
    found = excerpt(document["curves"], MOST)
    told = [*strong(verdict), *paragraphs(advice), *note(CURVE.note)]
    told += [one for text in log_notes(document) for one in note(text)]
    return [*told, *(_curve(curve, said) for curve in found.first), *paragraphs(found.gap)]


def _curve(curve: Mapping[str, Any], told: Collection[str]) -> Block:
    """Return a curve with its verdict, but for sentences that are told already."""
    title, drawn = shown(curve_title(curve)), described_curve(curve)
    sentence = curve.get("sentence")
    verdict = [text for text in verdict_sentences(curve) if text not in told]
    said = [*lead(sentence), *paragraphs(verdict), *note(curve_text(curve))]
    return group(heading(title), *said, *picture(drawn))
