"""A statistic of the document as rows: what charts, tables and descriptions of it are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.export.excerpt import ROWS, excerpt
from insight_widgets.export.names import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts by row and split.

    Attributes
    ----------
    names : list of str
        Names of the rows, fit to be shown.
    counts : mapping of str to list of int
        One count a row, by split.
    totals : mapping of str to int
        What percents are of, by split.
    gap : list of str
        A line about the rows left out, or nothing.
    """

    names: list[str]
    counts: Mapping[str, list[int]]
    totals: Mapping[str, int]
    gap: list[str]

    @property
    def most(self) -> float:
        """The largest share of all, 0 to 1."""
        shares = [
            max(counts, default=0) / self.totals[split]
            for split, counts in self.counts.items()
            if self.totals[split]
        ]
        return max(shares, default=0.0)


def by_class(document: Document, statistic: str, most: int = ROWS) -> Distribution:
    """Return a statistic by class, in the order of the summary; at most so many classes."""
    counts = document["statistics"][statistic]
    place = {name: index for index, name in enumerate(document["classes"])}
    found = excerpt([row["name"] for row in document["summary"]["classes"]], most)
    totals = {
        split: size["images"] if statistic == "label_distribution" else sum(counts[split])
        for split, size in document["splits"].items()
    }
    chosen = {split: [counts[split][place[name]] for name in found.first] for split in totals}
    return Distribution([shown(name) for name in found.first], chosen, totals, found.gap)


def by_bin(document: Document, statistic: str) -> Distribution:
    """Return a statistic by bin, over all classes."""
    found = document["statistics"][statistic]
    return _binned(found["bins"], {split: found[split] for split in document["splits"]})


def mask_areas(document: Document, name: str) -> Distribution:
    """Return the mask areas of one class by bin, up to the last bin that is used."""
    found = document["statistics"]["mask_area"]
    counts = found["by_class"][name]
    used = max((index for of in counts.values() for index, count in enumerate(of) if count), default=0) + 1
    return _binned(found["bins"][:used], {split: of[:used] for split, of in counts.items()})


def _binned(bins: Sequence[str], counts: Mapping[str, list[int]]) -> Distribution:
    return Distribution(list(bins), counts, {split: sum(of) for split, of in counts.items()}, [])
