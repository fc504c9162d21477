"""Reading LabelMe."""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib
from functools import partial

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import DataError, ReadError
from insight_widgets.loading import load
from insight_widgets.readers import find_reader, labelme
from insight_widgets.report import build_report
from insight_widgets.workers import in_chunks
from tests.mutation import seeds_labelme
from tests.real_data import REAL_DATA, needs_real_data

SQUARE = [[10, 10], [20, 10], [20, 20], [10, 20]]


def shape(label, points=SQUARE, kind="polygon", **more):
    return {"label": label, "points": points, "shape_type": kind, "group_id": None, "flags": {}, **more}


def write(path, *shapes, size=(100, 50), **more):
    """Write the file of an image of width and height."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = {
        "imagePath": f"{path.stem}.jpg",
        "imageData": None,
        "imageWidth": size[0],
        "imageHeight": size[1],
    }
    path.write_text(json.dumps({"version": "5.0.1", "flags": {}, "shapes": shapes, **image, **more}))


def png(pixels):
    stream = io.BytesIO()
    Image.fromarray(np.array(pixels, dtype=np.uint8) * 255).convert("1").save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def read(path, **options):
    return load(path, format="labelme", progress=False, **options)


def boxes(dataset, split="all"):
    part = dataset.splits[split]
    columns = zip(
        part.boxes.label, part.boxes.x, part.boxes.y, part.boxes.width, part.boxes.height, strict=True
    )
    return [(dataset.classes[label], *map(float, box)) for label, *box in columns]


def areas(dataset, split="all"):
    part = dataset.splits[split]
    rows = zip(part.masks.image, part.masks.label, part.masks.pixels, strict=True)
    return {(part.images.name[image], dataset.classes[label]): int(pixels) for image, label, pixels in rows}


def problems(dataset):
    return {
        (problem["split"], problem["code"]): problem["count"]
        for problem in build_report(dataset, progress=False).to_dict()["problems"]
    }


def test_polygons_alone_are_segmentation(tmp_path):
    write(tmp_path / "a.json", shape("cat"), shape("dog", [[0, 0], [50, 0], [50, 50], [0, 50]]))
    write(tmp_path / "b.json")
    dataset = load(tmp_path, progress=False)
    assert (dataset.task, dataset.classes) == ("segmentation", ("cat", "dog"))
    assert areas(dataset) == {("a.jpg", "cat"): 100, ("a.jpg", "dog"): 2500}
    assert dataset.splits["all"].masks.total.tolist() == [5000, 5000]
    assert problems(dataset) == {("all", "image-no-label"): 1}


def test_the_bounding_boxes_of_polygons_when_detection_is_asked_for(tmp_path):
    write(tmp_path / "a.json", shape("cat", [[5, 9], [1, 2], [3, 30]]))
    assert boxes(read(tmp_path, task="detection")) == [("cat", 1, 2, 4, 28)]


@pytest.mark.parametrize("points", [[[30, 40], [10, 20]], [[10, 40], [30, 20]], [[10, 20], [30, 40]]])
def test_the_corners_of_a_rectangle_come_in_any_order(tmp_path, points):
    write(tmp_path / "a.json", shape("cat", points, "rectangle"))
    dataset = read(tmp_path)
    assert dataset.task == "detection"
    assert boxes(dataset) == [("cat", 10, 20, 20, 20)]
    assert areas(read(tmp_path, task="segmentation")) == {("a.jpg", "cat"): 400}


def test_a_circle_is_its_bounding_box_or_its_round_area(tmp_path):
    write(tmp_path / "a.json", shape("coin", [[50, 50], [53, 54]], "circle"), size=(100, 100))
    assert boxes(read(tmp_path)) == [("coin", 45, 45, 10, 10)]
    large = shape("coin", [[500, 500], [900, 500]], "circle")
    write(tmp_path / "a.json", large, size=(1000, 1000))
    pixels = areas(read(tmp_path, task="segmentation"))["a.jpg", "coin"]
    assert pixels == pytest.approx(np.pi * 400**2, rel=0.01)


def test_points_and_lines_are_told_and_make_no_class(tmp_path):
    kinds = {"point": [[1, 1]], "line": [[1, 1], [2, 2]], "linestrip": [[1, 1], [2, 2], [3, 1]]}
    write(tmp_path / "a.json", shape("cat"), *(shape(f"a {kind}", at, kind) for kind, at in kinds.items()))
    dataset = read(tmp_path)
    assert (dataset.task, dataset.classes) == ("detection", ("cat",))
    assert len(dataset.splits["all"].boxes) == 1
    assert problems(dataset) == {("all", "shape-no-area"): 3}


def test_old_files_without_types_have_polygons(tmp_path):
    (tmp_path / "a.json").write_text(
        json.dumps({"shapes": [{"label": "cat", "points": SQUARE, "line_color": None}], "imagePath": "a.jpg"})
    )
    Image.new("L", (40, 30)).save(tmp_path / "a.jpg")
    dataset = load(tmp_path, progress=False)
    assert dataset.task == "segmentation"
    assert areas(dataset) == {("a.jpg", "cat"): 100}
    assert dataset.splits["all"].masks.total.tolist() == [1200]


def test_a_group_of_one_class_is_one_object(tmp_path):
    right = [[30, 10], [40, 10], [40, 25]]
    write(
        tmp_path / "a.json",
        shape("cat", group_id=0),
        shape("dog", group_id=0),
        shape("cat", right, group_id=0),
        shape("cat", right, group_id=1),
    )
    assert boxes(read(tmp_path, task="detection")) == [
        ("cat", 10, 10, 30, 15),
        ("dog", 10, 10, 10, 10),
        ("cat", 30, 10, 10, 15),
    ]
    dataset = read(tmp_path)
    assert areas(dataset)["a.jpg", "cat"] == 100 + 75
    assert ("all", "duplicate-label") in problems(dataset)  # the triangle stands there twice


def test_a_group_ends_with_its_image(tmp_path):
    write(tmp_path / "a.json", shape("cat", group_id=0))
    write(tmp_path / "b.json", shape("cat", group_id=0))
    assert len(boxes(read(tmp_path, task="detection"))) == 2


def test_masks_are_decoded(tmp_path):
    pixels = [[1, 0, 0], [1, 1, 0], [0, 0, 1], [1, 1, 1]]
    write(tmp_path / "a.json", shape("cat", [[10, 20], [12, 23]], "mask", mask=png(pixels)))
    dataset = read(tmp_path)
    assert dataset.task == "segmentation"
    assert areas(dataset) == {("a.jpg", "cat"): 7}
    assert boxes(read(tmp_path, task="detection")) == [("cat", 10, 20, 2, 3)]


def test_masks_are_cut_at_the_edge_of_the_image_and_united_with_polygons(tmp_path):
    ones = np.ones((10, 10))
    write(
        tmp_path / "a.json",
        shape("cat", [[95, -5], [104, 4]], "mask", mask=png(ones)),
        shape("cat", [[90, 0], [97, 0], [97, 5], [90, 5]]),
    )
    assert areas(read(tmp_path)) == {("a.jpg", "cat"): 7 * 5 + 3 * 5}


def bomb():
    """Return a small PNG that claims to be very large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")).decode()


