"""``insight-widgets report``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from insight_widgets.cli.exports import add_exports, write_exports
from insight_widgets.cli.loading import closely, report_of
from insight_widgets.cli.options import add_checks, add_outputs, add_sources
from insight_widgets.cli.output import check_outputs, write, write_json
from insight_widgets.cli.status import OK
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError

if TYPE_CHECKING:
    import argparse

NAME = "report"
HELP = "read a data set and report on it"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_sources(parser)
    add_checks(parser)
    parser.add_argument("--strict", action="store_true", help="problems in the data are an error")
    add_outputs(parser)
    add_exports(parser)


def run(options: argparse.Namespace) -> int:
    """Report on a data set, and return the exit status."""
    printed = check_outputs(options)
    if options.samples and not options.html:
        options.usage_error("--samples puts thumbnails into the page of --html")
    report, data = report_of(options, **closely(options))
    if options.json:
        write_json(options.json, report.to_dict(), overwrite=options.overwrite)
    if options.html:
        from insight_widgets.export.html import page

        write(options.html, page(report, _samples(data, options.samples)), overwrite=options.overwrite)
    write_exports(report, options)
    if not printed:
        from insight_widgets.export.text import summary_text

        print(summary_text(report.document))
    if options.strict:
        from insight_widgets.report import refuse_problems

        refuse_problems(report)
    return OK


def _samples(data: Any, number: int) -> dict[str, Any] | None:
    """Return the thumbnails that go into a page; None where none are asked for."""
    if not number:
        return None
    from insight_widgets.gallery.embedded import embedded_samples
    from insight_widgets.texts.gallery import no_room

    if not isinstance(data, Dataset):
        raise DataError("--samples needs the rows of the data, which counting part by part does not keep")
    samples = embedded_samples(data, number)
    if samples["left_out"]:
        print(f"insight-widgets: {no_room(samples['left_out'])}", file=sys.stderr)
    return samples
