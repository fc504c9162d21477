"""Sizes at the input of a network and places in the image, against looking at every box."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from insight_widgets.columns import Split
from insight_widgets.counts_document import counts_document
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.report import build_report
from insight_widgets.stats import places
from insight_widgets.stats.bins import BOX_AREA, Bins
from insight_widgets.stats.check import check
from insight_widgets.stats.counting import count
from insight_widgets.texts.report import ALL_TOGETHER
from insight_widgets.travelling import MOST_CELLS, place_tables
from tests.builders import boxes, images

CLASSES = ("a", "b", "c")
SIDES = [(640, 480), (333, 500), (4000, 3000), (0, 0)]

rows = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(-5, 300),
        st.integers(-5, 300),
        st.integers(1, 400),
        st.integers(1, 400),
    ),
    max_size=30,
)


def report_of(table, sides=SIDES):
    return build_report(
        Dataset("detection", CLASSES, {"train": Split(images(*sides), boxes=table)}), progress=False
    )


def inside(row):
    """Return the part of a box inside its image; None where the size of that is not known."""
    image, _, x, y, width, height = row
    right, bottom = SIDES[image]
    if not right:
        return None
    left, top = max(x, 0), max(y, 0)
    return left, top, min(x + width, right) - left, min(y + height, bottom) - top


def counted(table):
    kept = check(Split(images(*SIDES), boxes=table), "detection", CLASSES).split.boxes
    columns = (kept.image, kept.label, kept.x, kept.y, kept.width, kept.height)
    return [tuple(int(number) for number in row) for row in zip(*columns, strict=True)]


@given(rows, st.sampled_from(places.INPUT_SIZES))
@example([(0, 0, 0, 0, 32, 32), (0, 1, 0, 0, 16, 64), (0, 2, 0, 0, 31, 33)], 640)  # on the edge, and below it
def test_boxes_below_every_limit_are_counted_exactly(drawn, side):
    table = boxes(drawn)
    frame = report_of(table).sizes(side)
    kept = [(row[1], inside(row), max(SIDES[row[0]])) for row in counted(table)]
    for _, told in frame.iterrows():
        own = [
            (part, longer)
            for label, part, longer in kept
            if told["class"] in (ALL_TOGETHER, CLASSES[label]) and part
        ]
        assert told["boxes"] == len(own)
        for limit in places.LIMITS:
            under = [Fraction(w * h * side * side, longer**2) < limit**2 for (_, _, w, h), longer in own]
            assert told[f"under_{limit}"] == sum(under)


@given(rows, st.sets(st.sampled_from(CLASSES)), st.sets(st.sampled_from(BOX_AREA.names)))
def test_boxes_are_counted_in_the_cell_of_their_centre(drawn, classes, areas):
    table = boxes(drawn)
    grid = report_of(table).positions(sorted(classes), sorted(areas))["train"].to_numpy()
    expected = np.zeros((places.GRID, places.GRID), dtype=int)
    for row in counted(table):
        part = inside(row)
        if part is None or (classes and CLASSES[row[1]] not in classes):
            continue
        (left, top, w, h), (right, bottom) = part, SIDES[row[0]]
        area = BOX_AREA.names[BOX_AREA.index(np.array([w * h]), np.array([right * bottom]))[0]]
        if not areas or area in areas:
            down, across = (
                ((2 * top + h) * places.GRID) // (2 * bottom),
                ((2 * left + w) * places.GRID) // (2 * right),
            )
            expected[down, across] += 1
    assert np.array_equal(grid, expected)


@given(rows)
def test_every_box_has_a_size_and_a_place_or_is_said_to_have_none(drawn):
    table = boxes(drawn)
    report = report_of(table)
    of = report.counts["train"].boxes
    kept = counted(table)
    sized = sum(SIDES[row[0]] != (0, 0) for row in kept)
    assert of.sizes.count.sum() == len(kept)
    assert of.positions.count.sum() == sized
    told = report.document["known"].get("box_size")
    assert told == (None if sized == len(kept) else {"train": [sized, len(kept)]})
    statistics = report.document["statistics"]
    assert sum(statistics["box_size"]["train"]) == sum(statistics["box_position"]["train"]) == sized


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)), max_size=50))
def test_searched_edges_are_those_compared_one_by_one(values):
    dividend, divisor = np.array(values, dtype=np.float64).reshape(-1, 2).T
    edges = places.BOX_SIZE.edges
    one_by_one = sum(Bins(("", ""), (edge,)).index(dividend, divisor) for edge in edges)
    assert np.array_equal(places.BOX_SIZE.index(dividend, divisor), one_by_one)


@pytest.mark.parametrize("edge", places.BOX_SIZE.edges[::9])
def test_a_quotient_on_an_edge_lies_to_its_right(edge):
    numerator, denominator = edge
    around = np.array([numerator - 1, numerator, numerator + 1], dtype=np.float64) * 1000
    found = places.BOX_SIZE.index(around, np.full(3, denominator * 1000.0))
    at = places.BOX_SIZE.edges.index(edge)
    assert found[1] == at + 1
    assert found[0] <= at < found[2]


def test_relative_boxes_have_a_place_but_no_size_where_the_image_has_none():
    table = boxes([(0, 0, 0.5, 0.5, 0.5, 0.5), (1, 0, 0.0, 0.0, 0.05, 0.05)], relative=True)
    report = report_of(table, [(0, 0), (1000, 500)])
    first = report.sizes(640).iloc[0]
    assert (first["boxes"], first["under_32"]) == (1, 1)  # 0.05 x sqrt(1000 x 500) x 640 / 1000 = 22.6
    assert report.positions()["train"].to_numpy()[9, 9] == 1
    assert report.document["known"]["box_size"] == {"train": [1, 2]}
    assert "box_position" not in report.document["known"]


def test_a_page_has_all_boxes_together_and_the_longest_classes_where_there_are_too_many_cells():
    rng = np.random.default_rng(1)
    size, classes = 400_000, 3_000
    label = (classes * rng.random(size) ** 2).astype(int)
    corner, side = rng.integers(0, 600, (2, size)), rng.integers(5, 40, (2, size))
    image = np.arange(size) // 40
    table = boxes(np.column_stack([image, label, *corner, *side]))
    split = Split(images(*[(640, 640)] * 10_000), boxes=table)
    counts = {"train": count(split, "detection", classes).boxes}
    found = place_tables(counts)["positions"]
    cells = found["splits"]["train"]
    index = np.cumsum(cells["index"])
    by_row = np.bincount(index // (7 * 144), cells["count"], classes + 1)
    boxes_of = np.bincount(label, minlength=classes)
    assert found["cut"] > 0
    assert len(index) <= MOST_CELLS + 7 * 144
    assert by_row[classes] == size
    whole = by_row[:classes] == boxes_of
    assert whole.sum() >= classes - found["cut"]
    assert whole[np.argmax(boxes_of)]


def test_what_cannot_be_answered_is_one_clear_error():
    report = report_of(boxes([(0, 0, 0, 0, 5, 5)]))
    with pytest.raises(DataError, match=r"one of 320, 352, \.\.\. 1536 is wanted"):
        report.sizes(600)
    with pytest.raises(DataError, match='no class "z"'):
        report.positions(["z"])
    with pytest.raises(DataError, match="a list of names"):
        report.positions("a")
    masks = build_report(Dataset("segmentation", CLASSES, {"train": Split(images((4, 4)))}), progress=False)
    with pytest.raises(DataError, match="a detection set is wanted"):
        masks.sizes()
    assert "sizes" not in counts_document(masks)