@pytest.mark.parametrize("mask", ["no base64!", "aGVsbG8=", bomb(), png([[1, 1]])[:40]])
def test_damaged_masks_are_told(tmp_path, mask):
    write(tmp_path / "a.json", shape("cat", [[0, 0], [1, 1]], "mask", mask=mask), shape("dog"))
    dataset = read(tmp_path)
    assert areas(dataset) == {("a.jpg", "dog"): 100}
    assert problems(dataset) == {("all", "mask-unreadable"): 1}


def test_ignored_shapes_and_background(tmp_path):
    write(tmp_path / "a.json", shape("__ignore__"), shape("_background_"), shape("cat"))
    dataset = read(tmp_path)
    assert dataset.classes == ("cat",)
    assert problems(dataset) == {("all", "region-ignored"): 1}


def test_the_class_list_beside_the_files(tmp_path):
    (tmp_path / "labels.txt").write_text("__ignore__\n_background_\nzebra\ncat\ncat\n")
    write(tmp_path / "data" / "a.json", shape("cat"), shape("yak"))
    dataset = read(tmp_path)
    assert dataset.classes == ("zebra", "cat")
    assert problems(dataset) == {("all", "unknown-class"): 1, ("all", "duplicate-class"): 1}
    assert read(tmp_path, classes=["yak", "cat"]).classes == ("yak", "cat")


