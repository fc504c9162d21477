"""The options of the command line."""

from __future__ import annotations

import argparse

from insight_widgets.dataset import TASKS


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Add where the data are, how they are read, and the thresholds of the Insight Summary."""
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
        type=pairs,
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
        type=pairs,
        action="append",
        metavar="NAME=LIST",
        help="parts data of one split by a list of image names, one a line",
    )
    parser.add_argument("--holdout", type=float, metavar="R", help="share of each class that becomes val")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="what the images held out depend on")
    parser.add_argument(
        "--engine",
        choices=("auto", "local", "processes", "dask"),
        help="count the data part by part: here, in processes, whichever pays, or with Dask",
    )
    parser.add_argument(
        "--checkpoint",
        metavar="FILE",
        help="with --engine: keep what was counted here, to go on from after an interruption",
    )
    parser.add_argument(
        "--cache",
        nargs="?",
        const="",
        metavar="FILE",
        help="with --engine: keep the counts, beside the data or in FILE, until the data change",
    )
    parser.add_argument("--curves", metavar="LOG", help="log of a training run: a file or a folder")
    add_curve_rule(parser)
    parser.add_argument("--title", help="what the report is headed with")
    parser.add_argument(
        "--cutoff-ratio", type=float, default=0.75, metavar="R", help="cutoff as a share of the mean count"
    )
    parser.add_argument(
        "--serious-ratio", type=float, default=0.5, metavar="R", help="serious below this share of the cutoff"
    )


def add_curve_rule(parser: argparse.ArgumentParser) -> None:
    """Add the thresholds of the verdicts on curves."""
    parser.add_argument(
        "--curve-rule",
        type=_thresholds,
        default={},
        metavar="NAME=NUMBER,...",
        help="thresholds of the verdicts on curves, such as least_rise=0.1",
    )


def _thresholds(text: str) -> dict[str, float]:
    try:
        return {name: float(value) for name, value in pairs(text).items()}
    except ValueError:
        raise argparse.ArgumentTypeError(f"NAME=NUMBER is wanted; got {text!r}") from None


def pairs(text: str) -> dict[str, str]:
    """Return ``a=b,c=d`` as a mapping."""
    parted = [pair.partition("=") for pair in text.split(",")]
    if not all(name.strip() and value.strip() for name, _, value in parted):
        raise argparse.ArgumentTypeError(f"NAME=VALUE is wanted, or several with commas; got {text!r}")
    return {name.strip(): value.strip() for name, _, value in parted}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


def _number_or_none(text: str) -> int | None:
    return None if text.strip().lower() == "none" else int(text)


def add_checks(parser: argparse.ArgumentParser) -> None:
    """Add what is looked at closely."""
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


def add_outputs(parser: argparse.ArgumentParser) -> None:
    """Add where a report is written."""
    parser.add_argument("--json", metavar="FILE", help="write the report as JSON; - is standard output")
    parser.add_argument(
        "--html", metavar="FILE", help="write the report as one HTML page; - is standard output"
    )
    parser.add_argument(
        "--samples",
        type=int,
        default=0,
        metavar="N",
        help="with --html: thumbnails of every class and split that are put into the page, 24 at most",
    )


def add_overwrite(parser: argparse.ArgumentParser) -> None:
    """Add whether files that are there are replaced."""
    parser.add_argument("--overwrite", action="store_true", help="replace files that are there already")


def add_plan_outputs(parser: argparse.ArgumentParser) -> None:
    """Add what a plan may cost, and where it is written."""
    parser.add_argument("--budget", type=int, metavar="N", help="images that can be labelled at most")
    parser.add_argument("--csv", metavar="FILE", help="write the plan as CSV; - is standard output")
    add_overwrite(parser)


def add_conversion(parser: argparse.ArgumentParser) -> None:
    """Add what a data set is written as, and where."""
    parser.add_argument("--to", choices=("parquet",), default="parquet", help="what it is written as")
    parser.add_argument(
        "--output", metavar="FOLDER", help="where it is written; else beside the set, in NAME-parquet"
    )
    add_overwrite(parser)


def merged(given: list[dict[str, str]] | None) -> dict[str, str] | None:
    """Return what an option that may come several times says in all."""
    return None if given is None else {name: value for pairs in given for name, value in pairs.items()}


def add_splitting(parser: argparse.ArgumentParser) -> None:
    """Add what a better split is to be like."""
    parser.add_argument("--fraction", type=float, default=0.2, metavar="R", help="share of validation")
    parser.add_argument(
        "--groups", metavar="REGEX", help="images of one group, which its one group matches, stay together"
    )
    parser.add_argument(
        "--near-copies", action="store_true", help="open all images; copies and near copies stay together"
    )
    parser.add_argument(
        "--split-seed", type=int, default=0, metavar="N", help="the same seed proposes the same"
    )
    parser.add_argument(
        "--csv", metavar="FILE", help="write the images that change sides as CSV; - is standard output"
    )
    add_overwrite(parser)
