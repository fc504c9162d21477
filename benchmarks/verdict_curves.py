"""A labelled set of training curves: simulated, of many families, the same on every run.

A curve is a shape free of noise, on which the label rests, with noise on top and a random unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Shape = Callable[[np.random.Generator, int], tuple[Values, Values]]

CLEAR_ERRORS = 8.0
"""A change is clear if it exceeds its standard error (of levels of a tenth of the curve) so many times."""

CLEAR_SHARE, FEWEST_CLEAR = 0.12, 12
"""A clear change is also this share of what was learnt; a clear curve has at least so many points."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A loss with what is to be said of it: case, kind, family, whether it is clear, and its values."""

    case: str
    family: str
    clear: bool
    train: Values
    val: Values


def labelled_curves(each: int, seed: int = 4) -> Iterator[Labelled]:
    """Yield about `each` curves of every case, its families in equal parts."""
    rng = np.random.default_rng(seed)
    for case, families in FAMILIES.items():
        for family, shape in families.items():
            for _ in range(-(-each // len(families))):
                yield _labelled(rng, case, family, shape)


def _labelled(rng: np.random.Generator, case: str, family: str, shape: Shape) -> Labelled:
    points = int(rng.integers(8, 16)) if family == "few epochs" else int(10 ** rng.uniform(1.3, 2.7))
    train, val = shape(rng, points)
    learnt = max(_learnt(train), _learnt(val), 0.3)
    sigma = learnt * 10 ** rng.uniform(-2.3, -0.8)
    inertia = float(rng.choice([0.0, 0.0, 0.7]))
    louder = 4.0 if family == "noisy validation" else rng.uniform(0.5, 2)
    tails = "heavy" in family
    unit = 10.0 ** rng.uniform(-3, 3)
    error = max(louder, 1) * sigma * np.sqrt((1 + inertia) / (1 - inertia) * 2 / max(points / 10, 2))
    return Labelled(
        case,
        family,
        points >= FEWEST_CLEAR and _is_clear(case, train, val, float(error)),
        unit * (train + _noise(rng, points, sigma, inertia, heavy=tails)),
        unit * (val + _noise(rng, points, louder * sigma, inertia, heavy=tails)),
    )


def _is_clear(case: str, train: Values, val: Values, error: float) -> bool:
    """Whether the change that the label rests on stands out, by the shapes without noise."""
    fall, val_fall = _learnt(train), _learnt(val)
    changes = {
        "A": min(fall, val_fall) / 2,
        "B overfitting": float(val[-1] - val.min()),
        "B rising": float(train[-1] - train.min()),
        "C": (fall - val_fall) / 2,
    }
    if case not in changes:
        return True
    learnt = val_fall if case == "B overfitting" else fall
    return changes[case] > max(CLEAR_ERRORS * error, CLEAR_SHARE * learnt)


def _learnt(values: Values) -> float:
    """Return how far a shape falls from its start; a shape that starts with NaN is none of ours."""
    return float(values[0] - np.nanmin(values))


def _noise(rng: np.random.Generator, points: int, sigma: float, inertia: float, *, heavy: bool) -> Values:
    """Return noise of which each value keeps a share of the last one (AR(1)); of heavy tails if asked for."""
    drawn = rng.standard_t(2, points) / 1.6 if heavy else rng.normal(size=points)
    values = np.asarray(drawn, dtype=np.float64)
    for place in range(1, points):
        values[place] = inertia * values[place - 1] + np.sqrt(1 - inertia**2) * values[place]
    return sigma * values


def _time(points: int) -> Values:
    return np.linspace(0, 1, points)


def _exponential(rng: np.random.Generator, points: int) -> Values:
    return np.exp(-_time(points) * rng.uniform(3, 12))


def _power_law(rng: np.random.Generator, points: int) -> Values:
    grown = np.arange(points, dtype=np.float64) * rng.uniform(0.2, 3)
    fall: Values = (1 + grown) ** -rng.uniform(0.4, 1.0)
    return fall


def _linear(rng: np.random.Generator, points: int) -> Values:  # noqa: ARG001  (a shape like the others)
    return 1 - _time(points)


def _step_decay(rng: np.random.Generator, points: int) -> Values:
    """Return two falls, the second where the learning rate is cut."""
    time, cut = _time(points), rng.uniform(0.3, 0.6)
    return 0.6 * np.exp(-time * 15) + 0.4 * np.where(time < cut, 1, np.exp(-(time - cut) * 20))


def _plateau(rng: np.random.Generator, points: int) -> Values:
    """Return a level, then a drop."""
    return 1 / (1 + np.exp((_time(points) - rng.uniform(0.2, 0.6)) * rng.uniform(15, 40)))


_FALLS = (_exponential, _power_law, _linear, _step_decay, _plateau)


def _fall(rng: np.random.Generator, points: int) -> Values:
    return _FALLS[rng.integers(2)](rng, points)


def _healthy(fall: Callable[[np.random.Generator, int], Values]) -> Shape:
    def shape(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
        floor = rng.uniform(0.05, 0.5)
        train = floor + (1 - floor) * fall(rng, points)
        return train, train * rng.uniform(1, 1.1) + rng.uniform(0, 0.1)

    return shape


_smooth = _healthy(_fall)


def _stalled(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _smooth(rng, points)
    return train, np.maximum(val, np.quantile(val, rng.uniform(0.2, 0.5)))


def _regularised(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, _ = _smooth(rng, points)
    return train, 0.85 * train


def _double_descent(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _healthy(_linear)(rng, points)
    bump = rng.uniform(0.1, 0.6) * np.exp(-(((_time(points) - rng.uniform(0.3, 0.5)) / 0.1) ** 2))
    return train, val + bump


def _cycles(rng: np.random.Generator, points: int) -> Values:
    """Return where in its cycle the learning rate is, 0 to 1; a cycle has six points at least."""
    cycles = rng.uniform(3, max(3.5, min(10, points / 6)))
    return (_time(points) * cycles) % 1


def _cyclic(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    """Return losses that go up and down with the learning rate and end anywhere in a cycle."""
    train, val = _smooth(rng, points)
    wave = rng.uniform(0.05, 0.15) * (1 - np.abs(2 * _cycles(rng, points) - 1))
    return train + wave, val + wave


def _restarts(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _smooth(rng, points)
    phase = (_time(points) * rng.integers(2, 6)) % 1
    phase[-1] = 1
    wave = rng.uniform(0.05, 0.3) * (1 + np.cos(np.pi * phase)) / 2
    return train + wave, val + wave


def _warm_up(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _smooth(rng, points)
    first = max(points // 15, 1)
    bump = np.zeros(points)
    bump[:first] = rng.uniform(0.1, 0.5) * np.sin(np.linspace(0.3, np.pi, first))
    return train + bump, val + bump


def _spikes(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _smooth(rng, points)
    spikes = np.zeros(points)
    spikes[rng.integers(1, points, max(1, points // 40))] = rng.uniform(0.5, 5)
    return train + spikes, val + spikes * rng.integers(2)


def _resumed(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _smooth(rng, points)
    since = _time(points) - rng.uniform(0.2, 0.6)
    jump = np.where(since > 0, rng.uniform(0.1, 0.4) * np.exp(-since * 30), 0)
    return train + jump, val + jump


def _some_nan(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _smooth(rng, points)
    train[rng.integers(1, points - 2, max(points // 25, 1))] = np.nan
    return train, val


def _overfitting(
    power: float = 1.0, ends: float = 1.0, fall: Callable[[np.random.Generator, int], Values] = _fall
) -> Shape:
    """Return validation losses that rise after their lowest place, up to a time and then level."""

    def shape(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
        time, lowest = _time(points), rng.uniform(0.15, 0.6)
        train = 0.02 + 0.98 * fall(rng, points)
        up = np.clip((time - lowest) / (ends - lowest), 0, 1) ** power
        val = 0.4 + 0.6 * np.exp(-time / lowest * 4) + 0.6 * 10 ** rng.uniform(-0.8, 0.5) * up
        return train, val

    return shape


def _after_bump(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    train, val = _overfitting()(rng, points)
    return train, val + 0.3 * np.exp(-(((_time(points) - 0.12) / 0.04) ** 2))


def _trained_out(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
    """Return a training loss that is level while validation rises."""
    _, val = _overfitting()(rng, points)
    return 0.1 + 0.9 * np.exp(-_time(points) * 25), val


def _rising(rise: Callable[[np.random.Generator, Values], Values]) -> Shape:
    """Return losses that fall for a while, or not at all, then rise both."""

    def shape(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
        time, since = _time(points), rng.choice([0.0, rng.uniform(0.1, 0.6)])
        fall = 1 - 0.7 * (1 - np.exp(-np.minimum(time, since) * 8))
        up = 10 ** rng.uniform(-0.7, 1) * rise(rng, np.clip(time - since, 0, None) / (1 - since))
        return fall + up, 1.05 * fall + up

    return shape


def _explosion(rng: np.random.Generator, since: Values) -> Values:
    steep = rng.uniform(3, 8)
    up: Values = np.expm1(steep * since) / np.expm1(steep)
    return up


def _swinging(rng: np.random.Generator, since: Values) -> Values:
    swing = 1 + 0.3 * np.sin(since * rng.uniform(20, 40))
    return since * swing


def _slow_validation(least: float, most: float) -> Shape:
    def shape(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
        floor = rng.uniform(0.1, 0.5)
        fall = _FALLS[rng.integers(len(_FALLS))](rng, points)
        share = rng.uniform(least, most) * (1 - floor)
        return floor + (1 - floor) * fall, rng.uniform(0.9, 1.2) * (1 - share * (1 - fall))

    return shape


def _flat(slope: float = 0.0, spike: float = 0.0) -> Shape:
    def shape(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
        level = 1 - slope * _time(points)
        train = level + spike * (np.arange(points) == rng.integers(2, points // 2))
        return 3 * train, 3.03 * level

    return shape


def _lost(since: float) -> Shape:
    """Return losses of which train is not finite from a time on, to the end."""

    def shape(rng: np.random.Generator, points: int) -> tuple[Values, Values]:
        train, val = _smooth(rng, points)
        train[int(rng.uniform(since, 1) * (points - 1)) :] = rng.choice([np.nan, np.inf])
        return train, val

    return shape


FAMILIES: dict[str, dict[str, Shape]] = {
    "A": {
        "exponential": _healthy(_exponential),
        "power law": _healthy(_power_law),
        "linear": _healthy(_linear),
        "step decay": _healthy(_step_decay),
        "plateau then drop": _healthy(_plateau),
        "stalled validation": _stalled,
        "regularised": _regularised,
        "double descent": _double_descent,
        "cyclic": _cyclic,
        "warm restarts": _restarts,
        "warm-up": _warm_up,
        "spikes": _spikes,
        "resumed": _resumed,
        "some not finite": _some_nan,
        "noisy validation": _smooth,
        "heavy tails": _smooth,
        "few epochs": _healthy(lambda rng, points: _FALLS[rng.integers(len(_FALLS))](rng, points)),
    },
    "B overfitting": {
        "linear rise": _overfitting(),
        "slow start": _overfitting(power=2),
        "rise that levels": _overfitting(ends=0.9),
        "power law": _overfitting(fall=_power_law),
        "step decay": _overfitting(fall=_step_decay),
        "after a bump": _after_bump,
        "train is level": _trained_out,
        "heavy tails": _overfitting(),
        "few epochs": _overfitting(),
    },
    "B rising": {
        "linear rise": _rising(lambda _, since: since),
        "divergence": _rising(_explosion),
        "jump to a level": _rising(lambda _, since: np.minimum(since * 10, 1)),
        "swinging": _rising(_swinging),
        "heavy tails": _rising(lambda _, since: since),
        "few epochs": _rising(lambda _, since: since),
    },
    "C": {
        "validation falls a little": _slow_validation(0.05, 0.15),
        "validation is level": _slow_validation(0.0, 0.02),
        "heavy tails": _slow_validation(0.0, 0.1),
        "few epochs": _slow_validation(0.0, 0.1),
    },
    "D": {
        "level": _flat(),
        "tiny fall": _flat(slope=0.01),
        "tiny rise": _flat(slope=-0.01),
        "an early spike": _flat(spike=2.0),
        "heavy tails": _flat(),
        "few epochs": _flat(),
    },
    "nan": {"late": _lost(0.8), "any time": _lost(0.15)},
}
