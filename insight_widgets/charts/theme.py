"""What all charts look like, and how a chart becomes a constant specification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from insight_widgets.charts.palette import css

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW = 24
"""Height of a row in pixels; the page's labels stand beside the rows."""

BAR, WHOLE = 16, 20
"""Height of a bar, and of the faint bar behind it."""

GAP = 5
"""Between the end of a bar and the number beside it."""

FONT_SIZE = 11
ON, OFF = 1.0, 0.35
"""Opacity of a row that is picked, and of one that is not."""

ROW_PADDING = {"left": 1, "top": 0, "right": 52, "bottom": 24}
"""Around the plot of a row chart: right for numbers at the ends of bars, below for the axis."""

CONFIG: dict[str, Any] = {
    "aria": False,  # the page describes its charts and has a table behind each
    "background": "transparent",
    "font": "inherit",
    "view": {"stroke": None},
    "mark": {"invalid": "show"},  # null is a bar of no length, so that every row keeps its place
    "text": {"fontSize": FONT_SIZE, "fill": css("text"), "baseline": "middle"},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": css("grid"),
        "labelColor": css("muted"),
        "labelFontSize": FONT_SIZE,
        "labelOverlap": True,
        "labelPadding": 6,
        "title": None,
    },
    "axisBand": {"disable": True},  # rows are labelled by the page
    "scale": {"bandPaddingInner": 0, "bandPaddingOuter": 0},
}


def rows_chart(name: str, layers: Sequence[alt.Chart], params: Mapping[str, Any]) -> alt.LayerChart:
    """Return a chart with one row for each datum of `rows`, by their `place` from 0 on.

    Parameters
    ----------
    name : str
        Name of the view.
    layers : sequence of Chart
        From back to front; without data.
    params : mapping of str to value
        Variables that the page sets, with their first values.
    """
    return finish(
        alt.LayerChart(layer=list(layers), data=alt.NamedData("rows")),
        name,
        params,
        padding=ROW_PADDING,
        height=alt.Step(ROW),
    )


def finish(chart: alt.LayerChart, name: str, params: Mapping[str, Any], **properties: Any) -> alt.LayerChart:
    """Give a chart its name, variables, fixed layout and the common look."""
    variables = [alt.param(name=variable, value=value) for variable, value in params.items()]
    layout = alt.AutoSizeParams(type="none")
    chart = chart.add_params(*variables).properties(name=name, width=240, autosize=layout, **properties)
    finished: alt.LayerChart = chart.configure(**CONFIG)
    return finished


def encoded(marks: alt.Chart, **channels: Any) -> alt.Chart:
    """Return marks with their encoding (Altair's method of that name says nothing of its type)."""
    chart: alt.Chart = marks.encode(**channels)
    return chart


def row_axis() -> alt.Y:
    """Return the rows of a chart by their place, that of their labels.

    Names would not do: Vega keeps the order in which it met them first, whatever is sorted or searched for
    since.
    """
    return alt.Y("place:O")


def value_axis(field: str, **axis: Any) -> alt.X:
    """Return the axis of values, from 0 to the variable `xmax`."""
    scale = alt.Scale(domain=[0, alt.expr("xmax")], nice=False)
    return alt.X(field, type="quantitative", stack=None, scale=scale, axis=alt.Axis(tickCount=4, **axis))


def specification(chart: alt.LayerChart) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart, whatever theme is enabled for other charts."""
    with alt.theme.enable("none"):
        spec: dict[str, Any] = chart.to_dict()
    return spec
