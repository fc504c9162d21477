"""The forest plot: the ratio of two shares a row, with its interval, on a logarithmic axis around 1."""

from __future__ import annotations

import altair as alt

from insight_widgets.charts.palette import css
from insight_widgets.charts.shares import dimmed
from insight_widgets.charts.theme import encoded, row_axis, rows_chart

PARAMS = {"xmin": 0.5, "xmax": 2, "ticks": [0.5, 1, 2]}

MARK = 70
"""Area of a mark in square pixels."""

TIMES = "\N{MULTIPLICATION SIGN}"

COLOUR = f"datum.differs ? '{css('serious')}' : '{css('muted')}'"
SHAPE = "datum.edge ? 'triangle-' + datum.edge : datum.differs ? 'diamond' : 'circle'"


def comparison() -> alt.LayerChart:
    """Return the chart of ratios by class or bin.

    Rows that differ have a filled mark and a thick line, others a hollow mark; a ratio beyond the axis (0, or
    without bound) is a triangle at its end.
    """
    return rows_chart("comparison", (_alike(), _interval(), _ratio()), PARAMS)


def _alike() -> alt.Chart:
    """Return the line where both splits have the same share."""
    mark = alt.Chart(alt.sequence(1)).mark_rule(stroke=css("text"), strokeDash=[4, 3])
    return encoded(mark, x=alt.datum(1, type="quantitative"))


def _interval() -> alt.Chart:
    width = alt.expr("datum.differs ? 3 : 1.5")
    mark = alt.Chart().mark_rule(stroke=alt.expr(COLOUR), strokeWidth=width, opacity=dimmed())
    return encoded(mark, x=_times("low"), x2="high", y=row_axis())


def _ratio() -> alt.Chart:
    fill = alt.expr(f"datum.differs ? '{css('serious')}' : 'var(--iw-background, transparent)'")
    mark = alt.Chart().mark_point(
        shape=alt.expr(SHAPE),
        size=alt.expr(f"datum.ratio === null ? 0 : {MARK}"),
        fill=fill,
        stroke=alt.expr(COLOUR),
        strokeWidth=1.5,
        opacity=dimmed(),
    )
    return encoded(mark, x=_times("ratio"), y=row_axis())


def _times(field: str) -> alt.X:
    scale = alt.Scale(type="log", domain=[alt.expr("xmin"), alt.expr("xmax")], nice=False)
    label = f"format(datum.value, '.2~r') + '{TIMES}'"
    axis = alt.Axis(values=alt.expr("ticks"), labelExpr=label)
    return alt.X(field, type="quantitative", scale=scale, axis=axis)
