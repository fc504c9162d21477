"""XML from strangers: no entities, no document types that declare any, nothing fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLAIN = re.compile(
    rb"\s*(?:<\?xml[^>]*?encoding\s*=\s*[\"'](?:utf-8|us-ascii|ascii|iso-8859-1)[\"'])", re.IGNORECASE
)
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding", re.IGNORECASE)
_EAST_ASIAN = re.compile(
    rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']"
    rb"(gb2312|gbk|gb18030|big5|shift[_-]jis|euc-jp|euc-kr)[\"'][^>]*?\?>",
    re.IGNORECASE,
)


class XmlError(ValueError):
    """XML that is damaged or refused; says why and where."""


def parse_xml(data: bytes) -> Element:
    """Return the root of a small XML text.

    Raises
    ------
    XmlError
        It is damaged, or declares entities; the message has line and column.
    """
    data = _in_utf8(data)
    try:
        return ET.fromstring(data) if _is_harmless(data) else _parse_guarded(data)  # noqa: S314
    except ET.ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise XmlError(f"line {line}, column {column + 1}: well-formed XML is wanted; {reason}") from None
    except (ValueError, LookupError, RecursionError) as error:
        raise XmlError(f"well-formed XML is wanted; {error}") from None


def _in_utf8(data: bytes) -> bytes:
    """Return a text in UTF-8, if it is in one of East Asia's encodings, which the parser does not know."""
    declared = _EAST_ASIAN.match(data)
    if declared is None:
        return data
    try:
        return data[declared.end() :].decode(declared[1].decode()).encode()
    except UnicodeDecodeError as error:
        raise XmlError(f"not {declared[1].decode()} text at byte {declared.end() + error.start}") from None


def _is_harmless(data: bytes) -> bool:
    """Whether a text cannot declare entities: no document type, and no encoding that could hide one."""
    if b"<!DOCTYPE" in data or b"\0" in data:
        return False
    return not _DECLARED.match(data) or bool(_PLAIN.match(data.removeprefix(b"\xef\xbb\xbf")))


def _parse_guarded(data: bytes) -> Element:
    """Parse with a parser that refuses entities, which is slower."""
    import defusedxml
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_entities=True, forbid_external=True)
    except defusedxml.DefusedXmlException as error:
        raise XmlError(
            f"entities and references to other files are refused; {type(error).__name__}"
        ) from None
    return root
