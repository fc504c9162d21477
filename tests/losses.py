"""Losses without noise, and what is said of them."""

from __future__ import annotations

import numpy as np

from insight_widgets.judging.judge import judge
from insight_widgets.judging.rule import CurveRule

NOTHING = np.empty((0, 2))
RULE = CurveRule()


def points(values, steps=None):
    """Return values as points; steps count from 0 if not given."""
    return np.column_stack([np.arange(len(values)) if steps is None else steps, values]).astype(float)


def falling(length=50, start=2.0, end=0.5):
    """Return an exponential fall."""
    return end + (start - end) * np.exp(-np.arange(length) / (length / 8))


def valley(rise, length=60, lowest=20):
    """Return losses that fall by 1 to the lowest step, then rise in a line by so much."""
    down = 1.5 - np.minimum(np.arange(length) / lowest, 1)
    up = np.clip(np.arange(length) - lowest, 0, None) / (length - 1 - lowest)
    return down + rise * up


def said(train, val=None, **options):
    """Return the verdict on values of train and validation; None for no validation."""
    return judge(points(train), NOTHING if val is None else points(val), RULE, **options)
