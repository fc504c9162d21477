"""Outlines and masks that are read when an image is looked at, against what was counted when it was read."""

from __future__ import annotations

import json
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pycocotools import mask as coco_mask

from insight_widgets import examples, load
from insight_widgets.gallery.finder import Finder
from insight_widgets.gallery.items import ItemMaker
from insight_widgets.gallery.painter import Painter
from insight_widgets.gallery.sources import origin_of
from insight_widgets.mask_parts import parts_of
from tests.real_data import REAL_DATA, needs_real_data

NOTHING = {"classes": [], "bins": {}, "split": None}


def drawn_areas(split, row):
    """Return the pixels of every class in an image, its shapes united."""
    height, width = int(split.images.height[row]), int(split.images.width[row])
    united = {}
    for shape in split.shapes.shapes(origin_of(split, row)):
        parts = []
        if shape.rings:
            scale = np.array([width, height]) if shape.relative else 1
            rings = [(ring * scale).ravel().tolist() for ring in shape.rings]
            parts = parts_of(rings, height, width)
        elif shape.drawing is not None:
            parts = shape.drawing.parts(height, width)
        pixels = coco_mask.decode(parts).any(axis=2) if parts else None
        pixels = shape.pixels() if shape.pixels is not None else pixels
        if pixels is not None:
            united[shape.name] = united.get(shape.name, False) | pixels
    return {name: int(pixels.sum()) for name, pixels in united.items()}


def counted_areas(dataset, split):
    areas = {}
    masks = split.masks
    columns = (masks.image, masks.label, masks.pixels)
    for image, label, pixels in zip(*(column.tolist() for column in columns), strict=True):
        areas.setdefault(image, {})[dataset.classes[label]] = pixels
    return areas


def assert_same(dataset, most=40):
    for split in dataset.splits.values():
        counted = counted_areas(dataset, split)
        assert counted
        for row in range(min(most, len(split.images))):
            drawn = {name: area for name, area in drawn_areas(split, row).items() if area}
            expected = {name: area for name, area in counted.get(row, {}).items() if area}
            assert {name: drawn.get(name) for name in expected} == expected, split.images.name[row]


@pytest.mark.parametrize("options", [{}, {"holdout": 0.3}])
def test_shapes_of_coco_cover_what_was_counted(options):
    path = examples.coco_tiny()
    if options:
        path = path / "annotations" / "instances_train2017.json"
        path = path if path.exists() else next(examples.coco_tiny().rglob("*train2017.json"))
    assert_same(load(path, task="segmentation", progress=False, **options))


@needs_real_data
@pytest.mark.parametrize(
    "where", ["pothole_yoloseg", "labelme/instance_segmentation/data_annotated", "via_droplets/balloon"]
)
def test_shapes_of_real_sets_cover_what_was_counted(where):
    assert_same(load(REAL_DATA / where, progress=False))


@needs_real_data
def test_index_masks_cover_what_was_counted():
    assert_same(load(REAL_DATA / "camvid_subset", progress=False), most=8)


def test_outlines_lie_in_the_boxes_they_belong_to():
    dataset = load(examples.coco_tiny(), progress=False)
    finder = Finder(dataset)
    for split in dataset.splits:
        maker = ItemMaker(dataset, split, finder.index(split))
        rows = list(range(len(dataset.splits[split].images)))
        outlined = 0
        for item in maker.items(rows, np.zeros(0, dtype=np.int64), None):
            for one in item.told["objects"]:
                if one["crowd"]:
                    assert one["mask"] is not None
                    continue
                points = np.concatenate([np.reshape(ring, (-1, 2)) for ring in one["outline"]])
                x, y, width, height = one["box"]
                found = [*points.min(axis=0), *np.ptp(points, axis=0)]
                assert found == pytest.approx([x, y, width, height], abs=0.01)
                outlined += 1
        assert outlined > 100


def coco(tmp_path, annotations, text=None):
    Image.new("RGB", (20, 10), "grey").save(tmp_path / "a.png")
    document = {
        "images": [
            {"id": 1, "file_name": "a.png", "width": 20, "height": 10},
            {"id": 2, "file_name": "b.png", "width": 20, "height": 10},
        ],
        "categories": [{"id": 1, "name": "dog"}],
        "annotations": annotations,
    }
    file = tmp_path / "instances_train.json"
    file.write_text(text or json.dumps(document), "utf-8")
    return file


def annotation(number, image=1, **more):
    square = [[2, 2, 8, 2, 8, 6, 2, 6]]
    told = {"id": number, "image_id": image, "category_id": 1, "bbox": [2, 2, 6, 4], "segmentation": square}
    return told | more


def shapes(file, row=0):
    dataset = load(file, progress=False)
    return next(iter(dataset.splits.values())).shapes.shapes(row)


