"""The data that the options of a command name, and the report on them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from insight_widgets.cli.options import merged
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, shorten

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from insight_widgets.curves import Curve
    from insight_widgets.judging.rule import CurveRule
    from insight_widgets.report import Report
    from insight_widgets.streams.stream import Stream


def source_of(options: argparse.Namespace) -> Any:
    """Return the path of all splits, or a mapping of split to path."""
    named = {name: path for name in ("train", "val", "test") if (path := getattr(options, name)) is not None}
    if (options.path is None) == (not named):
        options.usage_error("give either a PATH that holds all splits, or --train, --val, --test")
    return options.path if options.path is not None else named


def load_whole(options: argparse.Namespace) -> Dataset:
    """Return the data set with all its rows."""
    dataset = load_data(options)
    if not isinstance(dataset, Dataset):
        asked = options.engine is not None
        todo = "leave --engine out" if asked else "convert it first: insight-widgets convert"
        raise DataError(f"{options.command} needs the data set as a whole; {todo}")
    return dataset


def load_data(options: argparse.Namespace) -> Dataset | Stream:
    """Return the data set, or what counts it part by part where that is asked for or the only way."""
    from insight_widgets.loading import load_somehow

    return load_somehow(
        source_of(options),
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


def _cache(given: str | None) -> bool | str:
    return False if given is None else given or True


def report_of(options: argparse.Namespace, **checks: Any) -> tuple[Report, Dataset | Stream]:
    """Return the report and the data it is on; what is wrong in the options is told before these are read."""
    from insight_widgets.curves import read_curves
    from insight_widgets.report import build_report
    from insight_widgets.stats.balance import BalanceRule

    source_of(options)
    rule = BalanceRule(options.cutoff_ratio, options.serious_ratio)
    curves = () if options.curves is None else read_curves(options.curves)
    tell_repairs(curves)
    data = load_data(options)
    report = build_report(data, curves=curves, rule=rule, curve_rule=curve_rule(options), **checks)
    return report, data


def closely(options: argparse.Namespace) -> dict[str, Any]:
    """Return what is looked at closely, as told by the options of `add_checks`."""
    return {"check_leaks": options.check_leaks, "leak_distance": options.leak_distance}


def curve_rule(options: argparse.Namespace) -> CurveRule:
    """Return the thresholds of the verdicts on curves."""
    from insight_widgets.judging.rule import rule_of

    return rule_of(options.curve_rule)


def tell_repairs(curves: Iterable[Curve]) -> None:
    """Say what was repaired or passed over in a log."""
    for note in dict.fromkeys(note for curve in curves for note in curve.notes):
        print(f"insight-widgets: {shorten(note, 300)}", file=sys.stderr)
