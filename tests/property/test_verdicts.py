"""What must not change a clear verdict, and what must never go wrong."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from benchmarks.verdict_curves import FAMILIES, labelled_curves
from insight_widgets.judging.judge import judge
from tests.losses import RULE, points, said

SURE, VERY_SURE = 0.75, 0.9
"""With a half more noise, and the more with every fourth point alone, less can be told."""

CASES = ("A", "B", "C", "D", "nan", "short", None)


@cache
def clear():
    """Return clear curves of every case and family that are judged with confidence."""
    found = [curve for curve in labelled_curves(60, seed=11) if curve.clear]
    return [curve for curve in found if said(curve.train, curve.val).confidence >= SURE]


@cache
def healthy():
    return [curve for curve in clear() if curve.case == "A" and np.isfinite(curve.train).all()]


clear_curves = st.deferred(lambda: st.sampled_from(clear()))
healthy_curves = st.deferred(lambda: st.sampled_from(healthy()))


def told(verdict):
    kind = verdict.kind if verdict.case == "B" else None
    return verdict.case, kind


def is_kept(before, train, val):
    """Whether the verdict is the same, or it has become too early to be sure."""
    after = said(train, val)
    return told(after) == told(said(before.train, before.val)) or after.is_unsure


@given(clear_curves, st.floats(1e-9, 1e9))
def test_the_unit_of_a_loss_changes_nothing(curve, factor):
    before, after = said(curve.train, curve.val), said(curve.train * factor, curve.val * factor)
    assert told(after) == told(before)
    assert after.confidence == pytest.approx(before.confidence, abs=1e-6)


@given(clear_curves, st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_the_count_of_steps_changes_nothing(curve, first, every):
    steps = first + every * np.arange(len(curve.train))
    verdict = judge(points(curve.train, steps), points(curve.val, steps), RULE)
    assert told(verdict) == told(said(curve.train, curve.val))


@given(clear_curves, st.integers(2, 4))
def test_logging_every_kth_epoch_does_not_turn_a_verdict(curve, every):
    if len(curve.train) < 30 * every or said(curve.train, curve.val).confidence < VERY_SURE:
        return
    places = np.arange(len(curve.train) - 1, -1, -every)[::-1]
    assert is_kept(curve, curve.train[places], curve.val[places])


@given(clear_curves, st.integers(0, 2**32 - 1))
def test_noise_of_the_size_of_smoothing_does_not_turn_a_verdict(curve, seed):
    before = said(curve.train, curve.val)
    numbers = before.numbers
    if "val" not in numbers or "train" not in numbers or before.confidence < VERY_SURE:
        return
    drawn = np.random.default_rng(seed).normal(size=(2, len(curve.train))) / 2
    noise = drawn * [[numbers["train"]["noise"]], [numbers["val"]["noise"]]]
    assert is_kept(curve, curve.train + noise[0], curve.val + noise[1])


@given(healthy_curves, st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_more_healthy_epochs_do_not_turn_a_verdict(curve, more, seed):
    last = max(len(curve.train) // 10, 2)
    places = np.random.default_rng(seed).integers(len(curve.train) - last, len(curve.train), more)
    train, val = (np.concatenate([values, values[places]]) for values in (curve.train, curve.val))
    assert is_kept(curve, train, val)


values = st.integers(0, 60).flatmap(
    lambda length: arrays(np.float64, length, elements=st.floats(allow_nan=True, allow_infinity=True))
)


@given(values, values)
def test_whatever_is_logged_there_is_a_verdict_that_can_be_written(train, val):
    verdict = judge(points(train), points(val), RULE)
    assert verdict.case in CASES
    assert 0 <= verdict.confidence <= 1
    json.dumps(verdict.evidence(RULE), allow_nan=False)


@pytest.mark.parametrize("case", FAMILIES)
def test_hits_and_false_alarms_on_clear_curves(case):
    """The goals: 95 % of each case are found, and at most 2 % of the healthy are taken for ill."""
    curves = [curve for curve in labelled_curves(90, seed=3) if curve.case == case and curve.clear]
    found = [said(curve.train, curve.val) for curve in curves]
    hits = [f"B {verdict.kind}" == case if verdict.case == "B" else verdict.case == case for verdict in found]
    assert np.mean(hits) >= (0.98 if case == "A" else 0.95)