def test_flags_classify_images_where_nothing_is_drawn(tmp_path):
    for name, is_set in {"a": "dog", "b": "cat", "c": None}.items():
        write(
            tmp_path / f"{name}.json",
            flags={flag: flag == is_set for flag in ("__ignore__", "dog", "cat", "yak")},
        )
    dataset = load(tmp_path, progress=False)
    assert (dataset.task, dataset.classes) == ("multiclass", ("dog", "cat", "yak"))
    assert dataset.splits["all"].labels.label.tolist() == [0, 1]
    assert problems(dataset) == {("all", "image-no-label"): 1}


def test_several_flags_are_several_labels(tmp_path):
    write(tmp_path / "a.json", flags={"cat": True, "dog": True})
    write(tmp_path / "b.json", flags={"cat": False, "dog": True})
    dataset = read(tmp_path)
    assert dataset.task == "multilabel"
    assert dataset.splits["all"].labels.image.tolist() == [0, 0, 1]


def test_shapes_come_before_flags_unless_asked(tmp_path):
    write(tmp_path / "a.json", shape("cat"), flags={"sunny": True})
    dataset = read(tmp_path)
    assert dataset.classes == ("cat",)
    assert problems(dataset) == {("all", "column-choice"): 1}
    assert read(tmp_path, task="multilabel").classes == ("sunny",)


def test_classification_by_shapes_where_no_flag_is_set(tmp_path):
    write(tmp_path / "a.json", shape("cat"), shape("cat"), shape("dog"))
    dataset = read(tmp_path, task="multilabel")
    assert dataset.splits["all"].labels.label.tolist() == [0, 1]


def test_folders_of_splits(tmp_path):
    write(tmp_path / "train" / "a.json", shape("cat"))
    write(tmp_path / "train" / "deep" / "a.json", shape("cat"))
    write(tmp_path / "valid" / "a.json", shape("dog"))
    write(tmp_path / "valid" / "b.json", shape("dog"))
    dataset = load(tmp_path, progress=False)
    assert {name: len(split.images) for name, split in dataset.splits.items()} == {"train": 2, "val": 2}
    found = problems(dataset)
    assert found["val", "leak"] == 1
    assert "duplicate-image" not in {code for _, code in found}


@pytest.mark.parametrize(
    ("annotation", "image", "written"),
    [
        ("a.json", "a.jpg", "C:\\photos\\a.jpg"),
        ("a.json", "images/a.jpg", "a.jpg"),
        ("ann/a.json", "pictures/a.jpg", "..\\pictures\\a.jpg"),
        ("annotations/train/a.json", "images/train/a.jpg", "a.jpg"),
        ("train/ann/a.json", "train/img/a.jpg", "/home/me/a.jpg"),
    ],
)
def test_the_image_is_found_where_it_lies(tmp_path, annotation, image, written):
    write(tmp_path / annotation, shape("cat"), imagePath=written, imageWidth=None, imageHeight=None)
    (tmp_path / image).parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (30, 40)).save(tmp_path / image)
    images = next(iter(load(tmp_path, progress=False).splits.values())).images
    assert (images.name[0], images.width[0], images.height[0]) == (image, 30, 40)
    assert images.roots == (tmp_path,)


def test_no_image_is_looked_for_outside(tmp_path):
    Image.new("L", (30, 40)).save(tmp_path / "secret.jpg")
    write(tmp_path / "data" / "a.json", imagePath="../secret.jpg", imageWidth=None)
    images = read(tmp_path / "data").splits["all"].images
    assert (images.name[0], images.width[0]) == ("secret.jpg", 0)


def test_a_folder_of_images_given(tmp_path):
    write(tmp_path / "labels" / "train" / "a.json", shape("cat"))
    write(tmp_path / "labels" / "train" / "b.json", shape("cat"))
    (tmp_path / "photos" / "train").mkdir(parents=True)
    Image.new("L", (100, 50)).save(tmp_path / "photos" / "train" / "a.jpg")
    dataset = read(tmp_path / "labels", images=tmp_path / "photos")
    assert problems(dataset) == {("train", "image-unreadable"): 1}


def test_one_file_alone(tmp_path):
    write(tmp_path / "a.json", shape("cat"))
    write(tmp_path / "b.json", shape("dog"))
    assert load(tmp_path / "b.json", progress=False).classes == ("dog",)


