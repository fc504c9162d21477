"""Event files of TensorBoard, read without TensorFlow: scalars of the old and the new style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.errors import ReadError
from insight_widgets.logs._event_batch import Scalars
from insight_widgets.logs._files import head_of
from insight_widgets.logs._table import Column, Table
from insight_widgets.logs._tfrecord import HEADER, damaged, frames_of
from insight_widgets.texts.logs import damaged_after, damaged_events

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.logs._tfrecord import Frames

FORMAT = "tensorboard"
SUMMARY = "an event file of TensorBoard"
RANK = 30

STEP = "global_step"
"""The column that holds the steps of the events."""

_PLACEHOLDER = "hp_metric"
"""Lightning writes -1 under this name where there is nothing to tell."""


@dataclass(frozen=True, slots=True, eq=False)
class Tail:
    """What an event file holds from some offset on.

    Attributes
    ----------
    table : Table
        A record an event; the column ``global_step`` has their steps.
    offset : int
        Where to read on: behind the last whole event.
    is_cut : bool
        Whether an event that is not whole follows.
    """

    table: Table
    offset: int
    is_cut: bool


def detect(path: Path) -> bool:
    """Whether a file begins with a frame that has the checksum of its length."""
    head = np.frombuffer(head_of(path), dtype=np.uint8)
    return len(head) >= HEADER and (b"tfevents" in path.name.encode() or len(frames_of(head).starts) > 0)


def read(path: Path) -> Table:
    """Return the scalars of an event file, a record an event; a damaged end is told.

    Raises
    ------
    ReadError
        It cannot be read, or is no event file.
    """
    head_of(path)
    tail = read_on(path)
    if tail.offset == 0:
        raise ReadError(f"{path}: an event file of TensorBoard is wanted; its first bytes are none")
    if tail.is_cut:
        tail.table.notes.append(damaged_after(tail.offset))
    return tail.table


def read_on(path: Path, offset: int = 0) -> Tail:
    """Return what has been written to an event file since it was read up to `offset`.

    Parameters
    ----------
    path : Path
    offset : int
        0, or the `offset` of an earlier `Tail`.

    Raises
    ------
    ReadError
        It cannot be read.
    """
    try:
        if path.stat().st_size <= offset:
            return Tail(Table({}, 0), offset, is_cut=False)
        data: NDArray[np.uint8] = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read as a log: {error.strerror or error}") from None
    frames = frames_of(data, offset)
    return Tail(_table(data, frames), frames.end, is_cut=frames.end < len(data))


def _table(data: NDArray[np.uint8], frames: Frames) -> Table:
    """Return the scalars of some frames; those whose checksum differs are passed over and told."""
    scalars = Scalars(data, len(frames.starts))
    spoilt = 0
    for length in np.unique(frames.lengths).tolist():
        events = np.flatnonzero(frames.lengths == length)
        differ = damaged(data, frames.starts[events], length)
        spoilt += int(differ.sum())
        scalars.take(events[~differ], frames.starts[events[~differ]], length)
    spoilt += scalars.broken
    notes = [damaged_events(spoilt)] if spoilt else []
    return Table(_columns(scalars), len(frames.starts), {}, notes)


def _columns(scalars: Scalars) -> dict[str, Column]:
    found = {tag: _in_order(pieces) for tag, pieces in scalars.points.items()}
    columns = dict(sorted(found.items(), key=lambda pair: int(pair[1].rows[0])))
    if _PLACEHOLDER in columns and (columns[_PLACEHOLDER].values == -1).all():
        del columns[_PLACEHOLDER]
    told = np.flatnonzero(np.isfinite(scalars.steps))
    return columns | {STEP: Column(told, scalars.steps[told])}


def _in_order(pieces: list[tuple[NDArray[np.int64], NDArray[np.float64]]]) -> Column:
    rows, values = (np.concatenate([piece[place] for piece in pieces]) for place in (0, 1))
    order = np.argsort(rows, kind="stable")
    return Column(rows[order], values[order])
