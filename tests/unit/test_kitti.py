"""KITTI object labels."""

from __future__ import annotations

import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.readers import find_reader
from tests.reading import problems, report
from tests.real_data import REAL_DATA, needs_real_data

CAR = "Car 0.00 1 -1.57 10 20 30 60 2.85 2.63 12.34 0.47 1.49 69.44 -1.56"
VAN = "Van 0.50 0 -1 40 20 30 60 -1 -1 -1 -1 -1 -1 -1"
IGNORED = "DontCare -1 -1 -10 5 5 6 6 -1 -1 -1 -1000 -1000 -1000 -10"


@pytest.fixture
def root(tmp_path):
    for name, lines in {"000001": [CAR, VAN], "000002": [IGNORED]}.items():
        write(tmp_path / "training", name, lines)
    return tmp_path


def write(folder, name, lines):
    for part in ("label_2", "image_2"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "label_2" / f"{name}.txt").write_text("\n".join(lines))
    Image.new("RGB", (100, 80)).save(folder / "image_2" / f"{name}.png")


def test_boxes_are_read_with_their_attributes(root):
    assert find_reader(root).FORMAT == "kitti"
    dataset = load(root, progress=False)
    boxes = dataset.splits["train"].boxes
    assert dataset.classes == ("Car", "Van")
    assert [boxes.x[0], boxes.y[0], boxes.width[0], boxes.height[0]] == [10, 20, 20, 40]
    assert boxes.attributes["occluded"].tolist() == ["1", "0"]
    assert dataset.splits["train"].images.width.tolist() == [100, 100]


def test_an_inverted_box_and_an_ignored_region_are_told(root):
    found = problems(report(root))
    assert found["box-degenerate", "train"]["count"] == 1
    assert "000001.txt line 2" in found["box-degenerate", "train"]["examples"][0]
    assert found["region-ignored", "train"]["level"] == "info"
    assert found["image-no-label", "train"]["count"] == 1


def test_a_broken_line_is_told_and_the_others_are_read(root):
    write(root / "training", "000003", [CAR, "Car 1 2", CAR.replace("10 20", "ten 20")])
    found = problems(report(root))
    assert found["row-unreadable", "train"]["examples"] == [
        "000003.txt line 2: a class and 14 numbers are wanted; got 3 values: Car 1 2"
    ]
    assert found["box-degenerate", "train"]["count"] == 2


def test_images_without_a_label_file_count_and_labels_without_an_image_too(root):
    (root / "training" / "label_2" / "000002.txt").unlink()
    (root / "training" / "image_2" / "000001.png").unlink()
    found = problems(report(root))
    assert found["image-no-size", "train"]["count"] == 1
    assert found["image-no-label", "train"]["count"] == 1


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(ReadError, match="label_2"):
        load(tmp_path, format="kitti")


@needs_real_data
def test_the_real_samples_have_their_splits():
    root = REAL_DATA / "odd_datumaro_fixtures" / "kitti_dataset"
    assert list(load(root / "kitti_3d_with_subset", progress=False).splits) == ["train", "val", "test"]
    assert len(load(root / "kitti_detection", progress=False).splits["train"].boxes) == 5
