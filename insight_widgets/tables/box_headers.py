"""How tables call the four columns of a box, and the two of an image's size.

A box is two corners, a corner and two sides, or its middle and two sides. What is written the same way
belongs together: of ``x, y, w, h, width, height`` the box is the first four, the last two are of the image.
"""

from __future__ import annotations

from itertools import product

CORNERS = ("xmin", "ymin", "xmax", "ymax")
SIDES = ("x", "y", "width", "height")
MIDDLE = ("x_center", "y_center", "width", "height")
FIRST_CORNER = ("xmin", "ymin", "width", "height")
IMAGE_SIZE = ("image_width", "image_height")
FOUR = ("first", "second", "third", "fourth")
"""Numbers of which no header tells the form; callers do not name them so."""

_PREFIXES = ("bbox", "boundingbox", "bndbox", "bb", "box", "")
_SIDE_WORDS = (("w", "h"), ("width", "height"))


def _with_sides(*corners: tuple[str, str]) -> tuple[tuple[str, ...], ...]:
    return tuple((*corner, *sides) for corner, sides in product(corners, _SIDE_WORDS))


def _of_box(*ways: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(prefix + word for word in way) for prefix, way in product(_PREFIXES, ways))


WAYS: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    CORNERS: _of_box(
        ("xmin", "ymin", "xmax", "ymax"),
        ("x1", "y1", "x2", "y2"),
        ("x0", "y0", "x1", "y1"),
        ("left", "top", "right", "bottom"),
        ("minx", "miny", "maxx", "maxy"),
    ),
    SIDES: _of_box(*_with_sides(("x", "y"), ("left", "top"))),
    MIDDLE: _of_box(
        *_with_sides(
            *(("xcenter", "ycenter"), ("centerx", "centery"), ("xcentre", "ycentre"), ("centrex", "centrey")),
            *(("cx", "cy"), ("xc", "yc")),
        )
    ),
    FIRST_CORNER: tuple(
        way
        for way in _of_box(*_with_sides(("xmin", "ymin"), ("x1", "y1"), ("x0", "y0")))
        if way[2] != "width"  # beside corners that is mostly the image's
    ),
    FOUR: (("bbox0", "bbox1", "bbox2", "bbox3"),),
    IMAGE_SIZE: tuple(
        tuple(prefix + side for side in sides)
        for prefix in ("image", "img", "original", "")
        for sides in (("width", "height"), ("w", "h"))
    ),
}
"""What tables call the columns of some roles, way after way, the surest first."""

NAMED = tuple(dict.fromkeys(role for roles in WAYS if roles != FOUR for role in roles))
"""The roles that a column can be said to have."""


def words_of(role: str) -> tuple[str, ...]:
    """Return all words for a role, the surest first."""
    words = (way[roles.index(role)] for roles, ways in WAYS.items() if role in roles for way in ways)
    return tuple(dict.fromkeys(words))
