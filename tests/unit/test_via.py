"""Reading VIA (VGG Image Annotator)."""

from __future__ import annotations

import csv
import io
import json
from math import pi

import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.readers import find_reader, via
from insight_widgets.report import build_report
from tests.mutation import seeds_via
from tests.real_data import REAL_DATA, needs_real_data

TRIANGLE = {"name": "polygon", "all_points_x": [10, 30, 10], "all_points_y": [10, 10, 30]}
RECT = {"name": "rect", "x": 10, "y": 20, "width": 30, "height": 15}


def region(shape=TRIANGLE, **attributes):
    return {"shape_attributes": shape, "region_attributes": attributes}


def export(regions_of, size=(100, 50), folder=None):
    """Return an export of images by name; with a folder the images are written too."""
    images = {}
    for name, regions in regions_of.items():
        images[f"{name}123"] = {"filename": name, "size": 123, "regions": regions, "file_attributes": {}}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            Image.new("L", size).save(folder / name)
    return images


def project(images, **options):
    attributes = {
        name: {"type": "dropdown", "options": dict.fromkeys(names, "")} for name, names in options.items()
    }
    return {
        "_via_settings": {},
        "_via_img_metadata": images,
        "_via_attributes": {"region": attributes, "file": {}},
    }


def save(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))
    return path


def read(path, **options):
    return load(path, format="via", progress=False, **options)


def boxes(dataset, split="all"):
    part = dataset.splits[split]
    columns = zip(
        part.boxes.label, part.boxes.x, part.boxes.y, part.boxes.width, part.boxes.height, strict=True
    )
    return [(dataset.classes[label], *map(float, box)) for label, *box in columns]


def problems(dataset):
    return {
        (problem["split"], problem["code"]): problem["count"]
        for problem in build_report(dataset, progress=False).to_dict()["problems"]
    }


def test_regions_as_a_list_and_by_number(tmp_path):
    regions = [region(RECT, type="cat"), region(type="dog")]
    save(tmp_path / "list.json", export({"a.jpg": regions}))
    save(tmp_path / "numbers.json", export({"a.jpg": {"0": regions[0], "7": regions[1]}}))
    found = [boxes(load(tmp_path / name, progress=False)) for name in ("list.json", "numbers.json")]
    assert found[0] == found[1] == [("cat", 10, 20, 30, 15), ("dog", 10, 10, 20, 20)]


def test_polygons_alone_are_segmentation_with_sizes_from_the_images(tmp_path):
    save(tmp_path / "via.json", export({"a.jpg": [region(name="cat")], "b.jpg": []}, folder=tmp_path))
    dataset = load(tmp_path, progress=False)
    assert (dataset.task, dataset.classes) == ("segmentation", ("cat",))
    masks = dataset.splits["all"].masks
    assert masks.total.tolist() == [5000]
    assert masks.pixels[0] == pytest.approx(200, rel=0.1)
    assert problems(dataset) == {("all", "image-no-label"): 1}


@pytest.mark.parametrize(
    ("shape", "box", "area"),
    [
        ({"name": "circle", "cx": 200, "cy": 100, "r": 60}, (140, 40, 120, 120), pi * 60 * 60),
        ({"name": "ellipse", "cx": 200, "cy": 100, "rx": 90, "ry": 30}, (110, 70, 180, 60), pi * 90 * 30),
        (
            {"name": "ellipse", "cx": 200, "cy": 100, "rx": 90, "ry": 30, "theta": pi / 2},
            (170, 10, 60, 180),
            pi * 90 * 30,
        ),
    ],
)
def test_round_shapes(tmp_path, shape, box, area):
    save(
        tmp_path / "via.json", export({"a.jpg": [region(shape, type="x")]}, size=(400, 200), folder=tmp_path)
    )
    dataset = read(tmp_path)
    assert dataset.task == "detection"
    assert boxes(dataset)[0][1:] == pytest.approx(box)
    assert read(tmp_path, task="segmentation").splits["all"].masks.pixels[0] == pytest.approx(area, rel=0.02)


