"""What the runs of one or several logs are called."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from insight_widgets.texts.curves import run_text

if TYPE_CHECKING:
    from collections.abc import Sequence


def run_names(sources: Sequence[str]) -> list[str]:
    """Return names of runs: where they were read from, less the folders and the file that all share.

    Examples
    --------
    >>> run_names(["runs/a/results.csv", "runs/b/results.csv"]), run_names(["log.csv", "log.csv"])
    (['a', 'b'], ['run 0', 'run 1'])
    """
    parts = [source.replace("\\", "/").split("/") for source in sources]
    if len(parts) == 1:
        return [parts[0][-1]]
    heads = _shared(parts)
    tails = _shared([one[heads:][::-1] for one in parts])
    names = ["/".join(one[heads : len(one) - tails]) for one in parts]
    if len(set(names)) == len(names) and all(names):
        return names
    return [run_text(number) for number in range(len(sources))]


def _shared(parts: Sequence[Sequence[str]]) -> int:
    """Return how many parts, from the first, all have."""
    return sum(1 for _ in takewhile(lambda of: len(set(of)) == 1, zip(*parts, strict=False)))
