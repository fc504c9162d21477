"""Pictures as SVG text that stands alone: no script, no style sheet, no font, no request."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from insight_widgets.charts.palette import PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
FONT_SIZE = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its size in pixels."""

    width: int
    height: int
    svg: str

    def image(self, words: str) -> str:
        """Return the picture as an HTML paragraph; `words` say what it shows."""
        source = b64encode(self.svg.encode()).decode()
        size = f'width="{self.width}" height="{self.height}"'
        link = f"data:image/svg+xml;base64,{source}"
        style = "max-width: 100%; height: auto"
        return f'<p><img src="{link}" alt="{escape(words)}" {size} style="{style}"></p>\n'


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and what it shows, in words."""

    picture: Picture
    words: str

    def image(self) -> str:
        """Return the chart as an HTML paragraph."""
        return self.picture.image(self.words)

    def document(self) -> str:
        """Return the chart as an SVG document, whose description it carries for screen readers."""
        frame, end, drawn = self.picture.svg.partition(">")
        return f'{frame} role="img"{end}{tag("desc", escape(self.words))}{drawn}\n'


def picture(width: int, height: int, *parts: str) -> Picture:
    """Put drawn parts together; text is grey, to be read on a page of either theme."""
    frame = tag(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        font_family=FONT,
        font_size=FONT_SIZE,
        fill=PALETTE["text"],
    )
    return Picture(width, height, frame)


def tag(name: str, content: str = "", /, **attributes: Any) -> str:
    """Return an element; its content is markup, its attributes are text."""
    written = "".join(
        f' {key.replace("_", "-")}="{escape(_plain(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, **attributes: Any) -> str:
    """Return a line of text; `y` is its base line."""
    return tag("text", escape(words), x=x, y=y, **attributes) if words else ""


def named(drawn: str, name: str) -> str:
    """Return a drawn text with its whole name as a title."""
    return tag("g", tag("title", escape(name)) + drawn)


def bars(boxes: Iterable[tuple[float, float, float, float]], **attributes: Any) -> str:
    """Return rectangles (x, y, width, height) of one look as one path."""
    outline = "".join(
        f"M{_plain(x)} {_plain(y)}h{_plain(width)}v{_plain(height)}h{_plain(-width)}z"
        for x, y, width, height in boxes
    )
    return tag("path", d=outline, **attributes) if outline else ""


def line(points: Sequence[tuple[float, float]], **attributes: Any) -> str:
    """Return straight lines through points."""
    course = "L".join(f"{_plain(x)} {_plain(y)}" for x, y in points)
    return tag("path", d=f"M{course}", fill="none", **attributes) if points else ""


def _plain(value: object) -> str:
    return f"{round(value, 1):g}" if isinstance(value, float) else str(value)