def test_flags_of_shapes_are_kept(tmp_path):
    write(tmp_path / "a.json", shape("cat", flags={"occluded": True}), shape("dog"))
    dataset = read(tmp_path, task="detection")
    assert dataset.splits["all"].boxes.attributes["occluded"].tolist() == [True, None]


def test_broken_files_are_told_and_the_others_read(tmp_path):
    write(tmp_path / "a.json", shape("cat"))
    whole = (tmp_path / "a.json").read_text()
    (tmp_path / "b.json").write_text(whole[:60])
    (tmp_path / "c.json").write_text("")
    (tmp_path / "d.json").write_text('{"imagePath": "d.jpg"}')
    (tmp_path / "e.json").write_text('"text"')
    (tmp_path / "f.json").mkdir()
    (tmp_path / "config.json").write_text('{"labels": ["cat"]}')
    split = read(tmp_path).splits["all"]
    assert split.images.name.tolist() == ["a.jpg"]
    found = {problem.code: problem for problem in split.problems}
    assert found["record-unreadable"].count == 4
    assert found["record-unreadable"].examples[0].startswith("b.json: line 1, column ")
    assert found["other-file"].examples == ("config.json",)


def test_bad_values_cost_only_themselves(tmp_path):
    write(
        tmp_path / "a.json",
        shape("cat", [[1, 1], [5, 1], [5, float("nan")]]),
        shape(None),
        shape(7, [[1, "2"], ["3", 9], [0, 0]]),
        shape("cat", "abc"),
        shape("cat", [[1, 1], [2]], "star"),
        "a text",
        shape("cat", [[0, 0]], "rectangle"),
        imageWidth="100",
    )
    dataset = read(tmp_path, task="detection")
    assert dataset.classes == ("7", "cat")
    assert problems(dataset) == {
        ("all", "record-unreadable"): 2,
        ("all", "box-degenerate"): 3,
        ("all", "unknown-class"): 1,
    }
    assert ("7", 0, 0, 3, 9) in boxes(dataset)
    assert problems(read(tmp_path, task="segmentation"))["all", "mask-unreadable"] == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_encodings(tmp_path, encoding):
    write(tmp_path / "a.json", shape("Zürich"))
    text = json.dumps(json.loads((tmp_path / "a.json").read_text()), ensure_ascii=False)
    (tmp_path / "a.json").write_text(text, encoding=encoding)
    assert read(tmp_path).classes == ("Zürich",)


def test_another_encoding_is_told(tmp_path):
    (tmp_path / "a.json").write_bytes('{"shapes": [{"label": "Zürich", "points": []}]}'.encode("latin-1"))
    dataset = read(tmp_path)
    assert dataset.classes == ("Zürich",)
    assert ("all", "text-encoding") in problems(dataset)


def test_nothing_that_can_be_read_is_one_error(tmp_path):
    (tmp_path / "a.json").write_text('{"shapes": [')
    with pytest.raises(
        ReadError, match=r"no LabelMe file here can be read; a\.json: line 1, column 13: valid JSON"
    ):
        read(tmp_path)
    (tmp_path / "a.json").unlink()
    with pytest.raises(ReadError, match="no annotation file here"):
        read(tmp_path)


def test_two_files_of_one_image(tmp_path):
    write(tmp_path / "a.json", shape("cat"))
    write(tmp_path / "b.json", shape("dog"), imagePath="a.jpg")
    dataset = read(tmp_path)
    assert len(dataset.splits["all"].images) == 1
    assert problems(dataset) == {("all", "duplicate-image"): 1}


def test_image_data_are_passed_over(tmp_path):
    write(tmp_path / "a.json", shape("cat"), imageData="A" * 2**20)
    assert labelme.detect(tmp_path)
    assert areas(read(tmp_path)) == {("a.jpg", "cat"): 100}


def test_what_is_labelme(tmp_path):
    assert not labelme.detect(tmp_path)
    assert not labelme.detect(tmp_path / "missing")
    (tmp_path / "other.json").write_text('{"images": [], "shapes": 3}')
    assert not labelme.detect(tmp_path)
    (tmp_path / "other.json").write_text("{" + "," * 10**6)
    assert not labelme.detect(tmp_path)
    (tmp_path / "other.json").unlink()
    write(tmp_path / "annotations" / "train" / "a.json")
    assert labelme.detect(tmp_path)
    assert find_reader(tmp_path).FORMAT == "labelme"


