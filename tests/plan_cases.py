"""Plans of counts drawn at random, as JSON: what the front end is held against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from insight_widgets.stats.balance import BalanceRule
from insight_widgets.stats.counts import BoxCounts, Counts
from insight_widgets.stats.plan import plan
from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.spread import Spread
from insight_widgets.summary import summarise
from insight_widgets.texts.plan import plan_text

FILE = Path(__file__).with_name("plan_cases.json")
CASES = 120
RATIOS = (0.75, 0.55, 0.1, 1, 0.07, 1e-07, 0.333)
SERIOUS = (0.5, 0, 1, 0.35)


def cases() -> list[dict[str, Any]]:
    """Return sets of classes, what is asked of them, and the plan that Python makes."""
    rng = np.random.default_rng(11)
    return [_case(rng, place) for place in range(CASES)]


def _case(rng: np.random.Generator, place: int) -> dict[str, Any]:
    classes = int(rng.integers(1, 12))
    scale = [6, 60, 5_000, 400_000_000][place % 4]
    images = (scale * rng.random(classes) ** 3).astype(np.int64)
    each = 1 + rng.integers(0, 9, classes) * (place % 3 > 0)
    labels = images * each - (images > 1) * rng.integers(0, 2, classes) * (each > 1)
    together = (images[:, None] * rng.random((classes, classes)) * 3).astype(np.int64)
    together *= rng.random((classes, classes)) < 0.6
    rule = BalanceRule(RATIOS[place % 7], SERIOUS[place % 5 % 4], [0.1, 0.5][place % 2])
    counts = _counts(labels, images, together)
    whole = sum(plan(counts, rule).images)
    budget = None if place % 6 == 0 else int(whole * [0.02, 0.3, 0.7, 1, 1.2][place % 5])
    found = plan(counts, rule, budget)
    names = tuple(f"class {n}" for n in range(classes))
    return {
        "labels": labels.tolist(),
        "images": images.tolist(),
        "together": together.tolist(),
        "rule": {
            "cutoff_ratio": rule.cutoff_ratio,
            "serious_ratio": rule.serious_ratio,
            "even_tolerance": rule.even_tolerance,
        },
        "budget": budget,
        "cutoff": found.now.cutoff,
        "headline": found.now.headline,
        "target": found.now.target,
        "verdicts": list(found.now.verdicts),
        "add_labels": list(found.additions),
        "add_images": list(found.images),
        "expected_labels": list(found.along),
        "verdicts_after": list(found.after.verdicts),
        "verdicts_after_expected": list(found.after_along.verdicts),
        "headline_text": summarise(counts, "detection", names, rule)["headline_text"],
        "plan_text": plan_text(found, "boxes"),
    }


def _counts(labels: Any, images: Any, together: Any) -> Counts:
    classes = len(labels)
    nothing = SparseCounts.empty(1)
    no_spread = Spread.of(np.zeros(0), np.zeros(0, dtype=np.int64), 1)
    empty = dict.fromkeys(BoxCounts.__dataclass_fields__, nothing) | {
        "boxes": SparseCounts.of_vector(labels),
        **dict.fromkeys(("area", "ratio", "per_image"), no_spread),
    }
    flat = SparseCounts.of_vector(together.ravel())
    pairs = SparseCounts((classes, classes), flat.index, flat.count)
    return Counts(int(images.sum()), images, boxes=BoxCounts(**empty), together=pairs)


if __name__ == "__main__":
    rows = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases())
    FILE.write_text(f"[\n{rows}\n]\n")
