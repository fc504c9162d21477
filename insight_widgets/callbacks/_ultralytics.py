"""Ultralytics: what stands in results.csv, once an epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.callbacks._library import quiet

if TYPE_CHECKING:
    from insight_widgets.widgets.training_curves import TrainingCurves


def ultralytics(model: Any, curves: TrainingCurves) -> None:
    """Let a ``YOLO`` model log each epoch of its trainings: losses, metrics and learning rates.

    Parameters
    ----------
    model : ultralytics.YOLO
    curves : TrainingCurves
    """
    trained: list[bool] = []

    def note(_: Any) -> None:
        trained[:] = [True]

    @quiet(curves)
    def log(trainer: Any) -> None:
        if not trained:  # the best weights are validated once more when all is done
            return
        trained.clear()
        losses = trainer.label_loss_items(trainer.tloss, prefix="train")
        curves.log(trainer.epoch + 1, {**losses, **trainer.metrics, **trainer.lr})

    curves.x = "epoch"
    model.add_callback("on_train_epoch_end", note)
    model.add_callback("on_fit_epoch_end", log)
