"""Every problem that names images or annotations shows its images, or says of how many there is none."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from PIL import Image

from insight_widgets import InsightReport
from insight_widgets.problems import MOST_IMAGES, ProblemLog
from tests.real_data import REAL_DATA, needs_real_data
from tests.unit.test_gallery_desk import NOTHING, Page


@pytest.fixture
def widget():
    """Makes reports, and closes them."""
    made = []

    def make(data, **options):
        made.append(InsightReport(data, progress=False, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


def shown(report, code, split):
    """Return the images behind a problem: their names."""
    report.picked = {"problem": code, "split": split}
    return report.samples()["image"].tolist()


def told(report, code, split):
    """Return what the page is told: images, units, and how many have no image."""
    page = Page()
    report._gallery._desk._send = page  # noqa: SLF001
    picked = {**NOTHING, "problem": code, "split": split}
    report.answer({"kind": "samples", "request": 1, "picked": picked, "split": split})
    ((content, _),) = page.wait("samples", 1)
    return content["images"], content["units"], content["unplaced"]


def codes(report):
    return report._gallery.offer()["codes"]  # noqa: SLF001


def check_numbers(report):
    """The number above the gallery and that of the problem differ by what is told to have no image."""
    document = report.to_dict()
    for problem in document["problems"]:
        if problem["code"] in codes(report)[problem["split"]]:
            images, units, unplaced = told(report, problem["code"], problem["split"])
            assert units + unplaced == problem["count"], problem
            assert unplaced >= 0
            assert images > 0, "a problem that can be picked shows something"
            assert images <= units


def write(folder, name, text):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def picture(folder, name, size=(40, 30)):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", size).save(folder / name)


def test_rows_of_label_files_that_cannot_be_read(widget, tmp_path):
    for name in "abc":
        picture(tmp_path, f"images/{name}.png")
    write(tmp_path, "labels/a.txt", "0 0.5 0.5 0.2 0.2\n")
    write(tmp_path, "labels/b.txt", "0 0.5 0.5 0.2 x\n0 0.5\n0 0.5 0.5 0.1 0.1\n")
    write(tmp_path, "labels/c.txt", "0 0.5 zero 0.2 0.2\n")
    report = widget(tmp_path)
    assert shown(report, "row-unreadable", "all") == ["images/b.png", "images/c.png"]
    assert told(report, "row-unreadable", "all") == (2, 3, 0)
    check_numbers(report)


def test_images_that_are_missing_or_damaged_are_shown_as_such(widget, tmp_path):
    picture(tmp_path, "images/a.png")
    write(tmp_path, "images/b.png", "no image")
    for name in "abc":
        write(tmp_path, f"labels/{name}.txt", "0 0.5 0.5 0.2 0.2\n")
    report = widget(tmp_path)
    assert len(shown(report, "image-unreadable", "all")) == 2
    check_numbers(report)


def voc(name, corners="1 1 9 9"):
    x, y, far_x, far_y = corners.split()
    box = f"<xmin>{x}</xmin><ymin>{y}</ymin><xmax>{far_x}</xmax><ymax>{far_y}</ymax>"
    size = "<size><width>40</width><height>30</height></size>"
    return (
        f"<annotation><filename>{name}.png</filename>{size}"
        f"<object><name>dog</name><bndbox>{box}</bndbox></object></annotation>"
    )


def test_an_annotation_file_that_cannot_be_read_shows_its_image(widget, tmp_path):
    for name in "ab":
        picture(tmp_path, f"JPEGImages/{name}.png")
        write(tmp_path, f"Annotations/{name}.xml", voc(name))
    write(tmp_path, "Annotations/b.xml", "<annotation><object>")
    report = widget(tmp_path)
    assert [name.rpartition("/")[2] for name in shown(report, "record-unreadable", "all")] == ["b.png"]
    assert told(report, "record-unreadable", "all") == (1, 1, 0)


def test_shapes_that_are_passed_over(widget, tmp_path):
    square = {"label": "dog", "shape_type": "rectangle", "points": [[1, 1], [9, 9]]}
    point = {"label": "eye", "shape_type": "point", "points": [[1, 1]]}
    odd = {"label": "eye", "shape_type": "star", "points": [[1, 1]]}
    for name, shapes in {"a": [square], "b": [square, point, point], "c": [odd]}.items():
        record = {"imagePath": f"{name}.png", "imageWidth": 40, "imageHeight": 30, "shapes": shapes}
        write(tmp_path, f"{name}.json", json.dumps(record | {"version": "5", "flags": {}, "imageData": None}))
    write(tmp_path, "d.json", '{"shapes": [')
    report = widget(tmp_path)
    assert shown(report, "shape-no-area", "all") == ["b.png"]
    assert told(report, "shape-no-area", "all") == (1, 2, 0)
    assert shown(report, "record-unreadable", "all") == ["c.png"]
    assert told(report, "record-unreadable", "all") == (1, 1, 1)  # of d.json no image is known
    check_numbers(report)


def test_masks_with_values_that_are_no_class_and_of_another_size(widget, tmp_path):
    for name, value, size in (("a", 1, (40, 30)), ("b", 9, (40, 30)), ("c", 1, (20, 30))):
        picture(tmp_path, f"images/{name}.png")
        (tmp_path / "masks").mkdir(exist_ok=True)
        Image.new("L", size, value).save(tmp_path / "masks" / f"{name}.png")
    report = widget(tmp_path, task="segmentation", classes=["background", "dog"])
    assert shown(report, "mask-value", "all") == ["b.png"]
    assert shown(report, "mask-size", "all") == ["c.png"]
    check_numbers(report)


def coco(tmp_path, **more):
    images = [{"id": n, "file_name": f"{n}.jpg", "width": 40, "height": 30} for n in (1, 2, 3)]
    boxes = [
        {"id": n, "image_id": n, "category_id": 1, "bbox": [1, 1, 5, 5], "segmentation": [[1, 1, 6, 1, 6, 6]]}
        for n in (1, 2)
    ]
    document = {"images": images, "annotations": boxes, "categories": [{"id": 1, "name": "dog"}]}
    for key, records in more.items():
        document[key] = document[key] + records
    path = tmp_path / "instances.json"
    path.write_text(json.dumps(document))
    return path


def test_an_image_that_stands_twice(widget, tmp_path):
    twice = [{"id": 2, "file_name": "2.jpg", "width": 40, "height": 30}]
    report = widget(coco(tmp_path, images=twice))
    assert shown(report, "duplicate-image", "all") == ["2.jpg"]
    check_numbers(report)


def test_a_mask_that_is_damaged(widget, tmp_path):
    bad = {"id": 9, "image_id": 3, "category_id": 1, "segmentation": {"size": [30, 40], "counts": "@@@"}}
    report = widget(coco(tmp_path, annotations=[bad]), task="segmentation")
    assert shown(report, "mask-unreadable", "all") == ["3.jpg"]
    check_numbers(report)


def test_rows_and_records_under_one_code_are_added(widget, tmp_path):
    """Labels that are uncertain are told while reading, those of no class when rows are checked."""
    table = tmp_path / "labels.csv"
    table.write_text("image,label\na.jpg,dog\nb.jpg,cow\nb.jpg,dog\nc.jpg,cow\n")
    report = widget(table, classes=["dog"])
    assert shown(report, "unknown-class", "all") == ["b.jpg", "c.jpg"]
    check_numbers(report)


def test_uncertain_labels_of_a_table(widget, tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text("image,dog,cat\na.jpg,1,0\nb.jpg,-1,1\nc.jpg,-1,-1\nd.jpg,,1\nd.jpg,1,1\n")
    report = widget(table)
    assert shown(report, "label-uncertain", "all") == ["b.jpg", "c.jpg"]
    assert told(report, "label-uncertain", "all") == (2, 3, 0)
    assert shown(report, "duplicate-image", "all") == ["d.jpg"]
    check_numbers(report)


@pytest.fixture
def leaky(tmp_path):
    for seed, name in enumerate(("train/dog/0.png", "train/dog/1.png", "val/dog/2.png", "val/dog/3.png")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        coarse = np.random.default_rng(seed).integers(0, 256, (6, 8), dtype=np.uint8)
        Image.fromarray(coarse).resize((64, 48), Image.Resampling.BICUBIC).save(tmp_path / name)
    shutil.copy(tmp_path / "train/dog/0.png", tmp_path / "val/dog/same.png")
    shutil.copy(tmp_path / "train/dog/1.png", tmp_path / "train/dog/again.png")
    return tmp_path


def test_leaks_and_copies_by_content(widget, leaky):
    report = widget(leaky, check_leaks=True)
    assert [name.rpartition("/")[2] for name in shown(report, "leak", "val")] == ["same.png"]
    assert len(shown(report, "duplicate-content", "train")) == 1
    assert (codes(report)["train"], codes(report)["val"]) == (
        ["duplicate-content", "content-compared"],
        ["leak", "content-compared"],
    )
    check_numbers(report)


def originals(report, code, split):
    """Return what the page is told of the originals of the first image of a problem."""
    page = Page()
    report._gallery._desk._send = page  # noqa: SLF001
    picked = {**NOTHING, "problem": code, "split": split}
    report.answer({"kind": "samples", "request": 1, "picked": picked, "split": split})
    ((content, _),) = page.wait("samples", 1)
    return content["items"][0]["originals"]


def test_copies_tell_their_originals(widget, leaky):
    report = widget(leaky, check_leaks=True)
    (original,) = originals(report, "leak", "val")
    assert (original["split"], original["name"]) == ("train", "0.png")
    assert report.dataset.splits["train"].images.name[original["row"]] == original["path"]
    assert [(one["split"], one["name"]) for one in originals(report, "duplicate-content", "train")] == [
        ("train", "1.png")
    ]


def test_an_image_of_train_is_shown_beside_another(widget, leaky):
    report = widget(leaky, check_leaks=True)
    page = Page()
    report._gallery._desk._send = page  # noqa: SLF001
    asked = {"kind": "image", "picked": NOTHING, "row": 0, "side": 100}
    report.answer({**asked, "request": 1, "split": "val"})
    report.answer({**asked, "request": 2, "split": "train", "beside": True})
    assert len(page.wait("image", 2)) == 2, "neither takes the place of the other"


def test_leaks_by_name(widget, tmp_path):
    for split in ("train", "val"):
        (tmp_path / split).mkdir()
        coco(tmp_path / split)
    report = widget({"train": tmp_path / "train", "val": tmp_path / "val"})
    assert sorted(shown(report, "leak", "val")) == ["1.jpg", "2.jpg", "3.jpg"]
    assert originals(report, "leak", "val") == [
        {"split": "train", "row": 0, "name": "1.jpg", "path": "1.jpg"}
    ]
    check_numbers(report)


def test_what_was_found_while_reading_is_found_again_in_the_part_it_went_to(widget, tmp_path):
    for name in range(20):
        picture(tmp_path, f"images/{name}.png")
        write(tmp_path, f"labels/{name}.txt", "0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.2 x\n")
    report = widget(tmp_path, holdout=0.25)
    assert told(report, "row-unreadable", "train") == (15, 15, 0)
    assert told(report, "row-unreadable", "val") == (5, 5, 0)
    check_numbers(report)
    told_in_words = [one for one in report.to_dict()["problems"] if one["code"] == "row-unreadable"]
    for problem in told_in_words:
        images = report.dataset.splits[problem["split"]].images.name.tolist()
        assert problem["examples"]
        assert {example.split('"')[1] for example in problem["examples"]} <= {*images}


def test_what_names_no_image_stays_with_the_first_part(widget, tmp_path):
    square = {"label": "dog", "shape_type": "rectangle", "points": [[1, 1], [9, 9]]}
    for name in "abcdefgh":
        picture(tmp_path, f"{name}.png")
        record = {"imagePath": f"{name}.png", "imageWidth": 40, "imageHeight": 30, "shapes": [square]}
        write(tmp_path, f"{name}.json", json.dumps(record | {"version": "5", "flags": {}, "imageData": None}))
    write(tmp_path, "i.json", '{"shapes": [')
    report = widget(tmp_path, holdout=0.5)
    problems = {(one["split"], one["code"]): one["count"] for one in report.to_dict()["problems"]}
    assert problems["train", "record-unreadable"] == 1
    assert ("val", "record-unreadable") not in problems
    assert codes(report) == {"train": [], "val": []}


def test_a_class_that_is_missing_and_names_that_no_image_has_cannot_be_picked(widget, tmp_path):
    (tmp_path / "train.csv").write_text("image,label\na.jpg,dog\nb.jpg,cat\n")
    (tmp_path / "val.csv").write_text("image,label\nc.jpg,dog\n")
    report = widget({"train": tmp_path / "train.csv", "val": tmp_path / "val.csv"})
    assert ("class-missing", "val") in {(one["code"], one["split"]) for one in report.to_dict()["problems"]}
    assert "class-missing" not in codes(report)["val"]


def test_images_of_a_problem_are_kept_up_to_a_limit():
    log = ProblemLog()
    log.add_rows("code", range(MOST_IMAGES + 5), str, str)
    log.add("code", "more", images=["x"])
    (problem,) = log.problems()
    assert (problem.count, len(problem.images), len(problem.examples)) == (MOST_IMAGES + 6, MOST_IMAGES, 10)


@needs_real_data
@pytest.mark.parametrize("task", [None, "segmentation"])
@pytest.mark.parametrize("name", ["coco_tiny", "pothole_yoloseg", "via_droplets"])
def test_numbers_agree_on_real_data(widget, name, task):
    check_numbers(widget(REAL_DATA / name, task=task))
