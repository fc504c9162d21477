"""Pascal VOC files as most tools write them, read without a parser.

Objects of nothing but the usual elements in a usual order are cut out of the text by one expression; what is
left must be blank, and what stands before them well formed. Whatever differs (comments, entities, document
types, other elements in an object, another order) is left to a parser.
"""

from __future__ import annotations

import re
from functools import lru_cache

Texts = tuple[str, ...]
Columns = list[list[str]]

ATTRIBUTES = ("pose", "truncated", "difficult", "occluded")
_ORDERS = (("xmin", "ymin", "xmax", "ymax"), ("xmin", "xmax", "ymin", "ymax"))
_DECLARATION = re.compile(
    r"\s*<\?xml version=['\"]1\.0['\"](?: encoding=['\"]utf-8['\"])?\s*\?>", re.IGNORECASE
)
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_END = "</annotation>"
_MOST_TAGS = 200


def _objects(order: Texts) -> re.Pattern[str]:
    """Return the expression of an object whose corners stand in an order."""
    name, *attributes = (rf"<{one}>([^<]*)</{one}>\s*" for one in ("name", *ATTRIBUTES))
    corners = "".join(rf"<{one}>([^<]*)</{one}>\s*" for one in order)
    optional = "".join(f"(?:{one})?" for one in attributes)
    return re.compile(rf"<object>\s*{name}{optional}<bndbox>\s*{corners}</bndbox>\s*</object>")


_OBJECTS = tuple((order, _objects(order)) for order in _ORDERS)
_GROUPS = 1 + len(ATTRIBUTES) + 4


def plain_record(data: bytes, image_fields: Texts) -> tuple[Texts, Columns] | None:
    """Return what a file says, or None where a parser has to look.

    Parameters
    ----------
    data : bytes
    image_fields : tuple of str
        Paths of the texts wanted of the image.

    Returns
    -------
    image : tuple of str
        The texts of the image; empty where there is none.
    objects : list of list of str
        Names, the attributes and the corners xmin, ymin, xmax, ymax: a list each, one text an object.
    """
    text = _text(data)
    if text is None:
        return None
    for order, objects in _OBJECTS:
        pieces = objects.split(text)
        head, *gaps = pieces[:: _GROUPS + 1]
        if gaps and not "".join(gaps).strip().removesuffix(_END):
            image = _image(head + _END, image_fields)
            return None if image is None else (image, _columns(pieces, order))
    image = _image(text, image_fields) if "<object" not in text else None
    return None if image is None else (image, [[] for _ in range(_GROUPS)])


def _columns(pieces: list[str], order: Texts) -> Columns:
    names, *others = (pieces[place :: _GROUPS + 1] for place in range(1, _GROUPS + 1))
    attributes = [[text or "" for text in column] for column in others[: len(ATTRIBUTES)]]
    corners = dict(zip(order, others[len(ATTRIBUTES) :], strict=True))
    return [names, *attributes, *(corners[corner] for corner in _ORDERS[0])]


def _text(data: bytes) -> str | None:
    """Return the text of a file that needs no parser, else None."""
    if b"&" in data or b"<!" in data or len(data.translate(None, _CONTROLS)) < len(data):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text


def _image(text: str, fields: Texts) -> Texts | None:
    """Return texts of a well-formed text without objects, or None."""
    pieces = text.replace(">", "<").split("<")
    tags, texts = pieces[1::2], pieces[2::2]
    if len(tags) > _MOST_TAGS or len(tags) != len(texts) or pieces[0].strip():
        return None
    places = _places(tuple(tags), fields)
    return None if places is None else tuple(["" if at < 0 else texts[at].strip() for at in places])


@lru_cache(maxsize=1024)
def _places(tags: Texts, fields: Texts) -> tuple[int, ...] | None:
    """Return which tag each wanted text follows (-1 for none), or None where the tags are not well formed.

    Files of one tool have the same tags: each order of them is looked at once.
    """
    found = dict.fromkeys(fields, -1)
    path: list[str] = []
    for place, tag in enumerate(tags):
        if not re.fullmatch(r"/?\w+", tag) or (not path and place):
            return None
        if not tag.startswith("/"):
            path.append(tag)
            if found.get("/".join(path[1:])) == -1:
                found["/".join(path[1:])] = place
        elif not path or path.pop() != tag[1:]:
            return None
    return None if path or tags[:1] != ("annotation",) else tuple(found.values())
