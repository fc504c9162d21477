"""What is said of a plan: the rule behind it, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.counted import counted

if TYPE_CHECKING:
    from insight_widgets.stats.balance import Balance, BalanceRule
    from insight_widgets.stats.plan import Plan


def rule_text(rule: BalanceRule, budget: int | None) -> str:
    """Return by which rule a plan is made."""
    cutoff = f"The cutoff is {rule.cutoff_ratio:g} of the mean count, and rises with what is added."
    if budget is None:
        return f"{cutoff} These are the least additions after which no class is under it."
    return (
        f"{cutoff} The classes under it are lifted in turn, first the one that takes fewest images; "
        "what is lifted or well represented is kept at the cutoff as it rises."
    )


def plan_text(found: Plan, unit: str) -> str:
    """Return what a plan comes to.

    Parameters
    ----------
    found : Plan
    unit : str
        What is counted, such as ``"boxes"``.
    """
    if not sum(found.counts):
        return "There are no labels to plan with."
    if not any(found.now.additions):
        return "No class is under the cutoff: nothing has to be added."
    told = (_lifted(found, unit), _budget(found), _without_labels(found, unit), _along(found, unit))
    return " ".join(filter(None, told))


def _lifted(found: Plan, unit: str) -> str:
    images = sum(found.images)
    amount = counted(images, "images")
    if unit == "boxes":
        amount = f"{counted(sum(found.additions), unit)} in {amount}"
    verb = "brings" if amount.startswith("1 ") else "bring"
    short, after = _short(found.now), _short(found.after)
    if not after:
        return f"{amount} {verb} every class to the cutoff."
    lifted = f"{short - after:,}" if after < short else "none"
    return f"{amount} {verb} {lifted} of the {counted(short, 'classes')} under the cutoff to it."


def _short(balance: Balance) -> int:
    return sum(verdict != "well" for verdict in balance.verdicts)


def _budget(found: Plan) -> str:
    """Return what the budget lacks, and what it leaves."""
    if found.budget is None:
        return ""
    left = found.budget - sum(found.images)
    all_of_them = f"To lift all takes {counted(found.full_images, 'images')}."
    rest = f"{counted(left, 'images')} of the budget {'is' if left == 1 else 'are'} left."
    return " ".join([all_of_them] * (found.budget < found.full_images) + [rest] * (left > 0))


def _without_labels(found: Plan, unit: str) -> str:
    added = any(more and not count for more, count in zip(found.additions, found.counts, strict=True))
    if unit != "boxes" or not added:
        return ""
    return "A class without any box is taken to have one an image."


def _along(found: Plan, unit: str) -> str:
    """Return what is expected to come along, and how many classes the cutoff then overtakes."""
    along = sum(found.along)
    if not along:
        return ""
    verdicts = zip(found.after.verdicts, found.after_along.verdicts, strict=True)
    overtaken = sum(before == "well" != then for before, then in verdicts)
    told = f"An estimate: these images bring {counted(along, unit)} of other classes along"
    if not overtaken:
        return f"{told}."
    return f"{told}, which raise the cutoff above {counted(overtaken, 'classes')} again."
