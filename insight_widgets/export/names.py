"""Names from data sets, made fit to be shown: they are text of any script, length and intent."""

from __future__ import annotations

import re
import unicodedata

from insight_widgets.errors import visible
from insight_widgets.shortening import cut

LENGTH = 60
"""Characters of a name that are shown."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_BLANKS = re.compile(r"\s+")
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters: terminals obey them, XML forbids them
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what follows
    "\u2028\u2029"
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)


def clean(text: object) -> str:
    """Return one line of text without characters that act on what stands around them."""
    return _UNFIT.sub(REPLACEMENT, _BLANKS.sub(" ", str(text)))


def shown(name: object, length: int = LENGTH) -> str:
    """Return a name as it is shown: clean, and `length` characters long at most.

    Examples
    --------
    >>> shown("street_light_left", 12), shown("street_light_right", 12)
    ('street_…left', 'street_…ight')
    """
    text = str(name)
    if len(text) > 8 * length:
        text = text[: 4 * length] + text[-4 * length :]
    return cut(visible(clean(text).strip()), length)


def letters(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide letters two, combining ones none."""
    return sum(map(_columns_of, text))


def fit(text: str, width: int) -> str:
    """Return a text whose middle gives way where it takes more than `width` columns of a terminal.

    Examples
    --------
    >>> fit("elephant", 6), fit("大熊猫和狗", 6), fit("cat", 6)
    ('ele…nt', '大…狗', 'cat')
    """
    return cut(text, width, letters)


def is_right_to_left(text: str) -> bool:
    """Whether a text has letters that run from right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text)


def _columns_of(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
