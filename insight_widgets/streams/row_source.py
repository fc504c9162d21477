"""Tables of any size as parts that are some rows each, whatever kind of files they are in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from insight_widgets.dataset import split_order
from insight_widgets.streams.table_rows import count_whole
from insight_widgets.texts.where import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.bucket_source import BucketSource
    from insight_widgets.streams.contract import PartResult, Shared
    from insight_widgets.streams.row_part import RowPart
    from insight_widgets.streams.table_plan import TablePlan


@dataclass(frozen=True)
class RowSource(ABC):
    """Tables by split, each in one file or several.

    Parameters
    ----------
    title : str
    files : mapping of str to sequence of str
        Paths or addresses by split.
    options : ReadOptions
    split_column : bool
        Whether a column may tell the split.
    """

    title: str
    files: Mapping[str, Sequence[str]]
    options: ReadOptions
    split_column: bool = True

    @property
    @abstractmethod
    def parts(self) -> Sequence[RowPart]:
        """The parts, in order."""

    @abstractmethod
    def first_plan(self) -> TablePlan:
        """Return the plan that the first rows suggest."""

    @property
    @abstractmethod
    def rows(self) -> int:
        """How many rows there are, roughly."""

    @property
    def key_name(self) -> str:
        """What makes an image the same as one of another split, for messages."""
        return FILE_NAME

    @property
    def grouped(self) -> bool:
        """Whether it is known that no image lies in two parts: only counting tells."""
        return False

    def files_in_turn(self) -> list[str]:
        """Return the files, those of train first: others may be without labels."""
        splits = sorted(self.files, key=split_order)
        return list(dict.fromkeys(file for split in splits for file in self.files[split]))

    def split_of(self, file: str) -> str:
        """Return the split that a file is of."""
        return next(split for split, files in self.files.items() if file in files)

    def files_read(self) -> list[str]:
        """Return the files."""
        return [file for files in self.files.values() for file in files]

    def read_as(self) -> object:
        """Return what else decides what is read."""
        return [dict(self.files), repr(replace(self.options, progress=False)), self.split_column]

    def titled(self, title: str) -> Self:
        """Return the same source under another title."""
        return replace(self, title=title)

    @abstractmethod
    def for_workers(self, workers: int) -> Self:
        """Return the same source in parts as large as so many workers need them."""

    def count_rows(self, split: str, seams: Sequence[Any], plan: TablePlan) -> PartResult:
        """Count images whose rows were in several parts."""
        first, *others = seams
        for rows in others:
            first = first.and_then(rows)
        return count_whole(first, plan, split)

    def image_names(self, split: str, place: int, hashes: NDArray[np.uint64], plan: TablePlan) -> list[str]:
        """Return the names of images of a part by their hashes."""
        return self.parts[place].images_named(plan, split, hashes)

    def image_at(self, split: str, place: int, _row: int, key: np.uint64, plan: TablePlan) -> str:
        """Return the name of an image of a part by its key."""
        return self.image_names(split, place, np.array([key], dtype=np.uint64), plan)[0]

    @contextmanager
    def gathered(self, plan: TablePlan, _shared: Shared, failed: Mapping[int, str]) -> Iterator[BucketSource]:
        """Return a source in which the rows of every image lie together."""
        from insight_widgets.streams.gathering import gathered

        with gathered(self, plan, failed) as source:
            yield source
