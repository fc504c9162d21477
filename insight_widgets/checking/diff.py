"""How a report differs from an older one."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any

from insight_widgets.checking.stored import stored
from insight_widgets.errors import DataError
from insight_widgets.export.markdown_text import plain, table
from insight_widgets.export.names import shown
from insight_widgets.export.text import aligned

if TYPE_CHECKING:
    import pandas as pd

    from insight_widgets.checking.stored import Stored

WHOLE = ""
"""The split of what is said of all splits together."""

LISTED = 30
"""Rows of a table that are listed in words at most."""

_ALIKE = "The reports say the same."
_TITLES = {
    "splits": ("Splits", ("Split", "What", "Old", "New")),
    "classes": ("Labels of classes", ("Class", "Split", "Old", "New")),
    "verdicts": ("Verdicts on classes", ("Class", "Split", "Old", "New")),
    "problems": ("Problems", ("Code", "Split", "Old", "New")),
    "curves": ("Verdicts on curves", ("Metric", "Run", "Old", "New")),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Something that differs.

    Attributes
    ----------
    name : str
        The class, problem code, split or metric.
    split : str
        The split (of splits: images or labels; of curves: the run); empty for all splits together.
    old, new : int, str or None
        None where it is not there.
    """

    name: str
    split: str
    old: int | str | None
    new: int | str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """How a report differs from an older one; each part holds only what differs.

    Attributes
    ----------
    splits, classes, verdicts, problems, curves : tuple of Change
        Images and labels of splits; labels of classes and verdicts on them; counts of problems; verdicts on
        training curves.
    """

    splits: tuple[Change, ...]
    classes: tuple[Change, ...]
    verdicts: tuple[Change, ...]
    problems: tuple[Change, ...]
    curves: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(getattr(self, part.name) for part in fields(self))

    def frame(self, part: str) -> pd.DataFrame:
        """Return a part, such as ``"classes"``, as a table: name, split, old, new.

        Raises
        ------
        DataError
            There is no such part.
        """
        import pandas as pd

        if part not in _TITLES:
            raise DataError(f"a part of {', '.join(_TITLES)} is wanted; got {part!r}")
        rows = [asdict(change) for change in getattr(self, part)]
        return pd.DataFrame(rows, columns=["name", "split", "old", "new"])

    @property
    def text(self) -> str:
        """What differs, for a terminal."""
        lines = [] if self._parts() else [_ALIKE]
        for title, head, rows in self._parts():
            body = [[shown(name), *rest] for name, *rest in rows]
            lines += ["", title, *aligned([list(head), *body[:LISTED]], {2, 3}), *_more(body)]
        return "\n".join(lines).lstrip("\n")

    def to_markdown(self) -> str:
        """Return what differs as GitHub-flavoured Markdown; names are text."""
        if self.is_empty:
            return _ALIKE + "\n"
        parts = [
            "\n\n".join([f"### {title}", _markdown_table(head, rows[:LISTED]), *_more(rows)])
            for title, head, rows in self._parts()
        ]
        return "\n\n".join(parts) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Return what differs as plain data."""
        return asdict(self)

    def _parts(self) -> list[tuple[str, tuple[str, ...], list[list[str]]]]:
        return [
            (title, head, [_cells(change) for change in getattr(self, part)])
            for part, (title, head) in _TITLES.items()
            if getattr(self, part)
        ]

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text)}</pre>"


def _markdown_table(head: tuple[str, ...], rows: list[list[str]]) -> str:
    return table([[plain(cell) for cell in row] for row in (head, *rows)])


def _more(rows: list[list[str]]) -> list[str]:
    """Say how many rows are not listed."""
    left = len(rows) - LISTED
    return [f"  ... and {left:,} more; the JSON has all"] if left > 0 else []


def diff(old: Any, new: Any) -> Diff:
    """Return how a report differs from an older one.

    Parameters
    ----------
    old, new : Report, widget, dict, or path of a report's JSON

    Raises
    ------
    ReadError
        One is no report, or of another version.
    DataError
        They are on different tasks.
    """
    before, after = stored(old), stored(new)
    if before.task != after.task:
        raise DataError(
            f"reports on one task are wanted; the old is on {before.task}, the new on {after.task}"
        )
    return Diff(
        _changes(_sizes(before), _sizes(after)),
        _changes(_classes(before, "count"), _classes(after, "count")),
        _changes(_classes(before, "verdict"), _classes(after, "verdict")),
        _changes(problem_counts(before), problem_counts(after)),
        _changes(_curves(before), _curves(after)),
    )


def problem_counts(report: Stored, *, faults_only: bool = False) -> dict[tuple[str, str], int]:
    """Return the counts of problems by code and split; of real faults alone if asked for."""
    found: Counter[tuple[str, str]] = Counter()
    for problem in report.problems:
        if not faults_only or problem.level == "problem":
            found[problem.code, problem.split] += problem.count
    return dict(found)


def _changes(old: dict[tuple[str, str], Any], new: dict[tuple[str, str], Any]) -> tuple[Change, ...]:
    keys = dict.fromkeys([*old, *new])
    return tuple(Change(*key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))


def _sizes(report: Stored) -> dict[tuple[str, str], int]:
    found = {(name, "images"): size.images for name, size in report.splits.items()}
    return found | {(name, "labels"): size.labels for name, size in report.splits.items()}


def _classes(report: Stored, value: str) -> dict[tuple[str, str], Any]:
    whole = {} if report.summary is None else {WHOLE: report.summary}
    return {
        (row.name, split): getattr(row, value)
        for split, summary in (whole | report.summaries).items()
        for row in summary.classes
    }


def _curves(report: Stored) -> dict[tuple[str, str], str]:
    return {(curve.metric, str(curve.run)): curve.verdict or "none" for curve in report.curves}


def _cells(change: Change) -> list[str]:
    values = ["-" if value is None else _said(value) for value in (change.old, change.new)]
    return [change.name, change.split or "all", *values]


def _said(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
