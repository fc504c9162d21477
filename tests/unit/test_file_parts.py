"""Sets of files that are counted in parts: the same document as of sets that are read whole."""

from __future__ import annotations

import io
import json
import tarfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import csv

from insight_widgets import Dataset, build_report, examples, load
from insight_widgets.errors import DataError, ReadError
from insight_widgets.streams import (
    cityscapes_files,
    file_parts,
    mask_files,
    table_source,
    voc_files,
    yolo_files,
)
from tests.large_tables import box_table, in_parts, text, whole, write
from tests.mask_files import save
from tests.mutation.seeds import seeds

FORMATS = ("cityscapes", "coco", "folder", "kitti", "labelme", "mask", "voc", "yolo")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    for module, name in ((mask_files, "MASKS"), (voc_files, "IMAGES"), (yolo_files, "IMAGES")):
        monkeypatch.setattr(module, name, 1)
    monkeypatch.setattr(file_parts, "IMAGES", 1)
    monkeypatch.setattr(cityscapes_files, "SCENES", 1)


@pytest.mark.parametrize("seed", [seed for name in FORMATS for seed in seeds(name)], ids=str)
def test_small_sets_of_every_format(tmp_path, seed):
    path = seed.build(tmp_path)
    assert in_parts(path, **seed.options) == whole(path, **seed.options)


@pytest.mark.parametrize("engine", ["local", "processes"])
@pytest.mark.parametrize("source", [examples.blood_cells, examples.coco_tiny])
def test_real_sets(source, engine, monkeypatch):
    monkeypatch.setattr(voc_files, "IMAGES", 20)
    assert in_parts(source(), engine) == whole(source())


@pytest.mark.parametrize("name", ["cityscapes", "folder", "kitti", "labelme"])
def test_parts_travel_to_processes(tmp_path, name):
    seed = next(iter(seeds(name)))
    path = seed.build(tmp_path)
    assert in_parts(path, "processes", **seed.options) == whole(path, **seed.options)


LABELS = {"numbers": ["0", "1", "1", "2"], "a name among numbers": ["0", "1", "b", "2"], "none": ["-1"] * 4}


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
@pytest.mark.parametrize("classes", [None, ["a", "b", "c"], ["1", "b"]], ids=str)
def test_whether_numbers_are_places_in_a_list_all_files_decide(tmp_path, labels, classes):
    for at, label in enumerate(labels):
        shapes = [{"label": label, "points": [[1, 1], [9, 1], [9, 9]], "shape_type": "polygon"}]
        content = {"shapes": shapes, "imagePath": f"{at}.jpg", "imageWidth": 20, "imageHeight": 20}
        (tmp_path / f"{at}.json").write_text(json.dumps(content))
    assert in_parts(tmp_path, classes=classes) == whole(tmp_path, classes=classes)


def test_labelme_files_whose_first_say_little(tmp_path):
    kinds = [("flags", {}), ("flags", {"cat": True}), ("flags", {"dog": True, "cat": True}), ("flags", {})]
    for at, (_, flags) in enumerate(kinds):
        content = {"shapes": [], "flags": flags, "imagePath": f"{at}.jpg", "imageWidth": 9, "imageHeight": 9}
        (tmp_path / f"{at}.json").write_text(json.dumps(content))
    assert json.loads(whole(tmp_path))["task"] == "multilabel"
    assert in_parts(tmp_path) == whole(tmp_path)
    box = {"label": "b", "points": [[1, 1], [5, 5]], "shape_type": "rectangle"}
    content = {"shapes": [box], "flags": {"cat": True}, "imagePath": "4.jpg"}
    (tmp_path / "4.json").write_text(json.dumps(content))
    assert json.loads(whole(tmp_path))["task"] == "detection"
    assert in_parts(tmp_path) == whole(tmp_path)


def test_folders_of_classes_that_the_list_does_not_have(tmp_path):
    for split, name, count in [
        ("train", "dog", 3),
        ("train", "cat", 2),
        ("val", "dog", 1),
        ("val", "odd", 2),
    ]:
        for at in range(count):
            file = tmp_path / split / name / f"{at}.jpg"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"")
    assert in_parts(tmp_path) == whole(tmp_path)
    assert in_parts(tmp_path, classes=["dog", "cat"]) == whole(tmp_path, classes=["dog", "cat"])


