"""Which charts a report has, in reading order, and what is said beside each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO, BOXES_PER_IMAGE, MASK_AREA

if TYPE_CHECKING:
    from insight_widgets.dataset import Task

ChartId = Literal[
    "insight_summary",
    "curve",
    "label_distribution",
    "box_labels",
    "box_area",
    "box_ratio",
    "boxes_per_image",
    "box_size",
    "box_position",
    "mask_area",
    "comparison",
]


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
    axis : str
        What a row of the chart is: ``"class"``, ``"step"``, or the statistic whose bins they are.
    grain : str or None
        What one count is; a curve counts nothing.
    bins : tuple of str or None
        Names of the rows where they are bins.
    per_class : bool
        Whether there is one such chart for each class.
    """

    id: ChartId
    section: Literal["summary", "curves", "statistics", "comparison"]
    title: str
    note: str
    axis: str
    grain: Literal["images", "boxes", "masks", "labels"] | None
    bins: tuple[str, ...] | None = None
    per_class: bool = False


CURVE = ChartEntry(
    "curve", "curves", "Training Curves", "A loss should fall, other metrics should rise.", "step", None
)
LABELS = ChartEntry(
    "label_distribution",
    "statistics",
    "Label distribution",
    "Label counts should be balanced.",
    "class",
    "images",
)
LABELS_STACKED = ChartEntry(
    "label_distribution",
    "statistics",
    "Label distribution",
    "Images with the class against images without it; label counts should be balanced.",
    "class",
    "images",
)
BOXES = (
    ChartEntry(
        "box_labels",
        "statistics",
        "Bounding box labels",
        "Label counts should be balanced.",
        "class",
        "boxes",
    ),
    ChartEntry(
        "box_area",
        "statistics",
        "Bounding box area",
        "In % of the area of the image; box areas need not be balanced.",
        "box_area",
        "boxes",
        BOX_AREA.names,
    ),
    ChartEntry(
        "box_ratio",
        "statistics",
        "Bounding box ratio",
        "Width / height; box ratios need not be balanced.",
        "box_ratio",
        "boxes",
        BOX_RATIO.names,
    ),
    ChartEntry(
        "boxes_per_image",
        "statistics",
        "Bounding boxes per image",
        "The number of boxes in an image need not be balanced.",
        "boxes_per_image",
        "images",
        BOXES_PER_IMAGE.names,
    ),
    ChartEntry(
        "box_size",
        "statistics",
        "Box size at the input",
        "If the longer side of each image becomes the input size, its aspect kept; the size of a box is the "
        "square root of its area. Sizes need not be balanced.",
        "class",
        "boxes",
    ),
    ChartEntry(
        "box_position",
        "statistics",
        "Box position",
        "Where the centres of the boxes lie in their images. Positions need not be balanced, but should be "
        "alike in all splits.",
        "place",
        "boxes",
    ),
)
MASKS = ChartEntry(
    "mask_area",
    "statistics",
    "Mask area",
    "In % of the area of the image; mask areas need not be balanced.",
    "mask_area",
    "images",
    MASK_AREA.names,
    per_class=True,
)

COMPARISON = ChartEntry(
    "comparison",
    "comparison",
    "Train against validation",
    "Shares of the images over those of train, with 95 % intervals; splits that stand for each other agree.",
    "class",
    "images",
)

STATISTICS: dict[Task, tuple[ChartEntry, ...]] = {
    "multiclass": (LABELS,),
    "multilabel": (LABELS_STACKED,),
    "detection": (LABELS_STACKED, *BOXES),
    "segmentation": (LABELS_STACKED, MASKS),
}

UNITS: dict[Task, Literal["images", "boxes", "masks", "labels"]] = {
    "multiclass": "images",
    "multilabel": "labels",
    "detection": "boxes",
    "segmentation": "masks",
}


def charts_of(task: Task | None) -> tuple[ChartEntry, ...]:
    """Return the charts of a report in reading order; without a task, those of curves alone."""
    if task is None:
        return (CURVE,)
    summary = ChartEntry(
        "insight_summary",
        "summary",
        "Insight Summary",
        "Label counts should be balanced: classes whose bars end before the dashed line need more.",
        "class",
        UNITS[task],
    )
    return (summary, CURVE, *STATISTICS[task], COMPARISON)


def chart_entries(task: Task | None) -> list[dict[str, Any]]:
    """Return the charts of a report as plain JSON, each with its Vega-Lite specification.

    ``others`` has specifications that stand in for it or beside it: a curve's with logarithmic values, and
    the band of the learning rate.
    """
    from insight_widgets.charts.help_texts import HELP

    stacked = task != "multiclass"
    return [
        asdict(entry) | {"help": HELP[entry.id]} | _specifications(entry.id, stacked=stacked)
        for entry in charts_of(task)
    ]


@cache
def _specifications(chart: ChartId, *, stacked: bool) -> dict[str, Any]:
    from insight_widgets import charts
    from insight_widgets.charts.theme import specification

    options = {"stacked": stacked} if chart == "label_distribution" else {}
    spec = specification(getattr(charts, chart)(**options))
    if chart != "curve":
        return {"spec": spec, "others": {}}
    others = {"log": charts.curve("log"), "rate": charts.rate()}
    return {"spec": spec, "others": {name: specification(other) for name, other in others.items()}}
