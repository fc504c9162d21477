"""Hugging Face transformers: what the Trainer logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.callbacks._library import library, quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.widgets.training_curves import TrainingCurves

_SUMMARY = "train_runtime"
"""In the last record, which sums up the whole training."""


def hugging_face(curves: TrainingCurves) -> Any:
    """Return a ``transformers.TrainerCallback`` that logs what the Trainer logs, at its steps.

    Parameters
    ----------
    curves : TrainingCurves

    Raises
    ------
    InsightError
        transformers is not installed.
    """
    base = library("transformers", install="transformers").TrainerCallback

    class LiveCurves(base):  # type: ignore[misc, valid-type]  # known once it is imported
        @quiet(curves)
        def on_log(
            self,
            args: Any,  # noqa: ARG002  (its names)
            state: Any,
            control: Any,  # noqa: ARG002
            logs: Mapping[str, Any] | None = None,
            **_: Any,
        ) -> None:
            if state.is_world_process_zero and logs and _SUMMARY not in logs:
                curves.log(state.global_step, logs)

    return LiveCurves()
