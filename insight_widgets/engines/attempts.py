"""A call that is made again when it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from insight_widgets.engines import TRIES, Outcome
from insight_widgets.errors import DataError, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

Item = TypeVar("Item")
Result = TypeVar("Result")


def attempt(function: Callable[[Item], Result], item: Item, place: int) -> Outcome[Result]:
    """Return what comes of an item, tried `TRIES` times.

    Raises
    ------
    DataError
        What is wrong is wrong however often it is tried.
    """
    error = ""
    for _ in range(TRIES):
        try:
            return Outcome(place, function(item))
        except DataError:
            raise
        except Exception as caught:  # noqa: BLE001  (told among the problems)
            error = reason(caught)
    return Outcome(place, None, error)


def reason(error: BaseException) -> str:
    """Return why something failed, in a line."""
    return shorten(str(error) or type(error).__name__, 200)
