"""What each problem code means, in one sentence, and in which order problems are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from insight_widgets.problems import Problem

WORDS = {
    "box-degenerate": "Boxes without extent, not finite, or wholly outside their image; not counted.",
    "box-outside-image": "Boxes that reach over the edge of their image; counted, area cut to the image.",
    "box-no-image": "Boxes that name an image that is not there; not counted.",
    "label-no-image": "Labels that name an image that is not there; not counted.",
    "unknown-class": "Records that name a class that is not in the class list; not counted.",
    "image-no-size": "Images whose size is not known; left out of statistics relative to the image.",
    "image-unreadable": "Image or mask files that are missing or damaged; their labels are counted.",
    "image-no-label": "Images without any label; counted as images.",
    "duplicate-image": "Images that stand twice in the split; counted once.",
    "duplicate-label": "Records that repeat image, class and box of another one; counted once.",
    "duplicate-id": "Annotations that share their id with a different one; all are counted.",
    "duplicate-class": "Classes that stand twice in the class list; taken as one.",
    "crowd": "Regions that stand for a group; not counted as boxes, but part of their class's mask.",
    "leak": "Images that are also in the training split; counted in both.",
    "duplicate-content": "Images whose file is the same, byte for byte, as that of another one; counted.",
    "content-compared": "Images whose content was compared, within the split and with train.",
    "content-unread": "Images whose file is not there or cannot be read; their content was not compared.",
    "class-missing": "Classes that have labels in the other split but none here.",
    "mask-size": "Masks of another size than their image; taken relative to the mask.",
    "mask-value": "Masks with values that are no class; these pixels are not counted.",
    "mask-unreadable": "Annotations whose mask is missing or damaged; not counted.",
    "record-unreadable": "Entries that are no record; not counted.",
    "row-unreadable": "Rows that do not fit the table; not counted.",
    "box-corners": "Boxes that are told without their form; taken as corners, since else some would not fit.",
    "row-short": "Rows with fewer cells than the header; the missing ones are taken as blank.",
    "column-choice": "Several columns could hold the classes; these were taken.",
    "link-outside": "Links that lead out of the data set's folder; not followed.",
    "text-encoding": "Text that is not UTF-8; read as Latin-1.",
    "not-an-image": "Files that are no images; passed over.",
    "other-file": "Files of another kind; passed over.",
    "shape-no-area": "Points and lines, which cover no area; not counted.",
    "class-made": "The records name no class; all are taken as one.",
    "region-ignored": "Regions that are marked as not to be looked at; not counted.",
    "hidden-file": "Hidden files and folders; passed over.",
    "mask-binary": "Masks of the values 0 and 255 only, where 255 is ignored; ignore=None makes it a class.",
    "annotation-unlisted": "Annotations that stand in no list of a split; left out.",
    "mask-unlisted": "Masks that stand in no list of a split; left out.",
    "list-no-image": "Names in the list of a split that no image has; passed over.",
    "split-none": "No split is told, so nothing is compared; holdout=0.2 holds a share of each class out.",
    "split-made": "The data tell no splits; these were made here.",
    "label-uncertain": "Labels that are told as uncertain (-1); taken as no label.",
    "label-uncertain-taken": "Labels that are told as uncertain (-1); taken as labels, as was asked for.",
    "label-blank": "Blank cells where yes or no is wanted; taken as no label.",
    "split-path": "The data set's description points to files that are not there, or not meant.",
    "split-empty": "A split without any image.",
    "part-left": "Parts of the data that were not counted, since counting was stopped.",
    "part-unreadable": "Parts of the data that could not be read, however often it was tried; not counted.",
}


def words_for(code: str) -> str:
    """Return what a problem code means; the code itself where nothing more is known."""
    return WORDS.get(code, code.replace("-", " "))


def problem_line(problem: Mapping[str, Any], split: str) -> str:
    """Return a problem of a document as one line; `split` is what its split is called, "" for none."""
    place = f" in {split}" if split else ""
    return f"{problem['code']}{place}: {problem['count']:,}. {problem['text']}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of the table above: however data are parted, they are told alike."""
    places = {code: place for place, code in enumerate(WORDS)}
    return sorted(problems, key=lambda problem: (places.get(problem.code, len(places)), problem.code))
