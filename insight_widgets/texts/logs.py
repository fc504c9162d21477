"""What is said of a log of training: what was repaired in it, and what was passed over."""

from __future__ import annotations

UNORDERED = "steps out of order: records were sorted"
FURTHER = "further values"


def without_step(count: int) -> str:
    """Return how many records tell no step."""
    return f"{_several(count, 'record')} without a step passed over"


def cells_without_number(column: str, count: int, first: str, place: str) -> str:
    """Return how many cells of a column are no number, and the first."""
    return f'{column}: {_several(count, "cell")} without a number passed over, such as "{first}" in {place}'


def values_without_number(name: str, count: int, first: str, place: str) -> str:
    """Return how many values of a metric are no number, and the first."""
    return f'{name}: {_several(count, "value")} without a number passed over, such as "{first}" in {place}'


def resumed(step: float, replaced: int) -> str:
    """Return that a run was taken up at a step that was there before."""
    return f"resumed at {step:g}: {replaced} earlier records from there on were replaced"


def several_runs(count: int) -> str:
    """Return that a log holds several runs."""
    return f"{count} runs in one log: the step goes back to the first"


def remarks(count: int, first: str) -> str:
    """Return how many lines are remarks, and the first."""
    return f"{_several(count, 'line')} of remarks passed over, {first}"


def short_lines(count: int) -> str:
    """Return how many lines have too few cells."""
    return f"{_several(count, 'line')} of fewer cells than the header: the others are blank"


def long_lines(count: int) -> str:
    """Return how many lines have too many cells."""
    return f"{_several(count, 'line')} of more cells than the header: those beyond were passed over"


def damaged_after(offset: int) -> str:
    """Return from which byte on a file is damaged."""
    return f"damaged after byte {offset:,}: what follows was passed over"


def lines_without_object(count: int, first: str) -> str:
    """Return how many lines are no JSON object, and what is wrong with the first."""
    return f"{_several(count, 'line')} without a JSON object passed over, {first}"


def damaged_events(count: int) -> str:
    """Return how many events are damaged."""
    return f"{_several(count, 'damaged event')} passed over"


def number_wanted(name: str, came: str) -> str:
    """Return that a value is no number."""
    return f"a number is wanted for {name}; got {came}"


def passed_over(fault: str, count: int) -> str:
    """Return how often a value was passed over, and why."""
    return f"{fault} (passed over, {count:,} times)"


def waiting(path: object, error: object) -> str:
    """Return that a log cannot be read yet."""
    return f"waiting for {path}: {error}"


def _several(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'s' * (count > 1)}"
