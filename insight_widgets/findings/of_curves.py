"""The finding on a training run: what its headline says, unless all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.findings.finding import Finding, Rank
from insight_widgets.texts.findings import RUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]

RANKS = {
    "nan": Rank.TRAINING_FAILS,
    "D": Rank.TRAINING_FAILS,
    "B": Rank.TRAINING_COULD_BE_BETTER,
    "C": Rank.TRAINING_COULD_BE_BETTER,
}


def of_curves(document: Document) -> Iterator[Finding]:
    """Yield what is found on the run that the headline is about."""
    headline = document.get("curves_headline")
    if not headline or headline["verdict"] not in RANKS:
        return
    verdict = headline["verdict"]
    advice = next(
        curve["advice"]
        for curve in document["curves"]
        if (curve["metric"], curve.get("run", 0)) == (headline["metric"], headline["run"])
    )
    yield Finding(RANKS[verdict], headline["text"], RUNS[verdict], "curves", advice)
