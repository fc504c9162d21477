"""Which files are COCO files, and which split each of them is."""

from __future__ import annotations

import json

import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.readers import coco

IMAGE = {"id": 1, "file_name": "a.png", "width": 9, "height": 9}
BOX = {"id": 1, "image_id": 1, "category_id": 3, "bbox": [0, 0, 5, 5]}
CONTENT = {"images": [IMAGE], "annotations": [BOX], "categories": [{"id": 3, "name": "dog"}]}
CAPTIONS = {"images": [IMAGE], "annotations": [{"id": 1, "image_id": 1, "caption": "a dog"}]}
PANOPTIC = {
    **CONTENT,
    "annotations": [{"image_id": 1, "segments_info": [{"category_id": 3, "bbox": [0, 0, 1, 1]}]}],
}


def put(root, name, content=CONTENT):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "content",
    [
        {"version": "5.0", "shapes": [], "imagePath": "a.jpg", "imageData": None},
        {"_via_img_metadata": {"a.jpg1": {"regions": []}}},
        {"a.jpg1": {"filename": "a.jpg", "regions": [{"annotations": []}]}},
        {"info": {}, "categories": {"label": {}}, "items": [{"annotations": [{"id": 1}]}]},
        {"image": {"image_id": 1}, "annotations": [{"segmentation": {}}]},
        {"schema": 1, "title": "x", "splits": {"train": {"images": 3}}},
        {"note": 'a text with "images": [ in it'},
        [{"image": "a.jpg", "annotations": []}],
    ],
)
def test_other_json_is_not_claimed(tmp_path, content):
    assert not coco.detect(put(tmp_path, "a.json", content))
    assert not coco.detect(tmp_path)


@pytest.mark.parametrize("key", ["images", "annotations", "categories"])
def test_any_of_the_lists_may_come_first(tmp_path, key):
    ordered = {"info": {"images": 5}, key: CONTENT[key], **CONTENT}
    assert coco.detect(put(tmp_path, "a.json", ordered))


@pytest.mark.parametrize(
    ("names", "splits"),
    [
        (["a.json"], ["all"]),
        (["instances_val2017.json"], ["val"]),
        (["annotations/instances_train2017.json", "annotations/instances_val2017.json"], ["train", "val"]),
        ([f"{name}/_annotations.coco.json" for name in ("train", "valid", "test")], ["train", "val", "test"]),
        (["train.json", "instances_holdout.json"], ["holdout"]),
        (["train.json", "holdout.json"], ["train", "holdout"]),
    ],
)
def test_splits_are_called_as_files_or_folders_tell(tmp_path, names, splits):
    for name in names:
        put(tmp_path, name)
    if splits == ["holdout"]:  # one file called instances is the set; its name tells no split
        splits = ["all"]
    assert list(load(tmp_path, progress=False).splits) == splits


def test_a_file_in_the_folder_of_a_split_is_that_split(tmp_path):
    path = put(tmp_path, "valid/_annotations.coco.json")
    assert list(load(path, progress=False).splits) == ["val"]


def test_captions_and_segments_beside_instances_are_passed_over(tmp_path):
    for name, content in {"captions_train": CAPTIONS, "panoptic_train": PANOPTIC, "train": CONTENT}.items():
        put(tmp_path, f"annotations/{name}2017.json", content)
    dataset = load(tmp_path, progress=False)
    assert {name: len(split.boxes) for name, split in dataset.splits.items()} == {"train": 1}


@pytest.mark.parametrize(("content", "kind"), [(CAPTIONS, "captions"), (PANOPTIC, "panoptic")])
def test_captions_and_segments_alone_are_told(tmp_path, content, kind):
    put(tmp_path, "train.json", content)
    with pytest.raises(ReadError, match=f"the annotations are {kind}"):
        load(tmp_path, progress=False)


def test_sizes_are_found_in_the_folder_of_the_split(tmp_path):
    unsized = {**CONTENT, "images": [{"id": 1, "file_name": "a.png"}]}
    put(tmp_path, "annotations/instances_val2017.json", unsized)
    (tmp_path / "images" / "val2017").mkdir(parents=True)
    Image.new("L", (20, 10)).save(tmp_path / "images" / "val2017" / "a.png")
    images = load(tmp_path, progress=False).splits["val"].images
    assert (images.width.tolist(), images.height.tolist()) == ([20], [10])


def test_splits_with_different_categories_share_one_list(tmp_path):
    put(
        tmp_path,
        "train.json",
        {**CONTENT, "categories": [{"id": 3, "name": "dog"}, {"id": 4, "name": "cat"}]},
    )
    put(
        tmp_path, "val.json", {**CONTENT, "categories": [{"id": 3, "name": "bird"}, {"id": 9, "name": "cat"}]}
    )
    dataset = load(tmp_path, progress=False)
    assert dataset.classes == ("dog", "cat", "bird")
    assert [split.boxes.label.tolist() for split in dataset.splits.values()] == [[0], [2]]


def test_classes_that_the_caller_leaves_out_are_told_by_name(tmp_path):
    split = load(put(tmp_path, "train.json"), classes=["cat"], progress=False).splits["train"]
    assert split.unresolved == {0: 'category_id 3 ("dog")'}


def test_categories_that_share_an_id_are_told(tmp_path):
    twice = {**CONTENT, "categories": [{"id": 3, "name": "dog"}, {"id": 3, "name": "cat"}]}
    dataset = load(put(tmp_path, "train.json", twice), progress=False)
    assert [problem.code for problem in dataset.splits["train"].problems] == ["duplicate-class"]
    assert dataset.splits["train"].boxes.label.tolist() == [0]


def test_a_list_of_categories_beside_yolo_labels_is_not_coco(tmp_path):
    put(tmp_path, "notes.json", {"categories": [{"id": 0, "name": "cat"}], "info": {"version": "1.0"}})
    (tmp_path / "classes.txt").write_text("cat\n", encoding="utf-8")
    for folder in ("images", "labels"):
        (tmp_path / folder).mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "images" / "a.png")
    (tmp_path / "labels" / "a.txt").write_text("0 0.5 0.5 0.2 0.2\n", encoding="utf-8")
    dataset = load(tmp_path)
    assert dataset.classes == ("cat",)
    assert len(dataset.splits["all"].boxes) == 1
