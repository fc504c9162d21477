"""The command line: ``insight-widgets report``."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from insight_widgets import __version__
from insight_widgets.dataset import TASKS
from insight_widgets.errors import InsightError
from insight_widgets.export.files import write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.report import Report

OK, FAILED, WRONG_USAGE = 0, 1, 2
STANDARD_OUTPUT = "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 read, 1 an error, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # names of any script on a terminal of any encoding
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return _report(parser, options)
    except InsightError as error:
        print(f"insight-widgets: error: {' '.join(str(error).split())}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("insight-widgets: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="insight-widgets", description="What a computer-vision training set says."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help="read a data set and report on it")
    _add_sources(report)
    _add_outputs(report)
    return parser


def _add_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="PATH", help="folder or file that holds all splits")
    for split in ("train", "val", "test"):
        parser.add_argument(f"--{split}", metavar="PATH", help=f"folder or file of the {split} split")
    parser.add_argument("--task", choices=TASKS, help="where the data do not tell it for certain")
    parser.add_argument(
        "--format", metavar="NAME", help="format of the data, where it is not found by itself"
    )
    parser.add_argument("--images", metavar="DIR", help="folder of the images, where they lie apart")
    parser.add_argument("--classes", metavar="FILE", help="class list, one name a line")
    parser.add_argument("--curves", metavar="LOG", help="CSV file of a training run")
    parser.add_argument("--title", help="what the report is headed with")
    parser.add_argument(
        "--cutoff-ratio", type=float, default=0.75, metavar="R", help="cutoff as a share of the mean count"
    )
    parser.add_argument(
        "--serious-ratio", type=float, default=0.5, metavar="R", help="serious below this share of the cutoff"
    )


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", metavar="FILE", help="write the report as JSON; - is standard output")
    parser.add_argument(
        "--html", metavar="FILE", help="write the report as one HTML page; - is standard output"
    )
    parser.add_argument("--strict", action="store_true", help="problems in the data are an error")


def _report(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    source = _source(parser, options)
    if options.json == options.html == STANDARD_OUTPUT:
        parser.error("--json and --html cannot both go to standard output")
    report = _build(source, options)
    if options.json:
        _write(options.json, json.dumps(report.document, allow_nan=False, indent=1))
    if options.html:
        _write_page(options.html, report)
    if STANDARD_OUTPUT not in (options.json, options.html):
        from insight_widgets.export.text import summary_text

        print(summary_text(report.document))
    return _strict(report) if options.strict else OK


def _source(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Any:
    named = {name: path for name in ("train", "val", "test") if (path := getattr(options, name)) is not None}
    if (options.path is None) == (not named):
        parser.error("give either a PATH that holds all splits, or --train, --val, --test")
    return options.path if options.path is not None else named


def _build(source: Any, options: argparse.Namespace) -> Report:
    from insight_widgets.curves import read_curves
    from insight_widgets.loading import load
    from insight_widgets.report import build_report
    from insight_widgets.stats.balance import BalanceRule

    rule = BalanceRule(options.cutoff_ratio, options.serious_ratio)
    curves = () if options.curves is None else read_curves(options.curves)
    dataset = load(
        source,
        task=options.task,
        format=options.format,
        classes=options.classes,
        images=options.images,
        title=options.title,
    )
    return build_report(dataset, curves=curves, rule=rule)


def _write(target: str, text: str) -> None:
    if target == STANDARD_OUTPUT:
        print(text)
        return
    write_text(target, text + "\n")


def _write_page(target: str, report: Report) -> None:
    from insight_widgets.export.html import page

    _write(target, page(report))


def _strict(report: Report) -> int:
    faults = [problem for problem in report.document["problems"] if problem["level"] == "problem"]
    if not faults:
        return OK
    told = ", ".join(f"{problem['code']} ({problem['split']}) {problem['count']}" for problem in faults)
    print(f"insight-widgets: error: problems in the data: {told}", file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
