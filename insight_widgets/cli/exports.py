"""What ``insight-widgets report`` writes besides: Markdown, tables, charts, PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.cli.options import add_overwrite
from insight_widgets.cli.output import STANDARD_OUTPUT, write

if TYPE_CHECKING:
    import argparse

    from insight_widgets.report import Report


def add_exports(parser: argparse.ArgumentParser) -> None:
    """Add where the parts of a report are written."""
    parser.add_argument(
        "--markdown",
        metavar="FILE",
        help="write the report as Markdown for a pull request, with pictures beside it; - is standard output",
    )
    parser.add_argument("--csv", metavar="DIR", help="write all tables as CSV files into a folder")
    parser.add_argument("--svg", metavar="DIR", help="write all charts as SVG files into a folder")
    parser.add_argument("--png", metavar="DIR", help="write all charts as PNG files into a folder")
    parser.add_argument("--pdf", metavar="FILE", help="write the report as a PDF")
    parser.add_argument(
        "--paper", choices=("a4", "letter"), default="a4", help="paper of --pdf (default: %(default)s)"
    )
    add_overwrite(parser)


def write_exports(report: Report, options: argparse.Namespace) -> None:
    """Write the parts of a report that the options ask for."""
    from insight_widgets.export.writing import write_charts

    if options.markdown:
        _write_markdown(report, options)
    if options.csv:
        report.to_csv(options.csv, overwrite=options.overwrite)
    if options.svg:
        write_charts(report, options.svg, "svg", overwrite=options.overwrite)
    if options.png:
        write_charts(report, options.png, "png", overwrite=options.overwrite)
    if options.pdf:
        report.to_pdf(options.pdf, options.paper, overwrite=options.overwrite)


def _write_markdown(report: Report, options: argparse.Namespace) -> None:
    page = Path(options.html).name if options.html not in {None, STANDARD_OUTPUT} else None
    if options.markdown == STANDARD_OUTPUT:
        write(options.markdown, report.to_markdown(page=page).removesuffix("\n"), overwrite=options.overwrite)
    else:
        report.to_markdown(options.markdown, overwrite=options.overwrite, page=page)
