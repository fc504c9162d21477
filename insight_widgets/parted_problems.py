"""What was found while reading, dealt to the splits that one split is parted into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.problems import ProblemLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.problems import Problem


def part_problems(
    problems: Iterable[Problem], names: NDArray[np.object_], members: Mapping[str, NDArray[np.bool_]]
) -> dict[str, tuple[Problem, ...]]:
    """Return problems by the part that their images went to.

    Parameters
    ----------
    problems : iterable of Problem
    names : ndarray of object, shape (images,)
    members : mapping of str to ndarray of bool, shape (images,)
        Which images each part has. What names no image of these stays with the first.
    """
    logs = {part: ProblemLog() for part in members}
    found = list(problems)
    rows = _rows(found, names)
    for problem in found:
        _deal(problem, rows, members, logs)
    return {part: log.problems() for part, log in logs.items()}


def _rows(problems: Iterable[Problem], names: NDArray[np.object_]) -> dict[str, int]:
    """Return the rows of the images that problems name."""
    named = {name for problem in problems for name in problem.images}
    return {name: row for row, name in enumerate(names.tolist()) if name in named} if named else {}


def _deal(
    problem: Problem,
    rows: Mapping[str, int],
    members: Mapping[str, NDArray[np.bool_]],
    logs: Mapping[str, ProblemLog],
) -> None:
    placed = [rows.get(name) for name in problem.images]
    first = next(iter(members))
    left = problem.count - sum(
        row is not None and any(chosen[row] for chosen in members.values()) for row in placed
    )
    for part, chosen in members.items():
        own = [place for place, row in enumerate(placed) if row is not None and chosen[row]]
        rest = left if part == first else 0
        examples = _examples(problem, rows, chosen, without_image=part == first and left > 0)
        logs[part].add(
            problem.code,
            *(text for text, _ in examples),
            count=len(own) + rest,
            images=[problem.images[place] for place in own],
            originals=[problem.originals[place] for place in own] if problem.originals else (),
            example_images=[name for _, name in examples],
        )


def _examples(
    problem: Problem, rows: Mapping[str, int], chosen: NDArray[np.bool_], *, without_image: bool
) -> list[tuple[str, str]]:
    """Return the examples of a part with their images; where none is known to be of it, all that may be."""
    images = problem.example_images or ("",) * len(problem.examples)
    told = list(zip(problem.examples, images, strict=True))
    own = [one for one in told if one[1] in rows and chosen[rows[one[1]]]]
    others = [one for one in told if one[1] not in rows]
    return [*own, *others] if without_image or not own else own