def test_points_and_lines_are_told(tmp_path):
    line = {"name": "polyline", "all_points_x": [1, 2], "all_points_y": [1, 2]}
    regions = [
        region(type="cat"),
        region(line, type="crack"),
        region({"name": "point", "cx": 1, "cy": 2}, type="eye"),
    ]
    save(tmp_path / "via.json", export({"a.jpg": regions}))
    dataset = read(tmp_path)
    assert (dataset.task, dataset.classes) == ("detection", ("cat",))
    assert problems(dataset)["all", "shape-no-area"] == 2


def test_the_only_attribute_is_the_class(tmp_path):
    save(tmp_path / "via.json", export({"a.jpg": [region(species=7), region(species="owl")]}))
    dataset = read(tmp_path)
    assert dataset.classes == ("7", "owl")
    assert "column-choice" not in {code for _, code in problems(dataset)}


def test_of_several_attributes_the_one_called_class_and_that_is_told(tmp_path):
    save(tmp_path / "via.json", export({"a.jpg": [region(colour="red", Class="owl"), region(colour="red")]}))
    dataset = read(tmp_path, task="detection")
    assert dataset.classes == ("owl",)
    assert dataset.splits["all"].boxes.attributes["colour"].tolist() == ["red", "red"]
    found = problems(dataset)
    assert (found["all", "column-choice"], found["all", "unknown-class"]) == (1, 1)
    assert read(tmp_path, columns={"label": "colour"}).classes == ("red",)
    with pytest.raises(ReadError, match='no region has an attribute "color"; there are colour, Class'):
        read(tmp_path, columns={"label": "color"})


def test_an_attribute_with_options_before_one_of_free_text(tmp_path):
    regions = [region(note="a", kind="owl"), region(note="b", kind="owl")]
    save(tmp_path / "via.json", project(export({"a.jpg": regions}), kind=["owl", "emu"]))
    dataset = read(tmp_path)
    assert dataset.classes == ("owl", "emu")


def test_the_options_of_a_project_are_the_class_list(tmp_path):
    images = export({"a.jpg": [region(type="cat"), region(RECT, type="yak")]})
    save(tmp_path / "via_project.json", project(images, type=["dog", "cat"]))
    dataset = load(tmp_path, progress=False)
    assert dataset.classes == ("dog", "cat")
    assert problems(dataset)["all", "unknown-class"] == 1
    assert read(tmp_path, classes=["yak"]).classes == ("yak",)


def test_ticked_options_are_several_classes(tmp_path):
    save(tmp_path / "via.json", export({"a.jpg": [region(type={"cat": True, "pet": True, "dog": False})]}))
    dataset = read(tmp_path, task="detection")
    assert [label for label, *_ in boxes(dataset)] == ["cat", "pet"]


def test_regions_without_attributes_are_of_one_class(tmp_path):
    save(tmp_path / "via.json", export({"a.jpg": [region(), region(RECT)]}))
    dataset = read(tmp_path)
    assert dataset.classes == ("object",)
    assert problems(dataset)["all", "class-made"] == 2
    assert {problem["level"] for problem in build_report(dataset, progress=False).to_dict()["problems"]} >= {
        "info"
    }
    assert read(tmp_path, classes=["balloon"]).splits["all"].boxes.label.tolist() == [0, 0]


def test_folders_and_names_of_splits(tmp_path):
    for split, name in {"train": "a.jpg", "val": "b.jpg"}.items():
        save(tmp_path / "folders" / split / "via_region_data.json", export({name: [region()]}))
        save(tmp_path / "names" / f"via_{split}.json", export({name: [region()]}))
    for folder in ("folders", "names"):
        dataset = load(tmp_path / folder, progress=False)
        assert {split: len(part.images) for split, part in dataset.splits.items()} == {"train": 1, "val": 1}


