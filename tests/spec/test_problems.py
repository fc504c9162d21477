"""Which records count, and under which code the others are reported."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from insight_widgets.columns import Split, image_names
from tests.builders import boxes, document, images, labels

NAN, INF = float("nan"), float("inf")


def codes(found, split="train"):
    return {problem["code"]: problem["count"] for problem in found["problems"] if problem["split"] == split}


def one_box(*numbers, size=(100, 50), **columns):
    return Split(images(size), boxes=boxes([(0, 0, *numbers)], **columns))


@pytest.mark.parametrize(
    "numbers",
    [
        (0, 0, 0, 5),
        (0, 0, 5, -1),
        (NAN, 0, 5, 5),
        (0, 0, INF, 5),
        (0, -INF, 5, 5),
        (100, 0, 5, 5),
        (0, 50, 5, 5),
        (-5, 0, 5, 5),
        (0, 0, 5, NAN),
    ],
)
def test_degenerate_boxes_do_not_count(numbers):
    found = document("detection", "dog", {"train": one_box(*numbers)})
    assert codes(found) == {"box-degenerate": 1, "image-no-label": 1}
    assert found["splits"]["train"] == {"images": 1, "labels": 0}


def test_a_box_over_the_edge_counts_with_the_area_inside():
    found = document("detection", "dog", {"train": one_box(90, 0, 40, 50)})
    assert codes(found) == {"box-outside-image": 1}
    assert found["tables"]["box_area"]["splits"]["train"]["overall"][1] == pytest.approx(10)
    assert found["tables"]["box_ratio"]["splits"]["train"]["overall"][1] == pytest.approx(0.8)


def test_one_pixel_over_the_edge_is_no_problem():
    assert codes(document("detection", "dog", {"train": one_box(-1, 0, 102, 51)})) == {}


def test_an_image_without_size_has_ratios_but_no_areas():
    found = document("detection", "dog", {"train": one_box(0, 0, 10, 5, size=(0, 0))})
    assert codes(found) == {"image-no-size": 1}
    assert sum(found["statistics"]["box_area"]["train"]) == 0
    assert sum(found["statistics"]["box_ratio"]["train"]) == 1
    assert found["statistics"]["box_labels"]["train"] == [1]


def test_a_relative_box_without_size_has_an_area_but_no_ratio():
    found = document("detection", "dog", {"train": one_box(0.1, 0.1, 0.2, 0.2, size=(0, 0), relative=True)})
    assert sum(found["statistics"]["box_area"]["train"]) == 1
    assert sum(found["statistics"]["box_ratio"]["train"]) == 0


def test_the_first_code_that_excludes_wins():
    rows = [
        (-1, -1, 0, 0, 0, 0),
        (-1, -1, 0, 0, 5, 5),
        (0, -1, 0, 0, 5, 5),
        (0, 0, 90, 0, 40, 9),
        (0, 0, 90, 0, 40, 9),
    ]
    table = boxes(rows, record=np.array([7, 7, 7, 7, 7]), unique_records=True)
    found = document("detection", "dog", {"train": Split(images((100, 50)), boxes=table)})
    assert codes(found) == {
        "box-degenerate": 1,
        "box-no-image": 1,
        "unknown-class": 1,
        "duplicate-label": 1,
        "box-outside-image": 1,
    }
    assert found["splits"]["train"]["labels"] == 1


def test_ids_that_repeat_on_annotations_that_differ_all_count():
    table = boxes([(0, 0, 0, 0, 5, 5), (0, 0, 0, 0, 6, 6)], record=np.array([3, 3]), unique_records=True)
    found = document("detection", "dog", {"train": Split(images((100, 50)), boxes=table)})
    assert codes(found) == {"duplicate-id": 1}
    assert found["splits"]["train"]["labels"] == 2


def test_crowds_are_set_aside_before_anything_else():
    table = boxes([(0, 0, 0, 0, 0, 0)], crowd=np.array([True]))
    found = document("detection", "dog", {"train": Split(images((100, 50)), boxes=table)})
    assert codes(found) == {"crowd": 1, "image-no-label": 1}
    assert {problem["level"] for problem in found["problems"]} == {"info"}


def test_labels_that_do_not_count():
    rows = [(0, 0), (0, 0), (1, -1), (-1, 0), (2, 0), (2, 1)]
    split = Split(images(*[(0, 0)] * 3), labels=labels(rows))
    multilabel = document("multilabel", "dog cat", {"train": split})
    assert codes(multilabel) == {
        "duplicate-label": 1,
        "unknown-class": 1,
        "label-no-image": 1,
        "image-no-label": 1,
    }
    multiclass = document("multiclass", "dog cat", {"train": split})
    assert codes(multiclass)["duplicate-image"] == 1
    assert multiclass["splits"]["train"]["labels"] == 2


def keyed(*keys):
    column = image_names(keys)
    return replace(images(*[(0, 0)] * len(keys)), key=column)


def test_leaks_are_counted_in_the_other_split():
    splits = {"train": Split(keyed("a", "b")), "val": Split(keyed("b", "c")), "test": Split(keyed("a", "b"))}
    found = document("multiclass", "dog", splits)
    leaks = {problem["split"]: problem["count"] for problem in found["problems"] if problem["code"] == "leak"}
    assert leaks == {"val": 1, "test": 2}


def test_a_class_that_one_split_lacks():
    splits = {
        "train": Split(images((0, 0), (0, 0)), labels=labels([(0, 0), (1, 1)])),
        "val": Split(images((0, 0)), labels=labels([(0, 2)])),
    }
    found = document("multiclass", "dog cat bird fish", splits)
    assert codes(found, "val")["class-missing"] == 2
    assert codes(found, "train")["class-missing"] == 1


def test_examples_say_where_and_at_most_ten_are_kept():
    table = boxes([(0, 0, 0, 0, -1, place) for place in range(30)], record=np.arange(30))
    split = Split(images((10, 10)), boxes=table, source="a.json", record_name="annotation")
    problem = document("detection", "dog", {"train": split})["problems"][0]
    assert problem["count"] == 30
    assert len(problem["examples"]) == 10
    assert problem["examples"][3] == 'a.json: annotation 3, image "image0", class "dog": box [0, 0, -1, 3]'
