"""One Pascal VOC file: its image and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.readers._voc_plain import ATTRIBUTES, Columns, Texts, plain_records
from insight_widgets.readers._xml import XmlError, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

IMAGE_FIELDS = ("filename", "size/width", "size/height")
_FIELDS = ("name", *ATTRIBUTES, *(f"bndbox/{corner}" for corner in ("xmin", "ymin", "xmax", "ymax")))


def voc_record(data: bytes) -> tuple[Texts, Columns]:
    """Return what a file says, as written; an empty text where nothing is.

    Returns
    -------
    image : tuple of str
        File name, width and height.
    objects : list of list of str
        Names, the attributes and the corners xmin, ymin, xmax, ymax: a list each, one text an object.

    Raises
    ------
    XmlError
        It is no XML, or of another kind; the message says where.
    """
    plain = plain_records([data], IMAGE_FIELDS)
    return parsed_record(parse_xml(data)) if plain is None else (plain[0][0], plain[2])


def parsed_record(root: Element) -> tuple[Texts, Columns]:
    """Return what a parsed file says; see `voc_record`.

    Raises
    ------
    XmlError
        The outermost element is another one.
    """
    if root.tag != "annotation":
        raise XmlError(f"an element annotation is wanted; got {root.tag}")
    objects = list(root.iterfind("object"))
    return tuple(_text(root, path) for path in IMAGE_FIELDS), [
        [_text(one, path) for one in objects] for path in _FIELDS
    ]


def _text(parent: Element, path: str) -> str:
    return (parent.findtext(path) or "").strip()
