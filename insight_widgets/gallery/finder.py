"""Finds the images behind a pick: indexes are built when they are first needed, the last answers are kept."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from insight_widgets.errors import SelectionError, suggest
from insight_widgets.gallery.index import index_of
from insight_widgets.gallery.matching import Matches, matches
from insight_widgets.gallery.orders import ordered, orders_of
from insight_widgets.gallery.originals import originals_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.dataset import Dataset
    from insight_widgets.gallery.index import SplitIndex
    from insight_widgets.problems import Problem

MOST_ANSWERS = 8
"""Answers that are kept: to turn a page is no new search."""


class Found(NamedTuple):
    """The images behind a pick.

    Attributes
    ----------
    images : ndarray of int64, shape (m,)
        Their rows, in order.
    matches : Matches
    """

    images: NDArray[np.int64]
    matches: Matches


class Finder:
    """Finds the images of a data set behind a pick; may be asked from several threads.

    Parameters
    ----------
    dataset : Dataset
    problems : mapping of str to sequence of Problem, optional
        All problems of the splits; without them those that were found while reading.
    """

    def __init__(self, dataset: Dataset, problems: Mapping[str, Sequence[Problem]] | None = None) -> None:
        self.dataset = dataset
        self._problems = problems or {}
        self._indexes: dict[str, SplitIndex] = {}
        self._answers: OrderedDict[str, Found] = OrderedDict()
        self._one_at_a_time = threading.RLock()

    def index(self, split: str) -> SplitIndex:
        """Return the index of a split.

        Raises
        ------
        SelectionError
            There is no such split.
        """
        splits = self.dataset.splits
        if split not in splits:
            raise SelectionError(f'samples: no split "{split}"{suggest(str(split), splits)}')
        with self._one_at_a_time:
            if split not in self._indexes:
                self._indexes[split] = index_of(
                    splits[split], self.dataset.task, self.dataset.classes, self._problems.get(split)
                )
            return self._indexes[split]

    def originals(self, split: str) -> dict[int, list[dict[str, Any]]]:
        """Return what is told of the images that others of a split are copies of, by row."""
        return originals_of(self.dataset.splits, split, self._problems.get(split, ()))

    def find(self, split: str, picked: Mapping[str, Any], order: str | None = None, seed: int = 0) -> Found:
        """Return the images of a split behind a pick, in an order (the usual one of the task if None).

        Raises
        ------
        SelectionError
            There is no such split or order.
        """
        orders = orders_of(self.dataset.task)
        order = orders[0] if order is None else order
        if order not in orders:
            raise SelectionError(f'samples: no order "{order}"; there are {", ".join(orders)}')
        key = json.dumps([split, {**picked, "split": None}, order, seed], sort_keys=True)
        with self._one_at_a_time:
            if key not in self._answers:
                self._answers[key] = self._search(split, picked, order, seed)
            self._answers.move_to_end(key)
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)
            return self._answers[key]

    def _search(self, split: str, picked: Mapping[str, Any], order: str, seed: int) -> Found:
        index = self.index(split)
        found = matches(index, picked, self.dataset.classes, self.dataset.task)
        return Found(ordered(index, found, order, seed), found)
