"""The chart of a metric by step: train and validation, of one run or of several, on the same axes."""

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

STEP_X = f"scale('{NAME}_x', datum.step)"
VALUE_Y = f"scale('{NAME}_y', datum.value)"
"""Where a datum lies, as Vega expressions: for marks that shall not set the axes."""

CROSS = "M-1,-1L1,1M-1,1L1,-1"

PARAMS: dict[str, Any] = {
    "x0": 0,
    "x1": 1,
    "is_zoomed": False,
    "y0": 0.1,
    "y1": 1,
    "x_title": "step",
    "raw_opacity": 1,
}
"""Variables that the page sets: the ends of both axes and whether lines reach over them, the title of the
steps, and how strong lines are behind their smoothed ones."""


def curve(scale: Literal["linear", "log"] = "linear") -> alt.LayerChart:
    """Return the chart of one metric by step.

    Train is solid, validation dashed; where there is room (``dots``) with discs and open squares. The best
    step has a ring, a step without a finite value is a gap in the line and a cross at the bottom, chance is a
    dashed line, and where the verdict has a step since which it holds, there is a rule with it and the span
    behind.

    Parameters
    ----------
    scale : {"linear", "log"}
        Of the values.
    """
    behind = [_span(), _chance(), _chance_label()]
    front = [_since(), _since_label(), _best_label(), _x_title()]
    return finish(
        alt.LayerChart(layer=[*behind, _marks(scale), *front], data=alt.NamedData("points")),
        NAME,
        PARAMS,
        padding=PADDING,
        height=HEIGHT,
    )


def _marks(scale: Literal["linear", "log"]) -> alt.LayerChart:
    marks = alt.LayerChart(layer=[_lines(), _smooth_lines(), _points(), _crosses(), _ring()])
    encoded_marks: alt.LayerChart = marks.encode(x=steps_axis(), y=_values(scale), color=_colour())
    return encoded_marks


def _lines() -> alt.Chart:
    mark = alt.Chart().mark_line(
        strokeWidth=1.75,
        invalid="break-paths-show-domains",
        clip=alt.expr("is_zoomed"),
        opacity=alt.expr("raw_opacity"),
    )
    return encoded(mark, strokeDash=_dash(), detail="series:N")


def _smooth_lines() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("smooth")).mark_line(
        strokeWidth=1.75, invalid="break-paths-show-domains", clip=alt.expr("is_zoomed")
    )
    return encoded(mark, strokeDash=_dash(), detail="series:N")


def _dash() -> alt.StrokeDash:
    return alt.StrokeDash("split:N", scale=_by_split([1, 0], [5, 3]), legend=None)


def _points() -> alt.Chart:
    shape = alt.Shape("split:N", scale=_by_split("circle", "square"), legend=None)
    fill = alt.expr("datum.split === 'val' ? 'var(--iw-background, transparent)' : datum.colour")
    mark = alt.Chart(alt.NamedData("dots")).mark_point(
        size=18,
        fill=fill,
        strokeWidth=1.5,
        opacity=alt.expr("raw_opacity"),
        invalid="filter",
        clip=alt.expr("is_zoomed"),
    )
    return encoded(mark, shape=shape)


def _crosses() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("marks")).mark_point(shape=CROSS, size=40, strokeWidth=2, opacity=1)
    return _at(mark, STEP_X, "height - 5")


def _ring() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("best")).mark_point(shape="circle", size=140, strokeWidth=2, opacity=1)
    return _at(mark, STEP_X, VALUE_Y)


def _best_label() -> alt.Chart:
    """Return the number of the best step, kept inside the plot at its edges."""
    mark = alt.Chart(alt.NamedData("best")).mark_text(
        align=alt.expr(f"{STEP_X} < 30 ? 'left' : {STEP_X} > width - 30 ? 'right' : 'center'"),
        dy=alt.expr(f"{VALUE_Y} < 20 ? 16 : -15"),
        text=alt.expr("datum.label"),
    )
    return _at(mark, STEP_X, VALUE_Y)


def _span() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("since")).mark_rect(fill=css("text"), opacity=0.07)
    mark = mark.encode(x2=alt.value(alt.expr("width")), y2=alt.value(alt.expr("height")))
    return _at(mark, f"max(0, {STEP_X})", "0")


def _since() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("since")).mark_rule(
        stroke=css("text"), strokeDash=[2, 2], strokeWidth=1, opacity=alt.expr(_in_view("1", "0"))
    )
    mark = mark.encode(y2=alt.value(alt.expr("height")))
    return _at(mark, STEP_X, "0")


def _since_label() -> alt.Chart:
    """Return the step, on the side of the rule where there is more room."""
    mark = alt.Chart(alt.NamedData("since")).mark_text(
        align=alt.expr(f"{STEP_X} < width / 2 ? 'left' : 'right'"),
        dx=alt.expr(f"{STEP_X} < width / 2 ? 4 : -4"),
        text=alt.expr(_in_view("'since ' + datum.label", "''")),
    )
    return _at(mark, STEP_X, "6")


def _in_view(inside: str, outside: str) -> str:
    return f"{STEP_X} >= 0 && {STEP_X} <= width ? {inside} : {outside}"


def _chance() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("chance")).mark_rule(stroke=css("muted"), strokeDash=[6, 4])
    mark = mark.encode(x2=alt.value(alt.expr("width")))
    return _at(mark, "0", VALUE_Y)


def _chance_label() -> alt.Chart:
    mark = alt.Chart(alt.NamedData("chance")).mark_text(
        align="right", fill=css("muted"), text="chance", dy=alt.expr(f"{VALUE_Y} < 14 ? 8 : -7")
    )
    return _at(mark, "width - 2", VALUE_Y)


def _x_title() -> alt.Chart:
    """Return the title of the steps, which the page sets (titles of Vega-Lite are fixed)."""
    mark = alt.Chart(alt.sequence(1)).mark_text(align="right", fill=css("muted"), text=alt.expr("x_title"))
    return _at(mark, "width", "height + 34")


def _at(mark: alt.Chart, x: str, y: str) -> alt.Chart:
    """Return marks at a place given by Vega expressions, in pixels."""
    return encoded(mark, x=alt.value(alt.expr(x)), y=alt.value(alt.expr(y)))


def steps_axis() -> alt.X:
    """Return the axis of steps, from the variable `x0` to `x1`."""
    scale = alt.Scale(domain=[alt.expr("x0"), alt.expr("x1")], nice=False, zero=False)
    axis = alt.Axis(tickCount=6, tickMinStep=1, format=",~f", grid=False)
    return alt.X("step:Q", scale=scale, axis=axis)


def _values(scale: Literal["linear", "log"]) -> alt.Y:
    ends = [alt.expr("y0"), alt.expr("y1")]
    kind = {"type": "log"} if scale == "log" else {"zero": False}
    axis = alt.Axis(tickCount=4, format=".6~g")
    return alt.Y("value:Q", scale=alt.Scale(domain=ends, nice=False, **kind), axis=axis)


def _colour() -> alt.Color:
    return alt.Color("colour:N", scale=None)


def _by_split(*values: Any) -> alt.Scale:
    return alt.Scale(domain=SPLITS, range=values)
