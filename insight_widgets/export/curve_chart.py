"""A training curve as a picture: train solid, validation dashed, the best step marked."""

from __future__ import annotations

from itertools import groupby
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from insight_widgets.charts.palette import PALETTE
from insight_widgets.export.names import shown
from insight_widgets.export.svg import Chart, Picture, line, picture, tag, text
from insight_widgets.texts.charts import best_at, since
from insight_widgets.texts.report import curve_text, curve_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Point = Sequence[Any]
    Place = Callable[[float, float], tuple[float, float]]

SPLITS = ("train", "val")
DASHES = {"val": "6 4"}
WIDTH, HEIGHT = 670, 230
LEFT, RIGHT, TOP, BOTTOM = 62, 16, 34, 38
MOST_POINTS = 300
"""Points of a line that are drawn; of more, the lowest and highest of each stretch are kept."""

FEW_POINTS = 60
"""Up to so many points, each has a mark."""

HUGE = 1e300
"""Values beyond this, of runs that went astray, lie outside the picture."""

LEGEND_END = LEFT + 230
"""Where the names of the lines end, in pixels, with room for a text behind them."""

EDGE = 40
"""Nearer to an edge than this, in pixels, a text is kept on its inner side."""


def curve_chart(curve: Mapping[str, Any]) -> Picture:
    """Draw one curve of the report's document."""
    points = [point for split in SPLITS for point in curve[split]]
    steps = _range([step for step, _ in points])
    chance = curve.get("baseline")
    known = [value for _, value in points if value is not None]
    values = _range(known if chance is None else [*known, chance])
    place = _placing(steps, values)
    parts = [_span(since, steps, place) for since in _verdict_steps(curve)]
    parts += [_legend(curve), _value_axis(values, place), _step_axis(steps, place, curve.get("x", "step"))]
    parts += [] if chance is None else [_chance(chance, place)]
    parts += [_split(split, thin(curve[split], MOST_POINTS), place) for split in SPLITS if curve[split]]
    parts += [_since(since, place) for since in _verdict_steps(curve)]
    return picture(WIDTH, HEIGHT, *parts, _best(curve["best"], place) if curve["best"] else "")


def described_curve(curve: Mapping[str, Any]) -> Chart:
    """Return one curve of the report's document with what it does, in words."""
    return Chart(curve_chart(curve), f"{shown(curve_title(curve))}: {curve_text(curve)}.")


def thin(points: Sequence[Point], most: int) -> list[Point]:
    """Return at most about `most` points; peaks and gaps stay where they were.

    Parameters
    ----------
    points : sequence of (step, value or None)
    most : int
    """
    if len(points) <= most:
        return list(points)
    stretch = ceil(2 * len(points) / most)
    kept = {0, len(points) - 1}
    for start in range(0, len(points), stretch):
        kept |= _telling(points, range(start, min(start + stretch, len(points))))
    return [points[place] for place in sorted(kept)]


def _telling(points: Sequence[Point], part: range) -> set[int]:
    known = [place for place in part if points[place][1] is not None]
    gaps = [place for place in part if points[place][1] is None]
    by_value = sorted(known, key=lambda place: points[place][1])
    return {*by_value[:1], *by_value[-1:], *gaps[:1]}


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Return round numbers from `low` to `high`, about so many.

    Examples
    --------
    >>> ticks(0.1, 1.83), ticks(0, 40)
    ([0.5, 1.0, 1.5], [0.0, 10.0, 20.0, 30.0, 40.0])
    """
    least = (high - low) / about
    power = 10.0 ** floor(log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * 0.999)
    return [count * step for count in range(ceil(low / step), floor(high / step) + 1)]


def _range(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis; they differ, and their difference is a finite number."""
    low = max(min(numbers, default=0.0), -HUGE)
    high = min(max(numbers, default=1.0), HUGE)
    if high - low > max(1e-9 * max(abs(low), abs(high)), 1 / HUGE):
        return low, high
    half = abs(low) / 10 or 0.5
    return low - half, low + half