def coco(images, boxes, classes):
    """Return a COCO file; boxes are (image, class)."""
    return {
        "images": [
            {"id": at, "file_name": name, "width": 50, "height": 40} for at, name in enumerate(images)
        ],
        "annotations": [
            {"id": at, "image_id": image, "category_id": classes.index(name), "bbox": [1, 2, 10 + at, 9]}
            for at, (image, name) in enumerate(boxes)
        ],
        "categories": [{"id": at, "name": name} for at, name in enumerate(classes)],
    }


def test_many_coco_files_of_one_split_whose_class_lists_grow(tmp_path):
    shards = {
        "train_0.json": coco(["a.jpg", "b.jpg"], [(0, "dog"), (1, "cat"), (1, "cat")], ["dog", "cat"]),
        "train_1.json": coco(["c.jpg"], [(0, "bird"), (0, "cat")], ["cat", "bird"]),
        "val_0.json": coco(["d.jpg", "a.jpg"], [(0, "dog")], ["dog"]),
    }
    for name, content in shards.items():
        (tmp_path / name).write_text(json.dumps(content))
    document = json.loads(in_parts(tmp_path))
    assert document["classes"] == ["dog", "cat", "bird"]
    assert document["splits"] == {"train": {"images": 3, "labels": 5}, "val": {"images": 2, "labels": 1}}
    assert document["statistics"]["box_labels"]["train"] == [1, 3, 1]
    (leak,) = [problem for problem in document["problems"] if problem["code"] == "leak"]
    assert leak["examples"] == ['image "a.jpg" is also in train (same file name)']


def test_an_image_that_two_files_claim_is_counted_once_and_told(tmp_path):
    (tmp_path / "train_0.json").write_text(
        json.dumps(coco(["a.jpg", "b.jpg"], [(0, "dog"), (1, "cat")], ["dog", "cat"]))
    )
    (tmp_path / "train_1.json").write_text(
        json.dumps(coco(["b.jpg", "c.jpg"], [(0, "dog"), (1, "dog")], ["dog", "cat"]))
    )
    document = json.loads(in_parts(tmp_path))
    assert document["splits"]["train"] == {"images": 3, "labels": 3}
    told = {problem["code"]: problem for problem in document["problems"]}
    assert told["duplicate-image"]["count"] == 1
    assert told["duplicate-image"]["examples"] == ['train_1.json: image "b.jpg" is in an earlier file, too']


def test_a_coco_file_that_is_cut_is_told_and_the_rest_counts(tmp_path):
    (tmp_path / "train_0.json").write_text(json.dumps(coco(["a.jpg"], [(0, "dog")], ["dog"])))
    (tmp_path / "train_1.json").write_text(json.dumps(coco(["b.jpg"], [(0, "dog")], ["dog"]))[:-40])
    document = json.loads(in_parts(tmp_path))
    assert document["splits"]["train"]["images"] == 1
    assert "part-unreadable" in {problem["code"] for problem in document["problems"]}


