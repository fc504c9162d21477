"""The drawing of how time and memory grow with the number of boxes."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, LEFT, TOP = 320, 200, 60, 30
COLOURS = {"time": "#0072b2", "memory": "#d55e00"}


def growth_chart(points: Sequence[tuple[int, float, float]]) -> str:
    """Return a drawing, as SVG, of points of boxes, CPU seconds and megabytes.

    Time is drawn on logarithmic axes, on which what grows as the boxes do is straight; memory from zero.
    """
    boxes = [log10(count) for count, _, _ in points]
    seconds = [log10(max(time, 0.1)) for _, time, _ in points]
    memory = [megabytes for _, _, megabytes in points]
    top = 100 * (int(max(memory)) // 100 + 1)
    panels = [
        _panel(
            "CPU seconds", boxes, seconds, (-1, 3), [f"{10.0**power:g}" for power in range(-1, 4)], "time", 0
        ),
        _panel(
            "peak memory, MB",
            boxes,
            memory,
            (0, top),
            [str(mb) for mb in range(0, top + 1, 100)],
            "memory",
            1,
        ),
    ]
    whole = 2 * (LEFT + WIDTH) + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {HEIGHT + 80}" role="img" '
        'aria-label="Time grows as the boxes do, memory does not" font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}</svg>\n'
    )


def _panel(  # noqa: PLR0917
    title: str,
    across: Sequence[float],
    up: Sequence[float],
    span: tuple[float, float],
    ticks: Sequence[str],
    name: str,
    place: int,
) -> str:
    left, colour = LEFT + place * (LEFT + WIDTH + 20), COLOURS[name]

    def at(x: float, y: float) -> tuple[float, float]:
        share = (y - span[0]) / (span[1] - span[0])
        return left + (x - 4) / 4 * WIDTH, TOP + HEIGHT * (1 - share)

    places = [at(x, y) for x, y in zip(across, up, strict=True)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in places)
    words = [f'<text x="{left}" y="18">{title}</text>']
    for number, tick in enumerate(ticks):
        y = TOP + HEIGHT * (1 - number / (len(ticks) - 1))
        words.append(f'<line x1="{left}" x2="{left + WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        words.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>')
    for power in range(4, 9):
        x, _ = at(power, span[0])
        words.append(f'<text x="{x:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">10^{power}</text>')
    words.append(f'<text x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 38}" text-anchor="middle">boxes</text>')
    return f'{"".join(words)}<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
