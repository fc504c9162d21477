"""Damage the sets of one format or all: ``python -m tests.mutation --format coco --count 10000``."""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation.run import failures, write_mutant
from tests.mutation.seeds import Seed, seeds

SHOWN = 25
"""Failures that are printed of a set; the others are often the same."""


def main() -> int:
    """Print the failures; return how the process ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--format", metavar="NAME", help="one format; else all")
    parser.add_argument("--count", type=int, default=10_000, metavar="N", help="mutants a format")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="number of the first mutant")
    parser.add_argument("--only", metavar="FORMAT/BUILDER/N", help="one mutant, as a failure names it")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="with --only: leave the mutant in this folder")
    options = parser.parse_args()
    chosen = seeds(options.format)
    first, count = options.seed, -(-options.count // max(len(chosen), 1))
    if options.format is None:
        count = options.count
    if options.only:
        name, _, number = options.only.rpartition("/")
        chosen, first, count = [seed for seed in seeds() if str(seed) == name], int(number), 1
    if not chosen:
        parser.error("no such format or set; there are " + ", ".join(map(str, seeds())))
    if options.keep:
        print(write_mutant(chosen[0], first, options.keep).path)
    return int(any([_print_failures(seed, range(first, first + count)) for seed in chosen]))


def _print_failures(seed: Seed, numbers: range) -> bool:
    start = time.perf_counter()
    with TemporaryDirectory(prefix="mutants-") as folder:
        found = list(islice(failures(seed, numbers, Path(folder)), SHOWN))
    for failure in found:
        print(failure)
    print(f"{seed}: {len(found)} failures, {len(numbers)} mutants, {time.perf_counter() - start:.0f} s")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
