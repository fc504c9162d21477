"""A data set that is counted part by part and is never in memory as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from insight_widgets.streams.cache import cached
from insight_widgets.streams.checkpoint import Checkpoint
from insight_widgets.streams.running import Run, count_source
from insight_widgets.streams.speed import speed_bar
from insight_widgets.texts.progress import COUNTING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from insight_widgets.engines import Engine
    from insight_widgets.streams.contract import Source
    from insight_widgets.streams.tally import Tally
    from insight_widgets.streams.total import Total


@dataclass(frozen=True)
class Stream:
    """A data set as parts, and the engine that counts them.

    `insight_widgets.load` returns one where an engine is asked for; `build_report` and the widgets take it as
    they take a `Dataset`.

    Attributes
    ----------
    source : Source
    engine : Engine
    checkpoint : Path or None
        File in which what was counted is kept, so that an interrupted run goes on where it was.
    cache : Path or None
        File in which the counts are kept, so that the same data need not be counted again.
    """

    source: Source
    engine: Engine = field(repr=False)
    checkpoint: Path | None = None
    cache: Path | None = None

    @property
    def title(self) -> str:
        """What the report is headed with."""
        return self.source.title

    def tally(
        self,
        *,
        progress: bool = True,
        on_part: Callable[[Total, int, int], None] | None = None,
        stop: Event | None = None,
        leak_distance: int | None = None,
    ) -> Tally:
        """Count all parts.

        Parameters
        ----------
        progress : bool
            Whether long work shows a progress bar.
        on_part : callable, optional
            Called with the total, the number of parts done and that of all, whenever a part is done.
        stop : threading.Event, optional
            Ends counting once it is set: what was counted is kept, and what was not is told.
        leak_distance : int, optional
            Images are opened where their part is read, and compared by content; most bits in which the hashes
            of near copies differ.

        Raises
        ------
        InsightError
            Nothing can be read, or the data do not fit together.
        """
        with speed_bar(COUNTING, show=progress) as bar:

            def advance(total: Total, done: int, parts: int) -> None:
                bar.advance(total.records, done, parts)
                if on_part is not None:
                    on_part(total, done, parts)

            kept = None if self.checkpoint is None else Checkpoint(self.checkpoint)
            run = Run(self.engine, advance, stop or Event(), kept, leak_distance)
            told = () if leak_distance is None else (leak_distance,)
            return cached(self.source, self.cache, lambda: count_source(self.source, run), *told)

    def __repr__(self) -> str:
        return f"Stream({self.title}, {len(self.source.parts):,} parts)"
