"""The plan of a report as a table: a row a class, the smallest first, and what is said of all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError, SelectionError, shorten, suggest
from insight_widgets.stats.balance import BalanceRule
from insight_widgets.stats.plan import plan
from insight_widgets.texts.plan import plan_text, rule_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from insight_widgets.report import Report
    from insight_widgets.stats.counts import Counts
    from insight_widgets.stats.plan import Plan

COLUMNS = (
    "class",
    "count",
    "share",
    "verdict",
    "add_labels",
    "add_images",
    "expected_labels",
    "verdict_after",
    "verdict_after_expected",
)


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A plan in rows.

    Attributes
    ----------
    rows : list of tuple
        Values of `COLUMNS` of every class, the smallest class first.
    facts : dict
        What holds for all of it: cutoff, cutoff_after, target, labels, images, expected_labels, budget, left,
        unit, cutoff_ratio, split, rule, text.
    """

    rows: list[tuple[Any, ...]]
    facts: dict[str, Any]

    def frame(self) -> pd.DataFrame:
        """Return the rows as a data frame, the facts as its `attrs`."""
        import pandas as pd

        frame = pd.DataFrame(self.rows, columns=list(COLUMNS))
        frame.attrs.update(self.facts)
        return frame


def plan_table(
    report: Report,
    cutoff_ratio: float | None = None,
    budget: int | None = None,
    split: str | None = None,
) -> PlanTable:
    """Return the plan for a report, see `Report.plan`.

    Raises
    ------
    DataError
        The report is on no data set, or a parameter is out of its range.
    SelectionError
        The report has no such split.
    """
    counts = _counts(report.counts, split)
    told = report.document["summary"]
    ratio = told["cutoff_ratio"] if cutoff_ratio is None else cutoff_ratio
    rule = BalanceRule(ratio, told["serious_ratio"], told["even_tolerance"])
    found = plan(counts, rule, budget)
    classes = report.document["classes"]
    return PlanTable(_rows(found, classes), _facts(found, rule, told["unit"], split))


def _counts(counts: Mapping[str, Counts], split: str | None) -> Counts:
    if not counts:
        raise DataError("plan: a report on a data set is wanted; this one has training curves alone")
    if split is not None and split not in counts:
        hint = suggest(split, counts) or f"; there are {', '.join(map(shorten, counts))}"
        raise SelectionError(f'plan: no split "{shorten(split)}"{hint}')
    first, *others = counts.values() if split is None else [counts[split]]
    return sum(others, start=first)


def _rows(found: Plan, classes: list[str]) -> list[tuple[Any, ...]]:
    total = sum(found.counts)
    columns = (
        classes,
        found.counts,
        [count / total if total else 0.0 for count in found.counts],
        found.now.verdicts,
        found.additions,
        found.images,
        found.along,
        found.after.verdicts,
        found.after_along.verdicts,
    )
    rows = list(zip(*columns, strict=True))
    return [rows[place] for place in np.argsort(found.counts, kind="stable")]


def _facts(found: Plan, rule: BalanceRule, unit: str, split: str | None) -> dict[str, Any]:
    images = sum(found.images)
    return {
        "cutoff": found.now.cutoff,
        "cutoff_after": found.after.cutoff,
        "target": found.now.target,
        "labels": sum(found.additions),
        "images": images,
        "expected_labels": sum(found.along),
        "budget": found.budget,
        "left": None if found.budget is None else found.budget - images,
        "unit": unit,
        "cutoff_ratio": rule.cutoff_ratio,
        "split": split,
        "rule": rule_text(rule, budget=found.budget),
        "text": plan_text(found, unit),
    }
