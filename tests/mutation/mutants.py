"""Mutants: sets with one or two seeded faults. Format, builder and number tell all of a mutant."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.mutation import binary, files, text
from tests.mutation.files import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.mutation.seeds import Seed

FOLDER = "mutated-set"
TWICE, OF_BYTES, OF_FILES, SLOW = 0.2, 0.12, 0.12, 0.04
"""Shares of the mutants that have two faults, and of faults of some kinds; the others are those of text."""


@dataclass(frozen=True, slots=True)
class Original:
    """A sound set in memory, to be written out again and again.

    Attributes
    ----------
    seed : Seed
    load : str
        The path to load, within the set's folder.
    contents : mapping of str to bytes or None
        Files, and folders (None), by path within the set's folder.
    """

    seed: Seed
    load: str
    contents: Mapping[str, bytes | None]

    @classmethod
    def of(cls, seed: Seed, folder: Path) -> Original:
        """Return the set that a seed builds; `folder` is gone afterwards."""
        folder.mkdir(parents=True)
        path = seed.build(folder)
        contents = {
            str(found.relative_to(folder)): None if found.is_dir() else found.read_bytes()
            for found in sorted(folder.rglob("*"))
        }
        shutil.rmtree(folder)
        return cls(seed, str(path.relative_to(folder)), contents)

    def write(self, root: Path) -> Path:
        """Write the set into a new folder, and files beside it that nobody may open."""
        folder = root / FOLDER
        folder.mkdir(parents=True)
        for name, content in self.contents.items():
            if content is None:
                (folder / name).mkdir()
            else:
                (folder / name).write_bytes(content)
        outside = root / OUTSIDE
        outside.mkdir()
        Image.new("L", (33, 44)).save(outside / "secret.png")
        return folder


@dataclass(slots=True)
class Mutant:
    """A set with faults, on the disk.

    Attributes
    ----------
    original : Original
    number : int
        What its faults depend on.
    root : Path
        The folder that holds the set's folder, and what lies outside of it.
    faults : list of (str, str)
        The faults and the files they are in.
    """

    original: Original
    number: int
    root: Path
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """The set's folder."""
        return self.root / FOLDER

    @property
    def path(self) -> Path:
        """What is loaded."""
        return self.folder / self.original.load

    @property
    def options(self) -> dict[str, Any]:
        """How it is loaded: half of the mutants by the format's name, the others by what is found."""
        named = {"format": self.original.seed.format} if self.number % 2 else {}
        return {**named, **self.original.seed.options}

    def __str__(self) -> str:
        return f"{self.original.seed}/{self.number}"

    def write(self) -> None:
        """Write the sound set, then its faults."""
        self.original.write(self.root)
        rng = Random(str(self))  # noqa: S311  (that can be repeated, not a secret)
        names = [name for name, content in self.original.contents.items() if content is not None]
        for _ in range(2 if rng.random() < TWICE else 1):
            name = rng.choice(names)
            file = self.folder / name
            if os.access(file, os.R_OK | os.W_OK) and file.is_file():  # the first fault may have taken it
                self.faults.append((_damage(file, rng), name))

    def remove(self) -> None:
        """Remove it and give back the rights that were taken."""
        for folder in [self.folder, *(path for path in self.root.rglob("*") if path.is_dir())]:
            if folder.is_dir() and not folder.is_symlink():
                folder.chmod(0o755)
        shutil.rmtree(self.root)


def _damage(file: Path, rng: Random) -> str:
    """Damage a file; return how."""
    kind, data = rng.random(), file.read_bytes()
    if kind < OF_FILES:
        fault = rng.choice(files.ALL)
        fault(file, rng)
        return fault.__name__
    change = _change(data, rng, kind - OF_FILES)
    file.write_bytes(change(data, rng))
    return change.__name__


def _change(data: bytes, rng: Random, kind: float) -> Any:
    if b"\0" in data:
        return rng.choice(binary.PACKED)
    if kind < OF_BYTES:
        return rng.choice(binary.ANY)
    return rng.choice(text.SLOW if kind < OF_BYTES + SLOW else text.USUAL)
