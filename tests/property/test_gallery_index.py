"""What is found behind a pick has the numbers that the charts show."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets.columns import Split
from insight_widgets.dataset import Dataset
from insight_widgets.gallery.index import index_of
from insight_widgets.gallery.matching import matches
from insight_widgets.report import build_report
from insight_widgets.stats import portions as portions_module
from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO, BOXES_PER_IMAGE, MASK_AREA
from tests.builders import boxes, images, labels, masks

CLASSES = ("a", "b", "c")
SIDE, IMAGES = 40, 8

box_rows = st.lists(
    st.tuples(
        st.integers(-1, IMAGES - 1),
        st.integers(-1, 2),
        st.integers(-5, 45),
        st.integers(-5, 45),
        st.integers(-1, 50),
        st.integers(-1, 50),
    ),
    max_size=40,
)


def subset(names):
    return st.lists(st.sampled_from(names), unique=True)


def report_of(task, split):
    return build_report(Dataset(task, CLASSES, {"all": split}), progress=False)


def found(task, split, classes=(), problem=None, **bins):
    picked = {"classes": list(classes), "bins": {key: value for key, value in bins.items() if value}}
    picked |= {"split": None} | ({} if problem is None else {"problem": problem})
    return matches(index_of(split, task, CLASSES), picked, CLASSES, task)


def flags(names, known, unknown=0):
    """Return which places of an axis are picked; all where none is."""
    return np.array([not names or name in names for name in known] + [not names] * unknown)


@given(
    box_rows,
    subset(CLASSES),
    subset(BOX_AREA.names),
    subset(BOX_RATIO.names),
    subset(BOXES_PER_IMAGE.names),
    st.booleans(),
)
def test_boxes_behind_a_pick_are_as_many_as_the_counts_say(rows, classes, area, ratio, crowding, relative):
    sizes = [(SIDE, SIDE)] * (IMAGES - 1) + [(0, 0)]
    split = Split(images(*sizes), boxes=replace(boxes(rows), relative=relative))
    counts = report_of("detection", split).counts["all"].boxes
    told = counts.boxes.dense()[
        np.ix_(
            flags(classes, CLASSES),
            flags(area, BOX_AREA.names, 1),
            flags(ratio, BOX_RATIO.names, 1),
            flags(crowding, BOXES_PER_IMAGE.names),
        )
    ]
    result = found("detection", split, classes, box_area=area, box_ratio=ratio, boxes_per_image=crowding)
    assert result.units == len(result.rows) == told.sum()
    assert set(split.boxes.image[result.rows].tolist()) <= set(result.images.tolist())
    if len(classes) == 1 or not classes:
        row = CLASSES.index(classes[0]) if classes else len(CLASSES)
        for picked, other, table, known in (
            (area, ratio, counts.images_area, BOX_AREA.names),
            (ratio, area, counts.images_ratio, BOX_RATIO.names),
        ):
            if other:
                continue
            sets = table.dense()[row][flags(crowding, BOXES_PER_IMAGE.names)].sum(axis=0)
            wanted = sum(1 << known.index(name) for name in picked)
            behind = sum(n for held, n in enumerate(sets) if not picked or held & wanted)
            assert len(result.images) == behind


@given(box_rows)
def test_rows_under_a_code_are_as_many_as_the_report_tells(rows):
    split = Split(images(*[(SIDE, SIDE)] * IMAGES), boxes=boxes(rows))
    for problem in report_of("detection", split).document["problems"]:
        code = problem["code"]
        lost = sum(row[0] < 0 and code not in {"box-no-image", "image-no-label"} for row in rows)
        result = found("detection", split, problem=code)
        if code != "box-no-image":
            assert problem["count"] - lost <= result.units <= problem["count"]


@given(box_rows)
def test_portions_of_packed_columns_are_as_the_whole(rows):
    split = Split(images(*[(SIDE, SIDE)] * IMAGES), boxes=boxes(rows))
    whole = index_of(split, "detection", CLASSES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions_module, "PORTION", 5)
        parts = index_of(split, "detection", CLASSES)
    assert parts.records.counts.tolist() == whole.records.counts.tolist()
    assert parts.crowding.tolist() == whole.crowding.tolist()
    for name in ("box_area", "box_ratio"):
        kept = whole.records.counts
        assert parts.records.bins[name][kept].tolist() == whole.records.bins[name][kept].tolist()
    for ours, theirs in ((parts.codes, whole.codes), (parts.image_codes, whole.image_codes)):
        assert {code: rows.tolist() for code, rows in ours.items()} == {
            code: rows.tolist() for code, rows in theirs.items()
        }


@given(
    st.lists(st.tuples(st.integers(-1, IMAGES - 1), st.integers(-1, 2)), max_size=30),
    subset(CLASSES),
    st.sampled_from(["multiclass", "multilabel"]),
)
def test_labels_behind_a_pick_are_as_many_as_the_counts_say(rows, classes, task):
    split = Split(images(*[(SIDE, SIDE)] * IMAGES), labels=labels(rows))
    counts = report_of(task, split).counts["all"].image_labels[flags(classes, CLASSES)]
    result = found(task, split, classes)
    assert result.units == counts.sum()
    if task == "multiclass" and classes:
        assert len(result.images) == counts.sum()
    if not classes:
        assert len(result.images) == IMAGES


@given(
    st.lists(
        st.tuples(
            st.integers(0, IMAGES - 1), st.integers(0, 2), st.integers(0, 100), st.sampled_from([0, 100])
        ),
        max_size=20,
        unique_by=lambda row: row[:2],
    ),
    subset(CLASSES),
    subset(MASK_AREA.names),
)
def test_masks_behind_a_pick_are_as_many_as_the_counts_say(rows, classes, area):
    split = Split(images(*[(10, 10)] * IMAGES), masks=masks(rows))
    table = report_of("segmentation", split).counts["all"].masks.masks.dense()
    chosen = table[flags(classes, CLASSES)]
    result = found("segmentation", split, classes, mask_area=area)
    assert result.units == chosen[:, flags(area, MASK_AREA.names) & (np.arange(22) > 0)].sum()
    if len(classes) == 1:
        wanted = flags(area, MASK_AREA.names) & ((np.arange(22) > 0) | bool(area))
        assert len(result.images) == chosen[:, wanted].sum()
