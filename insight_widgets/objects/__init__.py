"""Data sets of other libraries, as they lie in memory: one file a family of objects.

A module of this package is a family if it has

``SUMMARY``
    what objects it takes, in a few words, for messages;
``RANK``
    how special it is: of several families that know an object the one of the highest rank reads it
    (every data set of torchvision is one of torch, too);
``matches(obj)``
    whether the object is of the family, by the names of its type's bases (`is_of`): no library is imported
    to find out;
``read(obj, options)``
    the `Dataset` behind the object.

It may also have ``read_rows(obj, rows, options)``, the data set of some samples only, by their places: then
samples of the object are never asked for, also where another one wraps it (a subset, a loader).

A new family is a new file here; nothing else names it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Protocol, cast

from insight_widgets.errors import DataError

if TYPE_CHECKING:
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions


class Family(Protocol):
    """The shape of a module that reads objects."""

    SUMMARY: str
    RANK: int

    def matches(self, obj: object) -> bool:
        """Whether `obj` is of this family."""

    def read(self, obj: Any, options: ReadOptions) -> Dataset:
        """Return the data set behind `obj`."""


@cache
def families() -> tuple[Family, ...]:
    """Return all families, the most special ones first."""
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    found = [cast("Family", module) for module in modules if hasattr(module, "matches")]
    return tuple(sorted(found, key=lambda family: -family.RANK))


def find(obj: object) -> Family | None:
    """Return the family of an object, None if no one knows it."""
    return next((family for family in families() if family.matches(obj)), None)


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set behind an object.

    Raises
    ------
    DataError
        No family knows it, or what it holds does not fit.
    """
    from insight_widgets.tasks import for_task

    family = find(obj)
    if family is None:
        known = "; ".join(family.SUMMARY for family in families())
        raise DataError(
            "a Dataset, a path, a data set of another library or a mapping of split names to these is wanted "
            f"(samples: Dataset.from_samples); got {type(obj).__name__}; known are {known}"
        )
    return for_task(family.read(obj, options), options.task)


def is_of(obj: object, package: str, *names: str) -> bool:
    """Whether an object is of a class of a package, or of one derived from it.

    Parameters
    ----------
    obj : object
    package : str
        The class is defined in this module or below.
    *names : str
        Names of classes; any where there is none.
    """
    return any(
        f"{base.__module__}.".startswith(f"{package}.") and (not names or base.__name__ in names)
        for base in type(obj).__mro__
    )
