"""Index masks in the layouts of Pascal VOC, CamVid, Cityscapes and KITTI."""

from __future__ import annotations

import pytest

from insight_widgets.errors import ReadError
from insight_widgets.image_lookup import find_image
from insight_widgets.loading import load
from insight_widgets.readers import find_reader
from insight_widgets.report import build_report
from tests.mask_files import areas, problems, read, save
from tests.real_data import REAL_DATA, needs_real_data

CITYSCAPES = REAL_DATA / "odd_datumaro_fixtures" / "cityscapes_dataset"


def names(dataset):
    return {name: split.images.name.tolist() for name, split in dataset.splits.items()}


def images_found(dataset):
    """Return where the images of all splits are found."""
    return [
        find_image(name, split.images.roots)
        for split in dataset.splits.values()
        for name in split.images.name
    ]


def voc(root, lists, masks="abcd", images="abcde"):
    """Write a data set as Pascal VOC has it, with the lines of each list."""
    for name in masks:
        save(root / f"SegmentationClass/{name}.png", [[0, 1, 2, 255]], "P")
        save(root / f"SegmentationObject/{name}.png", [[0, 1, 2, 255]], "P")
    for name in images:
        save(root / f"JPEGImages/{name}.jpg", [[0, 1, 2, 255]])
    folder = root / "ImageSets/Segmentation"
    folder.mkdir(parents=True)
    for name, lines in lists.items():
        (folder / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines))
    return root


def test_voc_lists_tell_the_splits(tmp_path):
    root = voc(tmp_path / "VOCdevkit/VOC2012", {"train": "ab", "val": "c", "trainval": "abc"})
    assert find_reader(tmp_path).FORMAT == "mask"
    dataset = read(tmp_path)
    assert names(dataset) == {"train": ["a.jpg", "b.jpg"], "val": ["c.jpg"]}
    assert dataset.classes == ("0", "1", "2")
    assert areas(dataset, "val") == {("c.jpg", "0"): 1, ("c.jpg", "1"): 1, ("c.jpg", "2"): 1}
    assert images_found(dataset) == [root / f"JPEGImages/{name}.jpg" for name in "abc"]


def test_masks_in_no_list_are_left_out_and_told(tmp_path):
    dataset = read(voc(tmp_path, {"train": "ab", "val": "c"}))
    problem = dataset.splits["train"].problems[0]
    assert (problem.code, problem.count, problem.examples, problem.level) == (
        "mask-unlisted",
        1,
        ("d.png",),
        "info",
    )
    assert dataset.splits["val"].problems == ()


def test_names_in_lists_without_mask_are_told_or_images_without_label(tmp_path):
    dataset = read(voc(tmp_path, {"train": ["a", "b", "gone"], "val": ["c", "d"], "test": ["e"]}))
    assert problems(dataset, "train") == {"list-no-image": 1}
    assert names(dataset)["test"] == ["e.jpg"]
    found = build_report(dataset, progress=False).to_dict()["problems"]
    assert [(p["split"], p["count"]) for p in found if p["code"] == "image-no-label"] == [("test", 1)]


def test_an_image_in_two_lists_is_a_leak(tmp_path):
    dataset = read(voc(tmp_path, {"train": "ab", "val": "bcd"}))
    found = build_report(dataset, progress=False).to_dict()["problems"]
    assert {(p["code"], p["split"], p["count"]) for p in found} == {("leak", "val", 1)}


def test_lists_of_another_set_are_told_and_part_nothing(tmp_path):
    dataset = read(voc(tmp_path, {"train": ["x", "y"], "val": ["z"]}))
    assert names(dataset) == {"all": ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]}
    assert problems(dataset) == {"list-no-image": 3}


def test_voc_without_images_or_with_names_of_folders(tmp_path):
    root = voc(tmp_path, {"default": ["images/a.jpg SegmentationClass/a.png", "b", "c.jpg", "d"]}, images="")
    dataset = read(root)
    assert names(dataset) == {"default": ["a.png", "b.png", "c.png", "d.png"]}
    assert images_found(dataset) == [None] * 4


