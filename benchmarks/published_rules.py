"""Rules by which others judge training curves, written anew from their documentation, with its defaults.

Each takes the losses of train and validation, one value a step, and says whether it fires.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.verdict_curves import Values

PATIENCE = 3
"""In epochs, as in the example of the documentation of Keras; its default is none at all."""

RATIO = 0.1
STEPS, LEAST_PERCENT = 10, 0.1
CONSECUTIVE, SMOOTHING = 3, 0.3


def keras_patience(train: Values, val: Values) -> bool:  # noqa: ARG001  (all rules take the same)
    """``EarlyStopping``: stops when validation has not been lower than ever for so many epochs."""
    lowest, waited = np.inf, 0
    for value in val:
        waited = 0 if value < lowest else waited + 1
        lowest = min(lowest, value)
        if waited >= PATIENCE:
            return True
    return False


def sagemaker_overfit(train: Values, val: Values) -> bool:
    """``Overfit``: validation over train, relative to train, exceeds a ratio, for a step."""
    return bool(((val - train) / train > RATIO).any())


def sagemaker_not_decreasing(train: Values, val: Values) -> bool:  # noqa: ARG001
    """``LossNotDecreasing``: each so many steps, train must be lower by some percent than before."""
    looks = train[::STEPS]
    return bool((looks[1:] > looks[:-1] * (1 - LEAST_PERCENT / 100)).any())


def autod_overfitting(train: Values, val: Values) -> bool:
    """SK-AutoD's "classic overfitting": smoothed validation rises for epochs on end while train falls."""
    apart = (np.diff(_smoothed(val)) > 0) & (np.diff(_smoothed(train)) < 0)
    if len(apart) < CONSECUTIVE:
        return False
    return bool(np.lib.stride_tricks.sliding_window_view(apart, CONSECUTIVE).all(axis=1).any())


def umlaut_overfitting(train: Values, val: Values) -> bool:
    """UMLAUT's check after each epoch: validation rose and train did not."""
    return bool(((np.diff(val) > 0) & (np.diff(train) <= 0)).any())


def _smoothed(values: Values) -> Values:
    smoothed = values.copy()
    for place in range(1, len(values)):
        smoothed[place] = SMOOTHING * values[place] + (1 - SMOOTHING) * smoothed[place - 1]
    return smoothed


RULES: dict[str, tuple[str, Callable[[Values, Values], bool]]] = {
    "Keras, patience 3": ("B overfitting", keras_patience),
    "SageMaker Overfit": ("B overfitting", sagemaker_overfit),
    "SK-AutoD overfitting": ("B overfitting", autod_overfitting),
    "UMLAUT overfitting": ("B overfitting", umlaut_overfitting),
    "SageMaker LossNotDecreasing": ("D", sagemaker_not_decreasing),
}
"""The rules, with the case that each is meant to find."""
