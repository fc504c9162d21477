"""Whether a damaged set ends as it has to: in a report, or in one error that says where."""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import InsightError
from insight_widgets.loading import load
from insight_widgets.naming import split_in_stem
from insight_widgets.report import build_report
from tests.mutation.guard import WATCH, guarded

if TYPE_CHECKING:
    from tests.mutation.mutants import Mutant

LONGEST = 2000
"""Characters of an error."""

_ONE_SPLIT_ONLY = {"delete_field"}
"""Faults that concern no split but the one whose file they are in."""


def reported(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Return the document of a report, which can be written out as JSON in UTF-8."""
    document = build_report(load(path, progress=False, **options), progress=False).to_dict()
    json.dumps(document, allow_nan=False, ensure_ascii=False).encode()
    return document


def fault(mutant: Mutant, sound: dict[str, Any]) -> str | None:
    """Return what is wrong with how a mutant ends; None if nothing is.

    Parameters
    ----------
    mutant : Mutant
        Written out.
    sound : dict
        The document of the sound set.
    """
    before = _listing(mutant.root)
    told: str | None = None
    with WATCH.over(mutant.folder, _linked(mutant)) as outside, guarded() as unraisable:
        try:
            document = reported(mutant.path, mutant.options)
        except InsightError as error:
            told = _bad_message(str(error), mutant, before)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            told = trace(error)
        else:
            told = _spilt(mutant, sound, document)
    left = _listing(mutant.root) - before
    faults = (told, *outside[:1], *unraisable[:1], f"left behind: {sorted(left)[:3]}" if left else None)
    return "; ".join(filter(None, faults)) or None


def _linked(mutant: Mutant) -> set[str]:
    """Return the files outside of the set that its links lead to: people keep images elsewhere."""
    return {os.path.realpath(path) for path in mutant.folder.rglob("*") if path.is_symlink()}


def _listing(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _bad_message(message: str, mutant: Mutant, listed: set[str]) -> str | None:
    """Return what is wrong with the message of an error."""
    if "\n" in message or "\r" in message:
        return f"the message has several lines: {message[:200]!r}"
    if len(message) >= LONGEST:
        return f"the message has {len(message)} characters: {message[:200]!r}"
    if not message.isprintable():
        return f"the message cannot be printed: {message[:300]!r}"
    names = {str(mutant.folder), *mutant.original.contents, *listed}
    names |= {Path(name).name for name in names if "." in Path(name).name}
    return None if any(name in message for name in names) else f"the message names no file: {message[:300]!r}"


def trace(error: BaseException) -> str:
    """Return an error with the places in our code that it came through."""
    places = traceback.extract_tb(error.__traceback__)
    frames = [f"{Path(place.filename).name}:{place.lineno}" for place in places]
    return f"{type(error).__name__}: {str(error)[:300]} at {' '.join(frames[-7:])}"


def _spilt(mutant: Mutant, sound: dict[str, Any], document: dict[str, Any]) -> str | None:
    """Return how a fault in one split changed the counts of another."""
    if not {fault for fault, _ in mutant.faults} <= _ONE_SPLIT_ONLY:
        return None
    damaged = {_split_of(file) for _, file in mutant.faults}
    alike = document["task"] == sound["task"] and document["splits"].keys() == sound["splits"].keys()
    for split in sound["splits"].keys() - damaged if alike and None not in damaged else ():
        old, new = _counts(sound, split), _counts(document, split)
        if old != new:
            return f"the counts of {split} changed from {old} to {new}"
    return None


def _split_of(file: str) -> str | None:
    """Return the split that a file's name or folder tells."""
    found = [split_in_stem(Path(part).stem) for part in Path(file).parts]
    return next((split for split in reversed(found) if split), None)


def _counts(document: dict[str, Any], split: str) -> dict[str, Any]:
    """Return images, and labels by class."""
    statistics = document["statistics"]
    labels = statistics.get("box_labels") or statistics["label_distribution"]
    by_class = zip(document["classes"], labels[split], strict=True)
    images = document["splits"][split]["images"]
    return {"images": images, **{name: count for name, count in by_class if count}}
