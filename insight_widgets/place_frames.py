"""Sizes and places of boxes as data frames: what the charts of the page are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError, shorten, suggest
from insight_widgets.stats.bins import BOX_AREA
from insight_widgets.stats.places import GRID, INPUT_SIZES, LIMITS, UNKNOWN_SIZE, USUAL_INPUT, bins_below
from insight_widgets.texts.report import ALL_TOGETHER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from insight_widgets.report import Report
    from insight_widgets.stats.counts import BoxCounts
    from insight_widgets.stats.sparse import SparseCounts


def sizes_frame(report: Report, input_size: int = USUAL_INPUT) -> pd.DataFrame:
    """Return how many boxes are small at the input of a network, by class and split.

    The longer side of an image becomes `input_size`, its aspect kept; the size of a box is the square root of
    its area then.

    Parameters
    ----------
    report : Report
        Of a detection set.
    input_size : int
        In pixels: 320, 352, ... 1536.

    Returns
    -------
    DataFrame
        ``class``, ``split``, ``boxes`` (whose size is known), ``under_8``, ``under_16``, ``under_32``
        (boxes), ``share_under_8``, ``share_under_16``, ``share_under_32`` (0 to 1); all classes together
        first, then the class with most boxes first.

    Raises
    ------
    DataError
        The set has no boxes, or `input_size` is not one of the sizes.
    """
    import pandas as pd

    places = [bins_below(limit, checked_input(input_size)) for limit in LIMITS]
    boxes = _boxes(report, "sizes")
    classes = [row["name"] for row in report.document["summary"]["classes"]]
    place = {name: index for index, name in enumerate(report.document["classes"])}
    rows = np.array([-1, *(place[name] for name in classes)], dtype=np.int64)
    parts = []
    for split, of in boxes.items():
        counts = np.cumsum(_with_all(of.sizes)[rows, :UNKNOWN_SIZE], axis=1)
        columns: dict[str, Any] = {"class": [ALL_TOGETHER, *classes], "split": split, "boxes": counts[:, -1]}
        columns |= {f"under_{limit}": counts[:, at - 1] for limit, at in zip(LIMITS, places, strict=True)}
        parts.append(pd.DataFrame(columns).assign(row=range(len(rows))))
    frame = pd.concat(parts).sort_values("row", kind="stable", ignore_index=True).drop(columns="row")
    known = frame["boxes"].where(frame["boxes"] > 0)
    return frame.assign(**{f"share_under_{limit}": frame[f"under_{limit}"] / known for limit in LIMITS})


def positions_frame(
    report: Report, classes: Sequence[str] = (), areas: Sequence[str] = ()
) -> dict[str, pd.DataFrame]:
    """Return where boxes lie: how many have their centre in each cell of a grid over the image, by split.

    Parameters
    ----------
    report : Report
        Of a detection set.
    classes : sequence of str
        Whose boxes are counted; those of all classes if none is named.
    areas : sequence of str
        Area bins whose boxes are counted, such as ``"(0, 0.16)"``; all if none is named.

    Returns
    -------
    dict of str to DataFrame, shape (12, 12)
        By split; the first row is the top of the image, the first column its left.

    Raises
    ------
    DataError
        The set has no boxes, or no such class or area bin.
    """
    import pandas as pd

    rows = _places(classes, report.document["classes"], "class")
    bins = _places(areas, BOX_AREA.names, "area bin")
    return {
        split: pd.DataFrame(grid_of(of.positions, rows, bins))
        for split, of in _boxes(report, "positions").items()
    }


def grid_of(table: SparseCounts, classes: Sequence[int] = (), areas: Sequence[int] = ()) -> NDArray[np.int64]:
    """Return boxes by cell, shape (G, G), of some classes and area bins; of all where none is given."""
    label, area, cell = np.unravel_index(table.index, table.shape)
    chosen = np.ones(len(label), dtype=np.bool_)
    for places, wanted in ((label, classes), (area, areas)):
        if len(wanted):
            chosen &= np.isin(places, wanted)
    counted = np.bincount(cell[chosen], table.count[chosen], GRID * GRID).astype(np.int64)
    return counted.reshape(GRID, GRID)


def checked_input(size: object) -> int:
    """Return an input size that boxes are told apart at.

    Raises
    ------
    DataError
        It is another one.
    """
    if isinstance(size, int) and size in INPUT_SIZES:
        return size
    first, second, *_, last = INPUT_SIZES
    raise DataError(f"input_size: one of {first}, {second}, ... {last} is wanted (in pixels); got {size!r}")


def _boxes(report: Report, what: str) -> Mapping[str, BoxCounts]:
    found = {split: of.boxes for split, of in report.counts.items() if of.boxes}
    if not found:
        raise DataError(f"{what}: a detection set is wanted; this one is {report.document['task']}")
    return found


def _with_all(table: SparseCounts) -> NDArray[np.int64]:
    """Return a table by class, with a last row for all classes."""
    by_class = table.dense()
    return np.concatenate([by_class, by_class.sum(axis=0, keepdims=True)])


def _places(names: Sequence[str], known: Sequence[str], what: str) -> list[int]:
    if isinstance(names, str):
        raise DataError(f"positions: a list of names is wanted; got the text {shorten(names)!r}")
    for name in names:
        if name not in known:
            raise DataError(f'positions: no {what} "{shorten(str(name))}"{suggest(str(name), known)}')
    return [known.index(name) for name in names]
