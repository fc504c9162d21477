"""All rows that stand under a problem code, not examples of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.problems import ProblemLog
from insight_widgets.stats.check import IMAGE_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.stats.portions import Portion


class RowLog(ProblemLog):
    """Keeps the rows of every code, as those of the whole split; puts nothing into words."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, list[NDArray[np.int64]]] = {}
        self._portion: Portion | None = None

    def at(self, portion: Portion) -> None:
        """Take the rows that come now as those of a portion."""
        self._portion = portion

    def add_rows(
        self,
        code: str,
        rows: Sequence[int] | NDArray[np.integer],
        describe: Callable[[int], str],  # noqa: ARG002  (what is not put into words)
        image: Callable[[int], str] | None = None,  # noqa: ARG002  (rows tell it)
        original: Callable[[int], str] | None = None,  # noqa: ARG002  (nothing within rows is a copy)
    ) -> None:
        """Keep all `rows` under `code`."""
        found = np.asarray(rows, dtype=np.int64)
        portion = self._portion
        if portion is not None and code in IMAGE_CODES:
            found = found + portion.first
        elif portion is not None and isinstance(portion.rows, np.ndarray):
            found = portion.rows[found]
        if len(found):
            self._rows.setdefault(code, []).append(found)

    def rows(self) -> dict[str, NDArray[np.int64]]:
        """Return the rows by code, ascending."""
        return {code: np.sort(np.concatenate(rows)) for code, rows in self._rows.items()}
