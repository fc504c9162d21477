"""Tables of any rows, cut anywhere and counted in any order, say what they say when they are read whole."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from insight_widgets.columns import Split
from insight_widgets.counts_document import counts_document
from insight_widgets.engines import Outcome
from insight_widgets.report import Report
from insight_widgets.stats.adding import added_up
from insight_widgets.stats.check import check
from insight_widgets.stats.counting import count
from insight_widgets.stats.relabelling import relabelled
from insight_widgets.streams import grouping, table_files, table_part, table_rows, table_source
from tests.builders import boxes, images, masks
from tests.large_tables import in_parts, whole, write

side = st.one_of(st.none(), st.integers(-3, 60), st.just(float("nan")))
row = st.tuples(
    st.sampled_from(["a.jpg", "b.jpg", "c.jpg", " c.jpg", "d.jpg", "e.jpg", None, ""]),
    st.sampled_from(["dog", "cat", "bird", None]),
    st.tuples(side, side, side, side),
    st.sampled_from([None, 40, 50]),
    st.sampled_from(["train", "valid"]),
)


class InOrder:
    """Counts parts in an order that a seed decides; far away, where they come in groups."""

    workers, same_disk = 1, True

    def __init__(self, seed):
        self.seed = seed
        self.far = seed % 2 == 1

    def run(self, function, items, places):
        for place in np.random.default_rng(self.seed).permutation(list(places)).tolist():
            yield Outcome(place, function(items[place]))


def table_of(rows, *, splits):
    names = ("x", "y", "width", "height")
    columns = {
        "image": pa.array([one[0] for one in rows], pa.string()),
        "label": pa.array([one[1] for one in rows], pa.string()),
        **{name: pa.array([one[2][at] for one in rows], pa.float64()) for at, name in enumerate(names)},
        "image_width": pa.array([one[3] for one in rows], pa.int64()),
        "image_height": pa.array([one[3] for one in rows], pa.int64()),
    }
    return pa.table(columns | ({"split": [one[4] for one in rows]} if splits else {}))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(row, min_size=1, max_size=25),
    st.integers(1, 9),
    st.integers(2, 7),
    st.integers(0, 99),
    st.booleans(),
)
def test_rows_grouped_by_image(rows, group, batch, seed, splits):
    rows.sort(key=lambda one: (one[0] or "").strip())
    check_same(table_of(rows, splits=splits), group, batch, seed)


def check_same(table, group, batch, seed):
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(table_source, "PART_ROWS", 1),
        patch.object(table_part, "BATCH", batch),
        patch.object(table_rows, "BATCH", batch),
        patch.object(grouping, "CALLS", 1),
        patch.object(grouping, "LARGEST", 1 + seed % 5),
    ):
        file = write(Path(folder), "rows.parquet", table, group)
        assert in_parts(file, InOrder(seed)) == whole(file)


class_rows = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), *[st.integers(1, 30)] * 4), max_size=20)


@given(class_rows, st.permutations(["a", "b", "c", "new", "d"]))
def test_counts_of_another_class_list(rows, names):
    """Counting by a list, and moving the counts to another one, is counting by the other one."""
    old = ("c", "a", "b")
    split = Split(images(*[(40, 40)] * 6), boxes=boxes(rows))
    other = Split(
        images(*[(40, 40)] * 6),
        boxes=boxes([(at, names.index(old[label]), *box) for at, label, *box in rows]),
    )
    moved = relabelled(counts_of(split, "detection", old), old, names)
    assert tables_of(moved) == tables_of(counts_of(other, "detection", tuple(names)))


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 2))), st.permutations(["a", "b", "c", "new"]))
def test_masks_of_another_class_list(pairs, names):
    old = ("c", "a", "b")
    rows = sorted(pairs)
    split = Split(images(*[(9, 9)] * 6), masks=masks([(at, label, 5 + at, 81) for at, label in rows]))
    other = Split(
        images(*[(9, 9)] * 6), masks=masks([(at, names.index(old[label]), 5 + at, 81) for at, label in rows])
    )
    moved = relabelled(counts_of(split, "segmentation", old), old, names)
    assert tables_of(moved) == tables_of(counts_of(other, "segmentation", tuple(names)))


@given(st.lists(class_rows, min_size=1, max_size=4))
def test_counts_added_up_at_once_are_counts_added_one_by_one(several):
    parts = [
        counts_of(Split(images(*[(40, 40)] * 6), boxes=boxes(rows)), "detection", ("a", "b", "c"))
        for rows in several
    ]
    first, *others = parts
    assert tables_of(added_up(parts)) == tables_of(sum(others, start=first))


def counts_of(split, task, names):
    return count(check(split, task, names).split, task, len(names))


def tables_of(counts):
    return counts_document(Report({"classes": [], "task": None}, {"all": counts}))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=14), st.integers(1, 14), st.booleans())
@example(numbers=[1, 0, 1, 2, 3], group=14, ascending=False)
def test_images_that_are_numbers_in_any_order(numbers, group, ascending):
    """Where ranges of numbers tell that no image lies in two parts, those of one part may lie apart in it."""
    numbers = sorted(numbers) if ascending else numbers
    labels = [f"{place % 3}" for place in range(len(numbers))]
    with tempfile.TemporaryDirectory() as folder, patch.object(table_source, "PART_ROWS", 1):
        file = write(Path(folder), "rows.parquet", pa.table({"image_id": numbers, "label": labels}), group)
        found, expected = (json.loads(document) for document in (in_parts(file), whole(file)))
    assert found["splits"] == expected["splits"]
    assert found["statistics"] == expected["statistics"]


cells = st.sampled_from(
    ["dog", "cat", "cat, dog", "owl, cat, dog", "dog|owl", "tench, Tinca tinca", "", None]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, min_size=1, max_size=10).filter(any), st.integers(1, 5), st.integers(1, 8))
def test_lists_of_names_in_cells(labels, group, head):
    """Whether a comma parts names, all cells decide, also where the first ones say otherwise."""
    names = [f"{place:02}.jpg" for place in range(len(labels))]
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(table_source, "PART_ROWS", 1),
        patch.object(table_files, "HEAD_ROWS", head),
    ):
        file = write(Path(folder), "rows.parquet", pa.table({"image": names, "label": labels}), group)
        assert in_parts(file) == whole(file)
