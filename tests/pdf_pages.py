"""Reading PDF files in tests: pages, words, links, fonts."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

pypdfium2 = pytest.importorskip("pypdfium2")
pytest.importorskip("typst")
pytest.importorskip("justmytype_western_core")
raw = pypdfium2.raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np

FIRST = 2
"""Pages before the first that is numbered: cover and index."""


@dataclass(frozen=True)
class Link:
    """A link of a page: its words, and the number of the page it goes to."""

    words: str
    goal: int


class Pages:
    """The pages of a PDF."""

    def __init__(self, path: Path) -> None:
        self.document = pypdfium2.PdfDocument(str(path))
        self.texts = [page.get_textpage().get_text_range() for page in self.document]

    @property
    def text(self) -> str:
        """All words, line ends as blanks."""
        return " ".join(" ".join(self.texts).split())

    def words(self, place: int) -> str:
        return " ".join(self.texts[place].split())

    def size(self) -> tuple[int, int]:
        """Width and height in points."""
        width, height = self.document[0].get_size()
        return round(width), round(height)

    def outline(self) -> list[tuple[str, int]]:
        """The bookmarks, each with the number of its page."""
        return [(one.get_title(), one.get_dest().get_index()) for one in self.document.get_toc()]

    def outside(self, margin: float = 20) -> list[str]:
        """Letters that lie outside the page or nearer to its edge than `margin`, in points; by page."""
        return [text for page in self.document for text in _outside(page, margin)]

    def links(self, place: int) -> list[Link]:
        return list(_links(self.document, self.document[place]))

    def fonts(self) -> dict[str, bool]:
        """The fonts, and whether each is embedded."""
        found: dict[str, bool] = {}
        for page in self.document:
            for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(one)
                name = ctypes.create_string_buffer(200)
                raw.FPDFFont_GetBaseFontName(font, name, 200)
                found[name.value.decode()] = raw.FPDFFont_GetIsEmbedded(font) == 1
        return found

    def pixels(self, place: int) -> np.ndarray:
        """A page as an array (height, width, 3), at a pixel a point."""
        return self.document[place].render(scale=1).to_numpy()


def _outside(page: pypdfium2.PdfPage, margin: float) -> Iterator[str]:
    width, height = page.get_size()
    text = page.get_textpage()
    for place in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(place)
        if left < margin or right > width - margin or bottom < margin or top > height - margin:
            yield text.get_text_range(place, 1)


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[Link]:
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    text = page.get_textpage()
    while raw.FPDFLink_Enumerate(page, position, link):
        box = raw.FS_RECTF()
        raw.FPDFLink_GetAnnotRect(link, box)
        words = text.get_text_bounded(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
        goal = raw.FPDFDest_GetDestPageIndex(document, raw.FPDFLink_GetDest(document, link))
        yield Link(" ".join(words.split()), goal)
