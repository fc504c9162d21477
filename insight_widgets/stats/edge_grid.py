"""The edges of bins, of which few values are held against one, and none against more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FIRST, _MOST = 2**12, 2**20
"""Cells of a grid; of the first ones most hold no edge, and the table is still small enough to be at hand."""

_NEAR = 255
"""Stands for the count of edges in cells that hold one."""

_MARGIN = 1e-6
"""Cells whose border an edge is nearer to are not used: a quotient is not that far off."""


class EdgeGrid:
    """Cells of equal width on the square root of a quotient, so narrow that each holds one edge at most.

    The cell of a quotient tells how many edges it reaches; where the cell holds one, the quotient is held
    against that exactly, without dividing.

    Parameters
    ----------
    edges : sequence of (int, int)
        As fractions, none negative, ascending.
    """

    def __init__(self, edges: Sequence[tuple[int, int]]) -> None:
        inner = np.array([edge for edge in edges if edge[0]], dtype=np.float64)
        roots = np.sqrt(inner[:, 0] / inner[:, 1])
        cells = _FIRST
        while not self._part(roots, cells):
            cells *= 2
        self._numerator, self._denominator = np.ones(cells + 1), np.zeros(cells + 1)  # no value reaches these
        held = self._cell(roots)
        self._numerator[held], self._denominator[held] = inner.T
        before = np.cumsum(np.bincount(held + 1, minlength=cells + 2))[: cells + 1]
        self._before = (before + len(edges) - len(inner)).astype(np.uint8)
        self._reached = self._before.copy()
        self._reached[held] = _NEAR

    def index(self, dividend: NDArray[Any], divisor: NDArray[Any]) -> NDArray[np.uint8]:
        """Return how many edges each ``dividend / divisor`` reaches, shape (n,); any where that is 0."""
        quotient = dividend / (divisor if divisor.min(initial=1) > 0 else np.where(divisor > 0, divisor, 1))
        cell = self._cell(np.sqrt(quotient, out=quotient))
        reached = self._reached[cell]
        near = np.flatnonzero(reached == _NEAR)
        cell = cell[near]
        over = self._denominator[cell] * dividend[near] >= self._numerator[cell] * divisor[near]
        reached[near] = self._before[cell] + over
        return reached

    def _part(self, roots: NDArray[np.float64], cells: int) -> bool:
        """Whether so many cells part all edges."""
        if cells > _MOST:
            raise ValueError("the edges lie too near to each other")
        self._last, self._scale = cells, (cells - 0.5) / roots[-1]
        low, high = (
            (roots * self._scale - _MARGIN).astype(np.intp),
            (roots * self._scale + _MARGIN).astype(np.intp),
        )
        return bool((low == high).all() and (np.diff(low) > 0).all())

    def _cell(self, roots: NDArray[np.float64]) -> NDArray[np.intp]:
        scaled = roots * self._scale
        cells: NDArray[np.intp] = np.fmin(scaled, self._last, out=scaled).astype(np.intp)
        return cells
