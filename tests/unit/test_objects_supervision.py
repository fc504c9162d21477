"""supervision's data sets: a stand-in of what they keep, and the library itself where it is installed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.fake_libraries import kinds_of, loaded, named, of_module, problems, xywh


class Detections:
    """supervision.Detections."""

    def __init__(self, xyxy: Any, class_id: Any = None, mask: Any = None, data: Any = None) -> None:
        self.xyxy, self.class_id, self.mask, self.data = xyxy, class_id, mask, data or {}

    @classmethod
    def empty(cls) -> Detections:
        """Return none."""
        return cls(np.zeros((0, 4)), np.zeros(0, int))


class Classifications:
    """supervision.Classifications."""

    def __init__(self, class_id: Any) -> None:
        self.class_id = class_id


class BaseDataset:
    """What both data sets of supervision keep."""

    def __init__(self, classes: Any, images: Any, annotations: Any) -> None:
        self.classes, self.image_paths, self.annotations = classes, list(images), annotations


SUPERVISION = SimpleNamespace(
    Detections=Detections,
    Classifications=Classifications,
    DetectionDataset=of_module("supervision.dataset.core", "DetectionDataset")(type("D", (BaseDataset,), {})),
    ClassificationDataset=of_module("supervision.dataset.core", "ClassificationDataset")(
        type("C", (BaseDataset,), {})
    ),
)


@pytest.fixture(params=kinds_of("supervision"))
def sv(request):
    return SUPERVISION if request.param == "stand-in" else pytest.importorskip("supervision")


def test_the_library_itself_is_tested_too():
    pytest.importorskip("supervision", reason="supervision is not installed; only its stand-in is tested")


@pytest.fixture
def files(tmp_path):
    names = [str(tmp_path / f"{stem}.png") for stem in "abc"]
    for name in names:
        Image.new("RGB", (30, 20)).save(name)
    return names


@pytest.fixture
def detection(sv, files):
    masks = np.zeros((2, 20, 30), bool)
    masks[0, :2], masks[1, :, :3] = True, True
    two = sv.Detections(
        xyxy=np.array([[1, 2, 5, 7], [0, 0, 3, 3]], float),
        class_id=np.array([0, 1]),
        mask=masks,
        data={"iscrowd": np.array([0, 1])},
    )
    one = sv.Detections(xyxy=np.array([[1.0, 2, 5, 7]]), class_id=np.array([1]))
    found = dict(zip(files, [two, sv.Detections.empty(), one], strict=True))
    return sv.DetectionDataset(["cat", "dog"], files, found)


def test_boxes(detection, tmp_path):
    dataset = loaded(detection)
    assert (dataset.task, dataset.classes) == ("detection", ("cat", "dog"))
    assert xywh(dataset) == [[1, 2, 4, 5], [0, 0, 3, 3], [1, 2, 4, 5]]
    assert named(dataset) == [("a.png", "cat"), ("a.png", "dog"), ("c.png", "dog")]
    images = dataset.splits["all"].images
    assert (images.width.tolist(), images.roots) == ([30, 30, 30], (tmp_path,))
    assert problems(dataset) == {"crowd": 1, "image-no-label": 1}


def test_masks(detection):
    dataset = loaded(detection, task="segmentation")
    masks, images = dataset.splits["all"].masks, dataset.splits["all"].images
    assert (masks.image.tolist(), masks.label.tolist()) == ([0, 0], [0, 1])
    assert (masks.pixels.tolist(), masks.total.tolist()) == ([60, 60], [600, 600])
    assert images.name.tolist() == ["a.png", "b.png", "c.png"]


def test_one_file_in_two_splits_is_a_leak(detection):
    assert problems(loaded({"train": detection, "test": detection}))["leak"] == 3


def test_classes(sv, files):
    one = sv.ClassificationDataset(
        ["x", "y"], files, {name: sv.Classifications(np.array([1])) for name in files}
    )
    assert loaded(one).task == "multiclass"
    assert named(loaded(one))[0] == ("a.png", "y")
    several = {name: sv.Classifications(np.array([1, 0])) for name in files}
    assert loaded(sv.ClassificationDataset(["x", "y"], files, several)).task == "multilabel"


def test_detections_without_a_class_are_told():
    found = {"a.png": Detections(np.array([[1.0, 2, 5, 7]]))}
    assert problems(loaded(SUPERVISION.DetectionDataset(["cat"], found, found)))["unknown-class"] == 1
