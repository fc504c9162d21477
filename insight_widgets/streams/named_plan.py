"""Plans of formats that write names of classes; whether numbers are places in a list, all parts decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from insight_widgets.streams.file_parts import FilePlan
from insight_widgets.tables.class_index import ClassIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAME = "class "


def facts_of_names(names: Iterable[str]) -> frozenset[str]:
    """Return what a part says of the names that it uses."""
    return frozenset(_NAME + name for name in names if name)


@dataclass(frozen=True)
class NamedPlan(FilePlan):
    """How files that write names of classes are read.

    Attributes
    ----------
    listed : tuple of str or None
        The class list of the caller or the set.
    known : frozenset of str
        A name that stands for all: it decides whether numbers are places in the list.
    """

    listed: tuple[str, ...] | None = None
    known: frozenset[str] = frozenset()

    def settled(self, facts: frozenset[str]) -> Self:
        """Return the plan that all facts together decide."""
        if self.listed is None:
            return self
        names = {fact.removeprefix(_NAME) for fact in facts if fact.startswith(_NAME)}
        by_number = ClassIndex(names, self.listed).by_number
        if self.known and ClassIndex(self.known, self.listed).by_number == by_number:
            return self
        telling = (name for name in sorted(names) if ClassIndex([name], self.listed).by_number == by_number)
        return replace(self, known=frozenset([next(telling)] if names else ()))

    def index(self, names: Iterable[str], ordered: Sequence[str] = ()) -> ClassIndex:
        """Return the class list of a part that uses some names."""
        background = self.task == "segmentation"
        written = {*names, *(self.known if self.listed is not None else ())}
        return ClassIndex(written, self.listed, ordered=ordered, background=background)
