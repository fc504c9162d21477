"""The PDF on disk."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from insight_widgets.errors import DataError, InsightError, shorten, suggest
from insight_widgets.export.files import write_new
from insight_widgets.pdf.content import content
from insight_widgets.pdf.typesetting import PAPERS, pages

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.reach import PathLike
    from insight_widgets.report import Report


def write_pdf(
    report: Report,
    path: PathLike,
    paper: str = "a4",
    *,
    overwrite: bool = False,
    day: date | None = None,
) -> Path:
    """Write a report as a PDF and return its path, see `Exportable.to_pdf`."""
    if paper not in PAPERS:
        raise DataError(f"paper: a4 or letter is wanted; got {shorten(paper)}{suggest(str(paper), PAPERS)}")
    return write_new(path, pages(content(report, day or _today()), paper), overwrite=overwrite)


def _today() -> date:
    """Return the day that SOURCE_DATE_EPOCH names, else today."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not written:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InsightError(
            f"SOURCE_DATE_EPOCH: whole seconds since 1970 are wanted; got {shorten(written)}"
        ) from None
