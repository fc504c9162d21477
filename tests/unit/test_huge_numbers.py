"""Numbers that are no size of anything."""

from __future__ import annotations

import math
import warnings

import pytest

from insight_widgets import Dataset, Split, build_report
from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.round_shapes import ellipse
from tests.builders import boxes, images


@pytest.mark.parametrize("side", [1e308, 1e300, 5e-324])
def test_relative_boxes_of_any_size_are_reported_without_a_warning(side):
    table = boxes([(0, 0, 0.0, 0.0, side, 0.5), (0, 0, 0.0, 0.0, 0.5, side)], relative=True)
    dataset = Dataset("detection", ("a",), {"all": Split(images((640, 480)), boxes=table)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = build_report(dataset, progress=False).to_dict()
    assert sum(document["statistics"]["box_ratio"]["all"]) == 2


def test_an_ellipse_that_is_turned_endlessly_has_no_points():
    assert all(math.isnan(x) and math.isnan(y) for x, y in ellipse(1, 2, 3, 4, math.inf))


def test_a_parquet_column_with_fewer_rows_than_are_told_is_told(tmp_path, monkeypatch):
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "labels.parquet"
    parquet.write_table(pa.table({"image": ["a.jpg", "b.jpg"], "label": ["dog", "cat"]}), path)
    whole = parquet.ParquetFile.read
    monkeypatch.setattr(parquet.ParquetFile, "read", lambda self, **chosen: whole(self, **chosen).slice(0, 0))
    with pytest.raises(ReadError, match="2 rows are told; column"):
        load(path, progress=False)