def tar(file, members):
    """Write a tar file of members by name."""
    with tarfile.open(file, "w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file


def record(**fields):
    return json.dumps(fields).encode()


def test_tar_shards_of_labels_and_of_boxes(tmp_path):
    tar(
        tmp_path / "train-0.tar",
        {"0.jpg": b"no picture", "0.json": record(label="dog"), "1.json": record(label="cat")},
    )
    tar(tmp_path / "train-1.tar", {"2.json": record(label="dog"), "3.json": b"{cut"})
    document = json.loads(in_parts(tmp_path))
    samples = [{"image": f"{at}.jpg", "label": name} for at, name in enumerate(["dog", "cat", "dog"])]
    expected = build_report(Dataset.from_samples({"train": samples}), progress=False).document
    assert document["statistics"] == expected["statistics"]
    assert document["problems"][-1]["examples"] == ["train-1.tar: 3.json"]
    boxes = {"boxes": [[1, 2, 3, 4], [5, 6, 7, 8]], "labels": ["a", "b"], "width": 50, "height": 40}
    file = tar(
        tmp_path / "boxes.tar",
        {"0.json": record(**boxes), "1.json": record(boxes=[], labels=[], width=9, height=9)},
    )
    found = json.loads(in_parts(file))
    assert (found["task"], found["splits"]["all"]) == ("detection", {"images": 2, "labels": 2})


def test_tar_shards_that_are_several_labels_an_image_only_later(tmp_path):
    tar(tmp_path / "a-0.tar", {"0.json": record(label="dog")})
    tar(tmp_path / "a-1.tar", {"1.json": record(labels=["dog", "cat"])})
    document = json.loads(in_parts(tmp_path))
    assert document["task"] == "multilabel"
    assert document["statistics"]["label_distribution"] == {"classes": ["cat", "dog"], "all": [1, 2]}


@pytest.mark.parametrize(
    "fields",
    [
        {"objects": [{"bbox": [1, 2, 3, 4], "label": "a"}, {"bbox": [5, 6, 7, 8], "label": "b"}]},
        {"annotations": [{"bbox": [1, 2, 3, 4], "category": "a"}, {"bbox": [5, 6, 7, 8], "category": "b"}]},
        {"objects": {"bbox": [[1, 2, 3, 4], [5, 6, 7, 8]], "category": ["a", "b"]}},
        {"bbox": [[1, 2, 3, 4], [5, 6, 7, 8]], "label": ["a", "b"]},
    ],
)
def test_objects_in_tar_shards_are_found_however_they_are_written(tmp_path, fields):
    size = {"width": 50, "height": 40}
    boxes = {"boxes": [[1, 2, 3, 4], [5, 6, 7, 8]], "labels": ["a", "b"]}
    plain = tar(tmp_path / "plain.tar", {"0.json": record(**boxes, **size)})
    other = tar(tmp_path / "other.tar", {"0.json": record(**fields, **size)})
    assert in_parts(other).replace("other", "plain") == in_parts(plain)


def test_a_box_alone_is_one_object_in_a_tar_shard(tmp_path):
    file = tar(tmp_path / "one.tar", {"0.json": record(bbox=[1, 2, 3, 4], label="a", width=50, height=40)})
    document = json.loads(in_parts(file))
    assert (document["task"], document["classes"], document["splits"]["all"]["labels"]) == (
        "detection",
        ["a"],
        1,
    )


def test_records_of_a_tar_shard_that_do_not_fit_are_told_and_the_rest_counts(tmp_path):
    good = {"boxes": [[1, 2, 3, 4]], "labels": ["a"], "width": 50, "height": 40}
    members = {
        "0.json": record(**good),
        "1.json": record(**good | {"labels": ["a", "b"]}),
        "2.json": record(**good | {"boxes": [[1, 2, 3]]}),
        "3.json": record(**good | {"width": "wide"}),
        "4.json": record(width=50, height=40),
        "5.json": record(**good),
    }
    document = json.loads(in_parts(tar(tmp_path / "some.tar", members)))
    assert document["splits"]["all"] == {"images": 3, "labels": 2}
    (told,) = (one for one in document["problems"] if one["code"] == "record-unreadable")
    assert told["count"] == 3
    assert told["examples"][0].startswith('some.tar: 1.json: one of "labels" for each of "boxes" is wanted')


def test_a_tar_shard_without_a_record_that_fits_is_one_clear_error(tmp_path):
    file = tar(tmp_path / "none.tar", {"0.json": record(boxes=[[1, 2]], labels=["a"])})
    with pytest.raises(ReadError, match=r"none\.tar: 0\.json: .* shape \(n, 4\)"):
        in_parts(file)


def test_a_tar_file_that_is_none_is_one_clear_error(tmp_path):
    (tmp_path / "a.tar").write_bytes(b"nothing")
    with pytest.raises(ReadError, match="cannot be read as a tar file"):
        in_parts(tmp_path / "a.tar")


def nested(images):
    """Return rows of images with lists of boxes, as the library datasets writes them."""
    rows = [
        {
            "image": {"bytes": b"x", "path": f"{at}.jpg"},
            "image_id": at,
            "width": 100,
            "height": 80,
            "objects": {
                "id": list(range(at % 4)),
                "bbox": [[1.0 * at, 2.0, 10.0 + box, 9.0] for box in range(at % 4)],
                "category": [box % 2 for box in range(at % 4)],
            },
        }
        for at in range(images)
    ]
    table = pa.Table.from_pylist(rows)
    features = {"objects": {"feature": {"category": {"names": ["dog", "cat"], "_type": "ClassLabel"}}}}
    return table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})


def test_shards_of_images_with_lists_of_boxes(tmp_path, monkeypatch):
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    file = write(tmp_path, "train-00000-of-00001.parquet", nested(30), 7)
    document = json.loads(in_parts(file))
    assert document["task"] == "detection"
    assert document["splits"]["train"] == {"images": 30, "labels": sum(at % 4 for at in range(30))}
    assert document["statistics"]["boxes_per_image"]["train"][:4] == [8, 8, 7, 7]
    assert in_parts(file) == whole(file)


