"""Reading Cityscapes polygons."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.readers import cityscapes, find_reader
from insight_widgets.report import build_report
from insight_widgets.workers import in_chunks
from tests.mutation import seeds_cityscapes
from tests.real_data import REAL_DATA, needs_real_data

SCENE = "gtFine/train/aachen/aachen_000000_000019_gtFine_polygons.json"
NAME = "train/aachen/aachen_000000_000019_leftImg8bit.png"


def box(label, x, y, width, height, **more):
    corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
    return {"label": label, "polygon": corners, **more}


def write(path, *objects, size=(100, 50)):
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {} if size is None else {"imgWidth": size[0], "imgHeight": size[1]}
    path.write_text(json.dumps({**told, "objects": objects}))


def read(path, **options):
    return load(path, format="cityscapes", progress=False, **options)


def areas(dataset, split="train"):
    part = dataset.splits[split]
    rows = zip(part.masks.label, part.masks.pixels, strict=True)
    return {dataset.classes[label]: int(pixels) for label, pixels in rows}


def problems(dataset):
    return {
        (problem["split"], problem["code"]): problem["count"]
        for problem in build_report(dataset, progress=False).to_dict()["problems"]
    }


def test_later_objects_cover_earlier_ones(tmp_path):
    write(
        tmp_path / SCENE,
        box("road", 0, 0, 100, 50),
        box("car", 10, 10, 20, 10),
        box("pole", 15, 0, 5, 50),
        box("car", 60, 10, 10, 10),
    )
    dataset = load(tmp_path, progress=False)
    assert (dataset.task, dataset.classes) == ("segmentation", ("car", "pole", "road"))
    assert areas(dataset) == {"car": 15 * 10 + 100, "pole": 250, "road": 5000 - 200 - 250 + 50 - 100}
    assert dataset.splits["train"].masks.total.tolist() == [5000] * 3
    assert problems(dataset) == {}


def test_painted_areas_are_those_of_an_index_mask(tmp_path):
    from pycocotools import mask

    random = np.random.default_rng(4)
    labels = ["road", "car", "sky", "tree", "unlabeled"]
    objects = []
    painted = np.zeros((60, 80), dtype=int)
    for _ in range(40):
        label = int(random.integers(len(labels)))
        polygon = random.uniform(-5, 85, size=(int(random.integers(3, 8)), 2)).round(1)
        objects.append({"label": labels[label], "polygon": polygon.tolist()})
        runs = mask.frPyObjects([polygon.ravel().tolist()], 60, 80)
        painted[mask.decode(runs)[..., 0] > 0] = label + 1
    write(tmp_path / SCENE, *objects, size=(80, 60))
    counts = {label: int((painted == place + 1).sum()) for place, label in enumerate(labels[:-1])}
    assert areas(read(tmp_path)) == {label: count for label, count in counts.items() if count}


def test_what_is_covered_altogether_is_not_in_the_image(tmp_path):
    write(tmp_path / SCENE, box("car", 10, 10, 20, 10), box("bus", 0, 0, 100, 50))
    dataset = read(tmp_path)
    assert dataset.classes == ("bus", "car")
    assert areas(dataset) == {"bus": 5000}


def test_groups_are_crowds_of_their_class(tmp_path):
    write(
        tmp_path / SCENE,
        box("cargroup", 0, 0, 10, 10),
        box("car", 20, 0, 10, 10),
        box("polegroup", 40, 0, 10, 10),
    )
    dataset = read(tmp_path)
    assert areas(dataset) == {"car": 200, "polegroup": 100}
    assert problems(dataset) == {("train", "crowd"): 1}
    found = read(tmp_path, task="detection").splits["train"].boxes
    assert found.crowd.tolist() == [True, False, False]
    assert found.x.tolist() == [0, 20, 40]


def test_unlabeled_covers_and_is_no_class(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10), box("unlabeled", 0, 0, 5, 10))
    dataset = read(tmp_path)
    assert (dataset.classes, areas(dataset)) == (("car",), {"car": 50})
    assert problems(dataset) == {}


def test_what_cityscapes_calls_void_is_no_class(tmp_path):
    write(
        tmp_path / SCENE, box("car", 0, 0, 10, 10), box("static", 5, 0, 9, 9), box("ego vehicle", 40, 0, 9, 9)
    )
    assert read(tmp_path).classes == ("car",)
    assert read(tmp_path, task="detection").classes == ("car",)


def test_license_plates_lie_on_their_cars_in_masks_only(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10), box("license plate", 2, 2, 3, 1))
    dataset = read(tmp_path)
    assert areas(dataset) == {"car": 100}
    assert problems(dataset) == {("train", "region-ignored"): 1}
    assert read(tmp_path, task="detection").classes == ("car", "license plate")


def test_deleted_objects_are_not_there(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10), box("bus", 0, 0, 10, 10, deleted=1, draw=True))
    assert areas(read(tmp_path)) == {"car": 100}


def test_the_usual_layout(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10))
    write(tmp_path / "gtFine/val/lindau/lindau_000000_000019_gtFine_polygons.json", size=None)
    image = tmp_path / "leftImg8bit/val/lindau/lindau_000000_000019_leftImg8bit.png"
    image.parent.mkdir(parents=True)
    Image.new("L", (40, 30)).save(image)
    dataset = load(tmp_path, progress=False)
    assert list(dataset.splits) == ["train", "val"]
    assert dataset.splits["train"].images.name.tolist() == [NAME]
    val = dataset.splits["val"].images
    assert (val.width[0], val.height[0]) == (40, 30)
    assert (val.roots[0] / val.name[0]).samefile(image)


@pytest.mark.parametrize(
    ("inner", "split"), [("gtFine", "train"), ("gtFine/train", "all"), ("gtFine/train/aachen", "all")]
)
def test_from_any_folder_on(tmp_path, inner, split):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10))
    (tmp_path / "leftImg8bit" / NAME).parent.mkdir(parents=True)
    Image.new("L", (100, 50)).save(tmp_path / "leftImg8bit" / NAME)
    dataset = load(tmp_path / inner, progress=False)
    images = dataset.splits[split].images
    assert (images.roots[0] / images.name[0]).exists()


def test_one_file_alone(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10))
    assert areas(load(tmp_path / SCENE, progress=False), "all") == {"car": 100}


def test_fine_before_coarse_of_the_same_image(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10))
    write(tmp_path / SCENE.replace("gtFine", "gtCoarse"), box("car", 0, 0, 20, 20))
    extra = "gtCoarse/train_extra/bayreuth/bayreuth_000000_000019_gtCoarse_polygons.json"
    write(tmp_path / extra, box("car", 0, 0, 20, 20))
    dataset = load(tmp_path, progress=False)
    assert areas(dataset) == {"car": 100}
    assert areas(dataset, "train_extra") == {"car": 400}
    assert problems(dataset)["train", "other-file"] == 1


def test_a_scene_in_two_splits_leaks(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10))
    write(tmp_path / SCENE.replace("train", "val"), box("car", 0, 0, 10, 10))
    assert problems(read(tmp_path)) == {("val", "leak"): 1}


def test_an_image_of_unknown_size(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10), size=None)
    dataset = read(tmp_path)
    assert dataset.splits["train"].masks.total.tolist() == [0]
    assert problems(dataset) == {("train", "image-no-size"): 1}


def test_a_class_list_given(tmp_path):
    write(tmp_path / SCENE, box("road", 0, 0, 100, 50), box("car", 0, 0, 10, 10))
    dataset = read(tmp_path, classes=["road", "person"])
    assert areas(dataset) == {"road": 4900}
    assert problems(dataset)["train", "unknown-class"] == 1


def test_labels_of_images(tmp_path):
    write(tmp_path / SCENE, box("road", 0, 0, 100, 50), box("car", 0, 0, 10, 10), box("cargroup", 0, 0, 9, 9))
    dataset = read(tmp_path, task="multilabel")
    assert [dataset.classes[label] for label in dataset.splits["train"].labels.label] == ["road", "car"]


def test_bad_values_cost_only_themselves(tmp_path):
    write(
        tmp_path / SCENE,
        box("car", 0, 0, 10, 10),
        {"label": "bus", "polygon": [[1, 1], [2, 2]]},
        {"label": "bus", "polygon": [[1, 1], [2, None], [3, 3]]},
        {"label": "bus", "polygon": [[0, 0], [1e9, 0], [1e9, 1e9]]},
        {"label": "bus"},
        "a text",
        {"polygon": box("", 20, 20, 5, 5)["polygon"]},
    )
    dataset = read(tmp_path)
    assert areas(dataset) == {"car": 100}
    assert problems(dataset) == {
        ("train", "mask-unreadable"): 4,
        ("train", "record-unreadable"): 1,
        ("train", "unknown-class"): 1,
    }


def test_broken_files_are_told_and_the_others_read(tmp_path):
    write(tmp_path / SCENE, box("car", 0, 0, 10, 10))
    folder = (tmp_path / SCENE).parent
    text = (tmp_path / SCENE).read_text()
    (folder / "a_gtFine_polygons.json").write_text(text[:50])
    (folder / "b_gtFine_polygons.json").write_text("[]")
    (folder / "c_gtFine_polygons.json").write_text('{"imgHeight": 5}')
    split = read(tmp_path).splits["train"]
    assert len(split.images) == 1
    assert [(problem.code, problem.count) for problem in split.problems] == [("record-unreadable", 3)]
    assert "a_gtFine_polygons.json: line 1, column " in split.problems[0].examples[0]
    (tmp_path / SCENE).unlink()
    with pytest.raises(
        ReadError, match="no file of Cityscapes here can be read; gtFine/train/aachen/a_gtFine_poly"
    ):
        read(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="no annotation file here"):
        read(tmp_path / "empty")


def test_scenes_are_painted_by_processes(tmp_path, monkeypatch):
    monkeypatch.setattr(
        cityscapes, "in_chunks", lambda *args, **more: in_chunks(*args, **{**more, "worth": 2, "size": 2})
    )
    for place in range(5):
        write(tmp_path / f"train/city/city_{place}_gtFine_polygons.json", box("car", 0, 0, 10, 1 + place))
    assert read(tmp_path).splits["train"].masks.pixels.tolist() == [10, 20, 30, 40, 50]


def test_what_is_cityscapes(tmp_path):
    assert not cityscapes.detect(tmp_path)
    assert not cityscapes.detect(tmp_path / "missing")
    write(tmp_path / SCENE)
    assert find_reader(tmp_path).FORMAT == "cityscapes"
    (tmp_path / SCENE.replace("polygons.json", "labelIds.png")).touch()
    assert not cityscapes.detect(tmp_path)


def test_seeds_are_sound(tmp_path):
    found = load(seeds_cityscapes.build(tmp_path), progress=False)
    assert problems(found) == {
        ("train", "crowd"): 1,
        ("train", "region-ignored"): 1,
        ("val", "class-missing"): 2,
    }


@needs_real_data
def test_masks_without_polygons_are_left_to_their_own_reader():
    for folder in (REAL_DATA / "odd_datumaro_fixtures" / "cityscapes_dataset").iterdir():
        assert not cityscapes.detect(folder)
