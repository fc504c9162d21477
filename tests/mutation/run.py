"""Mutants one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.mutation.guard import open_files
from tests.mutation.mutants import Mutant, Original
from tests.mutation.verdict import fault, reported, trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.mutation.seeds import Seed


@dataclass(frozen=True, slots=True)
class Failure:
    """A mutant that did not end as it has to.

    Attributes
    ----------
    mutant : str
        Format, builder and number.
    faults : list of (str, str)
        What was damaged.
    told : str
        What went wrong.
    """

    mutant: str
    faults: list[tuple[str, str]]
    told: str

    def __str__(self) -> str:
        damage = ", ".join(f"{fault} in {file}" for fault, file in self.faults)
        return f"{self.mutant} ({damage}): {self.told}\n    python -m tests.mutation --only {self.mutant}"


def failures(seed: Seed, numbers: Iterable[int], root: Path) -> Iterator[Failure]:
    """Yield the failures among some mutants of a set.

    Parameters
    ----------
    seed : Seed
    numbers : iterable of int
    root : Path
        An empty folder.
    """
    original = Original.of(seed, root / "original")
    try:
        sound = reported(original.write(root / "sound") / original.load, dict(seed.options))
    except Exception as error:  # noqa: BLE001  (whatever it is, nothing can be damaged)
        yield Failure(str(seed), [], f"the sound set cannot be read: {trace(error)}")
        return
    files = open_files()
    for number in numbers:
        mutant = Mutant(original, number, root / "mutants")
        mutant.write()
        told = fault(mutant, sound)
        mutant.remove()
        if told is not None:
            yield Failure(str(mutant), mutant.faults, told)
    if open_files() > files:
        yield Failure(str(seed), [], f"{open_files() - files} files were left open")


def write_mutant(seed: Seed, number: int, root: Path) -> Mutant:
    """Write one mutant into a folder, to be looked at."""
    mutant = Mutant(Original.of(seed, root / "original"), number, root / "mutant")
    mutant.write()
    return mutant
