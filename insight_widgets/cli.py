"""The command line: ``insight-widgets report`` and ``insight-widgets curves``."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from insight_widgets import __version__
from insight_widgets.dataset import TASKS
from insight_widgets.errors import InsightError, shorten
from insight_widgets.export.files import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from insight_widgets.curves import Curve
    from insight_widgets.judging.rule import CurveRule
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
        return _curves(options) if options.command == "curves" else _report(parser, options)
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
    _add_checks(report)
    _add_outputs(report)
    curves = commands.add_parser("curves", help="read the log of a training run and say what it means")
    curves.add_argument(
        "log", nargs="+", metavar="LOG", help="log file, or folder of a run; several are runs"
    )
    _add_curve_rule(curves)
    curves.add_argument("--json", metavar="FILE", help="write the curves as JSON; - is standard output")
    curves.add_argument("--html", metavar="FILE", help="write the curves as one HTML page")
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
    parser.add_argument(
        "--columns",
        type=_pairs,
        action="append",
        metavar="OURS=THEIRS,...",
        help="for tables: what a column is, to what the table calls it, such as label=finding,image=file",
    )
    parser.add_argument(
        "--background", type=_numbers, default=(), metavar="N,...", help="for masks: values that are no class"
    )
    parser.add_argument(
        "--ignore",
        type=_number_or_none,
        default=255,
        metavar="N",
        help="for masks: the ignored value, or none",
    )
    parser.add_argument(
        "--uncertain",
        choices=("negative", "positive"),
        default="negative",
        help="for tables: what labels told as uncertain (-1) count as",
    )
    parser.add_argument(
        "--split",
        type=_pairs,
        action="append",
        metavar="NAME=LIST",
        help="parts data of one split by a list of image names, one a line",
    )
    parser.add_argument("--holdout", type=float, metavar="R", help="share of each class that becomes val")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="what the images held out depend on")
    parser.add_argument("--curves", metavar="LOG", help="log of a training run: a file or a folder")
    _add_curve_rule(parser)
    parser.add_argument("--title", help="what the report is headed with")
    parser.add_argument(
        "--cutoff-ratio", type=float, default=0.75, metavar="R", help="cutoff as a share of the mean count"
    )
    parser.add_argument(
        "--serious-ratio", type=float, default=0.5, metavar="R", help="serious below this share of the cutoff"
    )


def _add_curve_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--curve-rule",
        type=_thresholds,
        default={},
        metavar="NAME=NUMBER,...",
        help="thresholds of the verdicts on curves, such as least_rise=0.1",
    )


def _thresholds(text: str) -> dict[str, float]:
    try:
        return {name: float(value) for name, value in _pairs(text).items()}
    except ValueError:
        raise argparse.ArgumentTypeError(f"NAME=NUMBER is wanted; got {text!r}") from None


def _curve_rule(options: argparse.Namespace) -> CurveRule:
    from insight_widgets.judging.rule import rule_of

    return rule_of(options.curve_rule)


def _pairs(text: str) -> dict[str, str]:
    """Return ``a=b,c=d`` as a mapping."""
    pairs = [pair.partition("=") for pair in text.split(",")]
    if not all(name.strip() and value.strip() for name, _, value in pairs):
        raise argparse.ArgumentTypeError(f"NAME=VALUE is wanted, or several with commas; got {text!r}")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


def _number_or_none(text: str) -> int | None:
    return None if text.strip().lower() == "none" else int(text)


def _add_checks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help="problems in the data are an error")
    parser.add_argument(
        "--check-leaks", action="store_true", help="open all images, to find copies within and between splits"
    )
    parser.add_argument(
        "--leak-distance",
        type=int,
        default=4,
        metavar="N",
        help="most of 64 bits in which near copies differ",
    )


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", metavar="FILE", help="write the report as JSON; - is standard output")
    parser.add_argument(
        "--html", metavar="FILE", help="write the report as one HTML page; - is standard output"
    )


def _report(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    source = _source(parser, options)
    if options.json == options.html == STANDARD_OUTPUT:
        parser.error("--json and --html cannot both go to standard output")
    report = _build(source, options)
    if options.json:
        _write(options.json, json.dumps(report.to_dict(), allow_nan=False, indent=1))
    if options.html:
        _write_page(options.html, report)
    if STANDARD_OUTPUT not in (options.json, options.html):
        from insight_widgets.export.text import summary_text

        print(summary_text(report.document))
    if options.strict:
        from insight_widgets.report import refuse_problems

        refuse_problems(report)
    return OK


def _curves(options: argparse.Namespace) -> int:
    from insight_widgets.curves import read_curves
    from insight_widgets.export.text import summary_text
    from insight_widgets.report import curves_report

    rule = _curve_rule(options)
    curves = read_curves(options.log[0] if len(options.log) == 1 else options.log)
    report = curves_report(curves, ", ".join(options.log), rule=rule)
    _tell_repairs(curves)
    if options.json:
        whole = report.to_dict()
        document = {name: whole[name] for name in ("schema", "curves", "curve_runs", "curves_headline")}
        _write(options.json, json.dumps(document, allow_nan=False, indent=1))
    if options.html:
        _write_page(options.html, report)
    if STANDARD_OUTPUT not in (options.json, options.html):
        print(summary_text(report.document))
    return OK


def _tell_repairs(curves: Iterable[Curve]) -> None:
    """Say what was repaired or passed over in a log."""
    for note in dict.fromkeys(note for curve in curves for note in curve.notes):
        print(f"insight-widgets: {shorten(note, 300)}", file=sys.stderr)


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
    _tell_repairs(curves)
    dataset = load(
        source,
        task=options.task,
        format=options.format,
        classes=options.classes,
        images=options.images,
        columns=_merged(options.columns),
        background=options.background,
        ignore=options.ignore,
        uncertain=options.uncertain == "positive",
        splits=_merged(options.split),
        holdout=options.holdout,
        seed=options.seed,
        title=options.title,
    )
    return build_report(
        dataset,
        curves=curves,
        rule=rule,
        curve_rule=_curve_rule(options),
        check_leaks=options.check_leaks,
        leak_distance=options.leak_distance,
    )


def _merged(given: list[dict[str, str]] | None) -> dict[str, str] | None:
    """Return what an option that may come several times says in all."""
    return None if given is None else {name: value for pairs in given for name, value in pairs.items()}


def _write(target: str, text: str) -> None:
    if target == STANDARD_OUTPUT:
        print(text)
        return
    write_text(target, text + "\n")


def _write_page(target: str, report: Report) -> None:
    from insight_widgets.export.html import page

    _write(target, page(report))


if __name__ == "__main__":
    sys.exit(main())
