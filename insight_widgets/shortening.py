"""Long names give way in their middle: names of a set often begin alike and differ at their end."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ELLIPSIS = "…"

END = 0.4
"""Share of the room of a name that its end has."""

JOINER = "\N{ZERO WIDTH JOINER}"


def cut(text: str, room: float, width: Callable[[str], float] = len) -> str:
    """Return a text whose middle gives way where it is wider than its room.

    Parameters
    ----------
    text : str
    room : float
    width : callable, optional
        How wide some letters are, in the unit of `room`; without it they are counted.

    Examples
    --------
    >>> cut("tomato___late_blight", 14), cut("elephant", 6), cut("cat", 6)
    ('tomato__…light', 'ele…nt', 'cat')
    """
    if width(text) <= room:
        return text
    letters, left = list(_with_marks(text)), room - width(ELLIPSIS)
    end = _fitting(reversed(letters), left * END, width)
    start = _fitting(letters, left - width("".join(letters[len(letters) - end :])), width)
    return "".join(letters[:start]).rstrip() + ELLIPSIS + "".join(letters[len(letters) - end :]).lstrip()


def _fitting(letters: Iterable[str], room: float, width: Callable[[str], float]) -> int:
    """Return how many of some letters find room."""
    count = 0
    for letter in letters:
        room -= width(letter)
        if room < 0:
            break
        count += 1
    return count


def _with_marks(text: str) -> Iterator[str]:
    """Yield every letter with the marks that stand on it."""
    held = ""
    for letter in text:
        joined = unicodedata.category(letter).startswith("M") or JOINER in {letter, held[-1:]}
        if held and not joined:
            yield held
            held = ""
        held += letter
    if held:
        yield held
