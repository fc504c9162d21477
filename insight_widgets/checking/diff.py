"""How a report differs from an older one."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.checking.changes import WHOLE, Change
from insight_widgets.checking.stored import stored
from insight_widgets.errors import DataError
from insight_widgets.texts.difference import PARTS, headline

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from insight_widgets.checking.stored import Stored
    from insight_widgets.reach import PathLike


@dataclass(frozen=True, slots=True)
class Diff:
    """How a report differs from an older one; a notebook shows it as a widget. Each part holds what differs.

    Attributes
    ----------
    splits, classes, verdicts, problems, curves : tuple of Change
        Images and labels of splits; labels of classes and verdicts on them; counts of problems; verdicts on
        training curves.
    notes : tuple of str
        Codes of problems that are notes.
    task : str or None
        What the reports are on; None for curves alone.
    titles : tuple of str
        Of the old and the new report.
    """

    splits: tuple[Change, ...]
    classes: tuple[Change, ...]
    verdicts: tuple[Change, ...]
    problems: tuple[Change, ...]
    curves: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    task: str | None = None
    titles: tuple[str, str] = ("", "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(getattr(self, part) for part in PARTS)

    @property
    def headline(self) -> str:
        """What differs, in one sentence."""
        return headline(self)

    def frame(self, part: str) -> pd.DataFrame:
        """Return a part, such as ``"classes"``, as a table: name, split, old, new.

        Raises
        ------
        DataError
            There is no such part.
        """
        import pandas as pd

        if part not in PARTS:
            raise DataError(f"a part of {', '.join(PARTS)} is wanted; got {part!r}")
        rows = [asdict(change) for change in getattr(self, part)]
        return pd.DataFrame(rows, columns=["name", "split", "old", "new"])

    @property
    def text(self) -> str:
        """What differs, for a terminal."""
        from insight_widgets.export.difference import difference_text

        return difference_text(self)

    def to_markdown(self, path: PathLike | None = None, *, overwrite: bool = False) -> str:
        """Return what differs as GitHub-flavoured Markdown; names are text.

        Parameters
        ----------
        path : path, optional
            Where it is written as well.
        overwrite : bool
            Whether a file that is there is replaced.

        Raises
        ------
        InsightError
            There is a file already, or it cannot be written.
        """
        from insight_widgets.export.difference import difference_markdown
        from insight_widgets.export.files import write_new

        text = difference_markdown(self)
        if path is not None:
            write_new(path, text, overwrite=overwrite)
        return text

    def to_html(self, path: PathLike, *, overwrite: bool = False) -> Path:
        """Write what differs as one interactive HTML file that needs no kernel and no network.

        Parameters
        ----------
        path : path
        overwrite : bool
            Whether a file that is there is replaced.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        InsightError
            There is a file already, or it cannot be written.
        """
        from insight_widgets.export.files import write_new
        from insight_widgets.export.html import difference_page

        return write_new(path, difference_page(self), overwrite=overwrite)

    def to_dict(self) -> dict[str, Any]:
        """Return what differs as plain data."""
        return {part: [asdict(change) for change in getattr(self, part)] for part in PARTS}

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        from insight_widgets.export.difference import difference_html

        return difference_html(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Be shown as a widget where there are widgets, and as text in a terminal."""
        from insight_widgets.widgets.diff_report import DiffReport

        return DiffReport(self)._repr_mimebundle_(**kwargs)


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
        notes=_notes(before, after),
        task=after.task,
        titles=(before.title, after.title),
    )


def problem_counts(report: Stored, *, faults_only: bool = False) -> dict[tuple[str, str], int]:
    """Return the counts of problems by code and split; of real faults alone if asked for."""
    found: Counter[tuple[str, str]] = Counter()
    for problem in report.problems:
        if not faults_only or problem.level == "problem":
            found[problem.code, problem.split] += problem.count
    return dict(found)


def _notes(*reports: Stored) -> tuple[str, ...]:
    codes = {problem.code: problem.level for report in reports for problem in report.problems}
    return tuple(code for code, level in codes.items() if level != "problem")


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
