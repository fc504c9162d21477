"""Importing the package, against what it cannot do without; fresh processes, interleaved."""

from __future__ import annotations

from benchmarks.processes import measure

IMPORTS = {
    "python": "pass",
    "floor": "import altair, anywidget, numpy",
    "package": "import insight_widgets",
    "report": "from insight_widgets import InsightReport",
    "load": "from insight_widgets import load",
}
ROUNDS = 9


def main() -> None:
    """Print the ratios, the start of Python itself taken off."""
    found = measure({name: ["-c", code] for name, code in IMPORTS.items()}, ROUNDS)
    start = found["python"].seconds
    floor = found["floor"].seconds - start
    print(f"Imports; floor (altair, anywidget, numpy) {1000 * floor:.0f} ms")
    for name in ("package", "report", "load"):
        ratio = (found[name].seconds - start) / floor
        print(f"  {IMPORTS[name]:<42} / floor   {ratio:.2f}   goal 1.20")


if __name__ == "__main__":
    main()
