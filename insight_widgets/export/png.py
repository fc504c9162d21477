"""A chart as PNG: its lines drawn and its words set by Typst, in fonts that come along, so of any script."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.charts.palette import PALETTE
from insight_widgets.errors import DataError, InsightError, shorten

if TYPE_CHECKING:
    from insight_widgets.export.svg import Picture

TEMPLATE = Path(__file__).with_name("picture.typ")
PIXELS_PER_INCH = 72
"""At which a pixel of the chart is one of the file."""

MOST = 8.0
"""Pixels of the file a pixel of the chart, in each direction."""


def png(picture: Picture, scale: float = 2.0) -> bytes:
    """Return a picture as PNG, on nothing: it is to be read on white and on black.

    Parameters
    ----------
    picture : Picture
    scale : float
        Pixels of the file a pixel of the chart, in each direction: 0.25 to 8.

    Raises
    ------
    DataError
        `scale` is out of its range.
    InsightError
        Typst or the fonts are not installed.
    """
    if not isinstance(scale, int | float) or not 1 / 4 <= scale <= MOST:
        raise DataError(f"scale: a number from 0.25 to {MOST:g} is wanted; got {shorten(scale)}")
    from insight_widgets.pdf.fonts import BASE, fonts_for
    from insight_widgets.pdf.lettering import lettered

    if any(find_spec(name) is None for name in ("typst", "fontTools", BASE)):
        raise InsightError('PNG files are drawn by Typst; install it: pip install "insight-widgets[png]"')
    import typst

    told = lettered(picture)
    fonts = fonts_for("".join(one["text"] for one in told["texts"]))
    given = told | {"fonts": list(fonts.families), "ink": PALETTE["text"]}
    drawn: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        root=str(TEMPLATE.parent),
        font_paths=fonts.found,
        sys_inputs={"picture": json.dumps(given, ensure_ascii=False)},
        format="png",
        ppi=PIXELS_PER_INCH * scale,
    )
    return drawn
