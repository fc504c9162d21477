"""One number and one sentence for every chart: what it says at a glance, on the page and in text.

All splits count together. A sentence goes on from its number: ``"85%"``, ``"of the boxes are RBC; ..."``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.errors import shorten
from insight_widgets.percent import fine_percent_text, half_up
from insight_widgets.stats.places import LIMITS
from insight_widgets.texts.places import NINTHS, ninths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Document = Mapping[str, Any]
    Sentence = dict[str, str]

NAME_LENGTH = 40


def sentences(document: Document) -> dict[str, Sentence]:
    """Return the number and the sentence of every chart of the data, by chart id.

    Parameters
    ----------
    document : mapping
        The report's document, with its splits, summary and statistics.

    Returns
    -------
    dict of str to dict
        ``{"number": "85%", "text": "of the boxes are RBC; ..."}``; a chart without data has none.
    """
    found = {"insight_summary": _summary(document["summary"])} if document["summary"]["cutoff"] else {}
    makers = {name: make for name, make in _MAKERS.items() if name in document["statistics"]}
    told = {name: make(document) for name, make in makers.items()}
    return found | _comparison(document) | {name: sentence for name, sentence in told.items() if sentence}


def whole(sentence: Sentence) -> str:
    """Return a number and its sentence in one."""
    return f"{sentence['number']} {sentence['text']}"


def parted(found: Mapping[str, Any]) -> Sentence:
    """Return the number of a text that begins with it, and how it goes on."""
    number: str = found["number"]
    return {"number": number, "text": found["text"].removeprefix(f"{number} ")}


def curve_sentence(curve: Mapping[str, Any]) -> Sentence | None:
    """Return what stands above a training curve: its best value, and where; None where there is none."""
    best = curve["best"]
    if best is None:
        return None
    where = f"at {curve.get('x', 'step')} {best['step']:,}"
    return {
        "number": f"{best['value']:.4g}",
        "text": f"is the best {best['split']} {curve['metric']}, {where}.",
    }


def _summary(summary: Mapping[str, Any]) -> Sentence:
    under = sum(row["verdict"] != "well" for row in summary["classes"])
    classes, cutoff = len(summary["classes"]), counted(summary["cutoff"], "labels")
    number = f"{under:,} of {classes:,}"
    lie = "class lies" if classes == 1 else "classes lie"
    return {"number": number, "text": f"{lie} under the cutoff of {cutoff}."}


def _comparison(document: Document) -> dict[str, Sentence]:
    """Return what is said of train against validation."""
    found = document.get("comparison")
    return {"comparison": parted(found)} if found else {}


def _label_distribution(document: Document) -> Sentence | None:
    found = document["statistics"]["label_distribution"]
    images = sum(split["images"] for split in document["splits"].values())
    one_class_each = document["task"] == "multiclass"
    return _of_classes(found, images, "images are" if one_class_each else "images have")


def _box_labels(document: Document) -> Sentence | None:
    found = document["statistics"]["box_labels"]
    return _of_classes(found, sum(_sums(found, document)), "boxes are")


def _of_classes(found: Mapping[str, Any], total: int, verb: str) -> Sentence | None:
    """Return which class most have, and which the fewest."""
    names = found["classes"]
    counts = _sums_of([of for name, of in found.items() if name != "classes"])
    if not sum(counts):
        return None
    most = counts.index(max(counts))
    text = f"of the {verb} {_name(names[most])}"
    return {
        "number": fine_percent_text(counts[most], total),
        "text": f"{text}; {_rest(names, counts, total)}.",
    }


def _rest(names: Sequence[str], counts: Sequence[int], total: int) -> str:
    """Return what is said of the classes behind the first."""
    if min(counts) == max(counts):
        return "every class has as many" if len(names) > 1 else "there is no other class"
    if unused := sum(not count for count in counts):
        return f"{counted(unused, 'classes')} {'has' if unused == 1 else 'have'} none"
    least = len(counts) - 1 - counts[::-1].index(min(counts))
    return f"{_name(names[least])}, the rarest class, {fine_percent_text(counts[least], total)}"


def _box_area(document: Document) -> Sentence | None:
    found = document["statistics"]["box_area"]
    counts, total = _known(found, document)
    if not total:
        return None
    place = counts.index(max(counts))
    tiny = fine_percent_text(counts[0], total)
    text = f"of the boxes take {_range(found['bins'][place])} of their image; {tiny} take less than 0.16 %."
    return {"number": fine_percent_text(counts[place], total), "text": text}


def _box_ratio(document: Document) -> Sentence | None:
    found = document["statistics"]["box_ratio"]
    counts, total = _known(found, document)
    if not total:
        return None
    place = counts.index(max(counts))
    upright, wide = (fine_percent_text(sum(part), total) for part in (counts[:4], counts[5:]))
    name = found["bins"][place]
    text = (
        f"of the boxes have a ratio in {name}; {upright} are upright (under 0.8), {wide} wide (1.25 or more)."
    )
    return {"number": fine_percent_text(counts[place], total), "text": text}


def _boxes_per_image(document: Document) -> Sentence | None:
    splits = document["splits"].values()
    images, boxes = sum(split["images"] for split in splits), sum(split["labels"] for split in splits)
    if not images:
        return None
    empty = _sums(document["statistics"]["boxes_per_image"], document)[0]
    tenths = half_up(boxes, images, 10)
    text = f"boxes are in an image on average; {fine_percent_text(empty, images)} of the images have none."
    return {"number": f"{tenths / 10:,.4g}" if tenths < 10_000 else f"{tenths // 10:,}", "text": text}  # noqa: PLR2004


def _mask_area(document: Document) -> Sentence | None:
    """Return how many of the masks that are not empty are small."""
    by_class = document["statistics"]["mask_area"]["by_class"].values()
    counts = _sums_of([of[split] for of in by_class for split in document["splits"] if split in of])
    filled = sum(counts[1:])
    if not filled:
        return None
    large = fine_percent_text(sum(counts[6:]), filled)
    text = f"of the masks cover less than 1 % of their image; {large} cover 20 % or more."
    return {"number": fine_percent_text(counts[1], filled), "text": text}


def _box_size(document: Document) -> Sentence | None:
    found = document["statistics"]["box_size"]
    ranges, total = _known(found, document)
    if not total:
        return None
    small, tiny = (fine_percent_text(count, total) for count in (total - ranges[-1], ranges[0]))
    limits = f"{LIMITS[-1]} px at an input of {found['input_size']} px; {tiny} are under {LIMITS[0]} px."
    return {"number": small, "text": f"of the boxes are under {limits}"}


def _box_position(document: Document) -> Sentence | None:
    found = document["statistics"]["box_position"]
    counts = _sums_of([ninths(found, split) for split in document["splits"] if split in found])
    if not sum(counts):
        return None
    most = max(counts)
    text = (
        f"of the boxes lie in the {NINTHS[counts.index(most)]} ninth of the image; evenly spread, 11% would."
    )
    return {"number": fine_percent_text(most, sum(counts)), "text": text}


_MAKERS: dict[str, Callable[[Document], Sentence | None]] = {
    "label_distribution": _label_distribution,
    "box_labels": _box_labels,
    "box_area": _box_area,
    "box_ratio": _box_ratio,
    "boxes_per_image": _boxes_per_image,
    "box_size": _box_size,
    "box_position": _box_position,
    "mask_area": _mask_area,
}


def _known(found: Mapping[str, Any], document: Document) -> tuple[list[int], int]:
    counts = _sums(found, document)
    return counts, sum(counts)


def _sums(found: Mapping[str, Any], document: Document) -> list[int]:
    return _sums_of([found[split] for split in document["splits"] if split in found])


def _sums_of(lists: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*lists, strict=True)]


def _name(name: str) -> str:
    return shorten(name, NAME_LENGTH)


def _range(name: str) -> str:
    """Return the name of a bin in percent, as a sentence has it."""
    return f"{name} %"
