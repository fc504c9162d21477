"""Charts of boxes at the input of a network, by size, and of boxes in the image, by place."""

from __future__ import annotations

import altair as alt

from insight_widgets.charts.palette import HEAT, css
from insight_widgets.charts.shares import dimmed, end_text
from insight_widgets.charts.theme import BAR, encoded, finish, row_axis, rows_chart, value_axis
from insight_widgets.stats.places import GRID

SHADES = (1.0, 0.62, 0.3)
"""Of the colour of the split: boxes of the smallest size are the most striking."""

ENDS = ("under_8", "under_16", "value")
"""Where the parts of a bar end, in percent; the last is the share under 32 pixels."""

CELL = 20
"""Height of a cell in pixels."""


def box_size() -> alt.LayerChart:
    """Return the chart of bounding boxes by class, stacked by their size at the input of a network."""
    starts = ("zero", *ENDS[:-1])
    parts = [_part(*part) for part in zip(starts, ENDS, SHADES, strict=True)]
    return rows_chart("box_size", (_rest(), *parts, end_text()), {"colour": css("train"), "xmax": 100})


def box_position() -> alt.LayerChart:
    """Return the chart of bounding boxes by the place of their centre: a grid over the image."""
    scale = alt.Scale(domain=list(range(len(HEAT))), range=[css(name) for name in HEAT])
    places = list(range(GRID))
    mark = encoded(
        alt.Chart().mark_rect(),
        x=alt.X("across:O", scale=alt.Scale(domain=places)),
        y=alt.Y("down:O", scale=alt.Scale(domain=places)),
        fill=alt.Fill("step:O", scale=scale, legend=None),
    )
    chart = alt.LayerChart(layer=[mark], data=alt.NamedData("rows"))
    return finish(chart, "box_position", {}, padding=1, height=CELL * GRID)


def _part(start: str, end: str, shade: float) -> alt.Chart:
    chart = alt.Chart().transform_calculate(zero="datum.value === null ? null : 0")
    mark = chart.mark_bar(height=BAR, fill=alt.expr("colour"), fillOpacity=shade, opacity=dimmed())
    percents = value_axis(end, format=".3~g", labelExpr="datum.label + '%'")
    return encoded(mark, x=percents, x2=start, y=row_axis())


def _rest() -> alt.Chart:
    """Return what is behind the parts, up to 100 percent; none where nothing can be said."""
    chart = alt.Chart().transform_calculate(full="datum.value === null ? 0 : 100")
    mark = chart.mark_bar(height=BAR, fill=css("negative"), opacity=dimmed())
    return encoded(mark, x=alt.X("full:Q", stack=None), y=row_axis())
