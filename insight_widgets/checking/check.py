"""Whether a report holds its limits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from insight_widgets.checking.changes import VERDICT_RANK
from insight_widgets.checking.diff import problem_counts
from insight_widgets.checking.stored import stored
from insight_widgets.errors import DataError
from insight_widgets.export.names import clean, shown
from insight_widgets.export.text import aligned
from insight_widgets.texts import checking as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from insight_widgets.checking.limits import Limits
    from insight_widgets.checking.stored import Stored


@dataclass(frozen=True, slots=True)
class Held:
    """A limit, what was found, and where; `found` is None where it cannot be measured, which breaks it."""

    limit: str
    wanted: str
    found: int | float | str | None
    holds: bool
    where: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What became of the limits of a report.

    Attributes
    ----------
    title : str
    rows : tuple of Held
    """

    title: str
    rows: tuple[Held, ...]

    @property
    def passed(self) -> bool:
        """Whether all limits hold."""
        return all(row.holds for row in self.rows)

    @property
    def table(self) -> pd.DataFrame:
        """A row a limit: limit, wanted, found, holds, where."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for row in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Return the check as plain data."""
        return {"title": self.title, "passed": self.passed, "limits": [asdict(row) for row in self.rows]}

    def to_junit(self) -> str:
        """Return the check as JUnit XML: a test case a limit."""
        broken = sum(not row.holds for row in self.rows)
        cases = "".join(_case(row) for row in self.rows)
        name = quoteattr(f"insight-widgets check {clean(self.title)}")
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<testsuite name={name} tests="{len(self.rows)}" failures="{broken}">\n{cases}</testsuite>'
        )

    def to_github(self) -> str:
        """Return annotations of GitHub Actions, one a limit that is broken."""
        return "\n".join(
            f"::error title={_property(f'insight-widgets {row.limit}')}::{_escaped(_said(row))}"
            for row in self.rows
            if not row.holds
        )

    def __str__(self) -> str:
        rows = [[row.limit, row.wanted, _found(row), _outcome(row), clean(row.where)] for row in self.rows]
        broken = sum(not row.holds for row in self.rows)
        last = words.outcome(broken, len(rows))
        return "\n".join([shown(self.title), *aligned([words.HEAD, *rows], {2}), last])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def check(report: Any, limits: Limits) -> Check:
    """Return whether a report holds its limits.

    Parameters
    ----------
    report : Report, widget, dict, or path of a report's JSON
    limits : Limits
        The usual ones where there are none.
    """
    found = stored(report)
    return Check(found.title, tuple(_rows(found, limits.or_usual())))


def _rows(report: Stored, limits: Limits) -> Iterator[Held]:
    classes = report.classes().values() if report.summary is not None else None
    for verdict in ("serious", "mild"):
        most = getattr(limits, f"max_{verdict}")
        if most is not None:
            names = None if classes is None else [row.name for row in classes if row.verdict == verdict]
            yield _at_most(f"max-{verdict}", most, None if names is None else len(names), _named(names or []))
    if limits.max_problems is not None:
        yield _problems("max-problems", limits.max_problems, report, lambda _code: True)
    for code, most in limits.max_problem.items():
        yield _problems(f"max-problem {code}", most, report, code.__eq__, faults_only=False)
    if limits.max_leaks is not None:
        yield _problems("max-leaks", limits.max_leaks, report, "leak".__eq__, faults_only=False)
    for split in limits.require_split:
        images = report.splits[split].images if split in report.splits else 0
        yield Held(f"require-split {shown(split)}", "images", images, images > 0)
    if limits.min_images is not None:
        images = sum(size.images for size in report.splits.values())
        yield Held("min-images", f">= {limits.min_images:,}", images, images >= limits.min_images)
    if limits.min_per_class is not None:
        yield _per_class(report, limits.min_per_class)
    yield from _drift(report, limits)
    if limits.baseline is not None:
        yield from _against(stored(limits.baseline), report)


def _at_most(limit: str, most: float, found: float | None, where: str = "") -> Held:
    return Held(limit, f"<= {most:,}", found, found is not None and found <= most, where)


def _problems(
    limit: str, most: int, report: Stored, chosen: Callable[[str], bool], *, faults_only: bool = True
) -> Held:
    if not report.splits:
        return _at_most(limit, most, None, words.NOT_MEASURED)
    counts = {key: n for key, n in problem_counts(report, faults_only=faults_only).items() if chosen(key[0])}
    where = _named(words.counted_in(code, split, count) for (code, split), count in counts.items())
    return _at_most(limit, most, sum(counts.values()), where)


def _per_class(report: Stored, least: int) -> Held:
    rows = report.classes().values()
    found = min((row.count for row in rows), default=None)
    short = _named(row.name for row in rows if row.count < least)
    return Held("min-per-class", f">= {least:,}", found, found is not None and found >= least, short)


def _drift(report: Stored, limits: Limits) -> Iterator[Held]:
    compared = report.compared()
    if limits.max_drift is not None:
        distances = [
            (js, words.in_split(title, one.split))
            for one in compared
            for title, js in [("classes", one.js), *((each.title, each.js) for each in one.distributions)]
            if js is not None
        ]
        largest, where = max(distances, default=(None, words.NOT_MEASURED))
        yield _at_most("max-drift", limits.max_drift, largest, where)
    if limits.max_differing is not None:
        names = [
            words.in_split(row.name, one.split) for one in compared for row in one.classes if row.differs
        ]
        found = len(names) if compared else None
        yield _at_most("max-differing", limits.max_differing, found, _named(names))


def _against(old: Stored, new: Stored) -> Iterator[Held]:
    """Compare with a baseline: worse verdicts, more problems, classes that vanished."""
    if old.task != new.task:
        raise DataError(f"baseline: a report on {new.task} is wanted; it is on {old.task}")
    before, after = old.classes(), new.classes()
    worse = [
        name
        for name, row in after.items()
        if VERDICT_RANK.get(row.verdict, 0)
        > (VERDICT_RANK.get(before[name].verdict, 0) if name in before else 0)
    ]
    gone = [name for name, row in before.items() if row.count and not (name in after and after[name].count)]
    known = problem_counts(old, faults_only=True)
    more = [
        words.rose(code, split, known.get((code, split), 0), count)
        for (code, split), count in problem_counts(new, faults_only=True).items()
        if count > known.get((code, split), 0)
    ]
    for limit, names in ((words.WORSE, worse), (words.MORE, more), (words.GONE, gone)):
        yield _at_most(f"baseline: {limit}", 0, len(names), _named(names))


def _named(names: Iterable[str]) -> str:
    return words.named(list(names))


def _outcome(row: Held) -> str:
    return words.HOLDS if row.holds else words.BROKEN


def _found(row: Held) -> str:
    if row.found is None:
        return "-"
    return f"{row.found:,.4g}" if isinstance(row.found, float) else f"{row.found:,}"


def _said(row: Held) -> str:
    return words.found_text(row.limit, row.wanted, _found(row), clean(row.where))


def _case(row: Held) -> str:
    failure = "" if row.holds else f"<failure message={quoteattr(_said(row))}/>"
    name = quoteattr(clean(row.limit))
    return f'  <testcase classname="insight-widgets.check" name={name}>{failure}</testcase>\n'


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
