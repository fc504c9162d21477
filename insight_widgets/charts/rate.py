"""The learning rate by step: a thin band below a training curve."""

from __future__ import annotations

import altair as alt

from insight_widgets.charts.curve import PADDING
from insight_widgets.charts.theme import encoded, finish

NAME = "rate"
HEIGHT = 18


def rate() -> alt.LayerChart:
    """Return the band, whose steps lie below those of the chart of a curve."""
    x = alt.X(
        "step:Q", scale=alt.Scale(domain=[alt.expr("x0"), alt.expr("x1")], nice=False, zero=False), axis=None
    )
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, alt.expr("y1")], nice=False), axis=None)
    area = alt.Chart().mark_area(
        opacity=0.15, clip=alt.expr("is_zoomed"), line=False, invalid="break-paths-show-domains"
    )
    line = alt.Chart().mark_line(
        strokeWidth=1.25, clip=alt.expr("is_zoomed"), invalid="break-paths-show-domains"
    )
    marks = [encoded(mark, x=x, y=y, color=alt.Color("colour:N", scale=None)) for mark in (area, line)]
    padding = {"left": PADDING["left"], "top": 2, "right": PADDING["right"], "bottom": 1}
    return finish(
        alt.LayerChart(layer=marks, data=alt.NamedData("rates")),
        NAME,
        {"x0": 0, "x1": 1, "is_zoomed": False, "y1": 1},
        padding=padding,
        height=HEIGHT,
    )
