"""Damage the sets of one format or all: ``python -m tests.mutation --format coco --count 10000``."""

# ruff: noqa: T201  (prints are the result)

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.mutation.run import failures, write_mutant
from tests.mutation.seeds import seeds, share

if TYPE_CHECKING:
    from tests.mutation.seeds import Seed

SHOWN = 25
"""Failures that are printed of a set; the others are often the same."""


def main() -> int:
    """Print the failures; return how the process ends."""
    options = _parser().parse_args()
    if options.only:
        name, _, number = options.only.rpartition("/")
        seed = next(seed for seed in seeds(name.partition("/")[0]) if str(seed) == name)
        if options.keep:
            print(write_mutant(seed, int(number), options.keep).path)
        return _print_failures(seed, range(int(number), int(number) + 1))
    first = options.seed
    found = [
        _print_failures(seed, range(first, first + share(seed, options.count)))
        for seed in seeds(options.format)
    ]
    return max(found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--format", metavar="NAME", help="one format; else all")
    parser.add_argument("--count", type=int, default=10_000, metavar="N", help="mutants a format")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="number of the first mutant")
    parser.add_argument("--only", metavar="FORMAT/BUILDER/N", help="one mutant, as a failure names it")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="with --only: leave the mutant in this folder"
    )
    return parser


def _print_failures(seed: Seed, numbers: range) -> int:
    """Print the failures of a set; return 1 if there are any."""
    start = time.perf_counter()
    with TemporaryDirectory(prefix="mutants-") as folder:
        found = list(islice(failures(seed, numbers, Path(folder)), SHOWN))
    print(*found, sep="\n", end="\n" * bool(found))
    print(f"{seed}: {len(found)} failures, {len(numbers)} mutants, {time.perf_counter() - start:.0f} s")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
