"""Which charts a report has, in reading order, and what is said beside each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from insight_widgets.charts.kept import kept_specifications
from insight_widgets.stats.bins import BOXES_PER_IMAGE, MASK_AREA
from insight_widgets.stats.box_axes import BOX_AXES
from insight_widgets.texts.charts import CHARTS, STACKED

if TYPE_CHECKING:
    from insight_widgets.dataset import Task

Section = Literal["summary", "curves", "statistics", "comparison"]
Grain = Literal["images", "boxes", "masks", "labels"] | None


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """A chart of the report, without its specification.

    Attributes
    ----------
    id : str
        Name of the chart; of its statistic in the document too.
    section : {"summary", "curves", "statistics", "comparison"}
    title : str
    note : str
        One sentence that helps to judge it, mostly whether it should be balanced.
    help : str
        What it shows, how its rows are cut, and whether balance matters.
    rows : str
        What its rows are, as the heading of a table has it.
    axis : str
        What a row of the chart is: ``"class"``, ``"step"``, or the statistic whose bins they are.
    grain : str or None
        What one count is; a curve counts nothing.
    bins : tuple of str or None
        Names of the rows where they are bins.
    per_class : bool
        Whether there is one such chart for each class.
    """

    id: str
    section: Section
    title: str
    note: str
    help: str
    rows: str
    axis: str
    grain: Grain
    bins: tuple[str, ...] | None = None
    per_class: bool = False


def _entry(chart: str, section: Section, axis: str, grain: Grain, **others: Any) -> ChartEntry:
    words = CHARTS[chart]
    note = others.pop("note", words.note)
    return ChartEntry(chart, section, words.title, note, words.help, words.rows, axis, grain, **others)


CURVE = _entry("curve", "curves", "step", None)
LABELS = _entry("label_distribution", "statistics", "class", "images")
LABELS_STACKED = _entry("label_distribution", "statistics", "class", "images", note=STACKED)
BOXES = (
    _entry("box_labels", "statistics", "class", "boxes"),
    *(_entry(axis.id, "statistics", axis.id, "boxes", bins=axis.bins.names) for axis in BOX_AXES),
    _entry("boxes_per_image", "statistics", "boxes_per_image", "images", bins=BOXES_PER_IMAGE.names),
    _entry("box_size", "statistics", "class", "boxes"),
    _entry("box_position", "statistics", "place", "boxes"),
)
MASKS = _entry("mask_area", "statistics", "mask_area", "images", bins=MASK_AREA.names, per_class=True)
COMPARISON = _entry("comparison", "comparison", "class", "images")

STATISTICS: dict[Task, tuple[ChartEntry, ...]] = {
    "multiclass": (LABELS,),
    "multilabel": (LABELS_STACKED,),
    "detection": (LABELS_STACKED, *BOXES),
    "segmentation": (LABELS_STACKED, MASKS),
}

UNITS: dict[Task, Grain] = {
    "multiclass": "images",
    "multilabel": "labels",
    "detection": "boxes",
    "segmentation": "masks",
}


def charts_of(task: Task | None) -> tuple[ChartEntry, ...]:
    """Return the charts of a report in reading order; without a task, those of curves alone."""
    if task is None:
        return (CURVE,)
    summary = _entry("insight_summary", "summary", "class", UNITS[task])
    return (summary, CURVE, *STATISTICS[task], COMPARISON)


def chart_entries(task: Task | None) -> list[dict[str, Any]]:
    """Return the charts of a report as plain JSON, each with its Vega-Lite specification.

    ``others`` has specifications that stand in for it or beside it: a curve's with logarithmic values, and
    the band of the learning rate.
    """
    stacked = task != "multiclass"
    return [
        asdict(entry) | _specifications(entry.id, stacked=stacked, binned=entry.bins is not None)
        for entry in charts_of(task)
    ]


def made_specifications(chart: str, *, stacked: bool, binned: bool) -> dict[str, Any]:
    """Return the specifications of a chart as Altair makes them."""
    from insight_widgets import charts
    from insight_widgets.charts.theme import specification

    options = {"stacked": stacked} if chart == "label_distribution" else {}
    made = charts.distribution(chart) if binned else getattr(charts, chart)(**options)
    spec = specification(made)
    if chart != "curve":
        return {"spec": spec, "others": {}}
    others = {"log": charts.curve("log"), "rate": charts.rate()}
    return {"spec": spec, "others": {name: specification(other) for name, other in others.items()}}


def made_of_all() -> dict[str, dict[str, Any]]:
    """Return the specifications of all charts of all tasks, under the names by which they are kept."""
    return {
        _kept_as(entry.id, stacked=stacked): made_specifications(
            entry.id, stacked=stacked, binned=entry.bins is not None
        )
        for task in STATISTICS
        for stacked in [task != "multiclass"]
        for entry in charts_of(task)
    }


@cache
def _specifications(chart: str, *, stacked: bool, binned: bool) -> dict[str, Any]:
    """Return the specifications of a chart: as they are kept, or made where it is not among them."""
    kept = kept_specifications().get(_kept_as(chart, stacked=stacked))
    return kept or made_specifications(chart, stacked=stacked, binned=binned)


def _kept_as(chart: str, *, stacked: bool) -> str:
    return f"{chart} stacked" if stacked and chart == "label_distribution" else chart
