"""A report written to disk: charts, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.export.csv_tables import csv_files
from insight_widgets.export.files import write_all, write_new
from insight_widgets.export.pictures import chart_of

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.loading import PathLike
    from insight_widgets.report import Report


def write_svg(report: Report, path: PathLike, chart: str, *, overwrite: bool = False) -> Path:
    """Write a chart as an SVG file that stands alone: no script, no style sheet, no font, no request.

    Text and lines are to be read on white and on black.

    Parameters
    ----------
    report : Report
    path : path
    chart : str
        One of `Report.charts`, or ``mask_area/<class>`` for any class.
    overwrite : bool
        Whether a file that is there is replaced.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    SelectionError
        The report has no such chart.
    InsightError
        There is a file already, or it cannot be written.
    """
    return write_new(path, chart_of(report.document, chart).document(), overwrite=overwrite)


def write_csv(report: Report, folder: PathLike, *, overwrite: bool = False) -> list[Path]:
    """Write all tables of a report into a folder as CSV: all of them, or none where one cannot be written.

    Parameters
    ----------
    report : Report
    folder : path
        Made where it is not there.
    overwrite : bool
        Whether files that are there are replaced.

    Returns
    -------
    list of Path
        Where they were written: ``splits.csv``, ``findings.csv``, ``summary.csv``, ``plan.csv``, one a
        statistic, and so on.

    Raises
    ------
    InsightError
        There is one of the files already, or one cannot be written.
    """
    return write_all(folder, csv_files(report), overwrite=overwrite)