def test_camvid_as_first_published(tmp_path):
    colours = [[[128, 128, 128], [128, 64, 128]], [[0, 0, 0], [64, 0, 128]]]
    save(tmp_path / "LabeledApproved_full/0001TP_006690_L.png", colours, "RGB")
    save(tmp_path / "701_StillsRaw_full/0001TP_006690.png", colours, "RGB")
    lines = "64 0 128\tCar\n128 64 128\tRoad\n128 128 128\tSky\n0 0 0\t\tVoid\n"
    (tmp_path / "label_colors.txt").write_text(lines)
    assert find_reader(tmp_path).FORMAT == "mask"
    dataset = read(tmp_path)
    assert dataset.classes == ("Car", "Road", "Sky")
    assert areas(dataset) == {("0001TP_006690.png", name): 1 for name in dataset.classes}
    assert images_found(dataset) == [tmp_path / "701_StillsRaw_full/0001TP_006690.png"]
    assert problems(dataset) == {}


def cityscapes(root, *endings, split="train", values=((7, 26, 0, 3),)):
    """Write one scene as Cityscapes has it."""
    scene = f"{split}/aachen/aachen_000000_000019"
    for ending in endings:
        mode = "I;16" if ending == "instanceIds" else "L"
        save(root / f"gtFine/{scene}_gtFine_{ending}.png", values, mode)
    save(root / f"gtFine/{scene}_gtFine_color.png", [[(1, 2, 3)] * 4], "RGB")
    save(root / f"leftImg8bit/{scene}_leftImg8bit.png", [[(1, 2, 3)] * 4], "RGB")
    return "aachen/aachen_000000_000019_leftImg8bit.png"


def test_cityscapes_label_ids(tmp_path):
    image = cityscapes(tmp_path, "labelIds", "labelTrainIds", "instanceIds")
    cityscapes(tmp_path, "labelIds", split="val")
    assert find_reader(tmp_path).FORMAT == "mask"
    dataset = read(tmp_path)
    assert names(dataset) == {"train": [image], "val": [image]}
    assert len(dataset.classes) == 19
    assert dataset.classes[:2] == ("road", "sidewalk")
    assert areas(dataset, "train") == {(image, "road"): 1, (image, "car"): 1}
    assert problems(dataset, "train") == {}
    assert images_found(dataset) == [tmp_path / "leftImg8bit" / split / image for split in ("train", "val")]


def test_cityscapes_train_ids(tmp_path):
    image = cityscapes(tmp_path, "labelTrainIds", values=[[0, 13, 255, 255]])
    dataset = read(tmp_path, ignore=None)
    assert areas(dataset, "train") == {(image, "road"): 1, (image, "car"): 1}
    assert problems(dataset, "train") == {}


def test_cityscapes_instances_only(tmp_path):
    image = cityscapes(tmp_path, "instanceIds", values=[[26001, 26002, 26, 24000], [7, 7, 3, 3]])
    dataset = read(tmp_path)
    assert areas(dataset, "train") == {(image, "road"): 2, (image, "person"): 1, (image, "car"): 3}


def test_the_callers_classes_come_before_those_of_cityscapes(tmp_path):
    image = cityscapes(tmp_path, "labelIds", values=[[0, 1, 1, 2]])
    assert areas(read(tmp_path, classes=("a", "b", "c")), "train") == {
        (image, "a"): 1,
        (image, "b"): 2,
        (image, "c"): 1,
    }


def test_splits_of_cityscapes_given_one_by_one(tmp_path):
    image = cityscapes(tmp_path, "labelIds")
    cityscapes(tmp_path, "labelIds", split="val")
    dataset = load({"train": tmp_path / "gtFine/train", "val": tmp_path / "gtFine/val"}, progress=False)
    assert names(dataset) == {"train": [image], "val": [image]}
    assert None not in images_found(dataset)


@pytest.mark.parametrize(
    ("folder", "values"),
    [("semantic", [[7, 26, 26, 3]]), ("instance", [[7 * 256, 26 * 256 + 1, 26 * 256 + 2, 3 * 256]])],
)
def test_kitti(tmp_path, folder, values):
    save(tmp_path / f"training/{folder}/000000_10.png", values, "I;16")
    save(tmp_path / "training/semantic_rgb/000000_10.png", [[(1, 2, 3)] * 4], "RGB")
    save(tmp_path / "training/image_2/000000_10.png", [[(1, 2, 3)] * 4], "RGB")
    assert find_reader(tmp_path).FORMAT == "mask"
    dataset = read(tmp_path)
    assert areas(dataset, "train") == {("000000_10.png", "road"): 1, ("000000_10.png", "car"): 2}
    assert images_found(dataset) == [tmp_path / "training/image_2/000000_10.png"]


