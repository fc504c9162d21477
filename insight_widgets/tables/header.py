"""The header of a table: which column has which known name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from insight_widgets.errors import DataError, shorten, suggest
from insight_widgets.image_files import is_image_name
from insight_widgets.naming import known_split
from insight_widgets.tables.box_headers import IMAGE_SIZE, NAMED, WAYS, words_of
from insight_widgets.texts.where import and_more

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from insight_widgets.tables import Table

WORDS: dict[str, tuple[str, ...]] = {
    "image": (
        *("image", "imagepath", "imgpath", "filepath", "path", "filename", "file", "imagefile"),
        *("imagefilename", "imagename", "imgname", "img", "imageid", "imgid", "imageindex", "images"),
    ),
    "split": ("split", "subset", "set", "setid", "partition", "datasplit", "datasetsplit"),
    **{role: words_of(role) for role in NAMED},
    "pixels": ("pixels",),
    "crowd": ("crowd", "iscrowd"),
    "value": ("value", "present", "positive"),
}
"""Headers of each role as `key` writes them, the surest first."""

WEAK_IMAGE_WORDS = ("id", "idcode", "uid", "uuid", "name", "sampleid", "patientid")
"""Headers that name the image where nothing better does."""

WEAK_SPLIT_WORDS = ("fold", "dataset", "phase", "usage", "group", "mode")
"""Headers that tell the split if all their cells are names of splits."""

LABEL = "label"
MOST_SPLITS = 20
_KNOWN = frozenset(word for words in WORDS.values() for word in words)
_SAMPLE = 200
_SHOWN = 12


def key(name: str) -> str:
    """Return a header as it is compared: ``Image Index`` and ``image_index`` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def is_known(name: str) -> bool:
    """Whether a cell is a header that says what the column is."""
    return key(name) in _KNOWN


def tell_a_box(names: Iterable[str]) -> bool:
    """Whether columns are together a box."""
    keys = set(map(key, names))
    return any(keys.issuperset(way) for roles, ways in WAYS.items() if roles != IMAGE_SIZE for way in ways)


def listed(names: Iterable[str]) -> str:
    """Return column names for a message, the first few of many."""
    quoted = [f'"{shorten(name, 40)}"' for name in names]
    return and_more(", ".join(quoted[:_SHOWN]), max(0, len(quoted) - _SHOWN))


class Header:
    """The header of a table, asked for the columns of a role.

    Parameters
    ----------
    table : Table
    given : mapping of str to str or sequence of str
        What the caller says: role to the table's name of the column.

    Raises
    ------
    DataError
        `given` names a role that is not known.
    """

    def __init__(self, table: Table, given: Mapping[str, str | Sequence[str]]) -> None:
        self.table = table
        self.keys = [key(name) for name in table.names]
        self.given = given
        roles = (LABEL, *WORDS)
        for role in given:
            if role not in roles:
                raise DataError(
                    f'columns: "{shorten(role)}" is not known{suggest(role, roles)}; '
                    f"what a column can be is {', '.join(roles)}"
                )

    def column(self, role: str) -> int | None:
        """Return the column of a role: the one given, else the first known header."""
        if role in self.given:
            return self._named(str(self.given[role]))
        return self.first(WORDS[role])

    def columns(self, roles: tuple[str, ...], taken: Collection[int] = ()) -> tuple[int, ...] | None:
        """Return the columns of roles that belong together, or None where one is missing.

        They are called in one of the ways of `WAYS`; else they are those the caller names, and the surest.

        Parameters
        ----------
        roles : tuple of str
            A key of `WAYS`.
        taken : collection of int
            Columns that are something else.
        """
        found = self.together(roles, taken)
        if found is not None:
            return found
        places = self._separately(roles, taken)
        return tuple(place for place in places if place is not None) if None not in places else None

    def together(self, roles: tuple[str, ...], taken: Collection[int] = ()) -> tuple[int, ...] | None:
        """Return the columns of roles that are called in one of the ways of `WAYS`, or None."""
        free = {} if any(role in self.given for role in roles) else self._free(taken)
        ways = (way for way in WAYS[roles] if all(word in free for word in way))
        return next((tuple(free[word] for word in way) for way in ways), None)

    def _free(self, taken: Collection[int]) -> dict[str, int]:
        """Return the columns that nobody has taken by their headers, of equal ones the first."""
        named = {name for name in self.given.values() if isinstance(name, str)}
        free = (place for place, name in enumerate(self.table.names) if name not in named)
        return {self.keys[place]: place for place in reversed([*free]) if place not in taken}

    def _separately(self, roles: Sequence[str], taken: Collection[int] = ()) -> list[int | None]:
        """Return the column of each role; none is two of them."""
        left = self._free(taken)
        found: list[int | None] = []
        for role in roles:
            word = next((word for word in WORDS[role] if word in left), "")
            found.append(self.column(role) if role in self.given else left.pop(word, None))
        return found

    def first(self, words: Iterable[str]) -> int | None:
        """Return the column whose header is the surest of `words`, or None."""
        return next((self.keys.index(word) for word in words if word in self.keys), None)

    def image(self) -> int | None:
        """Return the column that names the image: by header, by its cells, by a weak header."""
        place = self.column("image")
        if place is None:
            place = next((place for place in range(len(self.keys)) if self.holds_file_names(place)), None)
        return self.first(WEAK_IMAGE_WORDS) if place is None else place

    def split(self) -> int | None:
        """Return the column that names the split, or None."""
        place = self.column("split")
        if place is not None:
            return (
                place
                if "split" in self.given or len(self.table.columns[place].words()) <= MOST_SPLITS
                else None
            )
        place = self.first(WEAK_SPLIT_WORDS)
        known = place is not None and all(map(known_split, self.table.columns[place].words()))
        return place if known else None

    def labels(self) -> list[int] | None:
        """Return the columns that the caller calls labels, or None."""
        given = self.given.get(LABEL)
        if given is None:
            return None
        names = [given] if isinstance(given, str) else [str(name) for name in given]
        return [self._named(name) for name in names]

    def missing(self, roles: Sequence[str]) -> list[str]:
        """Return the roles that have no column."""
        found = self._separately(roles)
        return [role for role, place in zip(roles, found, strict=True) if place is None]

    def holds_file_names(self, place: int) -> bool:
        """Whether most cells of a column are names of image files."""
        cells = self.table.columns[place].head(_SAMPLE)
        return 2 * sum(is_image_name(cell) for cell in cells) > len(cells)

    def _named(self, name: str) -> int:
        names = self.table.names
        if name not in names:
            raise DataError(
                f'{self.table.source}: no column "{shorten(name)}"{suggest(name, names)}; '
                f"columns are {listed(names)}"
            )
        return names.index(name)
