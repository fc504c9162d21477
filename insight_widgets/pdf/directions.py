"""Names that run from right to left, in sentences that run from left to right."""

from __future__ import annotations

import re

LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RUN = re.compile(f"{LETTER}(?:[^a-zA-Z.,;:()]*{LETTER})?")


def turned_back(sentence: str) -> str:
    """Return a sentence whose direction turns back behind each such name.

    Without it a number behind the name would be set before it.

    Examples
    --------
    >>> turned_back("cat 3%, \u05d0\u05d1 4%") == "cat 3%, \u05d0\u05d1" + LEFT_TO_RIGHT + " 4%"
    True
    """
    return _RUN.sub(lambda run: run.group() + LEFT_TO_RIGHT, sentence)
