"""Charts of shares: a bar a class or bin, in percent, with the unselected whole faintly behind."""

from __future__ import annotations

import altair as alt

from insight_widgets.charts.palette import css
from insight_widgets.charts.theme import BAR, GAP, OFF, ON, WHOLE, encoded, row_axis, rows_chart, value_axis

PARAMS = {"xmax": 100, "colour": css("train")}


def label_distribution(*, stacked: bool) -> alt.LayerChart:
    """Return the chart of images by class.

    Parameters
    ----------
    stacked : bool
        Whether images without the class fill each bar up to 100 percent (for sets whose images
        may have several classes).
    """
    return _shares("label_distribution", *([_negative()] if stacked else []))


def box_labels() -> alt.LayerChart:
    """Return the chart of bounding boxes by class."""
    return _shares("box_labels")


def box_area() -> alt.LayerChart:
    """Return the chart of bounding boxes by area in percent of the image."""
    return distribution("box_area")


def box_ratio() -> alt.LayerChart:
    """Return the chart of bounding boxes by width / height."""
    return distribution("box_ratio")


def boxes_per_image() -> alt.LayerChart:
    """Return the chart of images by their number of bounding boxes."""
    return distribution("boxes_per_image")


def mask_area() -> alt.LayerChart:
    """Return the chart of images by the area of one class's mask in percent of the image."""
    return distribution("mask_area")


def distribution(statistic: str) -> alt.LayerChart:
    """Return the chart of a statistic with bins.

    Parameters
    ----------
    statistic : str
        Its name in the document, such as ``"box_area"``.
    """
    return _shares(statistic)


def _shares(name: str, *behind: alt.Chart) -> alt.LayerChart:
    layers = (*behind, faint_bar("whole"), _bar(), end_text())
    return rows_chart(name, layers, PARAMS)


def _percents(field: str) -> alt.X:
    return value_axis(field, format=".3~g", labelExpr="datum.label + '%'")


def _bar() -> alt.Chart:
    mark = alt.Chart().mark_bar(height=BAR, fill=alt.expr("colour"), opacity=dimmed())
    return encoded(mark, x=_percents("value"), y=row_axis())


def _negative() -> alt.Chart:
    """Return the rest of each bar up to 100 percent; none where nothing can be said."""
    chart = alt.Chart().transform_calculate(full="datum.value === null ? 0 : 100")
    mark = chart.mark_bar(height=BAR, fill=css("negative"), opacity=dimmed())
    return encoded(mark, x=alt.X("value:Q", stack=None), x2="full", y=row_axis())


def faint_bar(field: str) -> alt.Chart:
    """Return the bars of the unselected whole, a little higher than those before them."""
    mark = alt.Chart().mark_bar(height=WHOLE, fill=css("whole"))
    return encoded(mark, x=alt.X(field, type="quantitative", stack=None), y=row_axis())


def end_text(dx: str = f"{GAP}") -> alt.Chart:
    """Return the numbers behind the bars, at the end of the longer one.

    Parameters
    ----------
    dx : str
        Distance from the end in pixels, as a Vega expression.
    """
    chart = alt.Chart().transform_calculate(end="max(datum.value, datum.whole)")
    mark = chart.mark_text(align="left", dx=alt.expr(dx), fill=text_colour("text"))
    return encoded(mark, x=alt.X("end:Q", stack=None), y=row_axis(), text="text:N")


def text_colour(colour: str) -> alt.ExprRef:
    """Return the colour of the text of a row: a named one where it is picked, else the muted one."""
    return alt.expr(f"datum.on ? '{css(colour)}' : '{css('muted')}'")


def dimmed() -> alt.ExprRef:
    """Return the opacity of a row: full where it is picked."""
    return alt.expr(f"datum.on ? {ON:g} : {OFF:g}")
