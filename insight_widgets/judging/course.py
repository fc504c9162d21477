"""The course of a curve: where it started, how low it came, where it ends, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.judging.noise import Noise

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MOST_POINTS = 400
"""A longer curve is judged by the medians of this many runs of points."""

_WINDOW_SHARE = 0.1
_FEW = 8
_OUTLYING, _FAR = 4.0, 8.0
_FEWEST_BLOCKS = 8
_FEWEST_LAST = 3
_AS_FAR, _BACK = 0.8, 0.2
_HUGE = 1e300


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a curve.

    Attributes
    ----------
    value : float
        Median of some values that lie next to each other.
    error : float
        Its standard error, by the noise about it.
    place : int
        Index in `Course.steps` of what it is the level of.
    """

    value: float
    error: float
    place: int


@dataclass(frozen=True, slots=True)
class Course:
    """A curve in a few numbers that noise and single spikes hardly move.

    Attributes
    ----------
    steps, smooth : ndarray of float64, shape (n,)
        Steps and the running median; n is at most 400.
    start, low, end : Level
        The beginning, the lowest smoothed place, and the end.
    climb : float
        How surely the curve climbs from its lowest place on, in standard errors (Mann-Kendall).
    jump : float
        How far the end lies over the first value where all others do, in spreads of logarithms: a rate
        so large that the loss explodes at once leaves noise that hides a rise on any other scale.
    """

    steps: NDArray[np.float64]
    smooth: NDArray[np.float64]
    start: Level
    low: Level
    end: Level
    climb: float
    jump: float

    @property
    def fall(self) -> float:
        """How far the curve came down: what was learnt."""
        return self.start.value - self.low.value

    @property
    def fall_error(self) -> float:
        """Standard error of `fall`."""
        return float(np.hypot(self.start.error, self.low.error))

    @property
    def rise(self) -> float:
        """How far the end lies over the lowest place."""
        return self.end.value - self.low.value

    @property
    def rise_error(self) -> float:
        """Standard error of `rise`."""
        return float(np.hypot(self.end.error, self.low.error))

    @property
    def rebounds(self) -> int:
        """How often the curve rose as far as now and came back, as with a cyclic learning rate."""
        height = self.smooth - np.minimum.accumulate(self.smooth)
        up, down = height >= _AS_FAR * self.rise, height <= _BACK * self.rise
        turns = (up.astype(np.int8) - down.astype(np.int8))[up | down]
        return int((np.diff(turns) < 0).sum())

    @property
    def low_step(self) -> float:
        """Step of the lowest place."""
        return float(self.steps[self.low.place])

    @property
    def share_fallen(self) -> float:
        """Fall from start to end as a share of the start; 0 where that is 0."""
        start = abs(self.start.value)
        return (self.start.value - self.end.value) / start if start else 0.0


def course_of(steps: ArrayLike, values: ArrayLike) -> Course:
    """Return the course of a curve.

    Parameters
    ----------
    steps, values : array_like of float, shape (n,)
        Finite, in the order of steps; one point at least.
    """
    bounded = np.clip(np.asarray(values, dtype=np.float64), -_HUGE, _HUGE)
    x, y = _shortened(np.asarray(steps, dtype=np.float64), bounded)
    half = _half_window(len(y))
    smooth = _running_median(y, half)
    noise = Noise.of(y, half)
    jump = _jump(y)
    start = _start(bounded[:MOST_POINTS], is_left=jump > _OUTLYING)
    low = int(np.argmin(smooth))
    return Course(
        x,
        smooth,
        start,
        _low(smooth, low, half, noise, start),
        _end(y, half, noise),
        _climb(y[low + half + 1 :], half + 1),
        jump,
    )


def _start(values: NDArray[np.float64], *, is_left: bool) -> Level:
    """Return the level of the first values, or the first value itself where the curve leaves it at once."""
    if is_left:
        return Level(float(values[0]), 0.0, 0)
    count = _half_window(len(values)) + 1
    noise = Noise.of(values, count - 1)
    level = float(np.median(values[:count]))
    spread = noise.of_value(count)
    if abs(values[0] - level) > _OUTLYING * spread:
        return Level(float(values[0]), spread, 0)
    return Level(level, noise.of_median(0, count), 0)


def _low(smooth: NDArray[np.float64], place: int, half: int, noise: Noise, start: Level) -> Level:
    """Return the lowest smoothed place, or the start where the curve leaves that upwards for good."""
    value = float(smooth[place])
    if value - start.value > _FAR * start.error:
        return start
    count = min(place, half) + min(len(smooth) - 1 - place, half) + 1
    return Level(value, noise.of_median(place, count), place)


def _end(y: NDArray[np.float64], half: int, noise: Noise) -> Level:
    """Return the level of the last values; of three where that is lower, so that one spike is none."""
    count = half + 1
    value = float(np.median(y[-count:]))
    if count < _FEWEST_LAST and len(y) >= _FEW:
        value = min(value, float(np.median(y[-_FEWEST_LAST:])))
    return Level(value, noise.of_median(len(y) - 1, count), len(y) - 1)


def _jump(values: NDArray[np.float64]) -> float:
    if len(values) < _FEW or values[0] <= 0 or values[0] >= values[1:].min():
        return 0.0
    others = np.log(values[1:])
    last = others[-max(len(others) // 3, _FEWEST_LAST) :]
    spread = float(np.diff(others).std()) / math.sqrt(2)
    return float(np.median(last) - np.log(values[0])) / spread if spread else 0.0


def _climb(values: NDArray[np.float64], count: int) -> float:
    """Return the Mann-Kendall statistic of the medians of `count` values, in standard errors.

    Mann, H. B. (1945), Nonparametric tests against trend, Econometrica 13.
    """
    medians = np.median(values[len(values) % count :].reshape(-1, count), axis=1)
    blocks = len(medians)
    if blocks < _FEWEST_BLOCKS:
        return 0.0
    score = float(np.sign(medians[np.newaxis, :] - medians[:, np.newaxis])[np.triu_indices(blocks)].sum())
    return (score - float(np.sign(score))) / math.sqrt(blocks * (blocks - 1) * (2 * blocks + 5) / 18)


def _shortened(
    steps: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if len(values) <= MOST_POINTS:
        return steps, values
    edges = np.linspace(0, len(values), MOST_POINTS + 1).astype(np.int64)
    runs = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    return steps[edges[1:] - 1], np.array([np.median(values[first:last]) for first, last in runs])


def _half_window(count: int) -> int:
    """Return how many points to either side are smoothed with: a tenth of the curve in all."""
    if count < _FEW:
        return int(count > _FEW // 2)
    return max(1, round(count * _WINDOW_SHARE / 2))


def _running_median(values: NDArray[np.float64], half: int) -> NDArray[np.float64]:
    """Return medians of windows of 2 half + 1 values, shorter at the ends."""
    count = len(values)
    smooth = np.empty(count)
    windows = np.lib.stride_tricks.sliding_window_view(values, 2 * half + 1)
    smooth[half : count - half] = np.median(windows, axis=1)
    for place in range(half):
        smooth[place] = np.median(values[: place + half + 1])
        smooth[count - 1 - place] = np.median(values[count - 1 - place - half :])
    return smooth
