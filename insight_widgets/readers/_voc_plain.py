"""Pascal VOC files as most tools write them, read without a parser.

Objects of nothing but the usual elements in a usual order are cut out of the text by one expression; what is
left must be blank, and what stands before them well formed. Whatever differs (comments, entities, document
types, other elements in an object, another order) is left to a parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Texts = tuple[str, ...]
Columns = list[list[str]]

ATTRIBUTES = ("pose", "truncated", "difficult", "occluded")
_ORDERS = (("xmin", "ymin", "xmax", "ymax"), ("xmin", "xmax", "ymin", "ymax"))
_DECLARATION = re.compile(
    r"\s*<\?xml version=['\"]1\.0['\"](?: encoding=['\"]utf-8['\"])?\s*\?>", re.IGNORECASE
)
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_END = "</annotation>"
_BREAK = "\x1e"
"""Stands between files that are cut at once; no XML can hold it."""

_MOST_TAGS = 200


def _objects(order: Texts) -> re.Pattern[str]:
    """Return the expression of an object whose corners stand in an order."""
    name, *attributes = (rf"<{one}>([^<]*)</{one}>\s*" for one in ("name", *ATTRIBUTES))
    corners = "".join(rf"<{one}>([^<]*)</{one}>\s*" for one in order)
    optional = "".join(f"(?:{one})?" for one in attributes)
    return re.compile(rf"<object>\s*{name}{optional}<bndbox>\s*{corners}</bndbox>\s*</object>")


_OBJECTS = tuple((order, _objects(order)) for order in _ORDERS)
_GROUPS = 1 + len(ATTRIBUTES) + 4


def plain_records(
    files: Sequence[bytes], image_fields: Texts
) -> tuple[list[Texts], list[int], Columns] | None:
    """Return what files say, or None where a parser has to look at one of them.

    Parameters
    ----------
    files : sequence of bytes
        Their contents; all are cut at once, which takes much less time than one by one.
    image_fields : tuple of str
        Paths of the texts wanted of the images.

    Returns
    -------
    images : list of tuple of str
        The texts of each file's image; empty where there is none.
    counts : list of int
        How many objects each file has.
    objects : list of list of str
        Names, the attributes and the corners xmin, ymin, xmax, ymax: a list each, one text an object.
    """
    text = _text(files)
    if text is None:
        return None
    for order, objects in _OBJECTS:
        pieces = objects.split(text)
        found = _between(pieces[:: _GROUPS + 1])
        if found is not None:
            heads, counts = found
            images = [_image(head, image_fields) for head in heads]
            known = [image for image in images if image is not None]
            return (known, counts, _columns(pieces, order)) if len(known) == len(files) else None
    return None


def _between(gaps: Sequence[str]) -> tuple[list[str], list[int]] | None:
    """Return what stands before the objects of each file, and how many these are.

    `gaps` is what stands between objects, of all files; None if that is more than blanks.
    """
    heads: list[str] = []
    counts: list[int] = []
    head: str | None = None
    count = 0
    for number, gap in enumerate(gaps, start=1):
        parts = gap.split(_BREAK)
        for place, part in enumerate(parts, start=1):
            ends = place < len(parts) or number == len(gaps)
            if head is None:
                head, count, part = part, 0, _END if ends else ""  # noqa: PLW2901  (a file without objects ends)
                head = head.strip().removesuffix(_END) if ends else head
            if part.strip() != (_END if ends else ""):
                return None
            if ends:
                heads.append(head)
                counts.append(count)
                head = None
        count += 1
    return None if any("<object" in one for one in heads) else (heads, counts)


def _columns(pieces: list[str], order: Texts) -> Columns:
    names, *others = (pieces[place :: _GROUPS + 1] for place in range(1, _GROUPS + 1))
    attributes = [[text or "" for text in column] for column in others[: len(ATTRIBUTES)]]
    corners = dict(zip(order, others[len(ATTRIBUTES) :], strict=True))
    return [names, *attributes, *(corners[corner] for corner in _ORDERS[0])]


def _text(files: Sequence[bytes]) -> str | None:
    """Return the texts of files with a mark between them; None where one needs a parser."""
    data = _BREAK.encode().join(files)
    if b"&" in data or b"<!" in data or len(data.translate(None, _CONTROLS)) + len(files) - 1 < len(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _image(head: str, fields: Texts) -> Texts | None:
    """Return texts of what stands before the objects of a file, or None if that is not well formed."""
    declaration = _DECLARATION.match(head)
    pieces = head[declaration.end() if declaration else 0 :].replace(">", "<").split("<")
    tags, texts = pieces[1::2], pieces[2::2]
    if len(tags) > _MOST_TAGS or len(tags) != len(texts) or pieces[0].strip():
        return None
    places = _places(tuple(tags), fields)
    return None if places is None else tuple(["" if at < 0 else texts[at].strip() for at in places])


@lru_cache(maxsize=1024)
def _places(tags: Texts, fields: Texts) -> tuple[int, ...] | None:
    """Return which tag each wanted text follows (-1 for none), or None where the tags are not well formed.

    The outermost element is open still. Files of one tool have the same tags: each order is looked at once.
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
    return None if len(path) != 1 or tags[:1] != ("annotation",) else tuple(found.values())