def test_the_same_name_in_two_splits_leaks(tmp_path):
    for split in ("train", "val"):
        save(tmp_path / split / "via.json", export({"a.jpg": [region()]}))
    assert problems(read(tmp_path))["val", "leak"] == 1


@pytest.mark.parametrize("written", ["a.jpg", "C:\\photos\\a.jpg", "/home/me/a.jpg", "http://host/a.jpg"])
def test_images_in_a_folder_beside(tmp_path, written):
    save(tmp_path / "via.json", export({written: [region()]}))
    (tmp_path / "images").mkdir()
    Image.new("L", (30, 40)).save(tmp_path / "images" / "a.jpg")
    images = read(tmp_path).splits["all"].images
    assert (images.name[0], images.width[0]) == ("images/a.jpg", 30)


def write_csv(path, rows, head="filename"):
    stream = io.StringIO()
    writer = csv.writer(stream)
    names = ("file_size", "file_attributes", "region_count", "region_id")
    writer.writerow([head, *names, "region_shape_attributes", "region_attributes"])
    for name, number, shape, attributes in rows:
        writer.writerow([name, 1, "{}", 1, number, shape, attributes])
    path.write_text(stream.getvalue())


@pytest.mark.parametrize("head", ["filename", "#filename"])
def test_csv(tmp_path, head):
    rows = [
        ("a.jpg", 0, json.dumps(RECT), '{"type": "cat"}'),
        ("a.jpg", 1, json.dumps(TRIANGLE), '{"type": "dog"}'),
        ("b.jpg", 0, "{}", "{}"),
        ("c.jpg", 0, '{"name": "rect", "x"', "{}"),
    ]
    write_csv(tmp_path / "via_export.csv", rows, head)
    dataset = load(tmp_path, progress=False)
    assert boxes(dataset) == [("cat", 10, 20, 30, 15), ("dog", 10, 10, 20, 20)]
    assert dataset.splits["all"].images.name.tolist() == ["a.jpg", "b.jpg", "c.jpg"]
    found = {problem.code: problem for problem in dataset.splits["all"].problems}
    assert found["row-unreadable"].examples[0].startswith("via_export.csv: line 5: valid JSON is wanted")


def test_csv_of_damaged_lines(tmp_path):
    write_csv(tmp_path / "via.csv", [("a.jpg", 0, json.dumps(RECT), '{"type": "cat"}')])
    with (tmp_path / "via.csv").open("a") as stream:
        stream.write('b.jpg,"1\n,2\n' + "c.jpg," + '"' + "[" * 200_000 + '"\nd.jpg,1,{},0,0,{},{}\n')
    dataset = read(tmp_path)
    assert dataset.splits["all"].images.name.tolist() == ["a.jpg", "d.jpg"]
    assert problems(dataset)["all", "row-unreadable"] == 3
    (tmp_path / "via.csv").write_text("region_shape_attributes," + "x" * 200_000)
    with pytest.raises(ReadError, match="line 1: the columns filename, region_id"):
        read(tmp_path)


def test_json_before_csv_of_the_same(tmp_path):
    write_csv(tmp_path / "via.csv", [("a.jpg", 0, json.dumps(RECT), '{"type": "cat"}')])
    save(tmp_path / "via.json", export({"a.jpg": [region(RECT, type="cat")]}))
    dataset = load(tmp_path, progress=False)
    assert len(boxes(dataset)) == 1
    assert problems(dataset)["all", "other-file"] == 1


