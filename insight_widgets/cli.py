"""The command line: ``insight-widgets report``, ``insight-widgets plan`` and ``insight-widgets curves``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets import __version__
from insight_widgets.cli_options import (
    add_checks,
    add_conversion,
    add_curve_rule,
    add_outputs,
    add_plan_outputs,
    add_sources,
    add_splitting,
    merged,
)
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, InsightError, shorten
from insight_widgets.export.files import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from insight_widgets.curves import Curve
    from insight_widgets.judging.rule import CurveRule
    from insight_widgets.report import Report
    from insight_widgets.streams.stream import Stream

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
        return _curves(options) if options.command == "curves" else _on_data(parser, options)
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
    add_sources(report)
    add_checks(report)
    add_outputs(report)
    plan = commands.add_parser("plan", help="say what to add so that no class is under-represented")
    add_sources(plan)
    add_plan_outputs(plan)
    split = commands.add_parser("resplit", help="propose a split in which every class keeps its share")
    add_sources(split)
    add_splitting(split)
    convert = commands.add_parser(
        "convert", help="write a data set as Parquet, which is read again in a moment"
    )
    add_sources(convert)
    add_conversion(convert)
    curves = commands.add_parser("curves", help="read the log of a training run and say what it means")
    curves.add_argument(
        "log", nargs="+", metavar="LOG", help="log file, or folder of a run; several are runs"
    )
    add_curve_rule(curves)
    curves.add_argument("--json", metavar="FILE", help="write the curves as JSON; - is standard output")
    curves.add_argument("--html", metavar="FILE", help="write the curves as one HTML page")
    return parser


def _curve_rule(options: argparse.Namespace) -> CurveRule:
    from insight_widgets.judging.rule import rule_of

    return rule_of(options.curve_rule)


def _on_data(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    source = _source(parser, options)
    if options.command == "convert":
        return _convert(source, options)
    if options.command == "resplit":
        return _resplit(source, options)
    return _plan(source, options) if options.command == "plan" else _report(parser, source, options)


def _resplit(source: Any, options: argparse.Namespace) -> int:
    from insight_widgets.splitting.proposal import resplit

    dataset = _load(source, options)
    if not isinstance(dataset, Dataset):
        raise DataError("resplit reads the data set as a whole; leave --engine out")
    proposed = resplit(
        dataset, options.fraction, options.groups, options.split_seed, near_copies=options.near_copies
    )
    print(proposed.text)
    print(proposed.after.to_string(index=False, float_format="{:.3g}".format))
    if options.csv:
        write_text(options.csv, proposed.moves.to_csv(index=False))
    return OK


def _convert(source: Any, options: argparse.Namespace) -> int:
    from insight_widgets.streams.conversion import convert, folder_beside

    dataset = _load(source, options)
    if not isinstance(dataset, Dataset):
        raise DataError("convert reads the data set as a whole; leave --engine out")
    folder = folder_beside(source) if options.output is None else Path(options.output)
    for file in convert(dataset, folder):
        print(file)
    return OK


def _plan(source: Any, options: argparse.Namespace) -> int:
    from insight_widgets.export.plan_text import plan_as_csv, plan_as_text
    from insight_widgets.plan_table import plan_table
    from insight_widgets.stats.plan import whole_budget

    whole_budget(options.budget)  # before the data are read
    report, _ = _build(source, options)
    table = plan_table(report, budget=options.budget)
    if options.csv:
        _write(options.csv, plan_as_csv(table).removesuffix("\n"))
    if options.csv != STANDARD_OUTPUT:
        print(plan_as_text(table))
    return OK


def _report(parser: argparse.ArgumentParser, source: Any, options: argparse.Namespace) -> int:
    if options.json == options.html == STANDARD_OUTPUT:
        parser.error("--json and --html cannot both go to standard output")
    if options.samples and not options.html:
        parser.error("--samples puts thumbnails into the page of --html")
    report, data = _build(source, options)
    if options.json:
        _write(options.json, json.dumps(report.to_dict(), allow_nan=False, indent=1))
    if options.html:
        _write_page(options.html, report, _samples(data, options.samples))
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


def _cache(given: str | None) -> bool | str:
    return False if given is None else given or True


def _load(source: Any, options: argparse.Namespace) -> Dataset | Stream:
    """Return the data set, or what counts it part by part where an engine is asked for."""
    from insight_widgets.loading import load

    dataset: Dataset | Stream = load(
        source,
        task=options.task,
        format=options.format,
        classes=options.classes,
        images=options.images,
        columns=merged(options.columns),
        background=options.background,
        ignore=options.ignore,
        uncertain=options.uncertain == "positive",
        splits=merged(options.split),
        holdout=options.holdout,
        seed=options.seed,
        title=options.title,
        engine=options.engine,
        checkpoint=options.checkpoint,
        cache=_cache(options.cache),
    )
    return dataset


def _build(source: Any, options: argparse.Namespace) -> tuple[Report, Dataset | Stream]:
    """Return the report and the data it is on; what is wrong in the options is told before these are read."""
    from insight_widgets.curves import read_curves
    from insight_widgets.report import build_report
    from insight_widgets.stats.balance import BalanceRule

    rule = BalanceRule(options.cutoff_ratio, options.serious_ratio)
    curves = () if options.curves is None else read_curves(options.curves)
    _tell_repairs(curves)
    data = _load(source, options)
    report = build_report(
        data,
        curves=curves,
        rule=rule,
        curve_rule=_curve_rule(options),
        **({} if options.command == "plan" else _checks(options)),
    )
    return report, data


def _samples(data: Any, number: int) -> dict[str, Any] | None:
    """Return the thumbnails that go into a page; None where none are asked for."""
    if not number:
        return None
    from insight_widgets.gallery.embedded import embedded_samples

    if not isinstance(data, Dataset):
        raise DataError("--samples needs the rows of the data, which are not kept with --engine")
    samples = embedded_samples(data, number)
    if samples["left_out"]:
        print(f"insight-widgets: no room in the page for {samples['left_out']:,} thumbnails", file=sys.stderr)
    return samples


def _checks(options: argparse.Namespace) -> dict[str, Any]:
    return {"check_leaks": options.check_leaks, "leak_distance": options.leak_distance}


def _write(target: str, text: str) -> None:
    if target == STANDARD_OUTPUT:
        print(text)
        return
    write_text(target, text + "\n")


def _write_page(target: str, report: Report, samples: dict[str, Any] | None = None) -> None:
    from insight_widgets.export.html import page

    _write(target, page(report, samples))


if __name__ == "__main__":
    sys.exit(main())