@pytest.mark.parametrize("serves", ["pieces", "whole files"])
@pytest.mark.parametrize("suffix", ["parquet", "arrow", "csv"])
def test_shards_by_http(tmp_path, suffix, serves):
    pytest.importorskip("aiohttp")
    table = box_table(50)
    file = write(tmp_path, "train.parquet", table, 40)
    if suffix == "arrow":
        with pa.ipc.new_file(str(tmp_path / "train.arrow"), table.schema) as out:
            out.write_table(table)
    elif suffix == "csv":
        csv.write_csv(table, tmp_path / "train.csv")
    handler = partial(Pieces if serves == "pieces" else Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        found = in_parts(f"http://127.0.0.1:{server.server_port}/train.{suffix}")
    finally:
        server.shutdown()
        server.server_close()
    assert json.loads(found)["statistics"] == json.loads(whole(file))["statistics"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves whole files and says nothing."""

    def log_message(self, *_):
        pass


class Pieces(Quiet):
    """Serves a range of the bytes of a file, too."""

    def send_head(self):
        path = self.translate_path(self.path)
        span = self.headers.get("Range")
        if span is None:
            return super().send_head()
        first, _, last = span.removeprefix("bytes=").partition("-")
        held = Path(path).read_bytes()
        piece = held[int(first) : int(last or len(held)) + 1]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{int(first) + len(piece) - 1}/{len(held)}")
        self.send_header("Content-Length", str(len(piece)))
        self.end_headers()
        return io.BytesIO(piece)


@pytest.mark.parametrize("source", ["memory://coco/*.json", "memory://coco/instances_train2017.json"])
def test_coco_files_of_another_place(source):
    fsspec = pytest.importorskip("fsspec")
    place, folder = fsspec.filesystem("memory"), Path(examples.coco_tiny())
    for file in folder.glob("*.json"):
        place.put_file(str(file), f"/coco/{file.name}")
    found = json.loads(in_parts(source))
    expected = json.loads(whole(folder))
    assert found["title"] == ("coco" if "*" in source else "instances_train2017")
    assert found["splits"] == {name: expected["splits"][name] for name in found["splits"]}
    assert set(found["splits"]) == ({"train", "val"} if "*" in source else {"train"})


def test_a_pattern_of_coco_files():
    folder = Path(examples.coco_tiny())
    assert in_parts(folder / "instances_*.json", title="x") == in_parts(folder, title="x")


def test_an_address_that_cannot_be_reached_is_one_clear_error():
    pytest.importorskip("fsspec")
    with pytest.raises(ReadError, match=r"nosuch://x/a\.parquet"):
        in_parts("nosuch://x/a.parquet")


def test_an_address_asks_for_an_engine():
    with pytest.raises(ReadError, match='this is only counted part by part; say engine="local"'):
        load("s3://bucket/train.parquet")


def test_masks_of_pascal_voc_are_counted_in_parts(tmp_path):
    for name, values in (("a", [[0, 1, 2, 255]]), ("b", [[1, 1, 15, 15]])):
        save(tmp_path / f"SegmentationClass/{name}.png", values, "P")
        (tmp_path / "Annotations").mkdir(exist_ok=True)
        (tmp_path / f"Annotations/{name}.xml").write_text(
            f"<annotation><filename>{name}.jpg</filename><size><width>4</width><height>1</height></size>"
            "<object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>1</ymax></bndbox>"
            "</object></annotation>"
        )
    assert json.loads(whole(tmp_path))["task"] == "detection"
    found = in_parts(tmp_path, task="segmentation")
    assert found == whole(tmp_path, task="segmentation")
    assert json.loads(found)["splits"]["all"]["images"] == 2


def test_what_cannot_be_parted_says_so(tmp_path):
    (tmp_path / "a.csv").write_text("ImageID,LabelName,Confidence\na,/m/0bt9lr,1\n")
    with pytest.raises(ReadError, match="leave engine= out, or convert it"):
        in_parts(tmp_path / "a.csv")
    with pytest.raises(DataError, match="part data that are read whole"):
        load(examples.coco_tiny(), engine="local", holdout=0.2)


def test_the_same_words_for_the_same_report():
    stream = load(examples.coco_tiny(), engine="local", title="pets", progress=False)
    assert '"title": "pets"' in text(build_report(stream, progress=False))
