"""Problems in the data: counted with a code and a few examples, never dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from insight_widgets.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

EXAMPLES = 10
"""How many examples of a problem are kept."""

MOST_IMAGES = 100_000
"""How many images of a problem are kept."""

INFO_CODES = frozenset(
    {
        "crowd",
        "image-no-label",
        "not-an-image",
        "column-choice",
        "box-corners",
        "row-short",
        "split-made",
        "label-uncertain",
        "label-uncertain-taken",
        "label-blank",
        "region-ignored",
        "other-file",
        "shape-no-area",
        "class-made",
        "hidden-file",
        "mask-binary",
        "mask-unlisted",
        "annotation-unlisted",
        "split-none",
        "content-compared",
        "content-unread",
    }
)
"""Codes that tell something legal; all others are a fault of the data."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem within one split.

    Attributes
    ----------
    code : str
        What is wrong, for example ``"box-degenerate"``.
    count : int
        How many records (or images, or classes) it concerns.
    examples : tuple of str
        Up to ten texts that say where: file, record, field, value.
    images : tuple of str
        Names of the images that the records belong to, one a record, the first 100,000 of them: their rows
        may change until they are looked at. Records of no known image have none.
    """

    code: str
    count: int
    examples: tuple[str, ...] = ()
    images: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def level(self) -> str:
        """``"info"`` or ``"problem"``."""
        return "info" if self.code in INFO_CODES else "problem"


def without_images(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems that do not name their images: where no rows are kept, nobody can look at them."""
    return tuple(replace(problem, images=()) for problem in problems)


class ProblemLog:
    """Collects problems while a split is read or checked."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}
        self._images: dict[str, list[str]] = {}
        self.extend(problems)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take problems that another log has collected."""
        for problem in problems:
            self.add(problem.code, *problem.examples, count=problem.count, images=problem.images)

    def add(self, code: str, *examples: str, count: int = 1, images: Iterable[str] = ()) -> None:
        """Count `count` more records under `code`, with examples of where, and the names of their images."""
        if count <= 0:
            return
        placed = self._images.setdefault(code, [])
        placed.extend(islice(images, MOST_IMAGES - len(placed)))
        self._counts[code] = self._counts.get(code, 0) + count
        kept = self._examples.setdefault(code, [])
        kept.extend(shorten(text, 300) for text in examples[: EXAMPLES - len(kept)])

    def add_rows(
        self,
        code: str,
        rows: Sequence[int] | NDArray[np.integer],
        describe: Callable[[int], str],
        image: Callable[[int], str] | None = None,
    ) -> None:
        """Count all `rows` under `code`; only the first few are put into words.

        Parameters
        ----------
        code : str
        rows : sequence of int
        describe : callable
            Says where a row stands.
        image : callable, optional
            Returns the name of the image of a row.
        """
        room = EXAMPLES - len(self._examples.get(code, ()))
        images = () if image is None else (image(int(row)) for row in rows)
        self.add(code, *(describe(int(row)) for row in rows[: max(room, 0)]), count=len(rows), images=images)

    def problems(self) -> tuple[Problem, ...]:
        """Return what was collected, in the order first met."""
        return tuple(
            Problem(code, count, tuple(self._examples[code]), tuple(self._images[code]))
            for code, count in self._counts.items()
        )