def _placing(steps: tuple[float, float], values: tuple[float, float]) -> Place:
    def place(step: float, value: float) -> tuple[float, float]:
        across = (step - steps[0]) / (steps[1] - steps[0])
        up = (value - values[0]) / (values[1] - values[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    return place


def _legend(curve: Mapping[str, Any]) -> str:
    names = [split for split in SPLITS if curve[split]]
    starts = [LEFT + 90.0 * place for place in range(len(names))]
    samples = [_path([(x, 12.0), (x + 26, 12.0)], name) for x, name in zip(starts, names, strict=True)]
    return "".join([*samples, *(text(x + 32, 16, name) for x, name in zip(starts, names, strict=True))])


def _value_axis(values: tuple[float, float], place: Place) -> str:
    heights = [(tick, place(0, tick)[1]) for tick in ticks(*values)]
    rules = (line([(LEFT, y), (WIDTH - RIGHT, y)]) for _, y in heights)
    labels = (text(LEFT - 8, y + 4, f"{tick:.6g}") for tick, y in heights)
    grid = tag("g", "".join(rules), stroke=PALETTE["text"], stroke_opacity=0.3)
    return grid + tag("g", "".join(labels), text_anchor="end")


def _step_axis(steps: tuple[float, float], place: Place, name: str) -> str:
    labels = (text(place(tick, 0)[0], HEIGHT - 20, f"{tick:.9g}") for tick in ticks(*steps, about=6))
    title = text(WIDTH - RIGHT, HEIGHT - 4, name, text_anchor="end")
    return tag("g", "".join(labels), text_anchor="middle") + title


def _split(split: str, points: Sequence[Point], place: Place) -> str:
    runs = [list(run) for known, run in groupby(points, key=lambda point: point[1] is not None) if known]
    placed = [[place(step, value) for step, value in run] for run in runs]
    alone = [point for run in placed for point in run if len(run) == 1 or len(points) <= FEW_POINTS]
    gaps = [place(step, 0)[0] for step, value in points if value is None]
    lines = "".join(_path(run, split) for run in placed)
    return lines + _marks(alone, split) + _crosses(gaps, split)


def _path(points: list[tuple[float, float]], split: str) -> str:
    dashes = {"stroke_dasharray": DASHES[split]} if split in DASHES else {}
    return line(points, stroke=PALETTE[split], stroke_width=1.8, **dashes)


def _marks(points: Sequence[tuple[float, float]], split: str) -> str:
    """Return discs for train, open squares for validation."""
    colour = PALETTE[split]
    if split == "train":
        discs = (tag("circle", cx=x, cy=y, r=2.6) for x, y in points)
        return tag("g", "".join(discs), fill=colour)
    squares = (tag("rect", x=x - 2.5, y=y - 2.5, width=5, height=5) for x, y in points)
    return tag("g", "".join(squares), fill="none", stroke=colour, stroke_width=1.5)


def _crosses(places: Sequence[float], split: str) -> str:
    """Return a cross at the bottom for each step without a finite value."""
    top = HEIGHT - BOTTOM - 9
    crosses = "".join(f"M{x - 3:g} {top}l6 6m0-6l-6 6" for x in places)
    return tag("path", d=crosses, stroke=PALETTE[split], stroke_width=2) if crosses else ""


def _verdict_steps(curve: Mapping[str, Any]) -> list[float]:
    """Return the step since which the verdict holds, where it has one."""
    evidence = curve.get("evidence", {})
    return [evidence[name] for name in ("since", "stalled_since") if name in evidence]


def _span(since: float, steps: tuple[float, float], place: Place) -> str:
    """Return the steps that the verdict rests on, painted faintly."""
    first, last = place(since, 0)[0], place(steps[1], 0)[0]
    return tag(
        "rect", x=first, y=TOP, width=max(last - first, 0), height=HEIGHT - TOP - BOTTOM,
        fill=PALETTE["text"], fill_opacity=0.07,
    )  # fmt: skip


def _chance(value: float, place: Place) -> str:
    y = place(0, value)[1]
    rule = line([(LEFT, y), (WIDTH - RIGHT, y)], stroke=PALETTE["text"], stroke_dasharray="6 4")
    return rule + text(WIDTH - RIGHT, y - 5, "chance", text_anchor="end")


def _since(step: float, place: Place) -> str:
    x = place(step, 0)[0]
    rule = line([(x, TOP), (x, HEIGHT - BOTTOM)], stroke=PALETTE["text"], stroke_dasharray="2 2")
    left = x < WIDTH / 2
    anchor, shift = ("start", 4) if left else ("end", -4)
    return rule + text(x + shift, TOP + 8, since(step), text_anchor=anchor)


def _best(best: Mapping[str, Any], place: Place) -> str:
    x, y = place(best["step"], best["value"])
    ring = tag("circle", cx=x, cy=y, r=6.5, fill="none", stroke=PALETTE[best["split"]], stroke_width=2)
    anchor = "start" if x < LEFT + EDGE else "end" if x > WIDTH - RIGHT - EDGE else "middle"
    beside_legend = y < TOP + EDGE and x < LEGEND_END
    return ring + text(x, y + 22 if beside_legend else y - 12, best_at(best["step"]), text_anchor=anchor)
