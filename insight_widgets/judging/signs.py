"""How far the courses of a loss are beyond the thresholds of a rule: 1 and more is over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from insight_widgets.judging.course import Course
    from insight_widgets.judging.rule import CurveRule

_STALLED_SHARE = 0.3
_STALLED_FALL = 0.1
_TREND_ERRORS = 1.0
_HIDDEN_SHARE = 0.4
_CYCLES, _NEARLY = 2, 0.9
"""A curve that came back so often may do so again."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a course shows.

    Attributes
    ----------
    rise, fall : float
        How far it rose from its lowest place, and fell to it, over what counts.
    hidden_rise : float
        How large a rise noise could hide, over two fifths of what was learnt; 0 where the end is the lowest.
    hidden_fall : float
        How large a fall noise could hide, over two fifths of the start.
    """

    rise: float
    fall: float
    hidden_rise: float
    hidden_fall: float


def signs_of(course: Course, rule: CurveRule) -> Signs:
    """Return what a course shows by a rule."""
    least_fall = rule.least_fall * abs(course.start.value)
    fall = _over(course.fall, max(least_fall, rule.beyond_noise * course.fall_error))
    least_rise = rule.least_rise * course.fall
    if fall < 1:
        least_rise = max(least_rise, least_fall)
    noise = rule.beyond_noise * course.rise_error
    level = _over(course.rise, max(least_rise, noise))
    trend = min(_over(course.rise, least_rise), course.climb / rule.beyond_noise)
    hidden_fall = _over(rule.beyond_noise * course.fall_error, _HIDDEN_SHARE * abs(course.start.value))
    jump = min(_over(course.rise, max(least_rise, abs(course.start.value))), course.jump / rule.beyond_noise)
    rise = max(level, trend, jump)
    if rise >= 1 > jump and course.rebounds >= _CYCLES:
        return Signs(_NEARLY, fall, 1.0, hidden_fall)
    hidden_rise = _over(noise, _HIDDEN_SHARE * course.fall) if course.rise > 0 else 0.0
    return Signs(rise, fall, hidden_rise, hidden_fall)


def slowness(train: Course, val: Course, rule: CurveRule) -> float:
    """Return how clearly validation learns slowly.

    It fell by less than a third of train's fall, each relative to its own start, and the gap between the two
    grew beyond noise.
    """
    errors = float(np.hypot(train.end.error, val.end.error))
    gap = (val.end.value - train.end.value) - (val.start.value - train.start.value)
    wanted = rule.slow_share * train.share_fallen
    if train.share_fallen <= 0 or gap <= 0:
        return 0.0
    shortfall = wanted / max(val.share_fallen, 0.05 * wanted)
    return min(shortfall, _over(gap, rule.beyond_noise * errors))


def stalled_since(train: Course, val: Course, rule: CurveRule) -> float | None:
    """Return the step since which validation is level while train falls on, or None."""
    level = val.end.value + max(rule.least_rise * val.fall, rule.beyond_noise * val.rise_error)
    place = int(np.argmax(val.smooth <= level))
    step, first, last = (float(val.steps[at]) for at in (place, 0, -1))
    then = train.smooth[min(int(np.searchsorted(train.steps, step)), len(train.smooth) - 1)]
    fell_on = float(then - train.end.value)
    enough = max(_STALLED_FALL * train.fall, rule.beyond_noise * train.rise_error)
    long_level = last - step >= _STALLED_SHARE * (last - first)
    return step if long_level and fell_on > enough and _is_level(val, place, rule) else None


def _is_level(course: Course, place: int, rule: CurveRule) -> bool:
    """Whether a course does not fall any more since a place: its last third against the first since then."""
    since = course.smooth[place:]
    third = max(len(since) // 3, 1)
    fell = float(np.median(since[:third]) - np.median(since[-third:]))
    return fell < max(rule.least_rise * course.fall, _TREND_ERRORS * course.rise_error)


def _over(value: float, threshold: float) -> float:
    if value <= 0:
        return 0.0
    return value / threshold if threshold > 0 else float("inf")
