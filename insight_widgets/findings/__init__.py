"""What to do next: at most five findings of a report, the most important first."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from insight_widgets.findings.of_classes import of_classes
from insight_widgets.findings.of_curves import of_curves
from insight_widgets.findings.of_problems import of_problems
from insight_widgets.findings.of_splits import of_splits

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
        "findings_text": _text(document) if not found else _more(left_out),
    }


def _more(left_out: int) -> str:
    """Return what is said of findings that are not listed."""
    return f"{left_out} more of less weight stand in the sections below." if left_out > 0 else ""


def _text(document: Mapping[str, Any]) -> str:
    """Return what was looked at, where nothing was found."""
    looked = ["no class is under-represented", *_compared(document), "no problem is in the data"]
    if document["summary"]["headline"] is None:
        return "Nothing to judge: the data set has no labels."
    if document.get("curves_headline"):
        looked.append("the training curves show nothing to mend")
    return f"Nothing to do was found: {', '.join(looked[:-1])} and {looked[-1]}."


def _compared(document: Mapping[str, Any]) -> list[str]:
    return ["the splits do not differ"] if document["comparison"] or document["comparisons"] else []
