"""The chart of the Insight Summary."""

from __future__ import annotations

import altair as alt

from insight_widgets.charts.palette import css
from insight_widgets.charts.shares import dimmed, end_text, faint_bar
from insight_widgets.charts.theme import BAR, row_axis, rows_chart, value_axis

VERDICTS = ("well", "mild", "serious")


def insight_summary() -> alt.LayerChart:
    """Return the chart of counts by class, with shares, verdict colours and the cutoff line."""
    layers = (faint_bar("whole"), _bar(), _cutoff(), _share(), end_text("value", "whole"))
    return rows_chart("insight_summary", layers, {"xmax": 1, "cutoff": -1})


def _bar() -> alt.Chart:
    colour = alt.Color(
        "verdict:N",
        scale=alt.Scale(domain=VERDICTS, range=[css(verdict) for verdict in VERDICTS]),
        legend=None,
    )
    counts = value_axis("value", format=",d", tickMinStep=1)
    return alt.Chart().mark_bar(height=BAR, opacity=dimmed()).encode(x=counts, y=row_axis(), color=colour)


def _share() -> alt.Chart:
    """Return the shares inside the bars; the data leave them out where a bar has no room."""
    mark = alt.Chart().mark_text(align="right", dx=-5, fill=css("on-bar"), opacity=dimmed())
    return mark.encode(x=alt.X("value:Q", stack=None), y=row_axis(), text="share:N")


def _cutoff() -> alt.Chart:
    """Return the dashed line at the cutoff; a negative cutoff hides it."""
    shown = alt.expr("cutoff < 0 ? 0 : 1")
    mark = alt.Chart(alt.Data(values=[{}])).mark_rule(
        stroke=css("text"), strokeDash=[4, 3], opacity=shown, clip=True
    )
    return mark.encode(x=alt.datum(alt.expr("cutoff"), type="quantitative"))
