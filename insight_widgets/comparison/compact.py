"""A comparison as it travels to the browser: columns of short numbers in place of a record a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DIGITS = 3


def compact(found: Mapping[str, Any], place: Mapping[str, int]) -> dict[str, Any]:
    """Return a comparison of the document in columns, its classes by their place in the class list."""
    split = found["split"]
    kept = {
        name: found[name] for name in ("alpha", "split", "tested", "js", "psi", "left_out", "number", "text")
    }
    at = [place[row["name"]] for row in found["classes"]]
    return kept | {
        "classes": {"at": at} | _columns(found["classes"], split),
        "distributions": [_distribution(one, split) for one in found["distributions"]],
    }


def _distribution(found: Mapping[str, Any], split: str) -> dict[str, Any]:
    names = [row["name"] for row in found["bins"]]
    rest = {name: value for name, value in found.items() if name != "bins"}
    return rest | {"rows": {"names": names} | _columns(found["bins"], split)}


def _columns(rows: Sequence[Mapping[str, Any]], split: str) -> dict[str, Any]:
    sides = ("train", split)
    return {
        "of": [rows[0][side]["of"] for side in sides] if rows else [0, 0],
        "count": [[row[side]["count"] for row in rows] for side in sides],
        "low": [[short(row[side]["low"]) for row in rows] for side in sides],
        "high": [[short(row[side]["high"]) for row in rows] for side in sides],
        "difference": [[short(row["difference"][limit]) for row in rows] for limit in range(3)],
        "ratio": [[row["ratio"] and short(row["ratio"][limit]) for row in rows] for limit in range(3)],
        "q": [short(row["q"]) for row in rows],
        "differs": [at for at, row in enumerate(rows) if row["differs"]],
    }


def short(number: float | None) -> float | None:
    """Return a number to three digits; whole ones without a point."""
    if number is None:
        return None
    rounded = float(f"{number:.{DIGITS}g}")
    return int(rounded) if rounded == int(rounded) else rounded
