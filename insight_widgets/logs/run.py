"""What a log reader returns: the runs of a log, each with its series of values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Unit = Literal["epoch", "step"]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The values of one name in a log.

    Attributes
    ----------
    name : str
        As the log writes it.
    steps, values : ndarray of float64, shape (n,)
        In the order written: blanks left out, NaN and infinity kept.
    """

    name: str
    steps: NDArray[np.float64]
    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run of a log.

    Attributes
    ----------
    series : tuple of Series
        In the order in which the log names them.
    x : {"epoch", "step"}
        What a step is.
    notes : tuple of str
        What was repaired or passed over.
    source : str
        The file, folder or object, and the run's name in it where it has one.
    """

    series: tuple[Series, ...]
    x: Unit
    notes: tuple[str, ...] = ()
    source: str = ""


def is_number(value: Any) -> bool:
    """Whether a value of a record is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
