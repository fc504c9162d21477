"""From a data set and curves to the report: one value that every way of showing it takes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from insight_widgets.comparison.document import comparisons
from insight_widgets.content.copies import Copies, check_distance, find_copies
from insight_widgets.curves import listed, with_chance
from insight_widgets.dataset import Dataset
from insight_widgets.errors import ProblemError
from insight_widgets.export.exportable import Exportable
from insight_widgets.findings import findings_document
from insight_widgets.judging.data_words import data_words, largest_share
from insight_widgets.judging.document import curves_document
from insight_widgets.judging.rule import CurveRule
from insight_widgets.plan_table import plan_table
from insight_widgets.progress import track
from insight_widgets.stats.across import leaks, missing_classes
from insight_widgets.stats.balance import BalanceRule
from insight_widgets.stats.distributions import distributions, known_shares, spread_tables
from insight_widgets.stats.places import USUAL_INPUT
from insight_widgets.streams.counted import counted
from insight_widgets.streams.tally import Tally
from insight_widgets.summary import summarise
from insight_widgets.texts.problems import in_order, words_for
from insight_widgets.texts.progress import COUNTING
from insight_widgets.texts.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from insight_widgets.curves import Curve
    from insight_widgets.problems import Problem
    from insight_widgets.stats.counts import Counts
    from insight_widgets.streams.stream import Stream

SCHEMA = 1
"""Version of the document."""

MOST_POINTS = 1000
"""Points of a curve and split that are drawn at most; `Report.to_dict` has all."""


@dataclass(frozen=True, slots=True)
class Report(Exportable):
    """A report, ready to be shown, stored or compared.

    Attributes
    ----------
    document : dict
        The report as plain JSON: title, task, classes, splits, summary, statistics, curves,
        problems, tables, comparison (train with validation; ``comparisons`` has test).
        Long curves are there as they are drawn, with their ups and downs alone.
    counts : mapping of str to Counts
        The counts of every split, from which any selection can be answered.
    curves : tuple of Curve
        The training curves with all their points.
    curve_rule : CurveRule
        By which they are judged.
    problems : mapping of str to tuple of Problem
        By split, with the images that they name; empty where no rows were kept.
    """

    document: dict[str, Any]
    counts: Mapping[str, Counts] = field(repr=False)
    curves: tuple[Curve, ...] = field(default=(), repr=False)
    curve_rule: CurveRule = field(default=CurveRule(), repr=False)
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the document with all points of the curves; it is the caller's own copy."""
        copy: dict[str, Any] = json.loads(json.dumps(self.document))
        for told, curve in zip(copy["curves"], self.curves, strict=True):
            told |= {split: listed(getattr(curve, split)) for split in ("train", "val")}
        return copy

    def exported(self) -> Report:
        """Return what is written to files: the report itself."""
        return self

    def sizes(self, input_size: int = USUAL_INPUT) -> pd.DataFrame:
        """Return how many boxes are small at an input size, see `place_frames.sizes_frame`."""
        from insight_widgets.place_frames import sizes_frame

        return sizes_frame(self, input_size)

    def positions(self, classes: Sequence[str] = (), areas: Sequence[str] = ()) -> dict[str, pd.DataFrame]:
        """Return where boxes lie, by split, see `place_frames.positions_frame`."""
        from insight_widgets.place_frames import positions_frame

        return positions_frame(self, classes, areas)

    def with_curves(self, curves: Iterable[Curve], notes: Sequence[str] = ()) -> Report:
        """Return the report with these training curves in place of its own.

        Parameters
        ----------
        curves : iterable of Curve
        notes : sequence of str
            What is to be said where there are no curves.
        """
        share = largest_share(self.document)
        known = with_chance(curves, share) if share else tuple(curves)
        data = data_words(self.document)
        judged = curves_document(known, rule=self.curve_rule, data=data, most=MOST_POINTS)
        if notes and not known:
            judged["curve_runs"] = [{"name": "", "rates": [], "notes": list(notes)}]
        document = self.document | judged
        return replace(self, document=document | findings_document(document), curves=known)

    def compare(self, split: str = "val") -> pd.DataFrame:
        """Return train compared with a split by class, see `comparison.frame.comparison_frame`."""
        from insight_widgets.comparison.frame import comparison_frame

        return comparison_frame(self.document, split)

    def plan(
        self, cutoff_ratio: float | None = None, budget: int | None = None, split: str | None = None
    ) -> pd.DataFrame:
        """Return what to add so that no class is under the cutoff, or what a budget of images does best.

        Parameters
        ----------
        cutoff_ratio : float, optional
            Cutoff as a share of the mean count; without it, that of the report.
        budget : int, optional
            Most images to add. The classes under the cutoff are lifted in turn, first the one that takes
            fewest images; what is lifted or well represented is kept at the cutoff as it rises.
        split : str, optional
            The split that is planned for; without it, all of them together.

        Returns
        -------
        DataFrame
            A row a class, the smallest first: class, count, share, verdict, add_labels, add_images,
            expected_labels (come along in images added for other classes; an estimate), verdict_after,
            verdict_after_expected (with what comes along). `attrs` has the cutoff, the totals and the rule.

        Raises
        ------
        DataError
            The report is on no data set, or a parameter is out of its range.
        SelectionError
            The report has no such split.
        """
        return plan_table(self, cutoff_ratio, budget, split).frame()


