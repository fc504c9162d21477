"""Masks are rasterised as pycocotools does it; what would harm it never reaches it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycocotools import mask as coco_mask

from insight_widgets.mask_parts import MaskError, parts_of, uncompressed
from insight_widgets.mask_union import MaskUnions, union_area

SQUARE = [0, 0, 20, 0, 20, 20, 0, 20]


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_compressed_run_lengths_are_read_as_pycocotools_reads_them(height, width, seed, share):
    drawn = np.random.default_rng(seed).random((height, width)) < share
    runs = coco_mask.encode(np.asfortranarray(drawn, dtype=np.uint8))
    counts = uncompressed(runs["counts"])
    assert counts.sum() == height * width
    assert counts[1::2].sum() == drawn.sum()
    for written in (runs["counts"].decode(), counts.tolist()):
        assert union_area(parts_of({"size": [height, width], "counts": written}, 1, 1)) == drawn.sum()


numbers = st.integers(-200, 300) | st.floats(-200, 300)


@given(
    st.lists(st.lists(numbers, min_size=6, max_size=16).filter(lambda flat: len(flat) % 2 == 0), min_size=1)
)
def test_polygons_are_united_as_pycocotools_does(polygons):
    expected = coco_mask.area(coco_mask.merge(coco_mask.frPyObjects(polygons, 50, 60)))
    assert union_area(parts_of(polygons, 50, 60)) == expected


@pytest.mark.parametrize(
    "segmentation",
    [
        [[0, 0, 10_000, 0, 10_000, 10_000]],
        [[math.nan, 0, 5, 5, 5, 0]],
        [[0, 0, math.inf, 5, 5, 0]],
        [[0, 0, 5, 5, "x", 0]],
        [[0, 0, [5], 5, 5, 0]],
        [[0, 0, 10**400, 5, 5, 0]],
        [[0, 100] * 2, [0, 0, 100, 100] * 10_000],
        [SQUARE, None],
        SQUARE,
        {"counts": "0"},
        {"size": [50, 100, 3], "counts": []},
        {"size": [True, 1], "counts": [1]},
        {"size": [-50, -100], "counts": [5000]},
        {"size": [50, 100], "counts": [5000.0]},
        {"size": [50, 100], "counts": ""},
        {"size": [50, 100], "counts": "\x00"},
        {"size": [50, 100], "counts": "o" * 12},
        {"size": [2**16, 2**16], "counts": [2**32]},
        "text",
        5,
    ],
)
def test_damaged_masks_are_refused(segmentation):
    with pytest.raises(MaskError):
        parts_of(segmentation, 100, 100)


def test_outlines_of_absurd_length_are_refused():
    with pytest.raises(MaskError, match="outline"):
        parts_of([[0, 0, 10_000, 0] * 1_000], 10_000, 10_000)
    assert union_area(parts_of([[0, 0, 100, 0, 100, 100]], 10_000, 10_000)) > 0


def test_a_polygon_needs_the_size_of_its_image_and_run_lengths_do_not():
    with pytest.raises(MaskError, match="size of its image is not known"):
        parts_of([SQUARE], 0, 0)
    assert parts_of({"size": [2, 3], "counts": [1, 5]}, 0, 0)[0]["size"] == [2, 3]


def test_unions_are_by_image_and_class_in_whatever_order_parts_come():
    image, label = np.array([0, 1, -1, 0, 0, 1]), np.array([1, 0, 0, 1, 0, 0], dtype=np.int32)
    unions = MaskUnions(image, label)
    left, right = parts_of([SQUARE], 50, 100), parts_of([[10, 0, 30, 0, 30, 20, 10, 20]], 50, 100)
    other = parts_of({"size": [2, 3], "counts": [1, 5]}, 0, 0)
    assert [unions.add(0, left), unions.add(1, []), unions.add(3, right), unions.add(4, right)] == [True] * 4
    assert unions.add(5, other)
    masks = unions.masks()
    rows = zip(masks.image, masks.label, masks.pixels, masks.total, strict=True)
    assert [tuple(map(int, row)) for row in rows] == [(0, 0, 400, 5000), (0, 1, 600, 5000), (1, 0, 5, 6)]


def test_parts_of_another_size_are_left_out_and_told():
    unions = MaskUnions(np.array([0, 0]), np.array([0, 0], dtype=np.int32))
    assert unions.add(0, parts_of([SQUARE], 50, 100))
    assert not unions.add(1, parts_of({"size": [2, 3], "counts": [1, 5]}, 0, 0))
    assert unions.masks().pixels.tolist() == [400]
