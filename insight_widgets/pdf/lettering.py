"""The words of a picture taken out of it, so that the page sets them in its own fonts.

What turns SVG into PDF picks one font for a line of text and knows no other for the letters it lacks; the
page shapes all scripts, and a reader can search and copy what it sets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, register_namespace, tostring

from defusedxml.ElementTree import fromstring

from insight_widgets.charts.palette import PALETTE
from insight_widgets.export.svg import FONT_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from insight_widgets.export.svg import Picture

SVG = "http://www.w3.org/2000/svg"
INHERITED = ("text-anchor", "font-weight", "font-size", "fill")
BOLD = frozenset({"bold", "600", "700"})


def lettered(picture: Picture) -> dict[str, Any]:
    """Return a picture without its words, and the words with their places, in pixels.

    Returns
    -------
    dict
        ``svg``, ``width``, ``height``; ``texts``: each with ``text``, ``x``, ``y`` (of its base line),
        ``anchor``, ``size``, ``bold`` and ``colour`` (None for the usual one).
    """
    register_namespace("", SVG)
    root = fromstring(picture.svg)
    texts = list(_taken(root, {}))
    svg = tostring(root, encoding="unicode")
    return {"svg": svg, "width": picture.width, "height": picture.height, "texts": texts}


def _taken(element: Element, above: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the words under an element, which loses them."""
    look = {**above, **{name: element.attrib[name] for name in INHERITED if name in element.attrib}}
    for child in list(element):
        if child.tag == f"{{{SVG}}}text":
            element.remove(child)
            yield _text(child, look)
        else:
            yield from _taken(child, look)


def _words(element: Element) -> str:
    """Return the words of an element, less those of its title."""
    inner = (_words(child) + (child.tail or "") for child in element if child.tag != f"{{{SVG}}}title")
    return (element.text or "") + "".join(inner)


def _text(element: Element, above: Mapping[str, str]) -> dict[str, Any]:
    look = {**above, **element.attrib}
    colour = look.get("fill")
    return {
        "text": _words(element),
        "x": float(look.get("x", 0)),
        "y": float(look.get("y", 0)),
        "anchor": look.get("text-anchor", "start"),
        "size": float(look.get("font-size", FONT_SIZE)),
        "bold": look.get("font-weight") in BOLD,
        "colour": None if colour in {None, PALETTE["text"]} else colour,
    }
