"""How far records are from what is usual in their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.gallery.records import Records

_LEAST_SPREAD = 0.05
"""Deviations are taken relative to at least this much, in natural logarithms: nearly equal is equal."""

_TO_DEVIATION = 1.4826
"""Times the median absolute deviation: the standard deviation, for normal values."""


def deviations(records: Records) -> NDArray[np.float32]:
    """Return how far each record is from what is usual in its class, shape (n,); NaN where not known.

    The logarithm of area (and of ratio, where there is one) less the median of the class, relative to
    1.4826 times the median absolute deviation; of both the greater. Records that count make the usual.
    """
    found = np.full(len(records), np.nan, dtype=np.float32)
    for values in (records.area, records.ratio):
        if values is not None:
            found = np.fmax(found, _robust(values, records))
    return found


def _robust(values: NDArray[np.float32], records: Records) -> NDArray[np.float32]:
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(values)
    known = np.isfinite(logs) & records.counts
    rows = np.flatnonzero(known)
    rows = rows[np.argsort(records.label[rows], kind="stable")]
    labels = records.label[rows]
    found = np.full(len(values), np.nan, dtype=np.float32)
    first = np.flatnonzero(np.diff(labels, prepend=-1))
    for start, end in zip(first.tolist(), [*first[1:].tolist(), len(rows)], strict=True):
        chosen = rows[start:end]
        apart = np.abs(logs[chosen] - np.median(logs[chosen]))
        found[chosen] = apart / max(_TO_DEVIATION * float(np.median(apart)), _LEAST_SPREAD)
    return found
