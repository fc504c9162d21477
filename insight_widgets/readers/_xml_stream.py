"""Large XML files from strangers, piece by piece: entities are refused, nesting is bounded."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree.ElementTree import ParseError, XMLPullParser
from xml.parsers import expat

from insight_widgets.progress import byte_bar
from insight_widgets.readers._xml import XmlError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO
    from xml.etree.ElementTree import Element

BLOCK = 2**16
"""Bytes that are parsed at a time."""

DEEPEST = 100
"""Elements within each other."""


def first_tags(data: bytes) -> list[str]:
    """Return the tags at the start of a text, as far as it is XML."""
    tags: list[str] = []
    with suppress(expat.ExpatError, ValueError, LookupError):
        _guard(tags).Parse(data, False)  # noqa: FBT003  (positional only)
    return tags


def children(path: Path, root: str, *, show: bool = True) -> Iterator[Element]:
    """Pass the elements right below the outermost one; each is forgotten once the next is asked for.

    Parameters
    ----------
    path : Path
    root : str
        Tag of the outermost element.
    show : bool
        Whether a progress bar is shown.

    Raises
    ------
    XmlError
        The file is damaged (after what stands before the damage), declares entities, or cannot be read.
    """
    try:
        with path.open("rb") as stream, byte_bar("Reading XML", path.stat().st_size, show=show) as bar:
            yield from _below(root, _events(stream, bar))
    except OSError as error:
        raise XmlError(f"cannot be read: {error.strerror or error}") from None


def _below(root: str, events: Iterable[tuple[str, Any]]) -> Iterator[Element]:
    inside: list[Element] = []
    for event, element in events:
        if event == "start":
            inside.append(element)
            if inside[0].tag != root:
                raise XmlError(f"an element {root} is wanted; got {inside[0].tag}")
            if len(inside) > DEEPEST:
                raise XmlError(f"elements are nested more than {DEEPEST} deep")
            continue
        inside.pop()
        if len(inside) == 1:
            yield element
            inside[0].clear()


def _events(stream: BinaryIO, bar: Any) -> Iterator[tuple[str, Any]]:
    """Pass the starts and ends of elements.

    Entities can be declared before the first element only: up to there a parser that refuses them goes ahead
    of the one that makes elements.
    """
    tags: list[str] = []
    guard = _guard(tags)
    parser: Any = XMLPullParser(("start", "end"))
    try:
        while block := stream.read(BLOCK):
            if not tags:
                guard.Parse(block, False)  # noqa: FBT003
            parser.feed(block)
            yield from parser.read_events()
            bar.update(len(block))
        parser.close()
        yield from parser.read_events()
    except (ParseError, expat.ExpatError) as error:
        raise _told(error) from None
    except LookupError as error:
        raise XmlError(f"well-formed XML is wanted; {error}") from None


def _guard(tags: list[str]) -> expat.XMLParserType:
    """Return a parser that takes down the tags it meets and refuses entities."""

    def refuse(*_: object) -> NoReturn:
        raise XmlError("entities are refused; a file without a document type is wanted")

    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, _: tags.append(tag)
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def _told(error: ParseError | expat.ExpatError) -> XmlError:
    line, column = error.position if isinstance(error, ParseError) else (error.lineno, error.offset)
    reason = expat.errors.messages.get(error.code, "damaged")
    return XmlError(f"line {line}, column {column + 1}: well-formed XML is wanted; {reason}")
