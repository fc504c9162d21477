"""The limits of a check: from keywords, the command line, or a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import DataError, ReadError, shorten, suggest
from insight_widgets.text_file import text_of
from insight_widgets.texts.problems import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NUMBERS = (
    "max_serious",
    "max_mild",
    "max_problems",
    "min_images",
    "min_per_class",
    "max_differing",
    "max_leaks",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a report has to hold; None is no limit.

    Attributes
    ----------
    max_serious, max_mild : int
        Classes that are seriously, or mildly, under-represented.
    max_problems : int
        Records with problems, of all codes and splits.
    max_problem : mapping of str to int
        The same by code.
    require_split : tuple of str
        Splits that have images.
    min_images, min_per_class : int
        Images of all splits; labels of the rarest class.
    max_drift : float
        Largest Jensen-Shannon distance, 0 to 1, of train and another split, of classes and distributions.
    max_differing : int
        Classes that differ between train and another split by more than chance.
    max_leaks : int
        Images of other splits that are in train, too.
    baseline : str, Path, mapping or Report
        The report must be no worse than this one; a widget has one, too.
    """

    max_serious: int | None = None
    max_mild: int | None = None
    max_problems: int | None = None
    max_problem: Mapping[str, int] = field(default_factory=dict)
    require_split: tuple[str, ...] = ()
    min_images: int | None = None
    min_per_class: int | None = None
    max_drift: float | None = None
    max_differing: int | None = None
    max_leaks: int | None = None
    baseline: Any = None

    def __post_init__(self) -> None:
        for name in _NUMBERS:
            _whole(name, getattr(self, name))
        for code, most in self.max_problem.items():
            if code not in WORDS:
                raise DataError(f"max_problem: no such problem code: {shorten(code)}{suggest(code, WORDS)}")
            _whole(f"max_problem {code}", most)
        drift = self.max_drift
        is_number = isinstance(drift, int | float) and not isinstance(drift, bool)
        if drift is not None and not (is_number and 0 <= drift <= 1):
            raise DataError(f"max_drift: a number from 0 to 1 is wanted; got {shorten(drift)}")

    def or_usual(self) -> Limits:
        """Return the usual limits where there are none: no serious class, no problem."""
        return Limits(max_serious=0, max_problems=0) if self == Limits() else self


def limits_from(given: Mapping[str, Any], place: str = "check") -> Limits:
    """Return limits by their names, with ``-`` or ``_``.

    Raises
    ------
    DataError
        A name is not known, or a value of another kind.
    """
    known = [each.name for each in fields(Limits)]
    named = {name.replace("-", "_"): value for name, value in given.items()}
    for name in named:
        if name not in known:
            raise DataError(f"{place}: no such limit: {shorten(name)}{suggest(name, known)}")
    splits = named.get("require_split", ())
    splits = (splits,) if isinstance(splits, str) else splits
    by_code = named.get("max_problem", {})
    if not isinstance(splits, list | tuple) or not all(isinstance(name, str) for name in splits):
        raise DataError(f"{place}: require-split: names of splits are wanted; got {shorten(splits)}")
    if not isinstance(by_code, dict):
        raise DataError(f"{place}: max-problem: a table of code = number is wanted; got {shorten(by_code)}")
    try:
        return Limits(**(named | {"require_split": tuple(splits)}))
    except DataError as error:
        raise DataError(f"{place}: {error}") from None


def read_limits(path: Path) -> dict[str, Any]:
    """Return the limits of a TOML file: its ``[tool.insight-widgets.check]``, or all of it.

    Raises
    ------
    ReadError
        It cannot be read as TOML.
    DataError
        A name or value in it is wrong.
    """
    try:
        content = tomllib.loads(text_of(path, "a TOML file of limits"))
    except tomllib.TOMLDecodeError as error:
        raise ReadError(f"{path}: no TOML: {shorten(error)}") from None
    if "tool" in content or path.name == "pyproject.toml":
        for name in ("tool", "insight-widgets", "check"):
            content = content.get(name, {})
            if not isinstance(content, dict):
                raise DataError(f"{path}: [{name}] is wanted as a table")
    limits_from(content, str(path))
    found = {name.replace("-", "_"): value for name, value in content.items()}
    if "baseline" in found:
        if not isinstance(found["baseline"], str):
            raise DataError(f"{path}: baseline: the path of a report's JSON is wanted")
        found["baseline"] = str(path.parent / found["baseline"])
    return found


def _whole(name: str, value: object) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise DataError(f"{name}: a whole number from 0 up is wanted; got {shorten(value)}")
