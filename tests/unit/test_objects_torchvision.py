"""Data sets of torchvision: stand-ins of what they keep, and torchvision itself where it is installed."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import DataError
from tests.fake_libraries import TORCH, kinds_of, loaded, named, problems, real_torch, xywh
from tests.fake_torchvision import TORCHVISION


@pytest.fixture(params=kinds_of("torchvision"))
def libraries(request):
    """Return torchvision and torch."""
    if request.param == "stand-in":
        return TORCHVISION, TORCH
    from torchvision import datasets

    return datasets, real_torch()


@pytest.fixture
def torchvision(libraries):
    return libraries[0]


@pytest.fixture
def torch(libraries):
    return libraries[1]


def test_torchvision_itself_is_tested_too():
    pytest.importorskip("torchvision", reason="torchvision is not installed; only its stand-in is tested")


@pytest.fixture
def tree(tmp_path):
    for name in ("cat/0.png", "cat/1.png", "dog/0.png"):
        file = tmp_path / "pets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (30, 20)).save(file)
    return tmp_path / "pets"


COCO = {
    "images": [
        {"id": 9, "file_name": "dog/0.png", "width": 30, "height": 20},
        {"id": 4, "file_name": "cat/0.png"},
        {"id": 5, "file_name": "cat/1.png", "width": 30, "height": 20},
    ],
    "categories": [{"id": 1, "name": "cat"}, {"id": 7, "name": "dog"}],
    "annotations": [
        {
            "id": 1,
            "image_id": 9,
            "category_id": 7,
            "bbox": [1, 1, 8, 4],
            "segmentation": [[1, 1, 9, 1, 9, 5, 1, 5]],
        },
        {
            "id": 2,
            "image_id": 4,
            "category_id": 1,
            "bbox": [0, 0, 3, 3],
            "segmentation": [[0, 0, 3, 0, 3, 3, 0, 3]],
        },
        {"id": 3, "image_id": 4, "category_id": 1, "bbox": [0, 0, 9, 9], "iscrowd": 1, "segmentation": []},
    ],
}


@pytest.fixture
def coco(torchvision, tree, tmp_path, capsys):
    file = tmp_path / "instances.json"
    file.write_text(json.dumps(COCO))
    return torchvision.CocoDetection(str(tree), str(file))


def test_an_image_folder(torchvision, tree):
    dataset = loaded(torchvision.ImageFolder(str(tree)))
    assert (dataset.task, dataset.title) == ("multiclass", "pets")
    assert named(dataset) == [("cat/0.png", "cat"), ("cat/1.png", "cat"), ("dog/0.png", "dog")]
    assert dataset.splits["all"].images.roots == (tree,)
    assert loaded(torchvision.ImageFolder(str(tree)), classes=["dog", "cat"]).classes == ("dog", "cat")


def test_parts_of_an_image_folder_share_no_file(torchvision, torch, tree):
    folder = torchvision.ImageFolder(str(tree))
    parts = {"train": torch.Subset(folder, [0, 2]), "val": torch.Subset(torch.Subset(folder, [1, 2]), [0])}
    dataset = loaded(parts)
    assert named(dataset, "train") == [("cat/0.png", "cat"), ("dog/0.png", "dog")]
    assert named(dataset, "val") == [("cat/1.png", "cat")]
    assert "leak" not in problems(dataset)
    assert "leak" in problems(loaded(parts | {"val": torch.Subset(folder, [0])}))


def test_a_loader_of_an_image_folder_is_not_passed_through(torchvision, torch, tree):
    folder = torchvision.ImageFolder(str(tree))
    assert len(named(loaded(torch.DataLoader(folder, batch_size=2, shuffle=True, drop_last=True)))) == 3
    chosen = torch.DataLoader(folder, sampler=torch.SubsetRandomSampler([1, 2]))
    assert named(loaded(chosen)) == [("cat/1.png", "cat"), ("dog/0.png", "dog")]


def test_samples_that_come_twice_count_once(torchvision, torch, tree):
    folder = torchvision.ImageFolder(str(tree))
    dataset = loaded(torch.ConcatDataset([folder, torch.Subset(folder, [2, 2])]))
    assert len(dataset.splits["all"].images) == 3
    assert problems(dataset) == {"duplicate-image": 2}


def test_several_folders_behind_one_another(torchvision, torch, tree, tmp_path):
    file = tmp_path / "more" / "bird" / "0.png"
    file.parent.mkdir(parents=True)
    Image.new("RGB", (3, 2)).save(file)
    both = [torchvision.ImageFolder(str(tree)), torchvision.ImageFolder(str(tmp_path / "more"))]
    dataset = loaded(torch.ConcatDataset(both))
    assert dataset.classes == ("cat", "dog", "bird")
    assert named(dataset)[2:] == [("pets/dog/0.png", "dog"), ("more/bird/0.png", "bird")]
    assert dataset.splits["all"].images.roots == (tmp_path,)


def test_targets_that_are_changed_are_asked_for(tree):
    folder = TORCHVISION.ImageFolder(str(tree), target_transform=lambda target: 1 - target)
    assert [label for _, label in named(loaded(folder))] == ["dog", "dog", "cat"]


def test_lists_of_targets(torchvision):
    cifar = torchvision.CIFAR10.__new__(torchvision.CIFAR10)
    cifar.root, cifar.target_transform = "cifar", None
    cifar.data = np.zeros((4, 32, 32, 3), np.uint8)
    cifar.targets, cifar.classes = [1, 0, -1, 7], ["cat", ("dog", "hound")]
    dataset = loaded(cifar)
    assert dataset.classes == ("cat", "dog, hound")
    assert dataset.splits["all"].labels.label.tolist() == [1, 0, -1]
    assert problems(dataset)["unknown-class"] == 1


def test_coco_is_read_as_its_file_is(coco, tree):
    dataset = loaded(coco)
    assert (dataset.task, dataset.classes, dataset.title) == ("detection", ("cat", "dog"), "pets")
    assert named(dataset) == [("dog/0.png", "dog"), ("cat/0.png", "cat"), ("cat/0.png", "cat")]
    images = dataset.splits["all"].images
    assert (images.width.tolist(), images.roots) == ([30, 30, 30], (tree,))
    assert problems(dataset) == {"crowd": 1, "image-no-label": 1}
    assert loaded(coco, task="segmentation").splits["all"].masks.pixels.tolist() == [9, 32]


def test_part_of_coco(coco, torch):
    dataset = loaded({"train": torch.Subset(coco, [0, 1]), "val": torch.DataLoader(torch.Subset(coco, [2]))})
    assert dataset.splits["train"].images.name.tolist() == ["cat/0.png", "cat/1.png"]
    assert named(dataset, "val") == [("dog/0.png", "dog")]
    assert dataset.classes == ("cat", "dog")


def test_coco_that_holds_numpy_numbers_and_no_numbers(coco):
    coco.coco.dataset["annotations"][0]["bbox"] = [np.float32(1), float("nan"), np.int64(3), 4]
    assert problems(loaded(coco)) == {"box-degenerate": 1, "crowd": 1, "image-no-label": 2}


def test_coco_that_is_none(coco):
    coco.coco.dataset["annotations"] = [{"id": 1, "image_id": 9, "caption": "a dog"}]
    coco.coco.dataset.pop("categories")
    with pytest.raises(DataError, match=r"^CocoDetection: the annotations are captions"):
        loaded(coco)


XML = "<annotation><size><width>30</width><height>20</height></size>{}</annotation>"
OBJECT = (
    "<object><name>{}</name><difficult>1</difficult><bndbox><xmin>1</xmin><ymin>2</ymin>"
    "<xmax>11</xmax><ymax>7</ymax></bndbox></object>"
)


@pytest.fixture
def devkit(tmp_path):
    top = tmp_path / "VOCdevkit" / "VOC2012"
    for folder in (
        "Annotations",
        "JPEGImages",
        "SegmentationClass",
        "ImageSets/Main",
        "ImageSets/Segmentation",
    ):
        (top / folder).mkdir(parents=True)
    mask = np.zeros((20, 30), np.uint8)
    mask[0, :6], mask[1] = 8, 255
    for stem, names in {"a": ["cat", "dog"], "b": [], "c": ["cat"]}.items():
        (top / "Annotations" / f"{stem}.xml").write_text(XML.format("".join(map(OBJECT.format, names))))
        Image.new("RGB", (30, 20)).save(top / "JPEGImages" / f"{stem}.jpg")
        Image.fromarray(mask).save(top / "SegmentationClass" / f"{stem}.png")
    for kind in ("Main", "Segmentation"):
        (top / "ImageSets" / kind / "train.txt").write_text("a\nb\nc\n")
    return tmp_path


def test_voc_boxes(torchvision, torch, devkit):
    voc = torchvision.VOCDetection(str(devkit), year="2012", image_set="train")
    dataset = loaded(voc)
    assert named(dataset) == [("a.jpg", "cat"), ("a.jpg", "dog"), ("c.jpg", "cat")]
    assert xywh(dataset)[0] == [1, 2, 10, 5]
    assert dataset.splits["all"].boxes.attributes["difficult"].tolist() == ["1"] * 3
    assert problems(dataset) == {"image-no-label": 1}
    assert named(loaded(torch.Subset(voc, [2]))) == [("c.jpg", "cat")]


def test_voc_files_that_are_damaged_are_counted(torchvision, devkit):
    (devkit / "VOCdevkit" / "VOC2012" / "Annotations" / "c.xml").write_text("<annotation><object>")
    dataset = loaded(torchvision.VOCDetection(str(devkit), year="2012", image_set="train"))
    assert len(named(dataset)) == 2
    assert problems(dataset)["record-unreadable"] == 1


def test_voc_masks(torchvision, torch, devkit):
    voc = torchvision.VOCSegmentation(str(devkit), year="2012", image_set="train")
    dataset = loaded(torch.Subset(voc, [0, 2]))
    assert (dataset.task, len(dataset.classes), dataset.classes[7]) == ("segmentation", 20, "cat")
    assert dataset.splits["all"].masks.pixels.tolist() == [6, 6]
    assert dataset.splits["all"].masks.label.tolist() == [7, 7]


def test_voc_masks_of_which_none_can_be_read(torchvision, devkit):
    for file in (devkit / "VOCdevkit" / "VOC2012" / "SegmentationClass").iterdir():
        file.write_bytes(b"no mask")
    with pytest.raises(DataError, match=r"no mask can be read; .*a\.png"):
        loaded(torchvision.VOCSegmentation(str(devkit), year="2012", image_set="train"))
