"""Lightning: what a module logs, once an epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.callbacks._library import first_rate, library, quiet
from insight_widgets.logs.names import split_of

if TYPE_CHECKING:
    from insight_widgets.widgets.training_curves import TrainingCurves


def lightning(curves: TrainingCurves) -> Any:
    """Return a ``lightning.pytorch.callbacks.Callback`` that logs each epoch.

    It logs what the module logged with ``self.log`` (train and validation), and the learning rate of the
    first optimizer; in a run of several processes the first one does.

    Parameters
    ----------
    curves : TrainingCurves

    Raises
    ------
    InsightError
        Lightning is not installed.
    """
    base = library("lightning.pytorch.callbacks", "pytorch_lightning.callbacks", install="lightning").Callback

    class LiveCurves(base):  # type: ignore[misc, valid-type]  # known once it is imported
        has_validated = False

        def on_validation_end(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002  (Lightning's names)
            self.has_validated = True

        @quiet(curves)
        def on_train_epoch_end(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
            if trainer.is_global_zero:
                rate = first_rate(trainer.optimizers[0]) if trainer.optimizers else {}
                curves.log(trainer.current_epoch, rate | self.fresh(trainer.callback_metrics))
            self.has_validated = False

        def fresh(self, metrics: Any) -> dict[str, Any]:
            """Return metrics of this epoch: those of an earlier validation are left out."""
            return {
                name: value
                for name, value in metrics.items()
                if self.has_validated or split_of(name)[0] in (None, "train")
            }

    curves.x = "epoch"
    return LiveCurves()
