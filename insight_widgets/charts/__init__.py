"""The charts of the report, one Altair function each, on named data.

::

    insight_summary()               counts by class, verdicts, cutoff
    curve(scale)                    a metric by step
    rate()                          the learning rate by step
    label_distribution(stacked=...) images by class
    box_labels()                    bounding boxes by class
    box_area() box_ratio()          bounding boxes by area, by width / height
    boxes_per_image()               images by number of boxes
    box_size()                      bounding boxes by class, stacked by size at the input
    box_position()                  bounding boxes by place in the image
    mask_area()                     images by the area of a class's mask
    distribution(statistic)         any of those with bins, by its name
    comparison()                    shares of validation over those of train, with intervals

Altair is imported when a chart is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from insight_widgets.charts.curve import curve
    from insight_widgets.charts.forest import comparison
    from insight_widgets.charts.places import box_position, box_size
    from insight_widgets.charts.rate import rate
    from insight_widgets.charts.shares import (
        box_area,
        box_labels,
        box_ratio,
        boxes_per_image,
        distribution,
        label_distribution,
        mask_area,
    )
    from insight_widgets.charts.summary import insight_summary

__all__ = [  # noqa: RUF022  (the order of the report)
    "insight_summary",
    "curve",
    "rate",
    "label_distribution",
    "box_labels",
    "box_area",
    "box_ratio",
    "boxes_per_image",
    "box_size",
    "box_position",
    "mask_area",
    "distribution",
    "comparison",
]

_HOMES = {
    "insight_summary": "summary",
    "curve": "curve",
    "rate": "rate",
    "box_size": "places",
    "box_position": "places",
    "comparison": "forest",
}


def __getattr__(name: str) -> Any:
    """Import a chart when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_HOMES.get(name, 'shares')}")
    globals()[name] = getattr(module, name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
