"""Hugging Face's data sets: a stand-in over Arrow tables, and the library itself where it is installed."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import DataError
from tests.fake_datasets import DATASETS
from tests.fake_libraries import TORCH, kinds_of, loaded, named, problems, xywh

pytest.importorskip("pyarrow")


@pytest.fixture(params=kinds_of("datasets"))
def hub(request):
    if request.param == "stand-in":
        return DATASETS
    import datasets

    return datasets


def test_the_library_itself_is_tested_too():
    pytest.importorskip("datasets", reason="datasets is not installed; only its stand-in is tested")


@pytest.fixture
def pets(hub):
    """Make a data set of columns with their features; class names may stand for a ClassLabel."""

    def make(columns, **features):
        return hub.Dataset.from_dict(columns, features=hub.Features(features))

    return make


@pytest.fixture
def labels(pets, hub):
    def make(*numbers):
        return pets({"label": list(numbers)}, label=hub.ClassLabel(names=["cat", "dog"]))

    return make


def picture(width=10, height=20, values=None, path=None):
    file = BytesIO()
    image = Image.new("RGB", (width, height)) if values is None else Image.fromarray(values)
    image.save(file, "PNG")
    return {"bytes": file.getvalue(), "path": path}


BOXES = [[[1.0, 2.0, 5.0, 6.0], [0.0, 0.0, 10.0, 20.0]], [], [[3.0, 3.0, 2.0, 2.0]]]
CLASSES = [[0, 1], [], [1]]


@pytest.fixture(params=["object of lists", "list of objects", "columns"])
def detection(request, pets, hub):
    """Return a data set of three images with boxes, written in one of the ways that are usual."""
    images, category = [picture() for _ in BOXES], hub.ClassLabel(names=["cat", "dog"])
    box = hub.List(hub.Value("float32"))
    if request.param == "columns":
        return pets(
            {"image": images, "bbox": BOXES, "category": CLASSES},
            image=hub.Image(),
            bbox=hub.List(box),
            category=hub.List(category),
        )
    if request.param == "object of lists":
        objects = [{"bbox": box, "category": kind} for box, kind in zip(BOXES, CLASSES, strict=True)]
        feature = {"bbox": hub.List(box), "category": hub.List(category)}
    else:
        objects = [
            [{"bbox": box, "category": kind} for box, kind in zip(*pair, strict=True)]
            for pair in zip(BOXES, CLASSES, strict=True)
        ]
        feature = hub.List({"bbox": box, "category": category})
    return pets({"image": images, "objects": objects}, image=hub.Image(), objects=feature)


def test_labels(labels):
    dataset = loaded(labels(0, 1, -1, None))
    assert (dataset.task, dataset.classes) == ("multiclass", ("cat", "dog"))
    assert named(dataset) == [("0", "cat"), ("1", "dog")]
    assert problems(dataset) == {"image-no-label": 2}
    assert loaded(labels(0), classes=["dog", "cat"]).classes == ("dog", "cat")


def test_a_dictionary_of_splits(labels, hub):
    dataset = loaded(hub.DatasetDict({"train": labels(0, 1), "validation": labels(1)}))
    assert {name: len(split.images) for name, split in dataset.splits.items()} == {"train": 2, "val": 1}


def test_a_selection_of_rows(labels):
    assert named(loaded(labels(0, 1, 1, 0).select([3, 1]))) == [("0", "cat"), ("1", "dog")]


def test_images_are_named_by_their_paths_where_these_tell_them_apart(pets, hub):
    features = {"image": hub.Image(), "label": hub.ClassLabel(names=["cat"])}
    columns = {"image": [picture(path="a.png"), picture(path="b.png")], "label": [0, 0]}
    dataset = pets(columns, **features)
    assert loaded(dataset.select([1])).splits["all"].images.name.tolist() == ["b.png"]
    columns["image"][1]["path"] = "a.png"
    assert loaded(pets(columns, **features)).splits["all"].images.name.tolist() == ["0", "1"]


def test_images_that_are_files_are_known_by_them(pets, hub, tmp_path):
    features = {"image": hub.Image(), "label": hub.ClassLabel(names=["cat"])}
    columns = {"image": [{"bytes": None, "path": str(tmp_path / "a.png")}], "label": [0]}
    images = loaded(pets(columns, **features)).splits["all"].images
    assert (images.name.tolist(), images.roots) == (["a.png"], (tmp_path,))
    assert "leak" in problems(loaded({"train": pets(columns, **features), "val": pets(columns, **features)}))


def test_several_labels(pets, hub):
    feature = hub.List(hub.ClassLabel(names=["cat", "dog", "bird"]))
    dataset = loaded(pets({"labels": [[0, 2], [], None, [1]]}, labels=feature))
    assert (dataset.task, dataset.classes) == ("multilabel", ("cat", "dog", "bird"))
    assert named(dataset) == [("0", "cat"), ("0", "bird"), ("3", "dog")]


def test_labels_without_a_class_list(pets, hub):
    assert loaded(pets({"label": ["b", "a", None]}, label=hub.Value("string"))).classes == ("a", "b")
    assert loaded(pets({"label": [10, 9]}, label=hub.Value("int64"))).classes == ("9", "10")
    numbers = loaded(pets({"label": [1, 0]}, label=hub.Value("int64")), classes=["cat", "dog"])
    assert named(numbers) == [("0", "dog"), ("1", "cat")]
    flags = loaded(pets({"labels": [[0.0, 1.0], [1.0, 1.0]]}, labels=hub.List(hub.Value("float32"))))
    assert named(flags) == [("0", "1"), ("1", "0"), ("1", "1")]


def test_boxes(detection):
    dataset = loaded(detection)
    assert (dataset.task, dataset.classes) == ("detection", ("cat", "dog"))
    assert xywh(dataset) == [*BOXES[0], *BOXES[2]]
    assert named(dataset) == [("0", "cat"), ("0", "dog"), ("2", "dog")]
    assert dataset.splits["all"].images.width.tolist() == [10, 10, 10]
    assert problems(dataset) == {"image-no-label": 1}


def test_boxes_of_a_selection_of_rows(detection):
    dataset = loaded(detection.select([2, 0]))
    assert named(dataset) == [("0", "dog"), ("1", "cat"), ("1", "dog")]
    assert xywh(dataset)[0] == BOXES[2][0]
    assert loaded(detection, task="multilabel").task == "multilabel"


def test_a_stream_is_read_with_the_sizes_of_its_images(detection):
    dataset = loaded(detection.to_iterable_dataset())
    assert xywh(dataset) == [*BOXES[0], *BOXES[2]]
    assert dataset.splits["all"].images.height.tolist() == [20, 20, 20]


def test_sizes_crowds_and_file_names_from_columns(pets, hub):
    whole, several = hub.Value("int64"), hub.List(hub.Value("int64"))
    dataset = loaded(
        pets(
            {
                "width": [100],
                "height": [50],
                "file_name": ["a.jpg"],
                "bbox": [BOXES[0]],
                "category": [[3, 3]],
                "iscrowd": [[0, 1]],
            },
            width=whole,
            height=whole,
            file_name=hub.Value("string"),
            bbox=hub.List(hub.List(hub.Value("float64"))),
            category=several,
            iscrowd=several,
        )
    )
    assert dataset.splits["all"].images.name.tolist() == ["a.jpg"]
    assert dataset.splits["all"].images.width.tolist() == [100]
    assert (dataset.classes, problems(dataset)) == (("3",), {"crowd": 1})


@pytest.fixture
def boxes_in(pets, hub):
    def make(boxes, classes=None):
        return pets(
            {"width": [10], "height": [20], "bbox": [boxes], "category": [classes or ["cat"] * len(boxes)]},
            width=hub.Value("int64"),
            height=hub.Value("int64"),
            bbox=hub.List(hub.List(hub.Value("float64"))),
            category=hub.List(hub.Value("string")),
        )

    return make


def test_boxes_that_can_only_be_corners_are_and_it_is_told(boxes_in):
    dataset = loaded(boxes_in([[9, 15, 10, 20], [1, 1, 2, 2]]))
    assert xywh(dataset) == [[9, 15, 1, 5], [1, 1, 1, 1]]
    assert problems(dataset) == {"box-corners": 2}
    assert xywh(loaded(boxes_in([[9, 15, 10, 20], [5, 5, 2, 2]])))[1] == [5, 5, 2, 2]


def test_damaged_boxes_are_counted(boxes_in):
    dataset = loaded(
        boxes_in([[1, 1, 2], [1, 1, 2, None], [1, 1, 2, 2], [2, 2, 2, 2]], ["cat", "cat", "cat", None])
    )
    assert problems(dataset) == {"box-degenerate": 2, "unknown-class": 1}
    with pytest.raises(DataError, match="a class for each box is wanted; got 1 of bbox and 2 of category"):
        loaded(boxes_in([[1, 1, 2, 2]], ["cat", "dog"]))


def test_masks(pets, hub):
    mask = np.zeros((20, 10), np.uint8)
    mask[0] = 1
    dataset = pets(
        {"image": [picture()], "annotation": [picture(values=mask)]},
        image=hub.Image(),
        annotation=hub.Image(),
    )
    found = loaded(dataset, classes=["background", "cat"])
    assert (found.task, found.classes) == ("segmentation", ("cat",))
    assert found.splits["all"].masks.pixels.tolist() == [10]


@pytest.fixture
def two_columns(pets, hub):
    return pets(
        {"fine": [0, 1], "coarse": [0, 0]},
        fine=hub.ClassLabel(names=["cat", "lion"]),
        coarse=hub.ClassLabel(names=["feline"]),
    )


def test_of_several_columns_the_one_that_is_taken_is_told_and_can_be_chosen(two_columns):
    dataset = loaded(two_columns)
    assert dataset.classes == ("cat", "lion")
    assert problems(dataset) == {"column-choice": 1}
    assert loaded(two_columns, columns={"label": "coarse"}).classes == ("feline",)
    with pytest.raises(
        DataError, match=r'no column "coarce" .*did you mean "coarse".*; columns are fine, coarse'
    ):
        loaded(two_columns, columns={"label": "coarce"})


def test_no_column_of_labels(pets, hub, labels):
    with pytest.raises(
        DataError, match=r"a column of ClassLabel, .* is wanted; got x: Value, y: List of Value"
    ):
        loaded(pets({"x": [1.0], "y": [[1]]}, x=hub.Value("float32"), y=hub.List(hub.Value("int64"))))
    with pytest.raises(DataError, match="is wanted for detection; got label: ClassLabel"):
        loaded(labels(0), task="detection")


def test_loaders_and_subsets_of_torch_are_not_passed_through(labels):
    dataset = labels(0, 1, 1)
    assert named(loaded(TORCH.Subset(dataset, [2, 0]))) == [("0", "cat"), ("1", "dog")]
    assert len(named(loaded(TORCH.DataLoader(dataset, batch_size=2)))) == 3
