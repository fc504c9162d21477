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
    originals : tuple of str
        Of each of these images the one that it is a copy of; empty where they are no copies.
    example_images : tuple of str
        The image of each example; empty where that is not known.
    """

    code: str
    count: int
    examples: tuple[str, ...] = ()
    images: tuple[str, ...] = field(default=(), repr=False, compare=False)
    originals: tuple[str, ...] = field(default=(), repr=False, compare=False)
    example_images: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def level(self) -> str:
        """``"info"`` or ``"problem"``."""
        return "info" if self.code in INFO_CODES else "problem"


def without_images(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems that do not name their images: where no rows are kept, nobody can look at them."""
    return tuple(replace(problem, images=(), originals=(), example_images=()) for problem in problems)


class ProblemLog:
    """Collects problems while a split is read or checked."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}
        self._images: dict[str, list[str]] = {}
        self._originals: dict[str, list[str]] = {}
        self._example_images: dict[str, list[str]] = {}
        self.extend(problems)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take problems that another log has collected."""
        for problem in problems:
            self.add(
                problem.code,
                *problem.examples,
                count=problem.count,
                images=problem.images,
                originals=problem.originals,
                example_images=problem.example_images,
            )

    def add(
        self,
        code: str,
        *examples: str,
        count: int = 1,
        images: Iterable[str] = (),
        originals: Iterable[str] = (),
        example_images: Sequence[str] | None = None,
    ) -> None:
        """Count `count` more records under `code`, with examples of where, and the names of their images.

        Where every record has an image and an example, the first images are those of the examples.
        """
        if count <= 0:
            return
        placed = self._images.setdefault(code, [])
        fresh = list(islice(images, MOST_IMAGES - len(placed)))
        placed.extend(fresh)
        _extend(self._originals.setdefault(code, []), islice(originals, len(fresh)), len(placed))
        self._counts[code] = self._counts.get(code, 0) + count
        kept = self._examples.setdefault(code, [])
        kept.extend(shorten(text, 300) for text in examples[: EXAMPLES - len(kept)])
        if example_images is None:
            each = len(fresh) == count and len(examples) >= min(count, EXAMPLES)
            example_images = fresh[: len(examples)] if each else ()
        _extend(self._example_images.setdefault(code, []), example_images, len(kept))

    def add_rows(
        self,
        code: str,
        rows: Sequence[int] | NDArray[np.integer],
        describe: Callable[[int], str],
        image: Callable[[int], str] | None = None,
        original: Callable[[int], str] | None = None,
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
        original : callable, optional
            Returns the name of the image that the image of a row is a copy of.
        """
        room = EXAMPLES - len(self._examples.get(code, ()))
        told = [int(row) for row in rows[: max(room, 0)]]
        self.add(
            code,
            *map(describe, told),
            count=len(rows),
            images=() if image is None else (image(int(row)) for row in rows),
            originals=() if original is None else (original(int(row)) for row in rows),
            example_images=() if image is None else [*map(image, told)],
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what was collected, in the order first met."""
        return tuple(
            Problem(
                code,
                count,
                tuple(self._examples[code]),
                tuple(self._images[code]),
                tuple(self._originals[code]) if any(self._originals[code]) else (),
                tuple(self._example_images[code]) if any(self._example_images[code]) else (),
            )
            for code, count in self._counts.items()
        )


def _extend(names: list[str], more: Iterable[str], length: int) -> None:
    """Add names to a list, and nothing in place of those that are not known, up to a length."""
    names.extend(more)
    names.extend([""] * (length - len(names)))
    del names[length:]
