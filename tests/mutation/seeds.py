"""The small sets that are damaged: modules called seeds_<format>, each with FORMAT and BUILDERS."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from tests import mutation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seed:
    """A small sound set.

    Attributes
    ----------
    format : str
        The format's name.
    name : str
        The builder's name.
    build : callable
        Writes the set into a folder, and returns the path to load.
    options : mapping
        What `load` is given beside the path (``OPTIONS`` of the module, by name).
    """

    format: str
    name: str
    build: Callable[[Path], Path]
    options: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.format}/{self.name}"


def seeds(format_name: str | None = None) -> list[Seed]:
    """Return all sets, or those of one format."""
    wanted = "seeds_" if format_name is None else f"seeds_{format_name}"
    names = [info.name for info in iter_modules(mutation.__path__) if info.name.startswith(wanted)]
    modules = [import_module(f"{mutation.__name__}.{name}") for name in names]
    return [
        Seed(module.FORMAT, name, build, getattr(module, "OPTIONS", {}).get(name, {}))
        for module in modules
        for name, build in module.BUILDERS.items()
    ]


def share(seed: Seed, mutants: int) -> int:
    """Return how many mutants a set has of those of its format."""
    return -(-mutants // len(seeds(seed.format)))
