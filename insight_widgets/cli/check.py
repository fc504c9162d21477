"""``insight-widgets check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.cli.loading import closely, report_of
from insight_widgets.cli.options import add_checks, add_overwrite, add_sources, pairs
from insight_widgets.cli.output import check_outputs, write, write_json
from insight_widgets.cli.status import BROKEN, OK
from insight_widgets.errors import DataError, shorten

if TYPE_CHECKING:
    import argparse

NAME = "check"
HELP = "hold a data set, or the JSON of a report on it, against limits; exit status 3 if one is broken"
_NUMBERS = {
    "max-serious": "classes that are seriously under-represented at most",
    "max-mild": "classes that are mildly under-represented at most",
    "max-problems": "records with problems at most",
    "min-images": "images of all splits at least",
    "min-per-class": "labels of every class at least",
    "max-differing": "classes that differ between train and another split at most",
    "max-leaks": "images of other splits that are in train, too, at most",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_sources(parser)
    add_checks(parser)
    for name, words in _NUMBERS.items():
        parser.add_argument(f"--{name}", type=int, metavar="N", help=words)
    parser.add_argument(
        "--max-problem", type=pairs, action="append", metavar="CODE=N", help="records of a problem at most"
    )
    parser.add_argument("--require-split", action="append", metavar="NAME", help="a split that has images")
    parser.add_argument(
        "--max-drift",
        type=float,
        metavar="X",
        help="Jensen-Shannon distance of train and another split at most",
    )
    parser.add_argument("--baseline", metavar="FILE", help="JSON of a report; it must not be worse than this")
    parser.add_argument("--limits", metavar="FILE", help="TOML file of limits, in place of pyproject.toml")
    parser.add_argument("--json", metavar="FILE", help="write the check as JSON; - is standard output")
    parser.add_argument("--junit", metavar="FILE", help="write the check as JUnit XML")
    parser.add_argument("--github", action="store_true", help="print annotations of GitHub Actions, too")
    add_overwrite(parser)


def run(options: argparse.Namespace) -> int:
    """Check, and return the exit status."""
    from insight_widgets.checking.check import check
    from insight_widgets.checking.limits import Limits, limits_from
    from insight_widgets.checking.stored import is_stored, stored
    from insight_widgets.texts.checking import NO_LIMITS

    printed = check_outputs(options)
    limits = limits_from(_wanted(options))
    if limits.baseline is not None:
        stored(limits.baseline)  # before the data are read
    is_report = options.path is not None and is_stored(options.path)
    found = check(options.path if is_report else report_of(options, **closely(options))[0], limits)
    if options.json:
        write_json(options.json, found.to_dict(), overwrite=options.overwrite)
    if options.junit:
        write(options.junit, found.to_junit(), overwrite=options.overwrite)
    if not printed:
        if limits == Limits():
            print(NO_LIMITS)
        print(found)
        if options.github and not found.passed:
            print(found.to_github())
    return OK if found.passed else BROKEN


def _wanted(options: argparse.Namespace) -> dict[str, Any]:
    """Return the limits of the file, and over them those of the command line."""
    from insight_widgets.checking.limits import read_limits

    usual = Path("pyproject.toml")
    file = Path(options.limits) if options.limits else usual
    found = read_limits(file) if options.limits or usual.is_file() else {}
    names = [*(name.replace("-", "_") for name in _NUMBERS), "require_split", "max_drift", "baseline"]
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    by_code = {code: n for each in options.max_problem or () for code, n in each.items()}
    if by_code:
        given["max_problem"] = found.get("max_problem", {}) | {
            code: _number(code, n) for code, n in by_code.items()
        }
    return found | given


def _number(code: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise DataError(f"--max-problem {code}: a whole number is wanted; got {shorten(text)}") from None
