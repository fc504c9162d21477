"""Data sets from samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.report import build_report

CLASSES = ("background", "dog", "cat")


def problems(dataset):
    found = build_report(dataset, progress=False).to_dict()["problems"]
    return {problem["code"]: problem["count"] for problem in found}


def named(dataset, split="all"):
    part = dataset.splits[split]
    table = part.boxes if part.labels is None else part.labels
    return [
        (part.images.name[image], dataset.classes[label])
        for image, label in zip(table.image, table.label, strict=True)
    ]


def test_labels_by_split_from_generators():
    samples = {
        "training": ({"image": f"{number}.jpg", "label": name} for number, name in enumerate(["dog", "cat"])),
        "valid": iter([{"image": Path("v.jpg"), "label": "dog", "width": 4, "height": 3}]),
    }
    dataset = Dataset.from_samples(samples, title="pets")
    assert (dataset.task, dataset.title, dataset.classes) == ("multiclass", "pets", ("cat", "dog"))
    assert named(dataset, "train") == [("0.jpg", "dog"), ("1.jpg", "cat")]
    assert dataset.splits["val"].images.width.tolist() == [4]


@pytest.mark.parametrize("label", [1, np.int64(1), np.array(1), "dog"])
def test_a_label_is_a_name_or_a_place_in_the_list(label):
    assert named(Dataset.from_samples([{"image": "a", "label": label}], classes=CLASSES)) == [("a", "dog")]


def test_places_without_a_list_are_names():
    dataset = Dataset.from_samples([{"image": name, "label": label} for name, label in [("a", 10), ("b", 9)]])
    assert dataset.classes == ("9", "10")


def test_several_labels():
    samples = [{"image": "a", "labels": ["dog", 2]}, {"image": "b", "labels": []}, {"image": "c"}]
    dataset = Dataset.from_samples(samples, classes=CLASSES)
    assert dataset.task == "multilabel"
    assert named(dataset) == [("a", "dog"), ("a", "cat")]
    assert problems(dataset) == {"image-no-label": 2}


def test_boxes():
    samples = [
        {
            "image": "a",
            "width": 100,
            "height": 50,
            "boxes": np.array([[1, 2, 3, 4], [5, 6, 7, 8]]),
            "labels": [1, "cat"],
        },
        {"image": "b", "width": 100, "height": 50, "boxes": [], "labels": []},
    ]
    dataset = Dataset.from_samples(samples, classes=CLASSES)
    boxes = dataset.splits["all"].boxes
    assert dataset.task == "detection"
    assert named(dataset) == [("a", "dog"), ("a", "cat")]
    assert (boxes.x.tolist(), boxes.height.tolist()) == ([1, 5], [4, 8])
    assert problems(dataset) == {"image-no-label": 1}


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.uint16])
def test_masks_are_counted_and_background_is_no_class(dtype):
    mask = np.array([[0, 1, 1], [2, 255, 7]], dtype=dtype)
    dataset = Dataset.from_samples([{"image": "a", "mask": mask}], classes=CLASSES)
    masks = dataset.splits["all"].masks
    assert (dataset.task, dataset.classes) == ("segmentation", ("dog", "cat"))
    assert (masks.label.tolist(), masks.pixels.tolist(), masks.total.tolist()) == ([0, 1], [2, 1], [6, 6])
    assert dataset.splits["all"].images.width.tolist() == [3]
    assert problems(dataset) == {"mask-value": 1}


def test_masks_without_a_list_and_of_another_size_than_their_image():
    samples = [{"image": "a", "width": 9, "height": 9, "mask": np.array([[True, False]])}]
    dataset = Dataset.from_samples(samples)
    assert dataset.classes == ("0", "1")
    assert problems(dataset) == {"mask-size": 1}


def test_crowds():
    sample = {"image": "a", "boxes": [[1, 2, 3, 4], [5, 6, 7, 8]], "labels": ["dog", "cat"], "crowd": [0, 1]}
    dataset = Dataset.from_samples([sample, {"image": "b", "boxes": [[1, 1, 1, 1]], "labels": ["dog"]}])
    assert dataset.splits["all"].boxes.crowd.tolist() == [False, True, False]


def test_regions_of_one_class_are_united():
    regions = np.zeros((3, 4, 5), dtype=np.uint8)
    regions[0, :2], regions[1, 1:3], regions[2, :, 0] = 1, 1, 1
    samples = [
        {"image": "a", "masks": regions, "labels": [1, 1, 2]},
        {"image": "b", "masks": regions[:1] > 0, "labels": ["background"], "width": 9, "height": 9},
        {"image": "c", "masks": np.zeros((0, 4, 5)), "labels": []},
    ]
    dataset = Dataset.from_samples(samples, classes=CLASSES)
    masks = dataset.splits["all"].masks
    assert (dataset.task, dataset.classes) == ("segmentation", ("dog", "cat"))
    assert (masks.label.tolist(), masks.pixels.tolist(), masks.total.tolist()) == ([0, 1], [15, 4], [20, 20])
    assert dataset.splits["all"].images.width.tolist() == [5, 9, 0]
    assert problems(dataset) == {"mask-size": 1, "image-no-label": 2}


def test_regions_of_classes_that_are_not_in_the_list_are_told():
    sample = {"image": "a", "masks": np.ones((1, 2, 2), dtype=bool), "labels": ["fox"]}
    assert problems(Dataset.from_samples([sample], classes=CLASSES))["unknown-class"] == 1


def test_samples_are_not_kept():
    alive = []

    class Mask(np.ndarray):
        def __del__(self):
            alive.remove(id(self))

    def samples():
        for number in range(50):
            mask = np.zeros((9, 9), dtype=np.uint8).view(Mask)
            alive.append(id(mask))
            yield {"image": str(number), "mask": mask}
            del mask
            assert len(alive) <= 2

    assert len(Dataset.from_samples(samples()).splits["all"].images) == 50


def test_an_image_that_comes_twice_counts_once():
    dataset = Dataset.from_samples([{"image": "a", "label": "dog"}, {"image": "a", "label": "cat"}])
    assert named(dataset) == [("a", "dog")]
    assert problems(dataset) == {"duplicate-image": 1}


def test_classes_that_are_not_in_the_list_are_told():
    dataset = Dataset.from_samples(
        [{"image": "a", "label": "dog"}, {"image": "b", "label": 9}], classes=CLASSES
    )
    assert problems(dataset)["unknown-class"] == 1


def test_the_same_name_in_two_splits_is_a_leak_but_not_by_number():
    assert "leak" in problems(
        Dataset.from_samples({s: [{"image": "a", "label": "x"}] for s in ("train", "val")})
    )
    assert problems(Dataset.from_samples({s: [{"image": 0, "label": "x"}] for s in ("train", "val")})) == {}


GOOD = {"image": "a", "label": "dog"}


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("a.jpg", "a mapping such as .* is wanted; got 'a.jpg' .str."),
        ({"label": "dog"}, '"image" is the name of the image; got None .* among the keys "label"'),
        ({"image": "", "label": "dog"}, '"image" is the name'),
        ({"image": "b", "label": ["dog"]}, "a label is the name of a class or its place"),
        ({"image": "b", "labels": "dog"}, '"labels" is a list of classes; got .dog.'),
        ({"image": "b", "labels": 3}, '"labels" is a list'),
        ({"image": "b", "label": "dog", "labels": ["dog"]}, "got several"),
        ({"image": "b", "label": "dog", "mask": np.zeros((2, 2), int)}, "got several"),
        (
            {"image": "b", "boxes": [[1, 2, 3]], "labels": ["dog"]},
            r'"boxes" has the shape .n, 4.*got \(1, 3\)',
        ),
        (
            {"image": "b", "boxes": [1, 2, 3, 4], "labels": ["dog"]},
            r'"boxes" has the shape .n, 4.*got \(4,\)',
        ),
        ({"image": "b", "boxes": [["x"] * 4], "labels": ["dog"]}, '"boxes" is an array of numbers'),
        ({"image": "b", "boxes": [[1, 2, 3, 4]], "labels": []}, "got 0 and 1"),
        ({"image": "b", "boxes": [[1, 2, 3, 4]]}, '"labels" is a list of classes; got None'),
        (
            {"image": "b", "mask": np.zeros((2, 2, 3), int)},
            r'"mask" has whole numbers .* got int64 of shape \(2, 2, 3\)',
        ),
        ({"image": "b", "mask": np.zeros((2, 2))}, '"mask" has whole numbers .* got float64'),
        (
            {"image": "b", "masks": np.zeros((2, 2), int), "labels": ["dog"]},
            r'"masks" has whole numbers .* got int64 of shape \(2, 2\)',
        ),
        (
            {"image": "b", "masks": np.zeros((2, 2, 2), int), "labels": ["dog"]},
            r'"masks" .*shape \(1, height, width\)',
        ),
        (
            {"image": "b", "boxes": [[1, 2, 3, 4]], "labels": ["dog"], "crowd": [0, 1]},
            r'"crowd" has the shape \(1,\).*got \(2,\)',
        ),
        ({"image": "b", "width": "wide", "label": "dog"}, '"width" is a number of pixels; got .wide.'),
        ({"image": "b", "width": float("nan"), "label": "dog"}, '"width" is a number of pixels'),
    ],
)
def test_a_bad_sample_is_named(bad, words):
    with pytest.raises(DataError, match=f'sample 1 of "train": .*{words}'):
        Dataset.from_samples({"train": [GOOD, bad]})


@pytest.mark.parametrize(
    ("samples", "options", "words"),
    [
        (GOOD, {}, "got one sample: put it into a list"),
        ({}, {}, "got an empty mapping"),
        ({"val": [GOOD], "dev": [GOOD]}, {}, 'the split "val" stands twice'),
        (3, {}, "an iterable is wanted; got int"),
        ("text", {}, "an iterable is wanted; got str"),
        ([{"image": "a"}], {}, "are wanted; got none of these"),
        ([GOOD, {"image": "b", "boxes": [], "labels": []}], {}, 'got "boxes" and "label"'),
        ([GOOD], {"task": "detection"}, 'for detection; got "label"'),
        ([GOOD], {"task": "detect"}, "task 'detect' is not known"),
    ],
)
def test_what_does_not_fit_is_one_clear_error(samples, options, words):
    with pytest.raises(DataError, match=words):
        Dataset.from_samples(samples, **options)


@pytest.mark.parametrize("task", ["multiclass", "multilabel", "detection", "segmentation"])
def test_images_without_labels_of_a_known_task(task):
    dataset = Dataset.from_samples({"train": [{"image": "a"}], "val": []}, task=task)
    assert dataset.task == task
    assert len(dataset.splits["train"].images) == 1
