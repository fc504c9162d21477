"""What a check of limits says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.export.names import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ["Limit", "Wanted", "Found", "", "Where"]
NOT_MEASURED = "not to be measured here"
HOLDS, BROKEN = "holds", "BROKEN"
NO_LIMITS = "No limits were given: no serious class and no problem are wanted."
NAMED = 5
WORSE, MORE, GONE = "worse verdicts", "more problems", "classes gone"


def outcome(broken: int, limits: int) -> str:
    """Return how many limits are broken."""
    return f"{broken} of {limits} limits broken" if broken else f"all {limits} limits hold"


def found_text(limit: str, wanted: str, found: str, where: str) -> str:
    """Return what was wanted and what was found."""
    return f"{limit}: {wanted} wanted, {found} found{f': {where}' if where else ''}"


def named(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(shown(name) for name in names[:NAMED]) + more


def in_split(what: str, split: str) -> str:
    """Return what is meant, and of which split."""
    return f"{what} in {split}"


def counted_in(code: str, split: str, count: int) -> str:
    """Return how often there is a problem in a split."""
    return f"{code} in {split} {count:,}"


def rose(code: str, split: str, before: int, after: int) -> str:
    """Return how often there was a problem in a split, and is."""
    return f"{code} in {split} {before:,} -> {after:,}"
