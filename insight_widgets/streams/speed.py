"""How far counting is: parts done, records a second, time left."""

from __future__ import annotations

from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from insight_widgets.progress import part_bar
from insight_widgets.texts.progress import records_a_second

if TYPE_CHECKING:
    from collections.abc import Iterator


class SpeedBar:
    """A progress bar of parts that tells records a second, too."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._started = monotonic()

    def advance(self, records: int, done: int, parts: int) -> None:
        """Show that so many of all parts are done, in which so many records were read."""
        seconds = max(monotonic() - self._started, 1e-3)
        self._bar.total = parts
        self._bar.set_postfix_str(records_a_second(in_short(records / seconds)), refresh=False)
        self._bar.update(done - self._bar.n)


@contextmanager
def speed_bar(what: str, *, show: bool) -> Iterator[SpeedBar]:
    """Show a bar as long as it lasts."""
    with part_bar(what, show=show) as bar:
        yield SpeedBar(bar)


def in_short(number: float) -> str:
    """Return a number in three figures.

    Examples
    --------
    >>> in_short(950), in_short(18_240_000)
    ('950', '18.2 M')
    """
    for size, sign in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if number >= size:
            return f"{number / size:.3g}{sign}"
    return f"{number:.3g}"
