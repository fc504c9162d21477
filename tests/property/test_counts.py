"""Counts of parts add up to the counts of the whole; everything that counts is counted once."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from insight_widgets.columns import Boxes, Split
from insight_widgets.counts_document import counts_document
from insight_widgets.dataset import Dataset
from insight_widgets.report import Report, build_report
from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO
from insight_widgets.stats.check import check
from insight_widgets.stats.counting import count
from insight_widgets.stats.distributions import distributions, spread_tables
from insight_widgets.stats.duplicates import repeats
from tests.builders import boxes, images, masks

CLASSES = ("a", "b", "c")
SIDE = 40

box_rows = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.integers(0, 2),
        st.integers(-5, 45),
        st.integers(-5, 45),
        st.integers(-1, 50),
        st.integers(-1, 50),
    ),
    max_size=40,
)


def split_of(rows):
    return Split(images(*[(SIDE, SIDE)] * 8), boxes=boxes(rows))


def part(split: Split, keep: np.ndarray) -> Split:
    """Return the part of a split that holds the images `keep` (rows), boxes with them."""
    place = np.full(len(split.images), -1)
    place[keep] = np.arange(len(keep))
    table = split.boxes
    held = place[table.image] >= 0
    columns = {name: getattr(table, name)[held] for name in ("label", "x", "y", "width", "height")}
    chosen = {name: getattr(split.images, name)[keep] for name in ("name", "width", "height")}
    return Split(replace(split.images, **chosen), boxes=Boxes(image=place[table.image[held]], **columns))


@given(box_rows, st.permutations(range(8)), st.lists(st.integers(0, 8), min_size=2, max_size=2))
@example(
    [(0, 0, 0, 0, 5, 27), (0, 0, 0, 0, 10, 11), (0, 1, 0, 0, 1, 2), (1, 0, 0, 0, 1, 2)], range(8), [0, 1]
)
def test_parts_add_up_to_the_whole(rows, order, cuts):
    whole = check(split_of(rows), "detection", CLASSES).split
    first, second = sorted(cuts)
    groups = [order[:first], order[first:second], order[second:]]
    parts = [count(part(whole, np.array(group, dtype=int)), "detection", 3) for group in groups]
    total, expected = reduce(add, parts), count(whole, "detection", 3)
    assert counts_of(total) == counts_of(expected)
    assert distributions({"all": total}, CLASSES) == distributions({"all": expected}, CLASSES)
    assert spread_tables({"all": total}, CLASSES) == spread_tables({"all": expected}, CLASSES)


def counts_of(counts):
    return counts_document(Report({}, {"all": counts}))


@given(box_rows)
def test_every_box_that_counts_is_counted_once(rows):
    found = check(split_of(rows), "detection", CLASSES)
    counts = count(found.split, "detection", 3)
    set_aside = sum(
        problem.count for problem in found.problems if problem.code in {"box-degenerate", "duplicate-label"}
    )
    assert counts.boxes.boxes.count.sum() + set_aside == len(rows)
    assert counts.boxes.images_area.over(0)[3] == 8
    shown = distributions({"all": counts}, CLASSES)
    for name in ("box_area", "box_ratio"):
        by_class = np.sum([of["all"] for of in shown[name]["by_class"].values()], axis=0)
        assert by_class.tolist() == shown[name]["all"]
        assert sum(shown[name]["all"]) == sum(shown["box_labels"]["all"])


@given(
    box_rows,
    st.sets(st.integers(0, 5), min_size=1),
    st.sets(st.integers(0, 8), min_size=1),
    st.integers(0, 3),
)
def test_sets_of_bins_tell_images_exactly(rows, areas, ratios, label):
    """The images behind any choice of bins, against looking at every box."""
    kept = check(split_of(rows), "detection", CLASSES).split
    counts = count(kept, "detection", 3)
    for table, chosen, bins in (
        (counts.boxes.images_area, areas, area_of),
        (counts.boxes.images_ratio, ratios, ratio_of),
    ):
        mask = sum(1 << place for place in chosen)
        sets = table.over(0, 2)[label]
        told = sum(number for held, number in enumerate(sets) if held & mask)
        of_class = (kept.boxes.label == label) | (label == 3)
        behind = {
            image
            for image, place, yes in zip(kept.boxes.image, bins(kept), of_class, strict=True)
            if yes and place in chosen
        }
        assert told == len(behind)


def area_of(split):
    table = split.boxes
    right, bottom = np.minimum(table.x + table.width, SIDE), np.minimum(table.y + table.height, SIDE)
    inside = (right - np.maximum(table.x, 0)) * (bottom - np.maximum(table.y, 0))
    return BOX_AREA.index(inside, np.full(len(table), float(SIDE * SIDE)))


def ratio_of(split):
    return BOX_RATIO.index(split.boxes.width, split.boxes.height)


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 100)),
        max_size=12,
        unique_by=lambda row: row[:2],
    )
)
def test_mask_bins_hold_every_image_for_every_class(rows):
    split = Split(images(*[(10, 10)] * 6), masks=masks([(*row, 100) for row in rows]))
    report = build_report(Dataset("segmentation", CLASSES, {"all": split}), progress=False)
    found = report.document["statistics"]["mask_area"]["by_class"]
    assert all(sum(of["all"]) == 6 for of in found.values())
    assert report.document["splits"]["all"]["labels"] == sum(row[2] > 0 for row in rows)


@given(st.lists(st.tuples(st.sampled_from([0.0, -0.0, 1.0, float("nan")]), st.integers(0, 1)), max_size=12))
def test_repeats_are_rows_seen_before(rows):
    columns = [
        np.array([row[0] for row in rows], dtype=float),
        np.array([row[1] for row in rows], dtype=np.int64),
    ]
    seen: set[tuple[str, int]] = set()
    expected = []
    for number, whole in rows:
        key = (str(number + 0.0), whole)
        expected.append(key in seen)
        seen.add(key)
    assert repeats(columns).tolist() == expected


@pytest.mark.parametrize("seed", range(3))
def test_quantiles_are_within_one_percent(seed):
    rng = np.random.default_rng(seed)
    rows = [(0, 0, 0, 0, *side) for side in rng.integers(1, SIDE, (2_000, 2))]
    table = boxes(rows)
    widths = table.width / table.height
    counts = count(Split(images((SIDE, SIDE)), boxes=table), "detection", 1)
    row = counts.boxes.ratio.rows()[0]
    assert row[4:7] == pytest.approx(np.quantile(widths, [0.25, 0.5, 0.75]), rel=0.01)
    assert row[1:3] == pytest.approx([widths.mean(), widths.std()], rel=1e-5)
