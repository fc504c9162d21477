"""What to do next: at most five findings of a report, the most important first."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from insight_widgets.findings.of_classes import of_classes
from insight_widgets.findings.of_curves import of_curves
from insight_widgets.findings.of_problems import of_problems
from insight_widgets.findings.of_splits import of_splits
from insight_widgets.texts.findings import more_findings, nothing_found

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 5


def findings_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys ``findings`` and ``findings_text`` of the report's document.

    Ranked by `Rank`, and as the parts of the report come where the rank is the same. A report without a data
    set has none: what its curves say stands above them.
    """
    if not document["splits"]:
        return {"findings": [], "findings_text": ""}
    sources = (of_curves, of_problems, of_splits, of_classes)
    found = sorted(chain.from_iterable(of(document) for of in sources), key=lambda one: one.rank)
    left_out = len(found) - MOST
    return {
        "findings": [one.to_dict() for one in found[:MOST]],
        "findings_text": _text(document) if not found else more_findings(left_out),
    }


def _text(document: Mapping[str, Any]) -> str:
    return nothing_found(
        labels=document["summary"]["headline"] is not None,
        compared=bool(document["comparison"] or document["comparisons"]),
        curves=bool(document.get("curves_headline")),
    )
