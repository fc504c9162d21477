"""A loop of one's own in PyTorch: the means of an epoch, without waiting for a device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from insight_widgets.widgets.training_curves import TrainingCurves


def pytorch(curves: TrainingCurves) -> EpochMeans:
    """Return what takes the values of batches and logs their means once an epoch.

    Parameters
    ----------
    curves : TrainingCurves
    """
    curves.x = "epoch"
    return EpochMeans(curves)


class EpochMeans:
    """Means of the values of an epoch's batches, each weighed with the size of its batch.

    Tensors are summed up where they are; nothing waits for a GPU.

    Parameters
    ----------
    curves : TrainingCurves
    """

    def __init__(self, curves: TrainingCurves) -> None:
        self._curves = curves
        self._sums: dict[str, Any] = {}
        self._sizes: dict[str, int] = {}
        self._odd: dict[str, Any] = {}

    def add(self, size: int, **values: Any) -> None:
        """Take the values of a batch.

        Parameters
        ----------
        size : int
            Images in the batch.
        **values
            Means of the batch, by names as ``loss`` and ``val_loss``: numbers or tensors of one element.
        """
        for name, value in values.items():
            try:
                held = value.detach() if hasattr(value, "detach") else value
                self._sums[name] = self._sums.get(name, 0) + held * size
                self._sizes[name] = self._sizes.get(name, 0) + size
            except Exception:  # noqa: BLE001  (a training is worth more than its log)
                self._odd[name] = value

    def log(self, epoch: int, **values: Any) -> None:
        """Log the means of an epoch, and values of the epoch itself, such as its learning rate."""
        means = {name: total / self._sizes[name] for name, total in self._sums.items() if self._sizes[name]}
        self._curves.log(epoch, {**self._odd, **means, **values})
        self._sums, self._sizes, self._odd = {}, {}, {}
