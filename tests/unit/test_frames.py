"""Data sets from data frames."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.report import build_report


def pandas_frame(columns):
    return pd.DataFrame(columns)


def arrow_table(columns):
    return pytest.importorskip("pyarrow").table(columns)


def polars_frame(columns):
    return pytest.importorskip("polars").DataFrame(columns)


LIBRARIES = pytest.mark.parametrize("frame", [pandas_frame, arrow_table, polars_frame])
BOXES = {
    "image": ["a.jpg", "a.jpg", "b.jpg", "c.jpg"],
    "label": ["dog", "cat", "dog", None],
    "x": [1.0, 2.0, 3.0, None],
    "y": [1.0, 2.0, 3.0, None],
    "width": [10.0, 20.0, 30.0, None],
    "height": [10.0, 20.0, 30.0, None],
    "image_width": [100, 100, 200, 300],
    "image_height": [50, 50, 60, 70],
}
MASKS = {
    "image": ["a", "a", "b", "c"],
    "label": ["dog", "background", "dog", None],
    "pixels": [20, 80, 5, None],
    "image_width": [10] * 4,
    "image_height": [10] * 4,
}


def labels(dataset, split="all"):
    part = dataset.splits[split]
    rows = zip(part.labels.image, part.labels.label, strict=True)
    return [(part.images.name[image], dataset.classes[label]) for image, label in rows]


def problems(dataset):
    found = build_report(dataset, progress=False).to_dict()["problems"]
    return {problem["code"]: problem["count"] for problem in found}


@LIBRARIES
def test_labels_by_split(frame):
    frames = {
        "training": frame({"image": ["a", "b"], "label": ["dog", "cat"]}),
        "valid": frame({"image": ["c"], "label": ["bird"]}),
    }
    dataset = Dataset.from_frames(frames, title="pets")
    assert (dataset.task, dataset.title) == ("multiclass", "pets")
    assert dataset.classes == ("bird", "cat", "dog")
    assert labels(dataset, "train") == [("a", "dog"), ("b", "cat")]
    assert labels(dataset, "val") == [("c", "bird")]


def test_one_frame_with_a_column_of_splits():
    frame = pd.DataFrame({"image": ["a", "b", "c"], "label": list("xyx"), "split": ["train", "val", "train"]})
    dataset = Dataset.from_frames(frame)
    assert {name: len(split.images) for name, split in dataset.splits.items()} == {"train": 2, "val": 1}


@LIBRARIES
def test_columns_of_answers(frame):
    dataset = Dataset.from_frames(frame({"image": ["a", "b"], "dog": [True, False], "cat": [True, True]}))
    assert dataset.task == "multilabel"
    assert labels(dataset) == [("a", "dog"), ("a", "cat"), ("b", "cat")]


@LIBRARIES
def test_lists_in_cells(frame):
    dataset = Dataset.from_frames(frame({"image": ["a", "b", "c"], "label": [["dog", "cat"], ["cat"], []]}))
    assert dataset.task == "multilabel"
    assert labels(dataset) == [("a", "dog"), ("a", "cat"), ("b", "cat")]
    assert problems(dataset) == {"image-no-label": 1}


def test_missing_labels_and_numbers():
    frame = pd.DataFrame({"image": ["a", "b", "c"], "label": [1.0, np.nan, 0.0]})
    assert labels(Dataset.from_frames(frame)) == [("a", "1"), ("c", "0")]
    assert labels(Dataset.from_frames(frame, classes=["dog", "cat"])) == [("a", "cat"), ("c", "dog")]
    nullable = frame.astype({"label": "Int64"})
    assert labels(Dataset.from_frames(nullable, classes=["dog", "cat"])) == [("a", "cat"), ("c", "dog")]


@LIBRARIES
def test_boxes(frame):
    dataset = Dataset.from_frames(frame(BOXES))
    split = dataset.splits["all"]
    assert dataset.task == "detection"
    assert dataset.classes == ("cat", "dog")
    assert split.images.name.tolist() == ["a.jpg", "b.jpg", "c.jpg"]
    assert split.images.width.tolist() == [100, 200, 300]
    assert split.boxes.width.tolist() == [10, 20, 30]
    assert problems(dataset) == {"image-no-label": 1}


def test_corners_and_crowds():
    frame = pd.DataFrame(
        {
            "image": "a",
            "label": "dog",
            "xmin": [1, 5],
            "ymin": [2, 5],
            "xmax": [11, 9],
            "ymax": [22, 9],
            "crowd": [0, 1],
        }
    )
    boxes = Dataset.from_frames(frame).splits["all"].boxes
    assert boxes.width.tolist() == [10, 4]
    assert boxes.height.tolist() == [20, 4]
    assert boxes.crowd.tolist() == [False, True]


def test_columns_called_otherwise():
    frame = pd.DataFrame({"photo": ["a"], "what": ["dog"], "l": [1], "t": [2], "w": [3], "h": [4]})
    names = {"image": "photo", "label": "what", "x": "l", "y": "t", "width": "w", "height": "h"}
    boxes = Dataset.from_frames(frame, columns=names).splits["all"].boxes
    assert (boxes.x[0], boxes.y[0], boxes.width[0], boxes.height[0]) == (1, 2, 3, 4)
    answers = pd.DataFrame({"image": ["a"], "dog": [1], "cat": [0], "indoors": [1]})
    assert Dataset.from_frames(answers, columns={"label": ["dog", "cat"]}).classes == ("dog", "cat")


@LIBRARIES
def test_areas_of_masks(frame):
    dataset = Dataset.from_frames(frame(MASKS))
    masks = dataset.splits["all"].masks
    assert (dataset.task, dataset.classes) == ("segmentation", ("dog",))
    assert masks.pixels.tolist() == [20, 5]
    assert masks.total.tolist() == [100, 100]
    assert problems(dataset) == {"image-no-label": 1}


def test_numbers_of_masks_are_places_in_the_list_background_included():
    frame = pd.DataFrame(MASKS | {"label": [1, 0, 2, 9]})
    dataset = Dataset.from_frames(frame, classes=["background", "dog", "cat"])
    assert dataset.classes == ("dog", "cat")
    assert dataset.splits["all"].masks.label.tolist() == [0, 1]


def test_rows_of_unknown_classes_are_told():
    dataset = Dataset.from_frames(pd.DataFrame(BOXES), classes=["cat"])
    assert problems(dataset) == {"unknown-class": 2, "image-no-label": 2}
    masks = Dataset.from_frames(pd.DataFrame(MASKS), classes=["cat"])
    assert problems(masks) == {"unknown-class": 2, "image-no-label": 3}


def changed(columns, **changes):
    return pd.DataFrame({name: cells for name, cells in (columns | changes).items() if cells is not None})


@pytest.mark.parametrize(
    ("frames", "options", "words"),
    [
        ([1, 2], {}, "frame: a data frame of pandas, Polars or Arrow is wanted.*got list"),
        ({"train": "x.csv"}, {}, 'frame "train": a data frame .* is wanted.*got str'),
        ({}, {}, "got an empty mapping"),
        ({"val": changed(BOXES), "valid": changed(BOXES)}, {}, 'two frames are the split "val"'),
        (changed(BOXES, image=None), {}, "frame: no column of image names.*columns are .*label"),
        (changed(BOXES, label=None), {}, "frame: no column of classes"),
        (changed(BOXES, x=["one"] * 4), {}, 'numbers are wanted in column "x"; got "one"'),
        (
            changed(BOXES),
            {"columns": {"lable": "label"}},
            'columns: "lable" is not known .did you mean "label"',
        ),
        (changed(BOXES), {"columns": {"label": "lable"}}, 'frame: no column "lable" .did you mean "label"'),
        (changed(BOXES), {"columns": {"label": ["x", "y"]}}, "hold only 0 and 1.*column .x. holds"),
        (changed(BOXES), {"task": "detect"}, "task 'detect' is not known.*detection"),
        (changed(BOXES), {"task": "segmentation"}, "needs the columns pixels, image_width and image_height"),
        (
            changed(MASKS, image=["a"] * 4, label=["dog"] * 4),
            {},
            'row 1: image "a": one row for an image and class',
        ),
        (changed(MASKS, pixels=[101, 1, 1, 1]), {}, "row 0.*no larger than its image"),
        (changed(MASKS, pixels=[-1, 1, 1, 1]), {}, "row 0.*not negative"),
        ({"train": changed(BOXES), "val": changed(MASKS)}, {}, "tables of one kind are wanted"),
        (changed(BOXES), {"classes": "dog"}, "classes: a list of names is wanted.*got 'dog'"),
        (changed(BOXES), {"classes": [1, 2]}, "classes: names are strings; got '1' .int."),
        (pd.DataFrame([["a", "x", "y"]], columns=["image", "label", "label"]), {}, "its own name.*label"),
        (pd.DataFrame([["a", "x"]]), {}, "no column of image names.*columns are .0., .1."),
        (changed(BOXES), {"classes": ["dog", "dog"]}, '"dog" stands twice'),
    ],
)
def test_what_does_not_fit_is_one_clear_error(frames, options, words):
    with pytest.raises(DataError, match=words):
        Dataset.from_frames(frames, **options)


def test_a_frame_without_rows_is_a_split_without_images():
    frames = {
        "train": pd.DataFrame({"image": ["a"], "label": ["dog"]}),
        "val": pd.DataFrame({"image": [], "label": []}),
    }
    dataset = Dataset.from_frames(frames)
    assert len(dataset.splits["val"].images) == 0
    assert "split-empty" in problems(dataset)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "狗", "كلب", "x" * 10_000])
def test_odd_class_names_are_text(name):
    assert Dataset.from_frames(pd.DataFrame({"image": ["a"], "label": [name]})).classes == (name,)


def test_reading_a_table_imports_no_heavy_library(tmp_path):
    (tmp_path / "labels.csv").write_text("image,label\na.jpg,dog\n")
    code = (
        "import sys, insight_widgets\n"
        f"insight_widgets.load({str(tmp_path / 'labels.csv')!r}, progress=False)\n"
        "print(sorted({'altair', 'pandas', 'narwhals', 'PIL', 'skimage'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
