"""Parts of sets that have files of whole images: a run of files each."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

import numpy as np

from insight_widgets.errors import DataError
from insight_widgets.naming import natural_order, union_of_classes
from insight_widgets.parting import part as parted
from insight_widgets.problems import ProblemLog
from insight_widgets.streams.content import content_of_part
from insight_widgets.streams.contract import Keys, PartResult, SplitResult
from insight_widgets.streams.counted import counted
from insight_widgets.streams.hashing import hash_texts
from insight_widgets.texts.copies import in_earlier_file
from insight_widgets.texts.where import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.contract import Shared, Source

    Facts = frozenset[str]

Item = TypeVar("Item")

IMAGES = 2000
"""Images of a part, where each has a file of its own."""


def runs(files: Sequence[Item], size: int | None = None) -> Iterator[tuple[int, tuple[Item, ...]]]:
    """Yield files in runs, one a part, with the place of the first; one run without any if there is none."""
    length = size or IMAGES
    for start in range(0, max(len(files), 1), length):
        yield start, tuple(files[start : start + length])


@dataclass(frozen=True, slots=True)
class ReadPart:
    """What was read of a part.

    Attributes
    ----------
    splits : mapping of str to Split
    classes : tuple of str
    facts : frozenset of str
        What the part says of the whole, in words of its format.
    """

    splits: Mapping[str, Split]
    classes: tuple[str, ...]
    facts: Facts = frozenset()


@dataclass(frozen=True)
class FilePlan:
    """How files are read.

    Attributes
    ----------
    task : Task
    options : ReadOptions
    as_found : bool
        Whether classes of several lists stand in the order they were met, rather than sorted.
    content : bool
        Whether images are opened, to be compared by content.
    note : str
        What is to be said of every split, where there was a choice.
    """

    task: Task
    options: ReadOptions
    as_found: bool = False
    content: bool = False
    note: str = ""

    def settled(self, facts: Facts) -> Self:  # noqa: ARG002  (formats have more to say)
        """Return the plan that all facts together decide."""
        return self

    def told_apart(self) -> Self:
        """Return the plan under which images of several parts that seem one are not, if there is one."""
        return self

    def class_list(self, lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """Return the class list of the whole."""
        distinct = list(dict.fromkeys(lists))
        union = union_of_classes(distinct)
        return union if self.as_found or len(distinct) == 1 else natural_order(union)


class Files(Protocol):
    """Files of a format that are read together."""

    def read(self, plan: Any, split: str) -> ReadPart:
        """Read the files, of one split if they do not tell it."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """Some files of a split.

    Attributes
    ----------
    name : str
        What the part is called in messages.
    split : str
    files : Files
    without : tuple of (str, tuple of int)
        By split, hashes of images that are in an earlier part, too, and are counted there.
    """

    name: str
    split: str
    files: Files
    without: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def count(self, plan: FilePlan) -> PartResult:
        """Read and count the part."""
        found = self._read(plan)
        results = {name: _result(split, plan, found.classes) for name, split in found.splits.items()}
        return PartResult(results, found.facts, sum(map(_records, found.splits.values())))

    def name_at(self, name: str, row: int, plan: FilePlan) -> str:
        """Return the name of an image of a split by its place among those that are counted here."""
        return str(self._read(plan).splits[name].images.name[row])

    def _read(self, plan: FilePlan) -> ReadPart:
        """Read the part, without what is counted elsewhere."""
        found = self.files.read(plan, self.split)
        twice = dict(self.without)
        splits = {
            name: _once(split, np.array(twice.get(name, ()), dtype=np.uint64))
            for name, split in found.splits.items()
        }
        return replace(found, splits=splits)

    def names_of(self, name: str, hashes: NDArray[np.uint64], plan: FilePlan) -> list[str]:
        """Return the names of images of a split by their hashes."""
        split = self.files.read(plan, self.split).splits[name]
        rows = np.flatnonzero(np.isin(_hashes(split), hashes))
        return [str(name) for name in split.images.name[rows]]


def _result(split: Split, plan: FilePlan, classes: tuple[str, ...]) -> SplitResult:
    counts, problems = counted(split, plan.task, classes)
    hashes = _hashes(split)
    keys = Keys(hashes[hashes != 0], split.images.key is not None)
    content = content_of_part(split.images, hashes) if plan.content else None
    return SplitResult(classes, counts, problems, keys, content=content)


def _records(split: Split) -> int:
    """Return how many boxes, labels or masks there are; images, if these are more."""
    tables = (split.labels, split.boxes, split.masks)
    return max(len(split.images), *(0 if table is None else len(table) for table in tables))


def _hashes(split: Split) -> NDArray[np.uint64]:
    """Return the hash of what makes every image the same elsewhere; 0 where nothing does."""
    keys = split.images.key
    if keys is None:
        return np.zeros(len(split.images), dtype=np.uint64)
    known = np.array([key is not None for key in keys], dtype=np.bool_)
    return np.where(known, hash_texts(["" if key is None else str(key) for key in keys]), np.uint64(0))


def _once(split: Split, without: NDArray[np.uint64]) -> Split:
    """Return a split without images that are counted elsewhere, which are told."""
    if not len(without):
        return split
    twice = np.isin(_hashes(split), without)
    log = ProblemLog(split.problems)
    log.add_rows(
        "duplicate-image",
        np.flatnonzero(twice),
        lambda row: in_earlier_file(split.source, split.images.name[row]),
    )
    kept = parted(split, {"kept": ~twice})["kept"]
    return replace(kept, problems=log.problems())


@dataclass(frozen=True)
class FileSource:
    """Files of whole images.

    Attributes
    ----------
    title : str
    parts : tuple of FilePart
    plan : FilePlan
        By which the first part is read.
    files : tuple of str
        Everything that is read.
    key_name : str
        What makes an image the same as one of another split.
    grouped : bool
        Whether it is known that no image is in two parts.
    """

    title: str
    parts: tuple[FilePart, ...]
    plan: FilePlan
    files: tuple[str, ...]
    key_name: str = FILE_NAME
    grouped: bool = False

    def files_read(self) -> Sequence[str]:
        """Return the paths of everything that is read."""
        return self.files

    def read_as(self) -> object:
        """Return what else decides what is read."""
        options = replace(self.plan.options, progress=False)
        return [repr(options), [(part.name, part.split, part.without) for part in self.parts]]

    def for_workers(self, workers: int) -> FileSource:  # noqa: ARG002  (parts of files are as they are)
        """Return the source itself."""
        return self

    def titled(self, title: str) -> FileSource:
        """Return the same source under another title."""
        return replace(self, title=title)

    def first_plan(self) -> FilePlan:
        """Return the plan that the first part that can be read suggests."""
        for part in self.parts:
            try:
                found = part.files.read(self.plan, part.split)
            except DataError:
                raise
            except Exception:  # noqa: BLE001, S112  (told when the part is counted)
                continue
            return self.plan.settled(found.facts)
        return self.plan

    def count_rows(self, split: str, seams: Sequence[Any], plan: Any) -> PartResult:
        """Count images whose rows were in several parts: there are none, a file holds whole images."""
        raise AssertionError(f"{split}: {len(seams)} images in several parts of {plan}")

    def image_names(self, split: str, place: int, hashes: NDArray[np.uint64], plan: FilePlan) -> list[str]:
        """Return the names of images of a part by their hashes."""
        return self.parts[place].names_of(split, hashes, plan)

    def image_at(self, split: str, place: int, row: int, _key: np.uint64, plan: FilePlan) -> str:
        """Return the name of an image, by its place among those that a part counts."""
        return self.parts[place].name_at(split, row, plan)

    @contextmanager
    def gathered(self, _plan: Any, shared: Shared, _failed: Mapping[int, str]) -> Iterator[Source]:
        """Return a source in which every image is counted with the first part that has it."""
        without: dict[int, tuple[tuple[str, tuple[int, ...]], ...]] = {}
        for name, places in shared.items():
            seen = set[int]()
            for place, hashes in places:
                found = set(hashes.tolist())
                without[place] = (*without.get(place, ()), (name, tuple(sorted(found & seen))))
                seen |= found
        parts = tuple(replace(part, without=without.get(at, ())) for at, part in enumerate(self.parts))
        yield replace(self, parts=parts, grouped=True)
