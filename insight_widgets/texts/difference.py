"""What is said of how two reports differ: one sentence of all of it, and the words of its tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from insight_widgets.checking.changes import WHOLE
from insight_widgets.counted import counted
from insight_widgets.export.names import shown
from insight_widgets.texts.report import CASES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from insight_widgets.checking.changes import Change, Kind
    from insight_widgets.checking.diff import Diff

TITLE = "What changed"
ALIKE = "The reports say the same."
ALL_SPLITS = "all"
NOT_THERE = "-"
OLD, NEW = "Old", "New"
MEANING = "Meaning"
NOTE = "note"

PARTS = {
    "splits": ("Splits", ("Split", "What")),
    "classes": ("Labels of classes", ("Class", "Split")),
    "verdicts": ("Verdicts on classes", ("Class", "Split")),
    "problems": ("Problems", ("Code", "Split")),
    "curves": ("Verdicts on curves", ("Metric", "Run")),
}
"""Of each part its title, and what its first two columns are."""

COLUMNS = (OLD, NEW, "Change")

KINDS: dict[Kind, str] = {
    "came": "came",
    "went": "went",
    "better": "better",
    "worse": "worse",
    "more": "more",
    "fewer": "fewer",
    "other": "changed",
}

_UNITS = {"multiclass": "images", "detection": "boxes", "segmentation": "masks"}
_SPLITS_NAMED = 3
_NAME = 20


def more_rows(count: int) -> str:
    """Return how many rows of a table are not listed."""
    return f"... and {count:,} more; the JSON has all"


def titles(old: str, new: str) -> str:
    """Return which reports are compared; nothing where neither has a title."""
    return f"{shown(old) or NOT_THERE} → {shown(new) or NOT_THERE}" if old or new else ""


def verdict_words(verdict: str) -> str:
    """Return what a verdict on a class or a curve means; one that is not known as it is."""
    if verdict in VERDICTS:
        return VERDICTS[verdict]
    if verdict in CASES:
        return f"{verdict}, {CASES[verdict]}" if len(verdict) == 1 else CASES[verdict]
    return "no verdict" if verdict == "none" else shown(verdict)


def headline(diff: Diff) -> str:
    """Return in one sentence how two reports differ.

    Parameters
    ----------
    diff : Diff

    Examples
    --------
    ``"12 classes gained 4,310 boxes; 3 verdicts got better, 1 worse; 1 problem came, 2 went."``
    """
    if diff.is_empty:
        return ALIKE
    notes = set(diff.notes)
    faults = [change for change in diff.problems if change.name not in notes]
    told = [change for change in diff.problems if change.name in notes]
    parts = [
        *_classes(diff.classes, _UNITS.get(diff.task or "", "labels")),
        _verdicts(diff.verdicts),
        _kinds("problem", faults),
        _kinds("note", told),
        _kinds("curve", diff.curves),
        _images(diff.splits),
    ]
    said = [part for part in parts if part]
    sentence = "; ".join(said or [f"{counted_splits(diff.splits)} changed"])
    return f"{sentence[:1].upper()}{sentence[1:]}."


def counted_splits(changes: Iterable[Change]) -> str:
    """Return of how many splits something changed."""
    return _several(len({change.name for change in changes}), "split")


def _classes(changes: Sequence[Change], unit: str) -> list[str]:
    whole = [change for change in changes if change.split == WHOLE]
    gained, lost = ([change.by for change in whole if change.by * sign > 0] for sign in (1, -1))
    amounts = [
        f"{_several(len(found), 'class') if first else f'{len(found):,}'} {verb} "
        f"{counted(abs(sum(found)), unit) if first else f'{abs(sum(found)):,}'}"
        for found, verb, first in ((gained, "gained", True), (lost, "lost", not gained))
        if found
    ]
    here_or_gone = [change for change in whole if change.kind in ("came", "went")]
    moved = {change.name for change in changes} - {change.name for change in whole}
    between = f"{unit} of {_several(len(moved), 'class')} moved between splits" if moved else ""
    return [", ".join(amounts), _kinds("class", here_or_gone), between]


def _verdicts(changes: Sequence[Change]) -> str:
    whole = [change for change in changes if change.split == WHOLE]
    if any(change.kind in ("better", "worse", "other") for change in whole):
        judged = [change for change in whole if change.kind in ("better", "worse", "other")]
        return _kinds("verdict", judged)
    within = [change for change in changes if change.split != WHOLE and change.kind not in ("came", "went")]
    return f"{_several(len(within), 'verdict')} within splits changed" if within else ""


_VERBS: dict[Kind, tuple[str, str]] = {
    "better": ("got better", "better"),
    "worse": ("got worse", "worse"),
    "came": ("came", "came"),
    "went": ("went", "went"),
    "more": ("grew", "grew"),
    "fewer": ("shrank", "shrank"),
    "other": ("changed", "changed"),
}
"""What is said of a kind where it comes first, and behind another one."""


def _kinds(word: str, changes: Sequence[Change]) -> str:
    """Return ``"3 verdicts got better, 1 worse"``."""
    found = Counter(change.kind for change in changes)
    told = [kind for kind in _VERBS if found[kind]]
    words = [
        f"{_several(found[kind], word)} {_VERBS[kind][0]}"
        if place == 0
        else f"{found[kind]:,} {_VERBS[kind][told[0] in ('better', 'worse')]}"
        for place, kind in enumerate(told)
    ]
    return ", ".join(words)


def _images(changes: Sequence[Change]) -> str:
    """Return ``"20 images came to train, 5 left val"``."""
    images = [change for change in changes if change.split == "images"]
    if len(images) > _SPLITS_NAMED:
        return f"the images of {counted_splits(images)} changed"
    words = [f"{'came to' if change.by > 0 else 'left'} {shown(change.name, _NAME)}" for change in images]
    counts = [
        counted(abs(change.by), "images") if place == 0 else f"{abs(change.by):,}"
        for place, change in enumerate(images)
    ]
    return ", ".join(f"{count} {verb}" for count, verb in zip(counts, words, strict=True))


def _several(count: int, word: str) -> str:
    plural = "classes" if word == "class" else f"{word}s"
    return f"{count:,} {word if count == 1 else plural}"