def test_many_files_are_read_by_processes(tmp_path, monkeypatch):
    monkeypatch.setattr(labelme, "in_chunks", partial(in_chunks, worth=2, size=2))
    for place in range(7):
        write(
            tmp_path / f"{place}.json",
            shape("cat", group_id=1),
            shape("cat", group_id=1),
            flags={"x": place == 3},
        )
    dataset = read(tmp_path, task="detection")
    assert len(dataset.splits["all"].boxes) == 7
    assert dataset.splits["all"].images.name.tolist() == [f"{place}.jpg" for place in range(7)]


def test_seeds_are_sound(tmp_path):
    shapes = load(seeds_labelme.build(tmp_path / "shapes"), progress=False)
    assert {code for _, code in problems(shapes)} == {"region-ignored", "shape-no-area", "class-missing"}
    flags = load(seeds_labelme.build_flags(tmp_path / "flags"), progress=False)
    assert flags.task == "multilabel"


def test_a_class_list_twice(tmp_path):
    write(tmp_path / "a.json", shape("cat"))
    with pytest.raises(DataError, match="twice"):
        read(tmp_path, classes=["cat", "cat"])


def raw(folder):
    return [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]


@needs_real_data
def test_real_boxes():
    folder = REAL_DATA / "labelme" / "bbox_detection" / "data_annotated"
    written = [one for record in raw(folder) for one in record["shapes"]]
    dataset = load(folder, progress=False)
    assert dataset.task == "detection"
    assert dataset.classes == tuple(sorted({one["label"] for one in written}))
    found = boxes(dataset)
    assert [label for label, *_ in found] == [one["label"] for one in written]
    for (_, x, y, width, height), one in zip(found, written, strict=True):
        corners = np.array(one["points"])
        assert [x, y] == corners.min(axis=0).tolist()
        assert [x + width, y + height] == pytest.approx(corners.max(axis=0))
    assert problems(dataset) == {}


@needs_real_data
def test_real_polygons():
    from skimage.draw import polygon2mask

    folder = REAL_DATA / "labelme" / "instance_segmentation" / "data_annotated"
    dataset = load(folder, progress=False)
    assert dataset.task == "segmentation"
    expected = {}
    for record in raw(folder):
        for one in record["shapes"]:
            if one["label"] == "__ignore__":
                continue
            drawn = polygon2mask(
                (record["imageHeight"], record["imageWidth"]), np.array(one["points"])[:, ::-1]
            )
            key = record["imagePath"], one["label"]
            expected[key] = expected.get(key, False) | drawn
    found = areas(dataset)
    assert found.keys() == expected.keys()
    for key, pixels in found.items():
        assert pixels == pytest.approx(expected[key].sum(), rel=0.02)
    instances = {
        (record["imagePath"], one["label"], place if one["group_id"] is None else f"group {one['group_id']}")
        for record in raw(folder)
        for place, one in enumerate(record["shapes"])
        if one["label"] != "__ignore__"
    }
    assert len(boxes(load(folder, task="detection", progress=False))) == len(instances)


@needs_real_data
def test_real_flags():
    dataset = load(REAL_DATA / "labelme" / "classification", format="labelme", progress=False)
    assert (dataset.task, dataset.classes) == ("multiclass", ("cat", "dog"))
    assert dataset.splits["all"].labels.label.tolist() == [0, 1]


def test_links_that_lead_out_are_not_followed(tmp_path):
    write(tmp_path / "elsewhere" / "b.json", shape("dog"))
    (tmp_path / "elsewhere" / "labels.txt").write_text("secret\n")
    write(tmp_path / "data" / "a.json", shape("cat"))
    for name in ("b.json", "labels.txt"):
        (tmp_path / "data" / name).symlink_to(tmp_path / "elsewhere" / name)
    dataset = read(tmp_path / "data")
    assert dataset.classes == ("cat",)
    assert problems(dataset) == {("all", "link-outside"): 1}


def test_endless_coordinates(tmp_path):
    write(
        tmp_path / "a.json",
        shape("cat", [[1, 1], [1, float("inf")], [float("-inf"), 5]], group_id=1),
        shape("dog"),
    )
    dataset = read(tmp_path, task="detection")
    assert problems(dataset) == {("all", "box-degenerate"): 1}
    assert problems(read(tmp_path)) == {("all", "mask-unreadable"): 1}