def test_bad_values_cost_only_themselves(tmp_path):
    images = export(
        {
            "a.jpg": [
                region({"name": "rect", "x": "3", "y": 4, "width": -5, "height": 6}, type="cat"),
                region({"name": "rect", "x": None, "y": 4, "width": 5, "height": 6}, type="cat"),
                region({"name": "polygon", "all_points_x": [1, 2], "all_points_y": [1]}, type="cat"),
                region({"name": "star"}, type="cat"),
                {"region_attributes": {"type": "cat"}},
                "a text",
                region(RECT, type="cat"),
            ]
        },
        folder=tmp_path,
    )
    images["b"] = {"filename": "b.jpg", "regions": "none"}
    images["c"] = {"regions": []}
    save(tmp_path / "via.json", images)
    dataset = read(tmp_path, task="detection")
    found = problems(dataset)
    assert found["all", "box-degenerate"] == 3
    assert found["all", "record-unreadable"] == 5
    assert boxes(dataset)[-1] == ("cat", 10, 20, 30, 15)


def test_broken_files_are_told_and_the_others_read(tmp_path):
    save(tmp_path / "train" / "via.json", export({"a.jpg": [region()]}))
    text = json.dumps(export({"b.jpg": [region()]}))
    (tmp_path / "val").mkdir()
    (tmp_path / "val" / "via.json").write_text(text[:-20])
    dataset = read(tmp_path)
    assert [len(split.images) for split in dataset.splits.values()] == [1, 0]
    example = dataset.splits["val"].problems[0].examples[0]
    assert example.startswith("val/via.json: line 1, column ")
    with pytest.raises(ReadError, match=r"no file of VIA here can be read; via\.json: line 1, column "):
        read(tmp_path / "val")


def test_numbers_that_are_none(tmp_path):
    text = json.dumps(export({"a.jpg": [region(RECT, type="cat")]})).replace('"x": 10', '"x": NaN')
    (tmp_path / "via.json").write_text(text)
    assert problems(read(tmp_path))["all", "box-degenerate"] == 1


def test_nothing_of_via(tmp_path):
    (tmp_path / "other.json").write_text('{"a": 1}')
    with pytest.raises(
        ReadError, match=r"no file of VIA here can be read; other\.json: images by their names"
    ):
        read(tmp_path)
    with pytest.raises(ReadError, match="no file of VIA here can be read"):
        read(save(tmp_path / "list.json", [1]))


def test_what_is_via(tmp_path):
    assert not via.detect(tmp_path)
    save(tmp_path / "other.json", {"images": [{"file_name": "a.jpg"}], "regions": []})
    assert not via.detect(tmp_path)
    save(tmp_path / "deep" / "train" / "via.json", export({"a.jpg": []}))
    assert via.detect(tmp_path)
    assert find_reader(tmp_path / "deep").FORMAT == "via"
    assert via.detect(save(tmp_path / "project.json", project({})))


def test_seeds_are_sound(tmp_path):
    for name, build in seeds_via.BUILDERS.items():
        found = load(build(tmp_path / name), progress=False)
        assert {code for _, code in problems(found)} <= {
            "shape-no-area",
            "image-no-label",
            "column-choice",
            "image-no-size",
        }


@needs_real_data
def test_real_droplets():
    folder = REAL_DATA / "via_droplets" / "balloon"
    written = json.loads((folder / "val" / "via_region_data.json").read_text())
    dataset = load(folder, progress=False)
    assert dataset.task == "segmentation"
    assert list(dataset.splits) == ["val"]
    split = dataset.splits["val"]
    assert split.images.name.tolist() == [f"val/{name}" for name in written]
    for place, name in enumerate(written):
        with Image.open(folder / "val" / name) as image:
            assert (split.images.width[place], split.images.height[place]) == image.size
    shapes = [one["shape_attributes"] for image in written.values() for one in image["regions"].values()]
    found = boxes(load(folder, task="detection", progress=False), "val")
    assert found == [
        (
            "object",
            min(one["all_points_x"]),
            min(one["all_points_y"]),
            max(one["all_points_x"]) - min(one["all_points_x"]),
            max(one["all_points_y"]) - min(one["all_points_y"]),
        )
        for one in shapes
    ]
    assert problems(dataset) == {("val", "class-made"): len(shapes)}
