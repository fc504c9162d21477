"""Words of the PDF: its sections, what is left out, the rules of verdicts."""

from __future__ import annotations

SECTIONS = {
    "summary": "Insight Summary",
    "curves": "Training Curves",
    "figures": "Data Statistics: Figures",
    "tables": "Data Statistics: Tables",
    "comparison": "Train against validation",
    "problems": "Problems",
    "rules": "How verdicts are made",
}

BY_CLASS = "Verdict and plan by class"
IN_TABLES = "The verdict on every class stands in the tables."
NONE_LEFT_OUT = "splits in which a class has none are left out"
NO_PROBLEM = "No problem was found in the data."


def moments_title(statistic: str) -> str:
    """Return the heading above mean, deviation and quantiles of a statistic."""
    return f"{statistic}: mean and spread"


def left_out_text(left_out: int, longest: int, shortest: int) -> str:
    """Return how many classes a table leaves out, and where they are."""
    return (
        f"{left_out:,} classes between the {longest:,} longest and the {shortest:,} shortest are left out "
        "here; all of them stand in the tables that report.to_csv(folder) writes."
    )


def lacking_text(named: str, more: int) -> str:
    """Return what is said of letters that stand as boxes."""
    rest = f" and {more:,} more" if more else ""
    return f"Letters that no font at hand has stand as boxes: {named}{rest}."


BALANCE = {
    "cutoff_ratio": "Cutoff, as a share of the mean count of a class.",
    "serious_ratio": "Border between mild and serious, as a share of the cutoff.",
    "even_tolerance": "How far a class may lie from the mean, as a share of it, in a balanced set.",
}

CURVES = {
    "least_rise": "Least rise that counts, as a share of what was learnt (start to smoothed minimum).",
    "least_fall": "Least fall that counts, as a share of the starting level.",
    "slow_share": "Validation is slow if its fall is less than this share of train's.",
    "beyond_noise": "Standard errors by which a change must exceed the noise.",
    "most_nonfinite": "Share of points that are no number from which on a curve counts as lost.",
    "warm_up": "Share of the points, from the first, in which those that are no number are passed over.",
    "fewest": "Points without which nothing is told.",
    "few": "Points under which confidence is at most a half.",
}


CASES = (
    ("A", "fine", "The losses fall. Where validation is level while train falls on, it is said since when."),
    (
        "B",
        "a loss rises",
        "Validation rises while train does not (overfitting, since a step), or train rises.",
    ),
    (
        "C",
        "validation learns slowly",
        "Over the run it fell by less than a third of train's fall, and the gap grew.",
    ),
    ("D", "not learning", "Train neither fell nor rose since the start."),
    ("nan", "not a number", "The loss ends in values that are no number, or has many of them."),
    ("short", "not enough steps", "Too few points to tell."),
)
"""The verdicts on a loss."""

CASES_HEAD = ("Verdict", "", "What is seen")
THRESHOLDS_HEAD = ("Threshold", "Value", "Meaning")

RULES = {"classes": "Classes", "losses": "Losses", "splits": "Splits"}
"""What the rules are of."""
