"""How the rows of a table are read: decided by its first rows, and held against what all rows say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from insight_widgets.errors import DataError
from insight_widgets.naming import natural_order
from insight_widgets.tables.box_form import NO_SIGNS, CornerSigns
from insight_widgets.tables.cells import parts_names
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.tables.header import listed
from insight_widgets.tables.label_columns import LEAST_FLAGS
from insight_widgets.texts.records import numbers_wanted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.contract import Part
    from insight_widgets.tables.roles import Roles


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What rows say of the whole table.

    Attributes
    ----------
    names : frozenset of str
        Class names that are used.
    cells : frozenset of str
        What stands in the label column, where names may be parted by commas.
    beyond_one, fractional : bool
        Whether a side of a box lies outside 0 to 1, and whether one is no whole number.
    several : bool
        Whether an image has two different labels.
    torn : bool
        Whether rows of an image lie far apart within a part.
    unanswered : frozenset of str
        Columns taken as those of yes and no that hold something else.
    answered : frozenset of str
        Columns that first rows leave blank, and that say yes or no.
    numbered : frozenset of (str, str)
        Splits and columns of numbers in which there is one.
    worded : frozenset of (str, str, str)
        Splits and columns of numbers of which some rows hold words only, and one of these.
    signs : CornerSigns
        Of boxes whose form no header tells.
    """

    names: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    beyond_one: bool = False
    fractional: bool = False
    several: bool = False
    torn: bool = False
    unanswered: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    numbered: frozenset[tuple[str, str]] = frozenset()
    worded: frozenset[tuple[str, str, str]] = frozenset()
    signs: CornerSigns = NO_SIGNS

    def __or__(self, other: TableFacts) -> TableFacts:
        return TableFacts(
            self.names | other.names,
            self.cells | other.cells,
            self.beyond_one or other.beyond_one,
            self.fractional or other.fractional,
            self.several or other.several,
            self.torn or other.torn,
            self.unanswered | other.unanswered,
            self.answered | other.answered,
            self.numbered | other.numbered,
            self.worded | other.worded,
            self.signs | other.signs,
        )


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How rows are read.

    Attributes
    ----------
    task : Task
    names : tuple of str
        Columns that are read.
    roles : Roles
        Which of them is what.
    known : tuple of str
        Class names that are known to be used, in their order; parts may find more.
    options : ReadOptions
    relative : bool
        Whether boxes are shares of their image.
    signs : CornerSigns
        Of boxes whose form no header tells; empty unless they are corners.
    spaced : bool
        Whether ``", "`` parts class names in a cell.
    folder : str or None
        Where images may lie whose size is not told.
    flags : tuple of str
        Classes that are columns of yes and no, in the order of the header.
    relative_told : bool or None
        What the file says of boxes, where it does.
    keys : bool or None
        Whether the file says that names tell images of several splits apart.
    apart : bool
        Whether the ranges of image numbers that files tell prove that no image lies in two parts, those on
        seams aside; then hashes of the outermost images alone are kept.
    content : bool
        Whether images are opened, to be compared by content.
    kinds : tuple of str
        Of what kind the columns are in the first file, see `nested.kind_of`; empty where it does not matter.
    note : str
        What else could have been read, where there was a choice.
    record_name : str
        What the number of a row is called in messages.
    boxed : bool
        Whether boxes stand in one column, four numbers a cell.
    late : frozenset of str
        Classes that are columns of yes and no if anything is said in them: first rows leave them blank.
    """

    task: Task
    names: tuple[str, ...]
    roles: Roles
    options: ReadOptions
    known: tuple[str, ...] = ()
    relative: bool = False
    signs: CornerSigns = NO_SIGNS
    spaced: bool = False
    folder: str | None = None
    flags: tuple[str, ...] = ()
    relative_told: bool | None = None
    keys: bool | None = None
    apart: bool = False
    content: bool = False
    kinds: tuple[str, ...] = ()
    note: str = ""
    record_name: str = "row"
    boxed: bool = False
    late: frozenset[str] = frozenset()

    def split_of(self, part: Part) -> str | None:
        """Return the split of all rows of a part; None where each tells its own."""
        return part.split if self.roles.split is None else None

    def settled(self, facts: TableFacts) -> Self:
        """Return the plan that all facts together decide.

        Raises
        ------
        DataError
            The first rows are no guide to which columns hold the classes, or a column of numbers has none.
        """
        for split, column, word in sorted(facts.worded):
            if (split, column) not in facts.numbered:
                raise DataError(numbers_wanted(column, word))
        found = replace(
            self._answered(facts.unanswered | (self.late - facts.answered)),
            task=self._task(facts),
            relative=self._relative(facts),
            signs=facts.signs if facts.signs.corners else NO_SIGNS,
            spaced=parts_names(facts.cells),
        )
        if found.spaced != self.spaced:  # names were not read as they are meant
            return replace(found, known=())
        of_all = replace(found, known=natural_order(facts.names))
        right = self.options.classes is None or of_all.index(()).by_number == self.index(()).by_number
        return found if right else of_all

    def _answered(self, unanswered: frozenset[str]) -> Self:
        """Return the plan without classes whose columns turned out to hold more than yes and no."""
        if not unanswered:
            return self
        labels = self.roles.labels
        places = tuple(place for place in labels.places if self.names[place] not in unanswered)
        if "label" in self.options.columns or len(places) < LEAST_FLAGS:
            raise DataError(
                f"columns {listed(sorted(unanswered))} hold 0 and 1, or yes and no, in the first rows, and "
                'something else later; say which columns hold the classes: columns={"label": ...}'
            )
        roles = replace(self.roles, labels=replace(labels, places=places))
        known = tuple(name for name in self.known if name not in unanswered)
        flags = tuple(self.names[place] for place in places)
        return replace(self, roles=roles, flags=flags, known=known, late=self.late - unanswered)

    def told_apart(self) -> Self:
        """Return the plan itself: rows of one name are of one image."""
        return self

    def _relative(self, facts: TableFacts) -> bool:
        told = self.relative_told
        return facts.fractional and not facts.beyond_one if told is None else told

    def _task(self, facts: TableFacts) -> Task:
        if self.options.task is not None or self.task in {"detection", "segmentation"}:
            return self.task
        several = facts.several or self.roles.labels.flags or self.roles.value is not None
        return "multilabel" if several else "multiclass"

    def index(self, names: Iterable[str]) -> ClassIndex:
        """Return the class list of a part that uses some names, and where in it each stands."""
        background = self.task == "segmentation"
        if self.options.classes is not None:  # whether numbers are places in it, all names decide
            return ClassIndex(self.known, self.options.classes, background=background)
        first = (*self.flags, *(name for name in self.known if name not in self.flags))
        more = natural_order(set(names) - set(first))
        return ClassIndex(names, (*first, *more), background=background)

    def knowing(self, names: frozenset[str]) -> Self:
        """Return the plan of rows that are read behind others, which use some names."""
        if self.options.classes is not None or names <= {*self.flags, *self.known}:
            return self
        return replace(self, known=(*self.known, *natural_order(names.difference(self.flags, self.known))))

    def class_list(self, lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """Return the class list of the whole."""
        if self.options.classes is not None:
            return self.index(()).names
        found = {name for names in lists for name in names}
        return (*self.flags, *natural_order(found - set(self.flags)))
