"""Files of very many boxes, whose columns are narrow and packed, tell what files of few tell."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pytest

from insight_widgets import examples
from insight_widgets.loading import load
from insight_widgets.packed_numbers import PackedColumns
from insight_widgets.readers import _coco_columns
from insight_widgets.report import build_report
from insight_widgets.stats import portions


@pytest.fixture
def reports(monkeypatch):
    """Return a function: path -> documents of its reports, as it is and as if it held very many boxes."""

    def of(path, **options):
        found = [document(load(path, progress=False, **options))]
        monkeypatch.setattr(_coco_columns, "PackedColumns", partial(PackedColumns, many=10))
        monkeypatch.setattr(portions, "PORTION", 50)
        dataset = load(path, progress=False, **options)
        return [*found, document(dataset)], dataset

    return of


def document(dataset):
    """Return the document of a report; examples are told portion by portion, so in another order."""
    found = build_report(dataset, progress=False).to_dict()
    for problem in found["problems"]:
        problem["examples"].sort()
    return found


@pytest.mark.parametrize("task", ["detection", "segmentation", "multilabel"])
def test_real_boxes(reports, task):
    (few, many), _ = reports(examples.coco_tiny(), task=task)
    assert many == few


def test_held_out_boxes(reports):
    (few, many), _ = reports(examples.coco_tiny() / "instances_train2017.json", holdout=0.3)
    assert many == few


def test_columns_are_narrow_and_plain_ones_are_as_written(reports, tmp_path):
    rng = np.random.default_rng(0)
    numbers = rng.integers(1, 60_000, (40, 4)) / 100
    annotations = [
        {"id": row, "image_id": 1 + row % 3, "category_id": 1, "bbox": box}
        for row, box in enumerate(numbers.tolist())
    ]
    annotations[7]["bbox"] = None
    annotations[8]["image_id"] = 77
    images = [{"id": one, "file_name": f"{one}.jpg", "width": 640, "height": 640} for one in (1, 2, 3)]
    content = {"images": images, "annotations": annotations, "categories": [{"id": 1, "name": "cat"}]}
    (tmp_path / "a.json").write_text(json.dumps(content))
    (few, many), dataset = reports(tmp_path / "a.json")
    assert many == few
    boxes = dataset.splits["all"].boxes
    assert (boxes.image.itemsize, boxes.label.itemsize, boxes.x.itemsize, boxes.crowd) == (4, 2, 4, None)
    plain = boxes.plain()
    expected = numbers.copy()
    expected[7] = np.nan
    found = np.stack([plain.x, plain.y, plain.width, plain.height], axis=1)
    assert np.array_equal(found, expected, equal_nan=True)
    assert dataset.splits["all"].unresolved == {8: "image_id 77"}
