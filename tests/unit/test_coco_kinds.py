"""The kinds of COCO files that people have: key points, captions, LVIS, Roboflow, splits in a column."""

from __future__ import annotations

import json

import pytest

from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.report import build_report


def image(number, **more):
    return {"id": number, "file_name": f"{number}.jpg", "width": 100, "height": 50, **more}


def box(number, image=1, category=1, **more):
    return {"id": number, "image_id": image, "category_id": category, "bbox": [number, 0, 9, 9], **more}


def put(root, name, images, annotations=(), categories=({"id": 1, "name": "person"},)):
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {"images": images, "annotations": annotations, "categories": categories}
    file.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))
    return file


def report(path, **options):
    return build_report(load(path, progress=False, **options), progress=False).to_dict()


def codes(document):
    return {(problem["code"], problem["split"]): problem["count"] for problem in document["problems"]}


def test_boxes_of_key_points_count(tmp_path):
    points = {"keypoints": [10, 20, 2, 0, 0, 0], "num_keypoints": 1}
    person = {"id": 1, "name": "person", "keypoints": ["nose", "left_eye"], "skeleton": [[1, 2]]}
    crowd = box(3, iscrowd=1, keypoints=[0] * 6, num_keypoints=0)
    file = "annotations/person_keypoints_val2017.json"
    put(tmp_path, file, [image(1)], [box(1, **points), box(2, **points), crowd], [person])
    put(tmp_path, "annotations/captions_val2017.json", [image(1)], [{"id": 1, "image_id": 1, "caption": "x"}])
    document = report(tmp_path)
    assert (document["task"], document["splits"]) == ("detection", {"val": {"images": 1, "labels": 2}})
    assert codes(document) == {("crowd", "val"): 1}


@pytest.mark.parametrize("categories", [(), None])
def test_captions_are_told_and_what_is_wanted_instead(tmp_path, categories):
    annotations = [{"id": place, "image_id": 1, "caption": "a dog"} for place in range(3)]
    file = put(tmp_path, "captions_train2017.json", [image(1)], annotations, categories)
    with pytest.raises(ReadError, match=r"the annotations are captions, .*a COCO instances file is wanted"):
        load(file, progress=False)


def test_captions_within_the_images_are_told(tmp_path):
    images = [image(1, split="train", sentences=[{"raw": "a dog"}])]
    file = put(tmp_path, "dataset_coco.json", images, None, None)
    with pytest.raises(ReadError, match="the annotations are captions"):
        load(file, progress=False)


def test_images_without_a_file_name_are_called_as_their_address_ends(tmp_path):
    address = "http://images.example/val2017/000000397133.jpg"
    file = put(tmp_path, "lvis.json", [{"id": 1, "coco_url": address, "width": 9, "height": 9}])
    assert load(file, progress=False).splits["all"].images.name.tolist() == ["val2017/000000397133.jpg"]


@pytest.mark.parametrize("column", ["split", "subset"])
def test_splits_may_be_told_of_every_image(tmp_path, column):
    images = [image(1, **{column: "Training"}), image(2, **{column: "valid"}), image(3, **{column: "train"})]
    annotations = [box(1), box(2, 2), box(3, 3), box(4, 99), box(5, 2, 7)]
    document = report(put(tmp_path, "labels.json", images, annotations))
    assert document["splits"] == {"train": {"images": 2, "labels": 2}, "val": {"images": 1, "labels": 1}}
    assert codes(document) == {("box-no-image", "train"): 1, ("unknown-class", "val"): 1}
    assert "category_id 7" in str(document["problems"])


def test_splits_of_images_part_masks_too(tmp_path):
    images = [image(1, split="train"), image(2, split="val"), image(3)]
    square = [[0, 0, 20, 0, 20, 20, 0, 20]]
    annotations = [box(place, place, segmentation=square) for place in (1, 2, 3)]
    document = report(put(tmp_path, "train.json", images, annotations), task="segmentation")
    assert {name: split["labels"] for name, split in document["splits"].items()} == {
        "train": 1,
        "val": 1,
        "all": 1,
    }


def test_one_split_of_all_images_is_its_name(tmp_path):
    assert list(
        report(put(tmp_path, "a.json", [image(1, split="test"), image(2, split="test")]))["splits"]
    ) == ["test"]


@pytest.mark.parametrize(
    "images",
    [
        [image(1, split="train"), image(2)],
        [image(number, subset=f"part {number}") for number in range(30)],
        [image(1, split=""), image(2, split=None)],
        [],
    ],
)
def test_words_that_do_not_part_the_images_are_no_splits(tmp_path, images):
    assert list(report(put(tmp_path, "val.json", images))["splits"]) == ["val"]


def test_files_of_splits_come_before_what_their_images_tell(tmp_path):
    for name in ("train", "val"):
        put(tmp_path, f"{name}.json", [image(1, split="a", file_name=f"{name}.jpg"), image(2, split="b")])
    assert list(load(tmp_path, progress=False).splits) == ["train", "val"]


def test_an_export_of_roboflow_is_three_splits(tmp_path):
    categories = [
        {"id": 0, "name": "animals", "supercategory": "none"},
        {"id": 1, "name": "cat", "supercategory": "animals"},
    ]
    for split in ("train", "valid", "test"):
        put(
            tmp_path,
            f"{split}/_annotations.coco.json",
            [image(0, file_name=f"{split}.jpg")],
            [box(0, 0)],
            categories,
        )
        (tmp_path / split / f"{split}.jpg").write_bytes(b"")
    (tmp_path / "README.roboflow.txt").write_text("animals - v1\n")
    document = report(tmp_path)
    assert list(document["splits"]) == ["train", "val", "test"]
    assert document["classes"] == ["animals", "cat"]
    assert document["statistics"]["box_labels"]["val"] == [0, 1]
    assert codes(document) == {}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_other_encodings_are_told(tmp_path, encoding):
    file = put(tmp_path, "a.json", [image(1)])
    file.write_bytes(f"\ufeff{file.read_text()}".encode(encoding))
    with pytest.raises(ReadError, match="the text is UTF-16; save it as UTF-8"):
        load(file, progress=False)
