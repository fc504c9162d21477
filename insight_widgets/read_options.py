"""What the caller says about a path, for whichever reader takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from insight_widgets.colour_table import Colour
    from insight_widgets.dataset import Task


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller says about a path.

    Attributes
    ----------
    task : Task or None
        The task, where it is given.
    classes : tuple of str or None
        The class list, where it is given.
    images : Path or None
        Folder in which the images lie, where it is given.
    background : frozenset of int
        Mask values that are no class (beside those named so in the class list).
    ignore : int or None
        Mask value that is neither class nor error.
    colours : tuple of (int, int, int) or None
        Red, green and blue (0 to 255) of every class in `classes`, for masks painted in colours.
    columns : mapping of str to str or sequence of str
        What a column of a table is, to what the table calls it.
    uncertain : bool
        Whether labels of tables that are told as uncertain are positive.
    progress : bool
        Whether long work shows a progress bar.
    """

    task: Task | None = None
    classes: tuple[str, ...] | None = None
    images: Path | None = None
    background: frozenset[int] = frozenset()
    ignore: int | None = 255
    colours: tuple[Colour, ...] | None = None
    columns: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    uncertain: bool = False
    progress: bool = True
