"""Keras: the logs of each epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.callbacks._library import library, quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.widgets.training_curves import TrainingCurves


def keras(curves: TrainingCurves) -> Any:
    """Return a ``keras.callbacks.Callback`` that logs each epoch, with the learning rate.

    Parameters
    ----------
    curves : TrainingCurves

    Raises
    ------
    InsightError
        Keras is not installed.
    """
    base = library("keras.callbacks", "tensorflow.keras.callbacks", install="keras").Callback

    class LiveCurves(base):  # type: ignore[misc, valid-type]  # known once it is imported
        @quiet(curves)
        def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
            optimizer = getattr(self.model, "optimizer", None)
            rate = getattr(optimizer, "learning_rate", None)
            curves.log(epoch, {"learning_rate": rate, **(logs or {})})

    curves.x = "epoch"
    return LiveCurves()
