"""Judge one loss: of the cases of a rule the first that fits is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.judging.signs import Signs, signs_of, slowness, stalled_since
from insight_widgets.judging.track import Track
from insight_widgets.judging.verdict import UNSURE, Verdict

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from insight_widgets.judging.course import Course
    from insight_widgets.judging.rule import CurveRule
    from insight_widgets.judging.verdict import Case

_SURE_FROM = 1.2
"""How far over its threshold a sign must be to be sure of it; so far under, to be sure of the contrary."""

_CERTAIN_AT_MOST = 0.99
_SOME, _SOME_CONFIDENCE = 12, 0.8


def judge(train: ArrayLike, val: ArrayLike, rule: CurveRule, *, metric_improves: bool = False) -> Verdict:
    """Return the verdict on a loss.

    Parameters
    ----------
    train, val : array_like of float, shape (n, 2)
        Step and value, in the order of steps; values may be NaN or infinite. Either may be empty.
    rule : CurveRule
    metric_improves : bool
        Whether a metric of validation gets better in the run (then a flat loss is one of fine-tuning).
    """
    given = {name: points for name, points in (("train", train), ("val", val)) if len(points)}  # type: ignore[arg-type]
    tracks = {name: Track(points, rule) for name, points in given.items()}
    nonfinite = {name: track.nonfinite for name, track in tracks.items() if track.nonfinite}
    found: dict[str, Any] = {"nonfinite": nonfinite} if nonfinite else {}
    return _judge_points(tracks, rule, found) or _judge_courses(tracks, rule, found, metric_improves)


def _judge_points(tracks: dict[str, Track], rule: CurveRule, found: dict[str, Any]) -> Verdict | None:
    """Return what can be said before any course is looked at, or None."""
    first, last = _span(tracks)
    lost = {name: since for name, track in tracks.items() if (since := track.lost_since) is not None}
    if lost:
        split = min(lost, key=lost.__getitem__)
        return Verdict(
            "nan", "non-finite", 1.0, (lost[split], last), found | {"since": lost[split], "split": split}
        )
    judged = [track for track in tracks.values() if track.count >= rule.fewest]
    if not judged:
        points = max((track.count for track in tracks.values()), default=0)
        return Verdict("short", "short", 0.0, (first, last), found | {"points": points})
    if all(track.is_zero for track in judged):
        return Verdict(None, "constant", 1.0, (first, last), found)
    return None


def _span(tracks: dict[str, Track]) -> tuple[float, float]:
    steps = [float(track.steps[place]) for track in tracks.values() for place in (0, -1)]
    return (min(steps), max(steps)) if steps else (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Judged:
    """Courses and signs of the splits that have points enough; a lone one stands for both."""

    courses: dict[str, Course]
    signs: dict[str, Signs]

    @property
    def lead(self) -> Signs:
        return self.signs.get("train") or next(iter(self.signs.values()))

    @property
    def val(self) -> Signs | None:
        return self.signs["val"] if len(self.signs) > 1 else None

    @property
    def is_flat(self) -> bool:
        """Whether nothing falls or rises; validation that clearly falls alone is learning."""
        val_learns = self.val is not None and self.val.fall >= 1 > self.val.rise
        return self.lead.fall < 1 and self.lead.rise < 1 and not val_learns

    @property
    def rising(self) -> list[str]:
        """The splits that rise, the one that does most first."""
        found = [name for name, signs in self.signs.items() if signs.rise >= 1]
        return sorted(found, key=lambda name: -self.signs[name].rise)


def _judge_courses(
    tracks: dict[str, Track],
    rule: CurveRule,
    found: dict[str, Any],
    metric_improves: bool,  # noqa: FBT001
) -> Verdict:
    judged = {name: track for name, track in tracks.items() if track.count >= rule.fewest}
    courses = {name: track.course() for name, track in judged.items()}
    of = _Judged(courses, {name: signs_of(course, rule) for name, course in courses.items()})
    case, kind, sureness, more = _decide(of, rule, metric_improves=metric_improves)
    most = _most_confidence(min(track.count for track in judged.values()), rule)
    first, last = _span(judged)
    levels = {name: _told(course) for name, course in courses.items()}
    confidence = max(0.0, min(sureness, most))
    return Verdict(case, kind, confidence, (more.get("since", first), last), found | levels | more)


_Decision = tuple["Case", str, float, dict[str, Any]]


def _decide(of: _Judged, rule: CurveRule, *, metric_improves: bool) -> _Decision:
    """Return case, kind, confidence and further numbers."""
    if of.is_flat:
        sureness = _sure_below(of.lead.fall, of.lead.rise, of.lead.hidden_fall)
        return ("A", "fine-tuned", sureness, {}) if metric_improves else ("D", "not-learning", sureness, {})
    if of.val and of.val.rise >= 1 > of.lead.rise:
        return "B", "overfitting", _sure_above(of.val.rise), {"since": of.courses["val"].low_step}
    for name in of.rising[:1]:
        return "B", "rising", _sure_above(of.signs[name].rise), {"since": of.courses[name].low_step}
    slow = slowness(of.courses["train"], of.courses["val"], rule) if of.val else 0.0
    if of.val and of.lead.fall >= 1 and slow >= 1:
        return "C", "slow-validation", min(_sure_above(slow), _sure_below(of.val.rise)), {}
    sureness = _sure_below(slow, *(max(signs.rise, signs.hidden_rise) for signs in of.signs.values()))
    stalled = stalled_since(of.courses["train"], of.courses["val"], rule) if of.val else None
    if stalled is None:
        return "A", "learning", sureness, {}
    return "A", "stalled", sureness, {"stalled_since": stalled}


def _sure_above(sign: float) -> float:
    return 1 - UNSURE * _SURE_FROM / sign


def _sure_below(*signs: float) -> float:
    return 1 - UNSURE * min(_SURE_FROM * max(signs), 1.0)


def _most_confidence(points: int, rule: CurveRule) -> float:
    """Return the most that is claimed of so many points."""
    if points < rule.few:
        return UNSURE
    return _SOME_CONFIDENCE if points < _SOME else _CERTAIN_AT_MOST


def _told(course: Course) -> dict[str, float]:
    return {
        "start": course.start.value,
        "low": course.low.value,
        "low_step": course.low_step,
        "end": course.end.value,
        "noise": course.end.error,
    }