@pytest.mark.parametrize("outer", ["set", "one/two"])
def test_folders_that_hold_nothing_but_the_next_are_passed_through(tmp_path, outer):
    save(tmp_path / outer / "masks/a.png", [[0, 1]])
    save(tmp_path / outer / "images/a.jpg", [[0, 1]])
    assert find_reader(tmp_path).FORMAT == "mask"
    assert names(read(tmp_path)) == {"all": ["a.jpg"]}


def test_a_folder_that_links_to_itself_ends(tmp_path):
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "masks").symlink_to(tmp_path)
    save(tmp_path / "a.png", [[0, 1]])
    assert sum(map(len, names(read(tmp_path)).values())) == 1


def test_links_out_of_the_data_are_not_followed(tmp_path):
    save(tmp_path / "elsewhere/a.png", [[0, 1]])
    save(tmp_path / "data/masks/b.png", [[0, 1]])
    (tmp_path / "data/images").symlink_to(tmp_path / "elsewhere")
    assert problems(read(tmp_path / "data")) == {"link-outside": 1}
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked/masks").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(
        ReadError, match="no mask in this folder or below it; masks: a link to a folder outside"
    ):
        read(tmp_path / "linked")


def test_images_in_their_own_folder_are_found_and_masks_are_not(tmp_path):
    save(tmp_path / "train/masks/a.png", [[0, 1]])
    save(tmp_path / "train/masks/b.png", [[0, 1]])
    save(tmp_path / "train/images/a.png", [[0, 1]])
    dataset = read(tmp_path)
    assert names(dataset) == {"train": ["a.png", "b.png"]}
    assert images_found(dataset) == [tmp_path / "train/images/a.png", None]


def test_of_several_masks_of_one_image_the_first_counts(tmp_path):
    save(tmp_path / "masks/a.png", [[0, 1]])
    save(tmp_path / "masks/a_mask.png", [[2, 2]])
    save(tmp_path / "images/a.jpg", [[0, 1]])
    dataset = read(tmp_path)
    assert areas(dataset) == {("a.jpg", "0"): 1, ("a.jpg", "1"): 1}
    assert problems(dataset) == {"duplicate-image": 1}


@needs_real_data
def test_real_camvid_finds_its_images():
    dataset = read(REAL_DATA / "camvid_subset")
    found = [path for path in images_found(dataset) if path is not None]
    assert len(found) == 15
    assert {path.parent.name for path in found} == {"train", "val"}


@needs_real_data
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (CITYSCAPES / "dataset", {"train": {"person"}, "val": set(), "test": {"truck", "wall", "train"}}),
        (
            CITYSCAPES / "train_dataset",
            {"train": {"person"}, "val": set(), "test": {"truck", "wall", "train"}},
        ),
        (CITYSCAPES.parent / "kitti_dataset/kitti_segmentation", {"train": {"truck", "wall", "train"}}),
    ],
)
def test_real_layouts_of_street_scenes(path, expected):
    assert find_reader(path).FORMAT == "mask"
    dataset = read(path)
    assert None not in images_found(dataset)
    assert {split: {name for _, name in areas(dataset, split)} for split in dataset.splits} == expected


def roboflow(root, classes="Pixel Value, Class\n0, background\n1, road\n2, car\n"):
    """Write a data set as Roboflow has it."""
    for split, names in {"train": "ab", "valid": "c"}.items():
        for name in names:
            save(root / split / f"{name}_jpg.rf.12.jpg", [[0, 0, 0, 0]])
            save(root / split / f"{name}_jpg.rf.12_mask.png", [[0, 1, 2, 2]])
        (root / split / "_classes.csv").write_text(classes)
    return root


def test_masks_beside_images_as_roboflow_has_them(tmp_path):
    assert find_reader(roboflow(tmp_path)).FORMAT == "mask"
    dataset = load(tmp_path, progress=False)
    assert names(dataset) == {"train": ["a_jpg.rf.12.jpg", "b_jpg.rf.12.jpg"], "val": ["c_jpg.rf.12.jpg"]}
    assert dataset.classes == ("road", "car")
    assert areas(dataset, "val") == {("c_jpg.rf.12.jpg", "road"): 1, ("c_jpg.rf.12.jpg", "car"): 2}


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ("Pixel Value, Class\n0, background\none, road\n", "line 3: a value and a class name are wanted"),
        ("Pixel Value, Class\n0\n", "line 2: a value and a class name are wanted"),
        ("Pixel Value, Class\n", "no class here"),
        ("", "no class here"),
    ],
)
def test_a_class_list_of_roboflow_that_is_none_is_told(tmp_path, classes, message):
    with pytest.raises(ReadError, match=message):
        read(roboflow(tmp_path, classes))
