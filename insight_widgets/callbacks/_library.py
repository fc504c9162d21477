"""What the callbacks of all libraries share."""

from __future__ import annotations

from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import InsightError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from insight_widgets.widgets.training_curves import TrainingCurves

    Hook = Callable[..., None]


def library(*names: str, install: str) -> ModuleType:
    """Import the first of some modules that is there.

    Parameters
    ----------
    *names : str
        Of modules.
    install : str
        What pip is to install where none is there.

    Raises
    ------
    InsightError
        None of them is installed.
    """
    for name in names:
        try:
            return import_module(name)
        except ModuleNotFoundError as error:
            if error.name is None or not name.startswith(error.name):
                raise
    raise InsightError(f"{names[0]} is not installed; install it with: pip install {install}")


def first_rate(optimizer: Any) -> dict[str, Any]:
    """Return the learning rate of an optimizer of PyTorch: that of its first group."""
    return {"learning_rate": optimizer.param_groups[0]["lr"]}


def quiet(curves: TrainingCurves) -> Callable[[Hook], Hook]:
    """Return a decorator of hooks: an error in one is told below the curves, not raised into the training."""

    def decorated(hook: Hook) -> Hook:
        @wraps(hook)
        def safe(*arguments: Any, **options: Any) -> None:
            try:
                hook(*arguments, **options)
            except Exception as error:  # noqa: BLE001  (a training is worth more than its log)
                curves.tell(f"{type(error).__name__}: {error}")

        return safe

    return decorated
