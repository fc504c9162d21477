"""What a comparison says, in words."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import shorten
from insight_widgets.stats.distance import LARGE, LITTLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Row = Mapping[str, Any]

SPLITS = {"train": "train", "val": "validation", "test": "test"}

NAMED, NAME_LENGTH = 3, 40

TIMES, TO, BOUNDLESS = "\N{MULTIPLICATION SIGN}", "\N{EN DASH}", "\N{INFINITY}"

GROSS = 10.0
"""Where a middle class could differ more than so many times without being found, no number is told."""


def comparison_sentence(found: Mapping[str, Any]) -> dict[str, str]:
    """Return what a comparison says of the classes and the distributions: a number, and how it goes on."""
    differing = [row for row in found["classes"] if row["differs"]]
    binned = [one for one in found["distributions"] if any(row["differs"] for row in one["bins"])]
    sentences = [_classes_sentence(differing, found)]
    if binned:
        sentences.append(_binned_sentence(binned))
    if not differing and not binned:
        sentences.append(_precision(found))
    number = f"{len(differing):,} of {found['tested']:,}"
    return {"number": number, "text": " ".join(filter(None, sentences))}


def _classes_sentence(differing: Sequence[Row], found: Mapping[str, Any]) -> str:
    other = SPLITS[found["split"]]
    differ = (
        f"{'class' if found['tested'] == 1 else 'classes'} {'differs' if len(differing) == 1 else 'differ'}"
    )
    told = f": {_ratios(differing, other)}" if differing else ""
    return f"{differ} between train and {other} by more than chance{told}."


def _ratios(rows: Sequence[Row], other: str) -> str:
    """Return the first rows with their ratios, and the number of the others."""
    told = [f"{shorten(row['name'], NAME_LENGTH)} ({ratio_sentence(row, other)})" for row in rows[:NAMED]]
    more = [f"{len(rows) - NAMED:,} more"] if len(rows) > NAMED else []
    return _joined([*told, *more])


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _binned_sentence(binned: Sequence[Mapping[str, Any]]) -> str:
    names = [title_of(one) for one in binned]
    told = [*names[:NAMED], *([f"{len(names) - NAMED:,} more"] if len(names) > NAMED else [])]
    listed = _joined(told)
    return f"{listed[0].upper()}{listed[1:]} {'differs' if len(names) == 1 else 'differ'} as well."


def title_of(found: Mapping[str, Any]) -> str:
    """Return the title of a distribution, within a sentence; that of a class names it."""
    title: str = found["title"][0].lower() + found["title"][1:]
    return f"{title} of {shorten(found['class'], NAME_LENGTH)}" if "class" in found else title


def ratio_sentence(row: Row, other: str) -> str:
    """Return how often a row is in the other split, by what train suggests."""
    if row["ratio"] is None:
        return "no image in either"
    value, low, high = row["ratio"]
    if value is None:
        return f"only in {other}"
    if value == 0:
        return "only in train"
    return f"{other} has {ratio_text([value, low, high])} of what train suggests"


def ratio_text(ratio: Sequence[float | None]) -> str:
    """Return a ratio with its interval in brackets, as in ``0.40x [0.21-0.75]``, with proper signs."""
    value, low, high = (times(number) for number in ratio)
    return f"{value}{TIMES} [{low}{TO}{high}]"


def times(number: float | None) -> str:
    """Return how many times, to two digits; None is without bound."""
    if number is None:
        return BOUNDLESS
    if number == 0:
        return "0"
    return f"{number:,.0f}" if number >= 9.95 else f"{number:.1f}" if number >= 0.995 else f"{number:.2f}"  # noqa: PLR2004


def _precision(found: Mapping[str, Any]) -> str:
    """Return how large a difference could have been seen: the interval of a middle class."""
    bounds = [row["ratio"] for row in found["classes"] if row["ratio"] and row["ratio"][0]]
    reach = [(high / low) ** 0.5 for _, low, high in bounds if low and high]
    if not reach:
        return ""
    middle = median(reach)
    if middle > GROSS:
        return "Most classes have too few images to tell any but the grossest difference."
    return f"Of a typical class a difference under {times(middle)}{TIMES} would go unseen."


def change_words(found: Mapping[str, Any]) -> str:
    """Return how large the change of a distribution is, by its stability index, and if chance made it."""
    if found["psi"] is None:
        return "nothing to compare"
    if found["psi"] < LITTLE:
        return "little change"
    size = "moderate change" if found["psi"] < LARGE else "large change"
    return size if any(row["differs"] for row in found["bins"]) else f"{size}, maybe by chance"


def distribution_text(found: Mapping[str, Any], split: str) -> str:
    """Return what is said of a distribution: which bins differ, and how far it lies apart as a whole."""
    if found["psi"] is None:
        return "one of the splits has nothing to compare."
    numbers = f"PSI {found['psi']:.2f}, Jensen-Shannon distance {found['js']:.2f}"
    return f"{_bins_text(found, split)}; as a whole {change_words(found)} ({numbers})."


def _bins_text(found: Mapping[str, Any], split: str) -> str:
    differing = [row for row in found["bins"] if row["differs"]]
    if not differing:
        return "no bin differs by more than chance alone would"
    surest = min(differing, key=lambda row: row["q"])
    verb = "differs" if len(differing) == 1 else "differ"
    named = f"{surest['name']}: {ratio_sentence(surest, SPLITS[split])}"
    return f"{len(differing)} of {len(found['bins'])} bins {verb} by more than chance ({named})"


def forest_columns(split: str) -> list[str]:
    """Return the headings of the classes that differ."""
    return ["Class", "Train", SPLITS[split].capitalize(), "Ratio, 95 % interval"]
