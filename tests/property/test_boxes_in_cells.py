"""Boxes in the cells of Parquet files are the same read as rows, and counted in parts cut anywhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight_widgets import build_report, load

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

NUMBER = st.one_of(st.integers(-5, 120).map(float), st.just(float("nan")), st.none())
FOUR = st.lists(st.integers(0, 99).map(float), min_size=4, max_size=4)
BOX = st.one_of(FOUR, FOUR, st.lists(NUMBER, max_size=5), st.none())
LABEL = st.sampled_from(["dog", "cat", "犬", None])
IMAGE = st.sampled_from(["a.jpg", "b.jpg", "c.jpg", "d.jpg"])
ROW = st.fixed_dictionaries({"image": IMAGE, "label": LABEL, "bbox": BOX})
OBJECTS = st.lists(st.fixed_dictionaries({"label": LABEL, "bbox": BOX}), max_size=4)
LISTS = st.fixed_dictionaries({"category": st.lists(LABEL, max_size=4), "bbox": st.lists(BOX, max_size=4)})
BOXES = pa.list_(pa.float64())
ENTRY = pa.struct({"label": pa.string(), "bbox": BOXES})
IN_LISTS = pa.struct({"category": pa.list_(pa.string()), "bbox": pa.list_(BOXES)})


def told(table, size):
    """Return what is said of a table by rows, and counted in parts of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.parquet"
        parquet.write_table(table, file, row_group_size=size)
        options = ({}, {"engine": "local"})
        return [build_report(load(file, progress=False, **one), progress=False).to_dict() for one in options]


@settings(max_examples=30)
@given(st.lists(ROW, min_size=1, max_size=12), st.integers(1, 12))
def test_a_row_for_each_box(rows, size):
    rows = sorted(rows, key=lambda row: row["image"])  # else examples of problems may be other ones
    columns = {name: [row[name] for row in rows] for name in ("image", "label")}
    sizes = {"width": [100] * len(rows), "height": [90] * len(rows)}
    boxes = pa.array([row["bbox"] for row in rows], BOXES)
    in_rows, in_parts = told(pa.table(columns | sizes | {"bbox": boxes}), size)
    assert in_rows == in_parts


@settings(max_examples=30)
@given(st.lists(st.one_of(OBJECTS, st.none()), min_size=1, max_size=8), st.integers(1, 8))
def test_a_list_of_objects_for_each_image(images, size):
    table = {
        "image": [f"{place}.jpg" for place in range(len(images))],
        "objects": pa.array(images, pa.list_(ENTRY)),
    }
    in_rows, in_parts = told(pa.table(table), size)
    assert in_rows == in_parts
    assert in_rows["splits"]["train"]["images"] == len(images)


@settings(max_examples=30)
@given(st.lists(st.one_of(LISTS, st.none()), min_size=1, max_size=8), st.integers(1, 8))
def test_lists_for_each_image(images, size):
    table = {"image": [f"{place}.jpg" for place in range(len(images))], "objects": pa.array(images, IN_LISTS)}
    in_rows, in_parts = told(pa.table(table), size)
    assert in_rows == in_parts
    assert in_rows["splits"]["train"]["images"] == len(images)
