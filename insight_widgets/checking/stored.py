"""A report as it is compared: from a report, a widget, its document, or the JSON that was written of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from insight_widgets.errors import ReadError, shorten
from insight_widgets.reach import within_reach
from insight_widgets.text_file import text_of

if TYPE_CHECKING:
    from insight_widgets.reach import PathLike

SCHEMA = 1
MOST_BYTES = 2**28
Count = Annotated[int, msgspec.Meta(ge=0)]
_BEGINNING = re.compile(rb'\s*\{\s*"schema"\s*:')


class ClassCount(msgspec.Struct, frozen=True):
    """A class of the Insight Summary."""

    name: str
    count: Count
    verdict: str


class Summary(msgspec.Struct, frozen=True):
    """An Insight Summary."""

    classes: list[ClassCount]


class Size(msgspec.Struct, frozen=True):
    """Images and labels of a split."""

    images: Count
    labels: Count


class StoredProblem(msgspec.Struct, frozen=True):
    """A problem code in a split."""

    code: str
    split: str
    count: Count
    level: str = "problem"
    text: str = ""


class StoredCurve(msgspec.Struct, frozen=True):
    """The verdict on a curve of a run."""

    metric: str
    verdict: str | None = None
    run: int = 0


class Differing(msgspec.Struct, frozen=True):
    """A class in train and another split."""

    name: str
    differs: bool


class Distance(msgspec.Struct, frozen=True):
    """The Jensen-Shannon distance of a distribution in train and another split."""

    title: str
    js: float | None = None


class Compared(msgspec.Struct, frozen=True):
    """Train against another split."""

    split: str
    classes: list[Differing] = []
    distributions: list[Distance] = []
    js: float | None = None


class Stored(msgspec.Struct, frozen=True):
    """What is looked at of a report; the names are those of its document."""

    schema: int
    curves: list[StoredCurve]
    title: str = ""
    task: str | None = None
    splits: dict[str, Size] = {}
    summary: Summary | None = None
    summaries: dict[str, Summary] = {}
    problems: list[StoredProblem] = []
    comparison: Compared | None = None
    comparisons: dict[str, Compared] = {}

    def compared(self) -> list[Compared]:
        """Return train against every other split."""
        first = [] if self.comparison is None else [self.comparison]
        return [*first, *self.comparisons.values()]

    def classes(self) -> dict[str, ClassCount]:
        """Return the classes by name, of all splits together."""
        return {} if self.summary is None else {row.name: row for row in self.summary.classes}


def stored(source: Any) -> Stored:
    """Return what is looked at of a report.

    Parameters
    ----------
    source : Report, widget, dict, or path of a report's JSON

    Raises
    ------
    ReadError
        It is no report, or one of another version.
    """
    if isinstance(source, str | Path):
        return _checked(_decoded(source), str(source))
    document = source if isinstance(source, dict) else getattr(source, "report", source)
    document = getattr(document, "document", document)
    if not isinstance(document, dict):
        raise ReadError(f"a report, its dict or the path of its JSON is wanted; got {type(source).__name__}")
    try:
        return _checked(msgspec.convert(document, Stored), "the report")
    except msgspec.ValidationError as error:
        raise ReadError(f"the dict is no report: {shorten(error, 200)}") from None


def is_stored(path: PathLike) -> bool:
    """Whether a file begins as the JSON of a report does: with its schema."""
    try:
        with within_reach(path).open("rb") as file:
            return _BEGINNING.match(file.read(200)) is not None
    except OSError:
        return False


def _decoded(path: PathLike) -> Stored:
    text = text_of(within_reach(path), "the JSON of a report", most=MOST_BYTES)
    try:
        return msgspec.json.decode(text, type=Stored)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ReadError(
            f"{path}: the JSON of a report is wanted, as --json writes it: {shorten(error, 200)}"
        ) from None


def _checked(found: Stored, place: str) -> Stored:
    if found.schema != SCHEMA:
        raise ReadError(f"{place}: a report of version {found.schema}; {SCHEMA} is wanted: write it anew")
    return found
