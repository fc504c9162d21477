"""Samples from Python: orders, tables and paths of what is picked, for every task."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from insight_widgets import Dataset, InsightReport, examples
from insight_widgets.columns import Split
from insight_widgets.errors import DataError, SelectionError
from insight_widgets.gallery.finder import Finder
from tests.builders import boxes, images, labels, masks

NOTHING = {"classes": [], "bins": {}, "split": None}


def detection(rows, count=6):
    return Dataset(
        "detection", ("a", "b"), {"train": Split(images(*[(100, 100)] * count), boxes=boxes(rows))}
    )


def order(dataset, name, seed=0, **picked):
    return Finder(dataset).find("train", NOTHING | picked, name, seed).images.tolist()


SIZES = [
    (0, 0, 0, 0, 10, 10),
    (1, 0, 0, 0, 40, 40),
    (2, 1, 0, 0, 20, 20),
    (2, 1, 5, 5, 2, 2),
    (3, 0, 0, 0, 9, 9),
]


def test_images_come_by_the_size_of_what_matches_and_those_without_last():
    dataset = detection(SIZES)
    assert order(dataset, "largest") == [1, 2, 0, 3, 4, 5]
    assert order(dataset, "smallest") == [2, 3, 0, 1, 4, 5]
    assert order(dataset, "smallest", classes=["a"]) == [3, 0, 1]
    assert order(dataset, "most crowded")[0] == 2


def test_random_is_the_same_for_the_same_seed():
    dataset = detection(SIZES, 40)
    assert order(dataset, "random", 3) == order(dataset, "random", 3)
    assert order(dataset, "random", 3) != order(dataset, "random", 4)
    assert sorted(order(dataset, "random", 3)) == list(range(40))


@pytest.mark.parametrize("planted", [(7, 0, 0, 0, 95, 95), (7, 0, 0, 0, 2, 2), (7, 0, 0, 0, 80, 5)])
def test_the_odd_one_out_is_first_and_the_usual_ones_are_typical(planted):
    rng = np.random.default_rng(0)
    usual = [(row, 0, 0, 0, *rng.uniform(18, 22, 2)) for row in range(30) if row != 7]
    dataset = detection([*usual, planted], 30)
    assert order(dataset, "most odd")[0] == 7
    assert order(dataset, "most typical")[-1] == 7


def test_an_object_is_odd_for_its_own_class():
    large = [(row, 0, 0, 0, 80 + row % 3, 80) for row in range(10)]
    small = [(row, 1, 0, 0, 5, 5 + row % 2 / 4) for row in range(10, 20)]
    dataset = detection([*large, *small, (20, 1, 0, 0, 80, 80)], 21)
    assert order(dataset, "most odd")[0] == 20


def test_an_order_that_is_not_there_is_one_clear_error():
    dataset = Dataset("multiclass", ("a",), {"train": Split(images((1, 1)), labels=labels([(0, 0)]))})
    with pytest.raises(SelectionError, match='no order "largest"; there are first, random'):
        order(dataset, "largest")
    with pytest.raises(SelectionError, match='no split "val"'):
        Finder(dataset).find("val", NOTHING)


def test_the_table_of_boxes_tells_each_box_that_matches():
    widget = InsightReport(detection(SIZES), progress=False)
    widget.picked = {"classes": ["b"]}
    table = widget.samples()
    assert table.columns.tolist()[:5] == ["image", "path", "box", "class", "split"]
    assert table["image"].tolist() == ["image2", "image2"]
    assert table["box"].tolist() == [(0, 0, 20, 20), (5, 5, 2, 2)]
    assert table["class"].tolist() == ["b", "b"]
    assert table["area"].tolist() == pytest.approx([4, 0.04])
    assert widget.selected_images() == ["image2"]


def test_without_a_pick_images_without_an_object_have_a_row_too():
    widget = InsightReport(detection(SIZES), progress=False)
    table = widget.samples()
    assert len(table) == len(SIZES) + 2
    alone = table[table["class"].isna()]
    assert alone["image"].tolist() == ["image4", "image5"]
    assert alone["box"].tolist() == [None, None]
    assert widget.samples(2)["image"].unique().tolist() == ["image1", "image2"]
    assert len(widget.samples(0)) == 0


@pytest.mark.parametrize("number", [-1, 1.5, "2", True])
def test_a_number_of_images_that_is_none_is_one_clear_error(number):
    with pytest.raises(DataError, match="a number of images from 0 up is wanted"):
        InsightReport(detection(SIZES), progress=False).samples(number)


def test_rows_under_a_problem_are_found_all_of_them():
    bad = [(row, 0, 0, 0, 0, 5) for row in range(20)]
    widget = InsightReport(detection([*bad, (0, 0, 0, 0, 5, 5)], 20), progress=False)
    widget.picked = {"problem": "box-degenerate"}
    assert len(widget.samples()) == 20
    assert len(widget.selected_images()) == 20
    widget.picked = {"problem": "image-no-label"}
    assert len(widget.selected_images()) == 19


def test_tables_of_labels_and_of_masks():
    marked = Split(images(*[(10, 10)] * 3), labels=labels([(0, 0), (0, 1), (2, 1)]))
    widget = InsightReport(Dataset("multilabel", ("a", "b"), {"train": marked}), progress=False)
    widget.picked = {"classes": ["b"]}
    assert widget.samples()[["image", "class", "box"]].values.tolist() == [
        ["image0", "b", None],
        ["image2", "b", None],
    ]
    painted = Split(images(*[(10, 10)] * 3), masks=masks([(0, 0, 50, 100), (1, 0, 3, 100)]))
    widget = InsightReport(Dataset("segmentation", ("a", "b"), {"train": painted}), progress=False)
    widget.picked = {"bins": {"mask_area": ["[1, 5)"]}}
    assert widget.samples()["area"].tolist() == pytest.approx([3.0])
    widget.picked = {"classes": ["a"], "bins": {"mask_area": ["0"]}}
    assert widget.selected_images() == ["image2"]


def test_the_picked_split_is_followed():
    split = Split(images(*[(10, 10)] * 2), labels=labels([(0, 0)]))
    widget = InsightReport(Dataset("multiclass", ("a",), {"train": split, "val": split}), progress=False)
    assert widget.samples()["split"].unique().tolist() == ["train", "val"]
    widget.picked = {"split": "val"}
    assert widget.samples()["split"].unique().tolist() == ["val"]


def test_paths_of_shipped_images_are_files():
    widget = InsightReport(examples.blood_cells(), progress=False)
    widget.picked = {"classes": ["WBC"]}
    table = widget.samples()
    (count,) = (of["count"] for of in widget.to_dict()["summary"]["classes"] if of["name"] == "WBC")
    assert set(table["class"]) == {"WBC"}
    assert len(table) == count == 372
    assert all(Path(path).is_file() for path in table["path"])
