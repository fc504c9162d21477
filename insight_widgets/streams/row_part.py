"""Some rows of a table: what is read and counted in one go, whatever kind of file they are in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.problems import Problem
from insight_widgets.streams.contract import SplitResult
from insight_widgets.streams.part_problems import StepLogs
from insight_widgets.streams.partial_sum import empty_counts
from insight_widgets.streams.table_rows import Rows, by_split, count_batches
from insight_widgets.tables.cells import text
from insight_widgets.texts.where import no_image_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from insight_widgets.streams.contract import PartResult
    from insight_widgets.streams.table_plan import TablePlan


class RowPart(ABC):
    """Some rows of a table that are read a batch at a time."""

    __slots__ = ()

    split: str
    source: str

    @property
    @abstractmethod
    def name(self) -> str:
        """What the part is called in messages."""

    @abstractmethod
    def batches(self, plan: TablePlan, told: StepLogs) -> Iterator[Rows]:
        """Yield the rows of the part; what is found before they are told apart is put down in logs."""

    def count(self, plan: TablePlan) -> PartResult:
        """Read and count the part."""
        told = StepLogs()
        found = count_batches(self.batches(plan, told), plan, self.split)
        splits = found.splits or ({} if plan.roles.split is not None else {self.split: self._empty(plan)})
        return replace(found, splits=splits, told=told.steps())

    def _empty(self, plan: TablePlan) -> SplitResult:
        """Return the result of no row at all."""
        names = plan.index(()).names
        told = Problem("split-empty", 1, (no_image_in(self.source),))
        return SplitResult(names, empty_counts(plan.task, len(names)), (told,))

    def images_named(self, plan: TablePlan, split: str, hashes: NDArray[np.uint64]) -> list[str]:
        """Return the names of images of a split by their hashes, in order."""
        names: list[str] = []
        for name, rows in self.rows_by_split(plan):
            if name != split:
                continue
            images = rows.images(plan)
            for row in images.starts[np.isin(images.hashes, hashes)].tolist():
                written = text(images[row])
                if written not in names:
                    names.append(written)
            if len(names) == len(hashes):
                break
        return names

    def rows_by_split(self, plan: TablePlan, told: StepLogs | None = None) -> Iterator[tuple[str, Rows]]:
        """Yield the rows of the part, a batch and split at a time."""
        for batch in self.batches(plan, told or StepLogs()):
            yield from by_split(batch, plan, self.split)