def test_damaged_masks_and_entries_cost_only_themselves(tmp_path):
    crowd = {"size": [10, 20], "counts": [100, 100]}
    file = coco(
        tmp_path,
        [
            annotation(1),
            "no annotation",
            annotation(2, bbox="none"),
            annotation(3, image=2),
            annotation(4, segmentation=crowd, iscrowd=1),
            annotation(5, segmentation=[[1, 2, "x", 3, 4, 5]]),
            annotation(6, segmentation=None),
            {"id": 7, "image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2]},
        ],
    )
    found = shapes(file)
    assert [shape.record for shape in found] == [1, 2, 4, 5, 6, 7]
    assert [len(shape.rings) for shape in found] == [1, 1, 0, 0, 0, 0]
    assert found[2].drawing is not None
    assert found[2].crowd
    assert [shape.record for shape in shapes(file, 1)] == [3]


def test_a_file_with_nan_is_read_all_the_same(tmp_path):
    file = coco(tmp_path, [annotation(1), annotation(2, bbox=[float("nan")] * 4), annotation(3)])
    assert "NaN" in file.read_text("utf-8")
    assert [len(shape.rings) for shape in shapes(file)] == [1, 1, 1]


def test_large_files_are_read_in_pieces(tmp_path, monkeypatch):
    from insight_widgets.readers import _json_pieces

    file = coco(tmp_path, [annotation(number, 1 + number % 2) for number in range(500)])
    expected = [shape.record for shape in shapes(file)]
    monkeypatch.setattr(_json_pieces.JsonPieces.__init__, "__kwdefaults__", {"piece": 700, "on_bytes": None})
    found = shapes(file)
    assert [shape.record for shape in found] == expected == list(range(0, 500, 2))
    assert all(shape.rings[0].tolist() == [[2, 2], [8, 2], [8, 6], [2, 6]] for shape in found)


def test_a_file_that_has_changed_leaves_images_without_shapes(tmp_path):
    file = coco(tmp_path, [annotation(1)])
    dataset = load(file, progress=False)
    coco(tmp_path, [annotation(1), annotation(2)])
    finder = Finder(dataset)
    (split,) = dataset.splits
    (item,) = ItemMaker(dataset, split, finder.index(split)).items([0], np.zeros(0, dtype=np.int64), None)
    assert item.told["objects"][0]["outline"] is None


def index_set(tmp_path, orientation=None):
    (tmp_path / "images").mkdir()
    (tmp_path / "masks").mkdir()
    values = np.zeros((40, 60), dtype=np.uint8)
    values[5:15, 30:50] = 1
    values[20:, :10] = 2
    Image.fromarray(values).save(tmp_path / "masks" / "a.png")
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    Image.fromarray(np.dstack([values * 100] * 3)).save(
        tmp_path / "images" / "a.jpg", quality=100, subsampling=0, exif=exif
    )
    return load(tmp_path, classes=["background", "dog", "cat"], progress=False)


@pytest.mark.parametrize("orientation", [None, *range(1, 9)])
def test_masks_lie_over_their_pixels_however_the_image_is_turned(tmp_path, orientation):
    dataset = index_set(tmp_path, orientation)
    finder = Finder(dataset)
    (split,) = dataset.splits
    found = finder.find(split, {**NOTHING, "classes": ["cat"]})
    (item,) = ItemMaker(dataset, split, finder.index(split)).items([0], found.matches.rows, None)
    assert [(one["class"], one["matches"], one["mask"]) for one in item.told["objects"]] == [
        ("cat", True, 0),
        ("dog", False, 1),
    ]
    drawn = Painter(dataset).drawn(split, item, 60)
    grey = np.asarray(Image.open(BytesIO(drawn.picture.data)).convert("L")).astype(int)
    for mask, value in zip(drawn.masks, (200, 100), strict=True):
        alpha = np.asarray(Image.open(BytesIO(mask)).getchannel("A"))
        assert alpha.shape == grey.shape
        assert ((alpha > 127) == (np.abs(grey - value) < 30)).mean() > 0.99


def test_colour_masks_are_read_by_their_colours(tmp_path):
    for name in ("images", "masks"):
        (tmp_path / name).mkdir()
    painted = np.zeros((10, 20, 3), dtype=np.uint8)
    painted[:, :5] = (128, 0, 0)
    Image.fromarray(painted).save(tmp_path / "masks" / "a.png")
    Image.new("RGB", (20, 10)).save(tmp_path / "images" / "a.jpg")
    (tmp_path / "labelmap.txt").write_text(
        "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncar:128,0,0::\n"
    )
    assert_same(load(tmp_path, progress=False))


def test_grey_masks_of_few_bits_and_of_sixteen_are_read_by_their_values(tmp_path):
    for name in ("images", "masks"):
        (tmp_path / name).mkdir()
    values = np.zeros((10, 20), dtype=np.uint8)
    values[:4] = 1
    Image.fromarray(values.astype(bool)).save(tmp_path / "masks" / "a.png")
    Image.fromarray(values.astype(np.uint16) * 700).save(tmp_path / "masks" / "b.png")
    for name in "ab":
        Image.new("RGB", (20, 10)).save(tmp_path / "images" / f"{name}.jpg")
    assert_same(load(tmp_path, background=(0,), progress=False))


def test_cityscapes_polygons_are_those_of_their_file(tmp_path):
    folder = tmp_path / "gtFine" / "train" / "bern"
    folder.mkdir(parents=True)
    square = [[2, 2], [8, 2], [8, 6], [2, 6]]
    objects = [{"label": "car", "polygon": square}, {"label": "cargroup", "polygon": square}]
    scene = {"imgHeight": 10, "imgWidth": 20, "objects": objects}
    (folder / "bern_000000_000001_gtFine_polygons.json").write_text(json.dumps(scene))
    for task in ("segmentation", "detection"):
        dataset = load(tmp_path, task=task, progress=False)
        found = dataset.splits["train"].shapes.shapes(0)
        assert [(shape.name, shape.record, shape.crowd) for shape in found] == [
            ("car", 1, False),
            ("car", 2, True),
        ]
        assert found[0].rings[0].tolist() == square
