"""A data set that is counted part by part and is never in memory as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from insight_widgets.streams.running import Watch, count_source
from insight_widgets.streams.speed import speed_bar

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """

    source: Source
    engine: Engine = field(repr=False)

    @property
    def title(self) -> str:
        """What the report is headed with."""
        return self.source.title

    def tally(
        self, *, progress: bool = True, on_part: Callable[[Total, int, int], None] | None = None
    ) -> Tally:
        """Count all parts.

        Parameters
        ----------
        progress : bool
            Whether long work shows a progress bar.
        on_part : callable, optional
            Called with the total, the number of parts done and that of all, whenever a part is done.

        Raises
        ------
        InsightError
            Nothing can be read, or the data do not fit together.
        """
        with speed_bar("Counting", show=progress) as bar:

            def advance(total: Total, done: int, parts: int) -> None:
                bar.advance(total.records, done, parts)
                if on_part is not None:
                    on_part(total, done, parts)

            return count_source(self.source, self.engine, Watch(advance))

    def __repr__(self) -> str:
        return f"Stream({self.title}, {len(self.source.parts):,} parts)"
