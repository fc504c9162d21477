"""How two reports differ, as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from insight_widgets.checking.diff import Diff, diff
from insight_widgets.errors import DataError
from insight_widgets.export.difference import (
    difference_html,
    difference_latex,
    difference_payload,
    difference_text,
)
from insight_widgets.widgets.bundled import BundledWidget

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from insight_widgets.reach import PathLike


class DiffReport(BundledWidget):
    """How a report differs from an older one: one sentence, and tables of what changed.

    Parameters
    ----------
    old, new : Report, InsightReport, dict, or path of a report's JSON
        Or a `Diff` alone.

    Raises
    ------
    ReadError
        One is no report, or of another version.
    DataError
        They are on different tasks.

    Examples
    --------
    >>> from insight_widgets import DiffReport, build_report, examples
    >>> report = build_report(examples.coco_tiny(), progress=False)
    >>> DiffReport(report, report).diff.headline
    'The reports say the same.'
    """

    _difference = traitlets.Bytes().tag(sync=True)

    def __init__(self, old: Any, new: Any = None) -> None:
        if isinstance(old, Diff) == (new is not None):
            raise DataError("DiffReport: an old and a new report are wanted, or a Diff alone")
        self._diff = old if isinstance(old, Diff) else diff(old, new)
        super().__init__(_difference=difference_payload(self._diff))

    @property
    def diff(self) -> Diff:
        """What is shown, as a value."""
        return self._diff

    @property
    def text(self) -> str:
        """What differs, for a terminal."""
        return self._diff.text

    def frame(self, part: str) -> pd.DataFrame:
        """Return a part as a table, see `insight_widgets.Diff.frame`."""
        return self._diff.frame(part)

    def to_dict(self) -> dict[str, Any]:
        """Return what differs as plain data."""
        return self._diff.to_dict()

    def to_markdown(self, path: PathLike | None = None, *, overwrite: bool = False) -> str:
        """Return, and write, what differs as Markdown, see `insight_widgets.Diff.to_markdown`."""
        return self._diff.to_markdown(path, overwrite=overwrite)

    def to_html(self, path: PathLike, *, overwrite: bool = False) -> Path:
        """Write what differs as one HTML file, see `insight_widgets.Diff.to_html`."""
        return self._diff.to_html(path, overwrite=overwrite)

    def kept(self) -> dict[str, str]:
        """Return what a notebook keeps, by its mime type."""
        return {
            "text/html": difference_html(self._diff),
            "text/latex": difference_latex(self._diff),
            "text/plain": difference_text(self._diff),
        }

    def __repr__(self) -> str:
        return f"DiffReport({self._diff.headline})"
