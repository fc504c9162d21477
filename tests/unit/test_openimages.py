"""Open Images: boxes, labels and masks in tables with codes for classes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from insight_widgets import load
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.readers import find_reader
from tests.csv_tables import labels, problems, reported
from tests.mutation.seeds_openimages import build_boxes, build_masks
from tests.real_data import REAL_DATA, needs_real_data

FIXTURES = REAL_DATA / "odd_datumaro_fixtures/open_images_dataset"


def read(path, **options):
    return load(path, progress=False, **options)


def test_boxes_by_split_with_names_of_classes(tmp_path):
    path = build_boxes(tmp_path)
    assert find_reader(path).FORMAT == "openimages"
    dataset = read(path)
    assert (dataset.task, dataset.classes) == ("detection", ("Dog", "Cat", "Cat (/m/9)"))
    train = dataset.splits["train"]
    assert train.images.name.tolist() == ["a1", "b2", "c3"]
    assert train.images.width.tolist() == [64, 64, 0]
    assert train.boxes.relative
    assert train.boxes.width.tolist() == [0.5, 0.25, 0.5]
    assert train.boxes.crowd.tolist() == [False, True, False]
    assert train.boxes.attributes["IsOccluded"].tolist() == [0, 1, -1]
    assert train.boxes.label.tolist() == [0, 1, -1]
    assert reported(dataset)["unknown-class"] == 1
    assert 'class "/m/7"' in str(train.unresolved)
    assert dataset.splits["val"].boxes.label.tolist() == [2]
    assert problems(dataset, "train") == {"duplicate-class": 1}


def test_labels_of_images_are_positive_or_not(tmp_path):
    dataset = read(build_boxes(tmp_path), task="multilabel")
    assert labels(dataset, "train") == {"a1": ["Dog"], "b2": [], "c3": []}
    assert "label-uncertain" not in problems(dataset, "train")


def test_a_single_table_is_one_split(tmp_path):
    file = build_boxes(tmp_path) / "annotations/validation-annotations-bbox.csv"
    assert find_reader(file).FORMAT == "openimages"
    assert list(read(file).splits) == ["val"]


def test_masks_of_a_class_are_united(tmp_path):
    path = build_masks(tmp_path)
    dataset = read(path)
    assert dataset.task == "segmentation"
    masks = dataset.splits["train"].masks
    assert masks.pixels.tolist() == [12]
    assert masks.total.tolist() == [48]
    assert problems(dataset, "train") == {"mask-unreadable": 1}


def test_damaged_masks_are_told(tmp_path):
    path = build_masks(tmp_path)
    (path / "masks/train/m1.png").write_bytes(b"no picture")
    Image.fromarray(np.ones((4, 4), dtype=bool)).save(path / "masks/train/m2.png")
    assert problems(read(path), "train") == {"mask-unreadable": 2}
    Image.fromarray(np.ones((4, 4), dtype=bool)).save(path / "masks/train/m1.png")
    Image.fromarray(np.ones((5, 4), dtype=bool)).save(path / "masks/train/m2.png")
    assert problems(read(path), "train") == {"mask-size": 1, "mask-unreadable": 1}


def test_classes_without_names_are_called_by_their_codes(tmp_path):
    path = build_boxes(tmp_path)
    (path / "annotations/class-descriptions.csv").unlink()
    assert read(path).classes == ("/m/1", "/m/2", "/m/7", "/m/9")


def test_what_people_say_goes_before_what_machines_say(tmp_path):
    path = build_boxes(tmp_path)
    text = "ImageID,Source,LabelName,Confidence\na1,machine,/m/2,0.5\n"
    (path / "annotations/train-annotations-machine-imagelabels.csv").write_text(text)
    dataset = read(path, task="multilabel")
    assert labels(dataset, "train")["a1"] == ["Dog"]
    assert problems(dataset, "train")["other-file"] == 1


def test_two_tables_of_one_split_are_refused(tmp_path):
    path = build_boxes(tmp_path)
    table = path / "annotations/validation-annotations-bbox.csv"
    (path / "annotations/val-annotations-bbox.csv").write_bytes(table.read_bytes())
    with pytest.raises(FormatError, match="both hold the same of the split val"):
        read(path)


def test_a_task_without_a_table_is_one_clear_error(tmp_path):
    with pytest.raises(ReadError, match="no table of masks for the task segmentation here; there are boxes"):
        read(build_boxes(tmp_path), task="segmentation")


@needs_real_data
def test_the_miniatures_of_datumaro():
    assert find_reader(FIXTURES / "v6").FORMAT == "openimages"
    boxes = read(FIXTURES / "v6")
    assert {name: len(split.images) for name, split in boxes.splits.items()} == {
        "train": 2,
        "val": 1,
        "test": 1,
    }
    assert boxes.classes == tuple(f"Generic label #{number}" for number in range(4))
    assert boxes.splits["test"].boxes.crowd.tolist() == [True]
    assert boxes.splits["train"].images.height.tolist() == [2, 8]
    masks = read(FIXTURES / "v6", task="segmentation").splits["train"].masks
    assert (masks.pixels.tolist(), masks.total.tolist()) == ([4], [16])
    tags = read(FIXTURES / "v6", task="multilabel")
    assert labels(tags, "train") == {"a": ["Generic label #0"], "b": []}
    bare = read(FIXTURES / "v5")
    assert {name: len(split.images) for name, split in bare.splits.items()} == {"train": 1, "test": 1}
