"""A proposed split: what moves, what every class has before and after, and the data set as it would be."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.texts.resplit import AFTER, BEFORE, dealt_anew, made, stays

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from insight_widgets.dataset import Dataset
    from insight_widgets.splitting.traits import Trait
    from insight_widgets.texts.resplit import Worst

TRAIN, VAL = "train", "val"


@dataclass(frozen=True, slots=True)
class Resplit:
    """A proposed split; nothing was written.

    Attributes
    ----------
    dataset : Dataset
        The data set in the proposed splits: ``InsightReport(proposal.dataset)`` shows it.
    names : ndarray of object (str), shape (n,)
        The images of train and validation.
    origin : ndarray of object (str), shape (n,)
        The split each image is in now.
    held : ndarray of bool, shape (n,)
        Which of them are proposed for validation.
    group : list of str
        The group that each image was told to be of; empty for none.
    traits : tuple of Trait, T
        What keeps its share: images, classes, bins of area.
    counts : tuple of ndarray of float64, shape (T, 2)
        Counts in train and validation, before and after.
    fraction : float
        Wanted share of validation.
    kept : bool
        Whether every share is kept in the proposed split, within the tolerance.
    """

    dataset: Dataset
    names: NDArray[np.object_] = field(repr=False)
    origin: NDArray[np.object_] = field(repr=False)
    held: NDArray[np.bool_] = field(repr=False)
    group: list[str] = field(repr=False)
    traits: tuple[Trait, ...] = field(repr=False)
    counts: tuple[NDArray[np.float64], NDArray[np.float64]] = field(repr=False)
    fraction: float
    kept: bool

    @property
    def moves(self) -> pd.DataFrame:
        """The images that change sides: image, from, to, group."""
        import pandas as pd

        to = np.where(self.held, VAL, TRAIN)
        moved = np.flatnonzero(self.held != (self.origin == VAL))
        groups = [self.group[row] for row in moved.tolist()]
        columns = {"image": self.names[moved], "from": self.origin[moved], "to": to[moved], "group": groups}
        return pd.DataFrame(columns)

    @property
    def before(self) -> pd.DataFrame:
        """What train and validation have now: kind, name, train, val, share, ratio to the wanted share."""
        return self._table(self.counts[0])

    @property
    def after(self) -> pd.DataFrame:
        """What they would have, in the same columns."""
        return self._table(self.counts[1])

    @property
    def text(self) -> str:
        """What is proposed, in two sentences."""
        moved, images = len(self.moves), len(self.names)
        before, after = (self._worst(which) for which in range(2))
        if VAL not in self.origin:
            return made(moved, images, self.fraction, after)
        return (
            dealt_anew(moved, images, self.fraction, before, after)
            if moved
            else stays(self.fraction, before, kept=self.kept)
        )

    def split_lists(self) -> dict[str, list[str]]:
        """Return the names of the images of each proposed split."""
        return {TRAIN: self.names[~self.held].tolist(), VAL: self.names[self.held].tolist()}

    def __repr__(self) -> str:
        return f"Resplit({self.text})"

    def _repr_html_(self) -> str:
        tables = (self.before, self.after)
        shown = "".join(
            f"<h4>{title}</h4>{table.to_html(index=False, escape=True, float_format='{:.3g}'.format)}"
            for title, table in zip((BEFORE, AFTER), tables, strict=True)
        )
        return f"<div><p>{escape(self.text)}</p>{shown}</div>"

    def _table(self, counts: NDArray[np.float64]) -> pd.DataFrame:
        import pandas as pd

        kinds, names = zip(*self.traits, strict=True)
        train, val = counts.astype(np.int64).T
        share = self._shares(counts)
        columns: dict[str, Any] = {"kind": kinds, "name": names, "train": train, "val": val, "share": share}
        return pd.DataFrame(columns | {"ratio": share / self.fraction})

    @staticmethod
    def _shares(counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the share of validation of every trait; NaN where there is nothing to share."""
        total = counts.sum(axis=1)
        shares: NDArray[np.float64] = np.where(total > 0, counts[:, 1] / np.maximum(total, 1), np.nan)
        return shares

    def _worst(self, which: int) -> Worst | None:
        """Return the class that is furthest from its share, of those in two images or more."""
        share = self._shares(self.counts[which])
        classes = [
            place
            for place, (kind, _) in enumerate(self.traits)
            if kind == "class" and self.counts[which][place].sum() > 1
        ]
        if not classes:
            return None
        worst = max(classes, key=lambda place: abs(share[place] - self.fraction))
        return self.traits[worst].name, float(share[worst])
