"""The chart of a training curve: train and validation on the same axes."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from insight_widgets.charts.palette import css
from insight_widgets.charts.theme import encoded, finish

NAME = "curve"
SPLITS = ("train", "val")
HEIGHT = 180
PADDING = {"left": 45, "top": 20, "right": 8, "bottom": 42}
"""Left and right take as much together as around the plot of a row chart."""

CLOSE = 6
"""Where points would lie closer than this many pixels, only the lines are drawn."""

STEP_X = f"scale('{NAME}_x', datum.step)"
VALUE_Y = f"scale('{NAME}_y', datum.value)"
"""Where a datum lies, as Vega expressions: for marks whose data, often none, shall not set the axes."""

CROSS = "M-1,-1L1,1M-1,1L1,-1"


def curve() -> alt.LayerChart:
    """Return the chart of one metric by step.

    Train is solid with discs, validation dashed with open squares; the best step has a ring and
    its number; a step without a finite value is a gap in the line and a cross at the bottom; where
    the verdict has a step since which it holds, there is a rule with it.
    """
    layers = [_marks(), _best(), _since(), _since_label(), _x_title(), _y_title()]
    return finish(
        alt.LayerChart(layer=layers, data=alt.NamedData("points")),
        NAME,
        {"x_title": "step", "y_title": ""},
        padding=PADDING,
        height=HEIGHT,
    )


def _marks() -> alt.LayerChart:
    marks = alt.LayerChart(layer=[_lines(), _points(), _crosses(), _ring()])
    encoded_marks: alt.LayerChart = marks.encode(x=_steps(), y=_values(), color=_colour())
    return encoded_marks


def _lines() -> alt.Chart:
    dash = alt.StrokeDash("split:N", scale=_by_split([1, 0], [5, 3]), legend=None)
    mark = alt.Chart().mark_line(strokeWidth=1.75, invalid="break-paths-show-domains")
    return encoded(mark, strokeDash=dash)


def _points() -> alt.Chart:
    shape = alt.Shape("split:N", scale=_by_split("circle", "square"), legend=None)
    distance = f"{len(SPLITS)} * width / length(data('points'))"
    size = alt.expr(f"{distance} < {CLOSE} ? 0 : 18")
    open_square = "'var(--iw-background, transparent)'"
    fill = alt.expr(f"datum.split === 'val' ? {open_square} : '{css('train')}'")
    mark = alt.Chart().mark_point(size=size, fill=fill, strokeWidth=1.5, opacity=1, invalid="filter")
    return encoded(mark, shape=shape)


def _crosses() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("marks")).mark_point(shape=CROSS, size=40, strokeWidth=2, opacity=1)
    return _at(mark, STEP_X, "height - 5")


def _ring() -> alt.Chart:
    mark = alt.Chart().mark_point(shape="circle", size=140, strokeWidth=2, opacity=1)
    return _at(mark.transform_filter("datum.best"), STEP_X, VALUE_Y)


def _best() -> alt.Chart:
    """Return the number of the best step, kept inside the plot at its edges."""
    mark = alt.Chart().mark_text(
        align=alt.expr(f"{STEP_X} < 30 ? 'left' : {STEP_X} > width - 30 ? 'right' : 'center'"),
        dy=alt.expr(f"{VALUE_Y} < 20 ? 16 : -15"),
        text=alt.expr("'best ' + datum.step"),
    )
    return _at(mark.transform_filter("datum.best"), STEP_X, VALUE_Y)


def _since() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("since")).mark_rule(stroke=css("text"), strokeDash=[2, 2], strokeWidth=1)
    mark = mark.encode(y2=alt.value(alt.expr("height")))
    return _at(mark, STEP_X, "0")


def _since_label() -> alt.Chart:
    """Return the step, on the side of the rule where there is more room."""
    mark = alt.Chart(alt.NamedData("since")).mark_text(
        align=alt.expr(f"{STEP_X} < width / 2 ? 'left' : 'right'"),
        dx=alt.expr(f"{STEP_X} < width / 2 ? 4 : -4"),
        text=alt.expr("'since ' + datum.step"),
    )
    return _at(mark, STEP_X, "6")


def _x_title() -> alt.Chart:
    return _title("x_title", align="right", x="width", y="height + 34")


def _y_title() -> alt.Chart:
    return _title("y_title", align="left", x=f"{-PADDING['left'] + 1}", y="-11")


def _title(variable: str, *, align: Literal["left", "right"], x: str, y: str) -> alt.Chart:
    """Return the title of an axis, which the page sets (titles of Vega-Lite are fixed)."""
    mark = alt.Chart(alt.sequence(1)).mark_text(align=align, fill=css("muted"), text=alt.expr(variable))
    return _at(mark, x, y)


def _at(mark: alt.Chart, x: str, y: str) -> alt.Chart:
    """Return marks at a place given by Vega expressions, in pixels."""
    return encoded(mark, x=alt.value(alt.expr(x)), y=alt.value(alt.expr(y)))


def _steps() -> alt.X:
    scale = alt.Scale(zero=False, nice=False)
    axis = alt.Axis(tickCount=6, tickMinStep=1, format=",~f", grid=False)
    return alt.X("step:Q", scale=scale, axis=axis)


def _values() -> alt.Y:
    return alt.Y("value:Q", scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4, format=".6~g"))


def _colour() -> alt.Color:
    return alt.Color("split:N", scale=_by_split(*map(css, SPLITS)), legend=None)


def _by_split(*values: Any) -> alt.Scale:
    return alt.Scale(domain=SPLITS, range=values)
