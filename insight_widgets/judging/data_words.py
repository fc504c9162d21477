"""What a data set has to do with its training curves: chance, and a validation that learns slowly."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

from insight_widgets.percent import fine_percent_text
from insight_widgets.texts.curves import data_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SPLITS = ("train", "val")
_ERRORS = 4.0
"""Standard errors by which shares must differ: of a thousand classes split at random none does."""

_TIMES = 1.5
"""How many times the one share must be the other."""


@dataclass(frozen=True, slots=True)
class DataWords:
    """What advice takes from the data set.

    Attributes
    ----------
    short : sequence of str
        Classes with too few labels, the smallest first.
    different : sequence of (str, str, str)
        Classes whose shares of the labels in train and in validation differ, with these shares; the most
        different first.
    """

    short: Sequence[str] = ()
    different: Sequence[tuple[str, str, str]] = ()

    def sentences(self) -> list[str]:
        """Return what is to be said; nothing where the data set is balanced and split well."""
        return data_sentences(self.short, self.different)


def data_words(document: Mapping[str, Any]) -> DataWords:
    """Return what the document of a report says of its data set; nothing where it has none."""
    summary = document.get("summary")
    if summary is None:
        return DataWords()
    short = [row["name"] for row in reversed(summary["classes"]) if row["verdict"] != "well"]
    return DataWords(short, _different(document["summaries"]))


def largest_share(document: Mapping[str, Any]) -> float | None:
    """Return how often always naming one class is right: 1 / classes in a balanced set (headline D).

    It is that of validation where there is one, for accuracy is read there; None where images have not
    one class each.
    """
    if document["task"] != "multiclass":
        return None
    summaries = document["summaries"]
    rows = summaries.get("val", document["summary"])["classes"]
    if document["summary"]["headline"] == "D":
        return 1 / len(rows)
    return max((row["share"] for row in rows), default=0.0) or None


def _different(summaries: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    if not {"train", "val"} <= set(summaries):
        return []
    train, val = ({row["name"]: row["count"] for row in summaries[split]["classes"]} for split in _SPLITS)
    totals = sum(train.values()), sum(val.values())
    if not all(totals):
        return []
    found = []
    for name, count in train.items():
        counts = count, val[name]
        if (distance := _distance(counts, totals)) > _ERRORS:
            shares = [fine_percent_text(one, total) for one, total in zip(counts, totals, strict=True)]
            found.append((distance, (name, *shares)))
    return [(told[0], told[1], told[2]) for _, told in sorted(found, key=lambda pair: -pair[0])]


def _distance(counts: tuple[int, int], totals: tuple[int, int]) -> float:
    """Return how far two shares lie apart, in standard errors; 0 where neither is 1.5 times the other."""
    low, high = sorted(count / total for count, total in zip(counts, totals, strict=True))
    if high < _TIMES * low or high == 0:
        return 0.0
    both = sum(counts) / sum(totals)
    error = hypot(*((both * (1 - both) / total) ** 0.5 for total in totals))
    return (high - low) / error if error else 0.0
