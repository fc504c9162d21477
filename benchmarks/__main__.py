"""Runs every ``bench_*.py`` beside this file, or those that are named: ``python -m benchmarks import``."""

from __future__ import annotations

import os
import platform
import sys
from importlib import import_module
from pathlib import Path

PREFIX = "bench_"


def main(wanted: list[str]) -> None:
    """Print what was measured."""
    known = sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))
    if unknown := set(wanted) - set(known):
        raise SystemExit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; ratios hold better than seconds\n")
    for name in wanted or known:
        import_module(f"benchmarks.{PREFIX}{name}").main()
        print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
