"""The headline of the Insight Summary: what it means, and what to add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.stats.balance import Balance

NAMED = 3
"""How many classes the sentence names."""


def headline_text(found: Balance, rows: Sequence[dict[str, Any]], unit: str) -> str:
    """Return what the headline means, in words that name the classes concerned."""
    serious = [row["name"] for row in rows if row["verdict"] == "serious"]
    mild = [row["name"] for row in rows if row["verdict"] == "mild"]
    added = sum(found.additions)
    more = counted(added, unit).replace(" ", " more ", 1)
    plan = f"{more} {'brings' if added == 1 else 'bring'} every class to the cutoff."
    if found.headline == "A":
        return f"Seriously under-represented: {_names(serious)}. Start there; {plan}"
    if found.headline == "B":
        return f"Mildly under-represented: {_names(mild)}. {plan}"
    if found.headline == "C":
        return "Every class is well represented. More labels of the smaller classes could still help."
    if found.headline == "D":
        return "The classes are balanced. If you add labels, add them evenly."
    return "There are no labels to judge."


def _names(names: Sequence[str]) -> str:
    """Name the last few of a list, the smallest classes, and count the others."""
    listed = ", ".join(shorten(name, 40) for name in reversed(names[-NAMED:]))
    more = len(names) - NAMED
    return f"{listed} and {more:,} more" if more > 0 else listed
