"""The chart of the Insight Summary."""

from __future__ import annotations

import altair as alt

from insight_widgets.charts.palette import css
from insight_widgets.charts.shares import dimmed, end_text, faint_bar, text_colour
from insight_widgets.charts.theme import BAR, GAP, encoded, row_axis, rows_chart, value_axis

DIGIT = 6.5
"""Width of a digit in pixels, a little generous."""

VERDICTS = ("well", "mild", "serious")


def insight_summary() -> alt.LayerChart:
    """Return the chart of counts by class, with shares, verdict colours and the cutoff line."""
    layers = (faint_bar("whole"), _bar(), _cutoff(), _share(), _count())
    return rows_chart("insight_summary", layers, {"xmax": 1, "cutoff": -1})


def _bar() -> alt.Chart:
    colour = alt.Color(
        "verdict:N",
        scale=alt.Scale(domain=VERDICTS, range=[css(verdict) for verdict in VERDICTS]),
        legend=None,
    )
    counts = value_axis("value", format=",d", tickMinStep=1)
    mark = alt.Chart().mark_bar(height=BAR, opacity=dimmed())
    return encoded(mark, x=counts, y=row_axis(), color=colour)


def _share() -> alt.Chart:
    """Return the shares inside the bars; the data leave them out where a bar has no room."""
    mark = alt.Chart().mark_text(align="right", dx=-GAP, fill=text_colour("on-bar"))
    return encoded(mark, x=alt.X("value:Q", stack=None), y=row_axis(), text="share:N")


def _count() -> alt.Chart:
    """Return the counts behind the bars, moved behind the cutoff line where it would cross them."""
    to_line = "(cutoff - datum.end) * width / xmax"
    reach = f"{GAP} + {DIGIT} * length(datum.text)"
    crossed = f"{to_line} > 0 && {to_line} < {reach}"
    return end_text(f"{GAP} + ({crossed} ? {to_line} : 0)")


def _cutoff() -> alt.Chart:
    """Return the dashed line at the cutoff; a negative cutoff hides it."""
    shown = alt.expr("cutoff < 0 ? 0 : 1")
    chart = alt.Chart(alt.sequence(1))
    mark = chart.mark_rule(stroke=css("text"), strokeDash=[4, 3], opacity=shown, clip=True)
    return encoded(mark, x=alt.datum(alt.expr("cutoff"), type="quantitative"))
