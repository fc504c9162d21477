"""The layout of the files of a table, as their first rows tell it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from insight_widgets.streams.table_files import first_rows
from insight_widgets.tables.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from insight_widgets.streams.table_files import FileFacts

MOST_HEADS = 16
"""Files whose first rows are looked at."""


def layout_of(files: Iterable[tuple[str, FileFacts]]) -> Layout:
    """Return the layout of the first of some files; others tell whether texts are boxes where it has none.

    Parameters
    ----------
    files : iterable of (str, FileFacts)
        At least one.
    """
    heads = islice(files, MOST_HEADS)
    layout = _own(*next(heads))
    while not layout.is_decided and (file := next(heads, None)):  # no more files are asked than are needed
        layout = layout.decided_by(_own(*file))
    return layout


def _own(location: str, facts: FileFacts) -> Layout:
    """Return the layout of one file; what its rows would tell is left open where they cannot be read."""
    import pyarrow as pa

    layout = Layout.of(facts.schema)
    looked_at = layout.looked_at()
    try:
        return layout.with_head(first_rows(location, facts, looked_at)) if looked_at else layout
    except (pa.ArrowException, OSError, ValueError):
        return layout
