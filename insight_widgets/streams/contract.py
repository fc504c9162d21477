"""What a source of any size gives: parts that are counted one by one, wherever that is done.

A part is a small description (a file, some of its row groups) that can be sent anywhere. `Part.count` reads
what it describes and returns a `PartResult`: counts, problems and the few things that only all parts together
can decide. Results add up in any order.

What has to be decided before counting (the task, whether boxes are shares of their image) is decided by the
first part and written into a *plan*. Every part returns the *facts* that speak for or against it; if all
facts together decide otherwise, everything is counted again under the right plan, which is rare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np

from insight_widgets.problems import without_images

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    Shared = Mapping[str, Sequence[tuple[int, NDArray[np.uint64]]]]

    from insight_widgets.dataset import Task
    from insight_widgets.problems import Problem
    from insight_widgets.stats.counts import Counts


class Facts(Protocol):
    """What parts say of the whole; facts of two parts are joined by `|`."""

    def __or__(self, other: Self, /) -> Self:
        """Return what both say."""


class Plan(Protocol):
    """What is decided before counting."""

    @property
    def task(self) -> Task:
        """The task."""

    @property
    def content(self) -> bool:
        """Whether images are opened, to be compared by content."""

    @property
    def note(self) -> str:
        """What is to be said of every split, where there was a choice; else nothing."""

    def settled(self, facts: Any) -> Self:
        """Return the plan that all facts together decide; an equal one if this was right."""

    def told_apart(self) -> Self:
        """Return the plan under which images of several parts that seem one are not, if there is one."""

    def class_list(self, lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """Return the class list of the whole, given those of all parts in their order."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What makes the images of a split the same as those of another part or split.

    Attributes
    ----------
    hashes : ndarray of uint64, shape (n,)
        One an image, in order; see `streams.hashing`.
    named : bool
        Whether an equal key in another split is the same image; numbers alone are not.
    """

    hashes: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    named: bool = False


@dataclass(frozen=True, slots=True)
class Seam:
    """Rows of the first or last image of a part, which may go on in its neighbour.

    Attributes
    ----------
    rows : Any
        The rows, in the form of the source.
    key : int
        Hash of the image.
    """

    rows: Any
    key: int


@dataclass(frozen=True, slots=True)
class SplitResult:
    """What a part counts of a split.

    Attributes
    ----------
    classes : tuple of str
        The class list of `counts`.
    counts : Counts
        Of the images that are whole in the part.
    problems : tuple of Problem
    keys : Keys
        Of these images.
    first, last : Seam or None
        Images that may go on before or behind the part; the only one is `first`.
    content : ndarray of uint64, shape (n, 4), or None
        If the plan asks for it, of the images that are whole: what `content.hashing.rows_of` returns, and
        the hash of what makes the image the same elsewhere (0 where nothing does).
    """

    classes: tuple[str, ...]
    counts: Counts
    problems: tuple[Problem, ...] = ()
    keys: Keys = field(default_factory=Keys)
    first: Seam | None = None
    last: Seam | None = None
    content: NDArray[np.uint64] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", without_images(self.problems))


@dataclass(frozen=True, slots=True)
class PartResult:
    """What a part gives.

    Attributes
    ----------
    splits : mapping of str to SplitResult
    facts : Facts
    records : int
        Boxes or labels that were read, for the speed that is shown.
    told : tuple of tuple of Problem
        What was found before it was known of which split a row is, step by step: what one step has found in
        any part comes before what the next one has.
    """

    splits: Mapping[str, SplitResult]
    facts: Any
    records: int = 0
    told: tuple[tuple[Problem, ...], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", tuple(map(without_images, self.told)))


class Part(Protocol):
    """A piece of a source."""

    @property
    def name(self) -> str:
        """What the part is called in messages: its file and the place in it."""

    @property
    def split(self) -> str | None:
        """The split that it belongs to, where it is of one."""

    def count(self, plan: Any) -> PartResult:
        """Read and count the part."""


class Source(Protocol):
    """Where parts come from."""

    @property
    def title(self) -> str:
        """What the report is headed with."""

    @property
    def parts(self) -> Sequence[Part]:
        """The parts, in order."""

    @property
    def grouped(self) -> bool:
        """Whether it is known that no image lies in two parts, seams aside."""

    def files_read(self) -> Sequence[str]:
        """Return the paths or addresses of everything that is read."""

    def read_as(self) -> object:
        """Return what else decides what is read: splits, options."""

    def for_workers(self, workers: int) -> Source:
        """Return the same source in parts as large as so many workers need them, where results travel."""

    def titled(self, title: str) -> Source:
        """Return the same source under another title."""

    def first_plan(self) -> Any:
        """Return the plan that the beginning of the data suggests."""

    @property
    def key_name(self) -> str:
        """What makes an image the same as one of another split, for messages (``"file name"``)."""

    def count_rows(self, split: str, seams: Sequence[Any], plan: Any) -> PartResult:
        """Count images whose rows were in several parts."""

    def image_names(self, split: str, place: int, hashes: NDArray[np.uint64], plan: Any) -> list[str]:
        """Return the names of images of a part by their hashes."""

    def image_at(self, split: str, place: int, row: int, key: np.uint64, plan: Any) -> str:
        """Return the name of an image, by its place among those that a part counts, and by its key."""

    def gathered(
        self, plan: Any, shared: Shared, failed: Mapping[int, str]
    ) -> AbstractContextManager[Source]:
        """Return a source of the same data in which no image is counted with two parts.

        Parameters
        ----------
        shared : mapping of str to sequence of (int, ndarray of uint64)
            By split, the hashes of images that are in several parts, by part, in order.
        failed : mapping of int to str
            Parts that cannot be read, and why.
        """