def build_report(
    dataset: Dataset | Stream,
    *,
    curves: Sequence[Curve] = (),
    rule: BalanceRule = BalanceRule(),  # noqa: B008  (frozen)
    curve_rule: CurveRule = CurveRule(),  # noqa: B008  (frozen)
    check_leaks: bool = False,
    leak_distance: int = 4,
    strict: bool = False,
    progress: bool = True,
) -> Report:
    """Check and count a data set, and put what is found into a report.

    Parameters
    ----------
    dataset : Dataset, or Stream
    curves : sequence of Curve
    rule : BalanceRule
        The thresholds of the Insight Summary.
    curve_rule : CurveRule
        The thresholds of the verdicts on training curves.
    check_leaks : bool
        Whether the image files are opened, to find copies by content within and between splits.
    leak_distance : int
        Most bits in which the 64-bit difference hashes of near copies differ.
    strict : bool
        Whether problems in the data are an error.
    progress : bool
        Whether long work shows a progress bar.

    Raises
    ------
    ProblemError
        There are problems and `strict` is set; the error holds the report.
    """
    check_distance(leak_distance)
    if isinstance(dataset, Dataset):
        tally = _tally(dataset, check_leaks=check_leaks, leak_distance=leak_distance, progress=progress)
    else:
        tally = dataset.tally(progress=progress, leak_distance=leak_distance if check_leaks else None)
    report = tally_report(tally, rule=rule, curve_rule=curve_rule).with_curves(curves)
    if strict:
        refuse_problems(report)
    return report


def tally_report(tally: Tally, *, rule: BalanceRule, curve_rule: CurveRule) -> Report:
    """Return the report, without curves, on what was counted."""
    problems = {name: list(found) for name, found in tally.problems.items()}
    for name, missing in missing_classes(_labels(tally.counts), tally.classes).items():
        problems[name].extend(missing)
    told = {name: tuple(found) for name, found in problems.items()}
    return Report(_document(tally, problems, rule), tally.counts, curve_rule=curve_rule, problems=told)


def _tally(dataset: Dataset, *, check_leaks: bool, leak_distance: int, progress: bool) -> Tally:
    """Count a data set that is in memory."""
    counts: dict[str, Counts] = {}
    problems: dict[str, list[Problem]] = {}
    for name, split in track(dataset.splits.items(), COUNTING, show=progress):
        counts[name], found = counted(split, dataset.task, dataset.classes)
        problems[name] = list(found)
    copies = find_copies(dataset, leak_distance, show=progress) if check_leaks else Copies({}, {})
    for across in (leaks(dataset, copies.leaks), copies.problems):
        for name, more in across.items():
            problems[name].extend(more)
    return Tally(dataset.task, dataset.classes, dataset.title, counts, problems)


def refuse_problems(report: Report) -> None:
    """Raise `ProblemError` if a report tells of problems in the data; what is legal is none."""
    faults = [problem for problem in report.document["problems"] if problem["level"] == "problem"]
    if faults:
        told = ", ".join(f"{problem['code']} ({problem['split']}) {problem['count']:,}" for problem in faults)
        raise ProblemError(f"problems in the data: {told}", report)


def curves_report(
    curves: Sequence[Curve],
    title: str,
    *,
    rule: CurveRule = CurveRule(),  # noqa: B008  (frozen)
) -> Report:
    """Return a report that has training curves and no data set."""
    nothing: dict[str, Any] = {"classes": [], "splits": {}, "statistics": {}, "problems": [], "tables": {}}
    nothing |= {"comparison": None, "comparisons": {}}
    document = {"schema": SCHEMA, "title": title, "task": None, **nothing}
    return Report(document, {}, (), rule).with_curves(curves)


def _labels(counts: Mapping[str, Counts]) -> dict[str, Any]:
    return {name: of.labels() for name, of in counts.items()}


def _document(tally: Tally, problems: Mapping[str, Iterable[Problem]], rule: BalanceRule) -> dict[str, Any]:
    task, classes, counts = tally.task, tally.classes, tally.counts
    first, *others = counts.values()
    summary = summarise(sum(others, start=first), task, classes, rule)
    compared = comparisons(counts, classes)
    document = {
        "schema": SCHEMA,
        "title": tally.headed,
        "task": task,
        "classes": list(classes),
        "splits": {
            name: {"images": of.images, "labels": int(of.labels().sum())} for name, of in counts.items()
        },
        "summary": summary,
        "summaries": {name: summarise(of, task, classes, rule) for name, of in counts.items()},
        "statistics": distributions(counts, classes),
        "known": known_shares(counts),
        "problems": [_problem(name, one) for name, found in problems.items() for one in in_order(found)],
        "tables": spread_tables(counts, classes),
        "comparison": compared.pop("val", None),
        "comparisons": compared,
    }
    if tally.so_far is not None:
        document["so_far"] = asdict(tally.so_far)
    return document | {"sentences": sentences(document)}


def _problem(split: str, problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "level": problem.level,
        "split": split,
        "count": problem.count,
        "text": words_for(problem.code),
        "examples": list(problem.examples),
    }
