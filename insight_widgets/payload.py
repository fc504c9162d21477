"""What travels to the browser: the document, the counts and the charts, in one packed value."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from insight_widgets.known import known_text
from insight_widgets.report import counts_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.report import Report

PANELS = ("facts", "summary", "curves", "statistics", "tables", "problems")
"""The parts of a report, in reading order."""


def payload(report: Report, panels: Sequence[str] = PANELS) -> bytes:
    """Return everything the page needs to show a report, as JSON in zlib's format.

    Parameters
    ----------
    report : Report
    panels : sequence of str
        Which of `PANELS` are shown.
    """
    from insight_widgets.charts.catalog import chart_entries

    entries = chart_entries(report.document["task"])
    for entry in entries:
        entry["note"] = " ".join(filter(None, [entry["note"], known_text(report.document, entry["id"])]))
    content = {
        "report": report.document,
        "counts": counts_document(report),
        "charts": entries,
        "panels": list(panels),
    }
    return zlib.compress(json.dumps(content, separators=(",", ":"), allow_nan=False).encode())
