"""``insight-widgets curves``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.cli.loading import curve_rule, tell_repairs
from insight_widgets.cli.options import add_curve_rule, add_overwrite
from insight_widgets.cli.output import check_outputs, write, write_json
from insight_widgets.cli.status import OK

if TYPE_CHECKING:
    import argparse

NAME = "curves"
HELP = "read the log of a training run and say what it means"
_KEYS = ("schema", "curves", "curve_runs", "curves_headline")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "log", nargs="+", metavar="LOG", help="log file, or folder of a run; several are runs"
    )
    add_curve_rule(parser)
    parser.add_argument("--json", metavar="FILE", help="write the curves as JSON; - is standard output")
    parser.add_argument("--html", metavar="FILE", help="write the curves as one HTML page")
    add_overwrite(parser)


def run(options: argparse.Namespace) -> int:
    """Say what the curves say, and return the exit status."""
    from insight_widgets.curves import read_curves
    from insight_widgets.export.html import page
    from insight_widgets.export.text import summary_text
    from insight_widgets.report import curves_report

    printed = check_outputs(options)
    rule = curve_rule(options)
    curves = read_curves(options.log[0] if len(options.log) == 1 else options.log)
    report = curves_report(curves, ", ".join(options.log), rule=rule)
    tell_repairs(curves)
    if options.json:
        whole = report.to_dict()
        write_json(options.json, {name: whole[name] for name in _KEYS}, overwrite=options.overwrite)
    if options.html:
        write(options.html, page(report), overwrite=options.overwrite)
    if not printed:
        print(summary_text(report.document))
    return OK
