"""What travels to the browser, as JSON in zlib's format."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from insight_widgets.compact_summary import compact_summary
from insight_widgets.compact_tables import compact_tables
from insight_widgets.comparison.compact import compact
from insight_widgets.counts_document import counts_document
from insight_widgets.curves import listed
from insight_widgets.known import known_text
from insight_widgets.reduction import between
from insight_widgets.report import MOST_POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.report import Report

PANELS = (
    "facts",
    "findings",
    "summary",
    "curves",
    "statistics",
    "comparison",
    "samples",
    "tables",
    "problems",
)
"""The parts of a report, in reading order."""

COUNTED = ("statistics",)
"""Keys of the document that the page works out itself, from the counts."""

CURVE_KEYS = ("curves", "curve_runs", "curves_headline", "findings", "findings_text")
"""What a report's document says of training curves, and of what to do next."""


def payload(
    report: Report, panels: Sequence[str] = PANELS, samples: Mapping[str, Any] | None = None
) -> bytes:
    """Return everything the page needs to show a report: the document, the counts and the charts.

    Parameters
    ----------
    report : Report
    panels : sequence of str
        Which of `PANELS` are shown.
    samples : mapping, optional
        What the page is told of samples, see `insight_widgets.gallery.offer`; none are shown without.
    """
    from insight_widgets.charts.catalog import chart_entries

    entries = chart_entries(report.document["task"])
    for entry in entries:
        entry["note"] = " ".join(filter(None, [entry["note"], known_text(report.document, entry["id"])]))
    return _packed(
        {
            "report": _seen(report.document),
            "counts": counts_document(report),
            "charts": entries,
            "panels": list(panels),
            **({} if samples is None else {"samples": samples}),
        }
    )


def _seen(document: dict[str, Any]) -> dict[str, Any]:
    """Return the part of the document that the page shows: comparisons by split, tables in columns."""
    place = {name: at for at, name in enumerate(document["classes"])}
    found = [document["comparison"], *document["comparisons"].values()]
    compared = {of["split"]: compact(of, place) for of in found if of}
    kept = {name: value for name, value in document.items() if name not in COUNTED}
    tables = compact_tables(document["tables"], place)
    if document.get("summary"):  # curves alone have none
        kept["summary"] = compact_summary(document["summary"], place)
        kept["summaries"] = {name: compact_summary(of, place) for name, of in document["summaries"].items()}
    return kept | {"comparison": None, "comparisons": compared, "tables": tables}


def packed_curves(report: Report) -> bytes:
    """Return the training curves of a report as they are now, and what is said of them."""
    return _packed({key: report.document[key] for key in CURVE_KEYS})


def packed_detail(report: Report, first: float, last: float) -> bytes:
    """Return the training curves of a report in a range of steps, with more points than in the whole."""
    curves = [
        told
        | {
            split: listed(between(getattr(curve, split), first, last), MOST_POINTS)
            for split in ("train", "val")
        }
        for told, curve in zip(report.document["curves"], report.curves, strict=True)
    ]
    return _packed({"range": [first, last], "curves": curves})


def _packed(content: Any) -> bytes:
    return zlib.compress(json.dumps(content, separators=(",", ":"), allow_nan=False).encode())
