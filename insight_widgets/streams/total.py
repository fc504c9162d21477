"""The results of all parts added up, in whatever order they come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from insight_widgets.dataset import split_order
from insight_widgets.errors import DataError, ReadError
from insight_widgets.problems import EXAMPLES, Problem, ProblemLog
from insight_widgets.stats.adding import added_up
from insight_widgets.stats.relabelling import relabelled
from insight_widgets.streams.content import PlacedContent, compared, leaks_in_parts
from insight_widgets.streams.keys import KeyStore
from insight_widgets.streams.part_problems import ToldBefore, in_order
from insight_widgets.streams.partial_sum import ROOM, PartialSum, SplitSum, empty_counts, joined
from insight_widgets.streams.tally import Tally
from insight_widgets.texts.copies import leak
from insight_widgets.texts.files import NO_ROWS
from insight_widgets.texts.where import and_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from insight_widgets.stats.counts import Counts
    from insight_widgets.streams.contract import Seam, Shared, Source, SplitResult

_LAST = 2**62
_STORED = ("counts", "order", "problems", "named", "seams", "content")


@dataclass(slots=True)
class _SplitTotal(SplitSum):
    """What is known of a split; images on seams become keys once all parts are there."""

    store: KeyStore = field(default_factory=KeyStore)
    sewn: list[tuple[int, SplitResult]] = field(default_factory=list)

    def join(self, other: SplitSum, plan: Any) -> None:
        """Take what other parts hold; the keys go where they take no memory."""
        for place, hashes in other.keys:
            self.store.add(place, hashes)
        SplitSum.join(self, replace(other, keys=[]), plan)

    def state(self) -> dict[str, Any]:
        """Return all that was added, as it can be stored."""
        held = {name: getattr(self, name) for name in _STORED}
        return {**held, "keys": list(self.store.chunks())}

    @classmethod
    def restored(cls, state: Mapping[str, Any]) -> Self:
        """Return what `state` has returned."""
        found = cls(**{name: state[name] for name in _STORED})
        for place, hashes in state["keys"]:
            found.store.add(place, hashes)
        return found

    def take_keys_of_seams(self) -> None:
        """Take the keys of images on seams where each is; those counted in one go are each one image."""
        groups = [(place, np.uint64(seams[0].key)) for place, seams in self.images_on_seams()]
        if len(self.sewn) < len(groups):
            first = {key: place for place, key in reversed(groups)}
            groups = [(place, key) for key, place in first.items()]
        for place, key in groups:
            self.store.add(place, np.array([key][: int(key > 0)], dtype=np.uint64))
        self.named = self.named or any(found.keys.named for _, found in self.sewn)

    def images_on_seams(self) -> Iterator[tuple[int, list[Seam]]]:
        """Yield the rows of every image that lies on a seam, in order, with their place."""
        in_order = sorted(self.seams, key=lambda one: one[0])
        for _, group in groupby(in_order, key=lambda one: one[1].key):
            members = list(group)
            yield members[0][0], [seam for _, seam in members]


class Total:
    """The sum of results.

    Parameters
    ----------
    source : Source
    plan : Plan
        By which the parts are counted.
    """

    def __init__(self, source: Source, plan: Any) -> None:
        self._source = source
        self.plan = plan
        self._splits: dict[str, _SplitTotal] = {}
        self._facts: Any = None
        self._told = ToldBefore(list(getattr(source, "told", ToldBefore()).found))
        self.records = 0

    def join(self, found: PartialSum) -> None:
        """Take what some parts come to."""
        for name, of in found.splits.items():
            self._splits.setdefault(name, _SplitTotal()).join(of, self.plan)
        for place, split, steps in found.told:
            self._told.add(place, split, steps)
        self._facts = joined(self._facts, found.facts)
        self.records += found.records

    def state(self) -> dict[str, Any]:
        """Return what `restore` takes: all that was added up to here, as it can be stored."""
        return {
            "splits": {name: total.state() for name, total in self._splits.items()},
            "facts": self._facts,
            "told": self._told.found,
            "records": self.records,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take what an earlier total had come to."""
        self._splits = {name: _SplitTotal.restored(held) for name, held in state["splits"].items()}
        self._facts, self.records = state["facts"], state["records"]
        self._told = ToldBefore(state["told"])

    def named(self, split: str) -> bool:
        """Whether the names of images of a split tell which are the same elsewhere."""
        return self._splits[split].named

    def settled(self) -> Any:
        """Return the plan that all parts together decide.

        Raises
        ------
        DataError
            They contradict each other.
        """
        for name, total in self._splits.items():
            total.sewn = self._sewn(name, total)
            total.take_keys_of_seams()
        try:
            return self.plan if self._facts is None else self.plan.settled(self._facts)
        except DataError as error:
            raise DataError(f"{self._files()}: {error}") from None

    def _files(self) -> str:
        """Say which files were read."""
        first, *others = dict.fromkeys(self._source.files_read())
        return and_more(first, len(others))

    def shared(self) -> Shared:
        """Return the hashes of images that are in several parts, by split and part, in order."""
        if getattr(self._facts, "torn", False):
            return {name: [] for name in self._splits}
        found = {name: total.store.repeated() for name, total in self._splits.items()}
        return {
            name: [((place + 1) // ROOM, held) for place, held in self._splits[name].store.found(hashes)]
            for name, hashes in found.items()
            if len(hashes)
        }

    def tally(self, *, across: bool = True, leak_distance: int | None = None) -> Tally:
        """Return what was counted.

        Parameters
        ----------
        across : bool
            Whether images in two splits are looked for.
        leak_distance : int, optional
            Most bits in which the hashes of near copies differ, if the plan asked for the content of images.
        """
        splits = {name: self._splits[name] for name in sorted(self._splits, key=split_order)}
        if not splits:
            why = "; ".join(filter(None, [NO_ROWS, self._told.first_example()]))
            raise ReadError(f"{self._files()}: {why}")
        lists = sorted((place, names) for total in splits.values() for place, (names, _) in total.listed())
        lists += [(_LAST, one.classes) for total in splits.values() for _, one in total.sewn]
        classes = self.plan.class_list(names for _, names in lists)
        counts = {name: self._whole(total, classes) for name, total in splits.items()}
        problems = {name: self._problems(name, splits, counts[name].images) for name in splits}
        if across:
            found = self._leaks(splits) if leak_distance is None else self._copies(splits, leak_distance)
            for name, more in found.items():
                problems[name].extend(more)
        return Tally(self.plan.task, classes, self._source.title, counts, problems)

    def _problems(self, name: str, splits: Mapping[str, _SplitTotal], images: int) -> list[Problem]:
        """Return what was found in a split."""
        note, total = self.plan.note, splits[name]
        log = ProblemLog(self._told.of(name, list(splits)))
        log.add("column-choice", note, count=bool(note))
        sewn = [(place, found.problems) for place, found in total.sewn]
        return in_order([(-1, log.problems()), *total.problems, *sewn], images)

    def _whole(self, total: _SplitTotal, classes: tuple[str, ...]) -> Counts:
        sewn = [(one.classes, one.counts) for _, one in total.sewn]
        every = [one for _, one in total.listed()] + sewn
        moved = [relabelled(counts, names, classes) for names, counts in every]
        return added_up([empty_counts(self.plan.task, len(classes)), *moved])

    def _sewn(self, name: str, total: _SplitTotal) -> list[tuple[int, SplitResult]]:
        """Return what the images on seams hold: counted in one go, unless there are problems to be told."""
        groups = list(total.images_on_seams())
        if not groups:
            return []
        every = self._source.count_rows(name, [seam.rows for _, of in groups for seam in of], self.plan)
        self._facts = joined(self._facts, every.facts)
        found = every.splits[name]
        if not found.problems:
            return [(groups[0][0], found)]
        return [
            (place, self._source.count_rows(name, [seam.rows for seam in of], self.plan).splits[name])
            for place, of in groups
        ]

    def _copies(self, splits: Mapping[str, _SplitTotal], distance: int) -> dict[str, list[Problem]]:
        """Return leaks by key and by content, and copies within every split."""
        contents = {name: self._content(name, total) for name, total in splits.items()}
        copies = compared(contents, distance)
        train = splits.get("train")
        shared = {
            name: total.store.shared_with(train.store)
            for name, total in splits.items()
            if train is not None and name != "train" and train.named and total.named
        }
        leaks = leaks_in_parts(contents, copies, shared, self._source.key_name)
        return {name: [*leaks.get(name, ()), *found] for name, found in copies.problems.items()}

    def _content(self, name: str, total: _SplitTotal) -> PlacedContent:
        """Return the content of all images of a split, in order."""

        def name_of(place: int, row: int, key: np.uint64) -> str:
            return self._source.image_at(name, (place + 1) // ROOM, row, key, self.plan)

        seams = [place for place, _ in total.images_on_seams()]
        sewn = list[tuple[int, Any]]()
        for place, found in total.sewn:
            if found.content is not None and len(found.content) == len(seams):  # all were counted in one go
                sewn += [(at, found.content[[row]]) for row, at in enumerate(seams)]
            elif found.content is not None:
                sewn.append((place, found.content))
        return PlacedContent(sorted([*total.content, *sewn], key=lambda one: one[0]), name_of)

    def _leaks(self, splits: Mapping[str, _SplitTotal]) -> dict[str, list[Problem]]:
        train = splits.get("train")
        if train is None or not train.named:
            return {}
        others = {name: total for name, total in splits.items() if name != "train"}
        return {name: self._leaks_of(name, total, train) for name, total in others.items()}

    def _leaks_of(self, name: str, total: _SplitTotal, train: _SplitTotal) -> list[Problem]:
        if not total.named:
            return []
        keys = total.store
        shared = keys.shared_with(train.store)
        if not len(shared):
            return []
        number, examples = 0, list[str]()
        for place, hashes in keys.found(shared):
            number += len(hashes)
            if len(examples) < EXAMPLES:
                examples += self._source.image_names(name, (place + 1) // ROOM, hashes[:EXAMPLES], self.plan)
        texts = [leak(image, self._source.key_name) for image in examples[:EXAMPLES]]
        log = ProblemLog()
        log.add("leak", *texts, count=number)
        return list(log.problems())
