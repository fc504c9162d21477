"""The fonts of the PDF: those of the extra, then those of the machine for letters that the extra lacks."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import InsightError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BASE = "justmytype_western_core"
PACKS = {
    BASE: "fonts",
    "fontpkg_almarai": "files",
    "justmytype_intl_rtl": "fonts",
    "justmytype_intl_south_asia": "fonts",
    "justmytype_intl_sea": "fonts",
    "justmytype_intl_cjk": "fonts",
}
"""Packages whose fonts are taken, and the folder in each; all are under the SIL Open Font License 1.1."""

FIRST = "Noto Sans"
PLAIN_ARABIC, ARABIC = "Almarai", range(0x600, 0x780)
"""Each of its letters is one glyph. Noto Sans Arabic puts dots on bare letters, which readers copy twice."""

KANA, HANGUL = range(0x3041, 0x3100), range(0xAC00, 0xD7A4)
"""Han letters are drawn as the script beside them has them: as in Japan with kana, in Korea with hangul."""

USUAL_WEIGHT = 400
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
VARIATIONS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Fonts:
    """What a text is set in.

    Attributes
    ----------
    families : tuple of str
        In the order in which they are tried.
    lacking : tuple of str
        Letters that none of them has, in the order of their codes.
    found : typst.Fonts
        Where they lie.
    """

    families: tuple[str, ...]
    lacking: tuple[str, ...]
    found: Any


def fonts_for(text: str) -> Fonts:
    """Return the fonts that a text needs; those of the machine only where the extra lacks a letter.

    Raises
    ------
    InsightError
        Typst or the fonts are not installed.
    """
    if find_spec("typst") is None or find_spec(BASE) is None:
        raise InsightError(
            'a PDF is set with Typst and the Noto fonts; install them: pip install "insight-widgets[pdf]"'
        )
    wanted = {letter for letter in set(text) if _is_seen(letter)}
    own = _extra()
    families, lacking = _covering(_in_order(own, wanted), wanted)
    if not lacking:
        return Fonts(tuple(families), (), own)
    every = _machine()
    more, lacking = _covering(_in_order(every, lacking), lacking)
    families = list(dict.fromkeys([*families, *more]))
    return Fonts(tuple(families), tuple(sorted(lacking)), every if more else own)


def _covering(files: Sequence[tuple[str, str, int]], wanted: set[str]) -> tuple[list[str], set[str]]:
    """Return the families that have wanted letters, and the letters that none has."""
    families, left = [], {ord(letter) for letter in wanted}
    for family, path, index in files:
        covered = left & _letters_of(path, index)
        if covered or family == FIRST:
            families.append(family)
            left -= covered
        if not left:
            break
    return families, {chr(code) for code in left}


def _extra() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*map(str, _folders())]
    )


def _machine() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[*map(str, _folders())]
    )


def _folders() -> Iterator[Path]:
    for pack, folder in PACKS.items():
        spec = find_spec(pack)
        if spec and spec.origin:
            yield Path(spec.origin).parent / folder


def _in_order(found: Any, wanted: set[str]) -> list[tuple[str, str, int]]:
    """Return a file of each family: Noto Sans, what is made after it, then the others by name."""
    files: dict[str, tuple[int, str, int]] = {}
    for font in found.fonts():
        if font.path and font.style == "normal":
            regular = (abs(font.weight - USUAL_WEIGHT), font.path, font.index)
            files[font.family] = min(files.get(font.family, regular), regular)
    codes = {ord(letter) for letter in wanted}
    places = dict.fromkeys(_east_asian(codes), 3) | {FIRST: 0}
    if PLAIN_ARABIC in files and codes & set(ARABIC) <= _letters_of(*files[PLAIN_ARABIC][1:]):
        places[PLAIN_ARABIC] = 1
    order = list(places)

    def place(family: str) -> tuple[int, int, str]:
        usual = 2 if family.startswith(FIRST) else 9
        return places.get(family, usual), order.index(family) if family in order else 0, family

    return [(family, *files[family][1:]) for family in sorted(files, key=place)]


def _east_asian(codes: set[int]) -> list[str]:
    """Return the families with Han letters, first the one of the script that the text has beside them."""
    first = ["JP"] if codes & set(KANA) else ["KR"] if codes & set(HANGUL) else []
    return [f"{FIRST} {script}" for script in dict.fromkeys([*first, "SC", "TC", "JP", "KR"])]


@cache
def _letters_of(path: str, index: int) -> frozenset[int]:
    """Return the codes of the letters that a font has; none where the file cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True, fontNumber=index) as font:
            return frozenset(font.getBestCmap() or {})
    except (OSError, TTLibError):
        return frozenset()


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in UNSEEN and ord(letter) not in VARIATIONS
