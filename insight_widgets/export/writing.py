"""A report written to disk: charts, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from insight_widgets.errors import DataError, shorten
from insight_widgets.export.csv_tables import csv_files
from insight_widgets.export.files import write_all, write_beside, write_new
from insight_widgets.export.markdown import CLASSES, markdown
from insight_widgets.export.pictures import chart_names, chart_of, file_name, file_names
from insight_widgets.export.png import png
from insight_widgets.reach import place_of
from insight_widgets.texts.report import curve_title

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from insight_widgets.reach import PathLike
    from insight_widgets.report import Report

Form = Literal["svg", "png"]
FORMS = get_args(Form)


def write_svg(report: Report, path: PathLike, chart: str, *, overwrite: bool = False) -> Path:
    """Write a chart as an SVG file that stands alone: no script, no style sheet, no font, no request."""
    return write_new(path, chart_of(report.document, chart).document(), overwrite=overwrite)


def write_png(
    report: Report, path: PathLike, chart: str, *, scale: float = 2.0, overwrite: bool = False
) -> Path:
    """Write a chart as a PNG file on nothing, to be read on white and on black, with names of any script."""
    drawn = png(chart_of(report.document, chart).picture, scale)
    return write_new(path, drawn, overwrite=overwrite)


def write_charts(
    report: Report, folder: PathLike, form: Form = "svg", *, overwrite: bool = False
) -> list[Path]:
    """Write all charts of a report (`Report.charts`) into a folder, as SVG or PNG.

    Raises
    ------
    InsightError
        There is one of the files already, or one cannot be written.
    """
    names = file_names(chart_names(report.document))
    drawn = {f"{file}.{form}": _drawn(report.document, name, form) for name, file in names.items()}
    return write_all(folder, drawn, overwrite=overwrite)


def _drawn(document: Mapping[str, Any], name: str, form: Form) -> str | bytes:
    chart = chart_of(document, name)
    return chart.document() if form == "svg" else png(chart.picture)


def write_markdown(
    report: Report,
    path: PathLike,
    *,
    overwrite: bool = False,
    classes: int = CLASSES,
    page: str | None = None,
    images: Form = "svg",
) -> str:
    """Write a report as Markdown, with pictures of its summary and its main curve beside it, and return it.

    The names of the pictures begin as that of the text does.

    Raises
    ------
    DataError
        `classes` is no number of classes, or `images` no form of pictures.
    InsightError
        There is one of the files already, or one cannot be written.
    """
    target = place_of(path)
    if images not in FORMS:
        raise DataError(f"images: svg or png is wanted; got {shorten(images)}")
    names = {chart: f"{target.stem}-{file_name(chart)}.{images}" for chart in _main_charts(report.document)}
    text = markdown(report.document, classes, page, names)
    drawn = {file: _drawn(report.document, chart, images) for chart, file in names.items()}
    write_beside(target, {target.name: text, **drawn}, overwrite=overwrite)
    return text


def _main_charts(document: Mapping[str, Any]) -> list[str]:
    """Return the charts of the summary, and of the curve that the headline names."""
    names = chart_names(document)
    headline = document.get("curves_headline")
    main = [
        f"curve/{curve_title(curve)}"
        for curve in document["curves"]
        if headline and (curve["metric"], curve.get("run", 0)) == (headline["metric"], headline["run"])
    ]
    return [name for name in ("insight_summary", *main) if name in names]


def write_csv(report: Report, folder: PathLike, *, overwrite: bool = False) -> list[Path]:
    """Write all tables of a report into a folder as CSV: all of them, or none where one cannot be written."""
    return write_all(folder, csv_files(report), overwrite=overwrite)
