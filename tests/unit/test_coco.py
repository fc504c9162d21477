"""COCO files as people have them: odd ids, damaged records, missing parts, crowds, masks."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from pycocotools import mask as coco_mask

from insight_widgets import examples
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.loading import load
from insight_widgets.report import build_report

SHARED = Path(__file__).parents[3] / "shared" / "data"


def coco(images=None, annotations=None, categories=None, **more):
    """Return COCO content with one image and two categories where nothing else is given."""
    return {
        "images": [{"id": 1, "file_name": "a.jpg", "width": 100, "height": 50}] if images is None else images,
        "annotations": annotations or [],
        "categories": [{"id": 3, "name": "dog"}, {"id": 9, "name": "cat"}]
        if categories is None
        else categories,
        **more,
    }


def box(identity=1, image=1, category=3, bbox=(0, 0, 10, 10), **more):
    return {"id": identity, "image_id": image, "category_id": category, "bbox": list(bbox), **more}


@pytest.fixture
def report(tmp_path):
    """Return a function: content -> the document of a report on it."""

    def on(content, **options):
        file = tmp_path / "instances_train.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return build_report(load(file, progress=False, **options), progress=False).to_dict()

    return on


def codes(document):
    return {problem["code"]: problem["count"] for problem in document["problems"]}


def labels(document):
    return dict(zip(document["classes"], document["statistics"]["box_labels"]["train"], strict=True))


@pytest.mark.parametrize("first", [0, 7, "x-7", "007", 2**62, 2**70])
def test_ids_may_be_anything(report, first):
    second = first + 5 if isinstance(first, int) else first + "b"
    images = [{"id": one, "file_name": f"{one}.jpg", "width": 9, "height": 9} for one in (first, second)]
    document = report(
        coco(images, [box(first, second, bbox=(0, 0, 3, 3)), box(second, first, 9, (0, 0, 3, 3))])
    )
    assert labels(document) == {"dog": 1, "cat": 1}
    assert codes(document) == {}


def test_annotations_may_stand_before_images_and_categories(report):
    content = coco(annotations=[box()])
    document = report(dict(reversed(content.items())))
    assert labels(document) == {"dog": 1, "cat": 0}


def test_images_listed_twice_count_once_and_keep_their_annotations(report):
    images = [
        {"id": 1, "file_name": "a.jpg", "width": 100, "height": 50},
        {"id": 1, "file_name": "b.jpg", "width": 100, "height": 50},
        {"id": 2, "file_name": "a.jpg", "width": 100, "height": 50},
    ]
    document = report(coco(images, [box(1, 1), box(2, 2, bbox=(5, 5, 9, 9))]))
    assert document["splits"]["train"] == {"images": 1, "labels": 2}
    assert codes(document) == {"duplicate-image": 2}


def test_categories_missing_unnamed_or_named_twice(report):
    unnamed = report(
        coco(annotations=[box(category=12), box(2, category=3)], categories=[{"id": 12}, {"id": 3}])
    )
    assert labels(unnamed) == {"12": 1, "3": 1}
    twice = [{"id": 3, "name": "dog"}, {"id": 9, "name": " dog "}]
    merged = report(coco(annotations=[box(), box(2, category=9, bbox=(1, 1, 5, 5))], categories=twice))
    assert labels(merged) == {"dog": 2}
    assert codes(merged) == {"duplicate-class": 1}
    content = coco(annotations=[box(category=10), box(2, category=9, bbox=(1, 1, 2, 2))])
    del content["categories"]
    assert labels(report(content)) == {"9": 1, "10": 1}


def test_records_that_name_nothing_are_told_with_what_they_name(report):
    document = report(coco(annotations=[box(5, image=77), box(6, category=88)]))
    texts = {problem["code"]: problem["examples"][0] for problem in document["problems"]}
    assert "annotation 5" in texts["box-no-image"]
    assert "image_id 77" in texts["box-no-image"]
    assert "category_id 88" in texts["unknown-class"]


@pytest.mark.parametrize(
    "bbox", ["null", "[1, 2]", '["a", 0, 5, 5]', "[NaN, 0, 5, 5]", "[0, 0, Infinity, 5]", "{}", '"x"']
)
def test_one_bad_box_costs_only_itself(report, bbox):
    good = json.dumps(box(2))
    text = json.dumps(coco()).replace(
        '"annotations": []',
        f'"annotations": [{{"id": 1, "image_id": 1, "category_id": 3, "bbox": {bbox}}}, {good}]',
    )
    document = report(text)
    assert codes(document) == {"box-degenerate": 1}
    assert labels(document) == {"dog": 1, "cat": 0}


def test_entries_that_are_no_objects_are_told(report):
    document = report(coco(annotations=[None, box(), 5]))
    assert codes(document) == {"record-unreadable": 2}
    assert labels(document) == {"dog": 1, "cat": 0}


def test_numbers_written_as_text_are_numbers(report):
    document = report(
        coco(
            annotations=[box(bbox=("1", "2", "10", "5"))], images=[{"id": 1, "width": "100", "height": 50.0}]
        )
    )
    assert document["statistics"]["box_area"]["train"] == [0, 1, 0, 0, 0, 0]


def test_sizes_that_are_missing_are_read_from_the_images(report, tmp_path):
    from PIL import Image

    Image.new("RGB", (20, 10)).save(tmp_path / "a.png")
    outside = [
        {"id": 1, "file_name": "a.png"},
        {"id": 2, "file_name": "../../etc/passwd"},
        {"id": 3, "file_name": "none.png"},
    ]
    document = report(coco(outside, [box(bbox=(0, 0, 10, 10))]))
    assert document["statistics"]["box_area"]["train"] == [0, 0, 0, 0, 0, 1]
    assert codes(document)["image-no-size"] == 2


def test_images_are_looked_for_where_a_folder_is_given(report, tmp_path):
    (tmp_path / "images").mkdir()
    document = report(coco(annotations=[box()]), images=tmp_path / "images")
    assert codes(document) == {"image-unreadable": 1}
    assert labels(document)["dog"] == 1


def test_images_may_lie_in_a_folder_of_their_split(report, tmp_path):
    from PIL import Image

    (tmp_path / "images" / "train2017").mkdir(parents=True)
    Image.new("RGB", (20, 10)).save(tmp_path / "images" / "train2017" / "a.jpg")
    assert codes(report(coco(annotations=[box()]), images=tmp_path / "images")) == {}


def test_a_damaged_image_is_told_apart_from_a_missing_one(report, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"no image at all")
    document = report(coco(annotations=[box()]), images=tmp_path)
    assert "damaged" in document["problems"][0]["examples"][0]


def test_images_without_a_file_name_are_no_leak(tmp_path):
    for name in ("train.json", "val.json"):
        images = [
            {"id": 1, "width": 9, "height": 9},
            {"id": 2, "file_name": "b.jpg", "width": 9, "height": 9},
        ]
        (tmp_path / name).write_text(json.dumps(coco(images, [box(bbox=(0, 0, 3, 3))])))
    document = build_report(load(tmp_path, progress=False), progress=False).to_dict()
    assert codes(document)["leak"] == 1


def test_classes_of_annotations_can_be_taken_as_labels_of_images(report):
    annotations = [box(1), box(2, bbox=(5, 5, 9, 9)), box(3, category=9), box(4, category=77)]
    document = report(coco(annotations=annotations), task="multilabel")
    assert document["statistics"]["label_distribution"]["train"] == [1, 1]
    assert codes(document) == {"unknown-class": 1}


def test_nothing_in_it_is_legal(report):
    document = report(coco([], [], []))
    assert document["splits"] == {"train": {"images": 0, "labels": 0}}
    assert (document["summary"]["headline"], codes(document)) == (None, {"split-empty": 1})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("[]", "line 1, column 1: a JSON object"),
        ('{"images": [\n  {"id": 1,}\n]}', "line 2, column 1.: valid JSON is wanted"),
        ('{"images": [{"id": 1}', "cut off"),
        ('{"images": [{"id": 1}], "annotations": [{"id": 1, "bbox": [0, 0', "cut off"),
        ('{"images": {"id": 1}}', '"images" must be a list'),
        ('{"annotations": []}', 'no list "images"'),
        ('{"images": []} trailing', "column 16: the end of the file is wanted"),
        ('{"images": [], "annotations": [{"image_id": 1, "caption": "a dog"}]}', "captions"),
        ('{"images": [], "annotations": [{"image_id": 1, "segments_info": []}]}', "panoptic"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(report, text, message):
    with pytest.raises(ReadError, match=message):
        report(text, format="coco")


def test_polygons_runs_and_crowds_become_exact_unions(report):
    size = [50, 100]
    parts = [[0, 0, 20, 0, 20, 20, 0, 20], [10, 10, 30, 10, 30, 30, 10, 30]]
    runs = [100, 300, 4600]
    compressed = coco_mask.frPyObjects({"size": size, "counts": [2000, 500, 2500]}, *size)
    annotations = [
        box(1, segmentation=parts),
        box(2, segmentation={"size": size, "counts": runs}, iscrowd=1),
        box(3, segmentation={"size": size, "counts": compressed["counts"].decode()}),
        box(4, category=9, bbox=(1, 1, 5, 5), segmentation=[parts[0]]),
    ]
    expected = coco_mask.area(
        coco_mask.merge(
            [
                *coco_mask.frPyObjects(parts, *size),
                coco_mask.frPyObjects({"size": size, "counts": runs}, *size),
                compressed,
            ]
        )
    )
    document = report(coco(annotations=annotations), task="segmentation")
    table = document["tables"]["mask_area"]["splits"]["train"]["by_class"]
    assert table["dog"][1] == pytest.approx(expected / 50, rel=1e-5)
    assert document["splits"]["train"] == {"images": 1, "labels": 2}
    assert codes(document) == {"crowd": 1, "duplicate-label": 1}


@pytest.mark.parametrize(
    "segmentation",
    [
        None,
        [],
        {},
        [[1, 2, 3, 4]],
        [[1, 2, 3, 4, 5, 6, 7]],
        [[0, 0, 5, 5, 1e9, 0]],
        ["abc"],
        [[0, 0, None, 5, 5, 5]],
        {"size": [50, 100], "counts": [1, 2]},
        {"size": [50, 100], "counts": [-1, 5001]},
        {"size": [50, 100], "counts": "é~"},
        {"size": [2**20, 2**20], "counts": [2**40]},
        {"size": "x", "counts": []},
        {"size": [50, 100], "counts": "oooooooooooooooo0"},
    ],
)
def test_one_bad_mask_costs_only_itself(report, segmentation):
    good = box(2, category=9, segmentation=[[0, 0, 20, 0, 20, 20, 0, 20]])
    document = report(coco(annotations=[box(1, segmentation=segmentation), good]), task="segmentation")
    assert codes(document) == {"mask-unreadable": 1}
    assert document["statistics"]["label_distribution"]["train"] == [0, 1]


def test_a_mask_of_another_size_is_taken_relative_to_itself(report):
    annotation = box(1, segmentation={"size": [10, 10], "counts": [0, 50, 50]})
    document = report(coco(annotations=[annotation]), task="segmentation")
    assert codes(document) == {"mask-size": 1}
    assert document["tables"]["mask_area"]["splits"]["train"]["by_class"]["dog"][1] == 50


def test_polygons_in_an_image_of_unknown_size_count_without_an_area(report):
    square = [[0, 0, 20, 0, 20, 20, 0, 20]]
    images = [{"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "b.jpg", "width": 100, "height": 50}]
    annotations = [box(1, segmentation=square), box(2, image=2, segmentation=square)]
    document = report(coco(images, annotations), task="segmentation")
    assert codes(document) == {"image-no-size": 1}
    assert document["statistics"]["label_distribution"]["train"] == [2, 0]
    assert sum(document["statistics"]["mask_area"]["by_class"]["dog"]["train"]) == 1


def test_background_is_no_class_of_masks(report):
    categories = [{"id": 3, "name": "Background"}, {"id": 9, "name": "cat"}]
    square = [[0, 0, 20, 0, 20, 20, 0, 20]]
    content = coco(
        annotations=[box(1, segmentation=square), box(2, category=9, segmentation=square)],
        categories=categories,
    )
    assert report(content, task="segmentation")["classes"] == ["cat"]
    assert report(content)["classes"] == ["Background", "cat"]


def test_a_folder_with_instances_files_is_several_splits():
    dataset = load(examples.coco_tiny(), progress=False)
    sizes = {name: (len(split.images), len(split.boxes)) for name, split in dataset.splits.items()}
    assert sizes == {"train": (32, 288), "val": (6, 136)}
    document = build_report(dataset, progress=False).to_dict()
    crowds = {
        problem["split"]: problem["count"] for problem in document["problems"] if problem["code"] == "crowd"
    }
    assert crowds == {"train": 4, "val": 1}


def test_blood_cells_have_two_bad_boxes():
    document = build_report(load(examples.blood_cells(), progress=False), progress=False).to_dict()
    assert {name: split["images"] for name, split in document["splits"].items()} == {
        "train": 205,
        "val": 87,
        "test": 72,
    }
    degenerate = sum(
        problem["count"] for problem in document["problems"] if problem["code"] == "box-degenerate"
    )
    assert degenerate == 2
    counts = {row["name"]: row["count"] for row in document["summary"]["classes"]}
    assert counts["RBC"] + counts["WBC"] + counts["Platelets"] == 4888 - sum(
        problem["count"]
        for problem in document["problems"]
        if problem["code"] in ("box-degenerate", "duplicate-label")
    )


def test_masks_of_real_annotations_are_what_pycocotools_gives():
    dataset = load(examples.coco_tiny(), task="segmentation", progress=False)
    content = json.loads((examples.coco_tiny() / "instances_val2017.json").read_text())
    sizes = {image["id"]: (image["height"], image["width"]) for image in content["images"]}
    names = {category["id"]: category["name"] for category in content["categories"]}
    files = {image["id"]: image["file_name"] for image in content["images"]}
    parts = {}
    for annotation in content["annotations"]:
        runs = coco_mask.frPyObjects(annotation["segmentation"], *sizes[annotation["image_id"]])
        key = (files[annotation["image_id"]], names[annotation["category_id"]])
        parts.setdefault(key, []).extend(runs if isinstance(runs, list) else [runs])
    split = dataset.splits["val"]
    masks = split.masks
    found = {
        (split.images.name[image], dataset.classes[label]): pixels
        for image, label, pixels in zip(masks.image, masks.label, masks.pixels, strict=True)
    }
    assert found == {key: int(coco_mask.area(coco_mask.merge(runs))) for key, runs in parts.items()}


@pytest.mark.skipif(
    not SHARED.exists(), reason="the shared data lie beside the project only where it is developed"
)
def test_taco():
    dataset = load(SHARED / "taco", progress=False)
    assert len(dataset.classes) == 60
    assert len(dataset.splits["all"].boxes) == 4784
    document = build_report(dataset, progress=False).to_dict()
    assert codes(document)["duplicate-id"] == 2


def test_two_files_for_one_split_are_refused(tmp_path):
    for name in ("train_a.json", "train_b.json"):
        (tmp_path / name).write_text(json.dumps(coco()))
    with pytest.raises(FormatError, match="both the split train"):
        load(tmp_path)


def test_names_that_are_markup_or_very_long_or_of_any_script(report):
    names = ["<script>alert(1)</script>", "x" * 10_000, "قطة", "犬", "a\u0000b", "\U0001f431"]
    categories = [{"id": place, "name": name} for place, name in enumerate(names)]
    document = report(
        coco(
            annotations=[box(place, category=place, bbox=(place, 0, 9, 9)) for place in range(6)],
            categories=categories,
        )
    )
    assert document["classes"] == names
    assert sum(labels(document).values()) == 6


def test_every_error_is_one_of_ours(tmp_path):
    file = tmp_path / "a.json"
    rng = np.random.default_rng(0)
    whole = json.dumps(
        coco(annotations=[box(place, segmentation=[[0, 0, 9, 0, 9, 9]]) for place in range(20)])
    ).encode()
    for _ in range(300):
        damaged = bytearray(whole)
        for place in rng.integers(0, len(whole), 3):
            damaged[place] = rng.integers(32, 127)
        file.write_bytes(damaged[: rng.integers(1, len(whole) + 1)])
        for task in ("detection", "segmentation"):
            with suppress(ReadError):  # any other error is a failure
                build_report(load(file, task=task, format="coco", progress=False), progress=False)
