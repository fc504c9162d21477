"""The worked numbers of the data statistics."""

from __future__ import annotations

import pytest

from insight_widgets.columns import Split
from tests.builders import boxes, document, images, labels, masks, percents

DOG, CAT, BIRD, FISH = range(4)
NAMES = "dog cat bird fish"


def test_multiclass_label_distribution():
    counted = [DOG] * 5 + [CAT] * 3 + [BIRD] * 4 + [FISH] * 2
    split = Split(images(*[(0, 0)] * 14), labels=labels(list(enumerate(counted))))
    found = document("multiclass", NAMES, {"train": split})["statistics"]["label_distribution"]
    assert dict(zip(found["classes"], percents(found["train"]), strict=True)) == {
        "bird": 29,
        "cat": 21,
        "dog": 36,
        "fish": 14,
    }


def test_multilabel_label_distribution():
    rows = [(0, DOG), (0, CAT), (0, BIRD), (1, DOG), (1, FISH), (2, BIRD), (2, FISH), (3, BIRD)]
    split = Split(images(*[(0, 0)] * 4), labels=labels(rows))
    found = document("multilabel", NAMES, {"val": split})
    assert found["statistics"]["label_distribution"]["val"] == [2, 1, 3, 2]
    assert found["splits"]["val"] == {"images": 4, "labels": 8}


@pytest.fixture
def pets():
    """Image A {dog, cat, bird, bird}, B {bird}, C {cat, fish}."""
    places = [(0, DOG), (0, CAT), (0, BIRD), (0, BIRD), (1, BIRD), (2, CAT), (2, FISH)]
    rows = [(image, label, 10 * place, 0, 5, 5) for place, (image, label) in enumerate(places)]
    return Split(images(*[(100, 100)] * 3), boxes=boxes(rows))


def test_detection_labels(pets):
    found = document("detection", NAMES, {"train": pets})["statistics"]
    assert found["label_distribution"]["train"] == [1, 2, 2, 1]
    assert percents(found["box_labels"]["train"]) == [14, 29, 43, 14]


@pytest.fixture
def boxed():
    rows = [
        (0, DOG, 0, 0, 12, 11),
        (0, CAT, 3, 2, 6, 6),
        (0, BIRD, 1, 1, 9, 14),
        (0, BIRD, 4, 4, 7, 7),
        (1, CAT, 0, 0, 20, 12),
        (1, FISH, 1, 1, 13, 6),
    ]
    return Split(images((26, 25), (22, 14)), boxes=boxes(rows))


def test_detection_bins(boxed):
    found = document("detection", NAMES, {"train": boxed})["statistics"]
    assert percents(found["box_area"]["train"]) == [0, 0, 0, 33, 50, 17]
    assert percents(found["box_ratio"]["train"]) == [0, 0, 17, 0, 50, 0, 17, 17, 0]
    assert found["boxes_per_image"]["train"] == [0, 0, 1, 0, 1, 0, 0]
    assert found["boxes_per_image"]["bins"] == ["0", "1", "2", "3", "4", "5-9", ">=10"]
    assert found["box_ratio"]["bins"][-1] == ">=4"
    assert found["box_area"]["by_class"]["bird"]["train"] == [0, 0, 0, 1, 1, 0]


def test_detection_table(boxed):
    table = document("detection", NAMES, {"train": boxed})["tables"]["box_area"]
    overall = dict(zip(table["columns"], table["splits"]["train"]["overall"], strict=True))
    assert overall["count"] == 6
    assert overall["min"] == pytest.approx(5.538, abs=0.001)
    assert overall["max"] == pytest.approx(77.92, abs=0.01)
    assert overall["mean"] == pytest.approx(
        (20.3077 + 5.5385 + 19.3846 + 7.5385 + 77.9221 + 25.3247) / 6, rel=1e-4
    )


def test_segmentation_mask_areas():
    rows = [(0, 0, 32, 100), (0, 1, 13, 100), (0, 2, 28, 100), (1, 1, 26, 100)]
    split = Split(images((10, 10), (10, 10)), masks=masks(rows))
    found = document("segmentation", "1 2 3", {"train": split})
    areas = found["statistics"]["mask_area"]
    used = {
        name: {areas["bins"][place]: count for place, count in enumerate(of["train"]) if count}
        for name, of in areas["by_class"].items()
    }
    assert used == {
        "1": {"0": 1, "[30, 35)": 1},
        "2": {"[10, 15)": 1, "[25, 30)": 1},
        "3": {"0": 1, "[25, 30)": 1},
    }
    assert len(areas["bins"]) == 22
    assert (areas["bins"][:3], areas["bins"][-1]) == (["0", "(0, 1)", "[1, 5)"], "[95, 100]")
    assert found["splits"]["train"]["labels"] == 4


@pytest.mark.parametrize(
    ("width", "height", "place"),
    [(2, 3, 3), (1, 4, 1), (1, 2, 2), (4, 5, 4), (5, 4, 5), (3, 2, 6), (2, 1, 7), (4, 1, 8)],
)
def test_a_ratio_on_an_edge_falls_to_its_right(width, height, place):
    split = Split(images((1000, 1000)), boxes=boxes([(0, 0, 0, 0, width * 7, height * 7)]))
    found = document("detection", "dog", {"train": split})["statistics"]["box_ratio"]["train"]
    assert found.index(1) == place


@pytest.mark.parametrize(("side", "place"), [(4, 1), (12, 2), (16, 3), (32, 4), (64, 5), (100, 5), (3, 0)])
def test_an_area_on_an_edge_falls_to_its_right(side, place):
    split = Split(images((300, 300)), boxes=boxes([(0, 0, 0, 0, 3 * side, 3 * side)]))
    found = document("detection", "dog", {"train": split})["statistics"]["box_area"]["train"]
    assert found.index(1) == place


def test_the_plan_in_images_uses_the_mean_boxes_per_image():
    rows = [(image, 0, place * 10, 0, 5, 5) for image in range(4) for place in range(5)]
    rows += [(0, 1, 0, 10 + place * 10, 5, 5) for place in range(3)]
    split = Split(images(*[(100, 100)] * 4), boxes=boxes(rows))
    found = document("detection", "many few none", {"train": split})["summary"]["classes"]
    add = {row["name"]: row["add"] for row in found}
    assert add["many"] == {"labels": 0, "images": 0}
    assert add["few"]["labels"] > 0
    assert add["few"]["images"] == -(-add["few"]["labels"] // 3)
    assert add["none"]["images"] is None
