"""Reading index masks."""

from __future__ import annotations

import random
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.readers import find_reader, index_mask
from insight_widgets.report import build_report
from tests.mask_files import areas, problems, read, save
from tests.real_data import REAL_DATA, needs_real_data


def grey_png(path, bits, row):
    """Save a PNG of one row of grey values of few bits, as its specification has it."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    written = "".join(f"{value:0{bits}b}" for value in row)
    data = bytes([0]) + int(written.ljust(-len(written) // 8 * -8, "0"), 2).to_bytes(
        -(-len(written) // 8), "big"
    )
    header = struct.pack(">IIBBBBB", len(row), 1, bits, 0, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("mode", ["L", "P", "I;16"])
def test_every_value_is_a_class_but_255(tmp_path, mode):
    save(tmp_path / "masks/a.png", [[0, 0, 2, 2], [10, 2, 255, 255]], mode)
    dataset = read(tmp_path)
    assert dataset.task == "segmentation"
    assert dataset.classes == ("0", "2", "10")
    assert areas(dataset) == {("a.png", "0"): 2, ("a.png", "2"): 3, ("a.png", "10"): 1}
    assert dataset.splits["all"].masks.total.tolist() == [8, 8, 8]
    assert problems(dataset) == {}


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_grey_of_few_bits_keeps_its_values(tmp_path, bits):
    most = 2**bits - 1
    grey_png(tmp_path / "masks/a.png", bits, [0, 1, most, most])
    expected = (
        {("a.png", "0"): 1, ("a.png", "1"): 3}
        if bits == 1
        else {
            ("a.png", "0"): 1,
            ("a.png", "1"): 1,
            ("a.png", str(most)): 2,
        }
    )
    assert areas(read(tmp_path)) == expected


def test_values_beyond_8_bits(tmp_path):
    save(tmp_path / "masks/a.png", [[0, 300, 65535, 300]], "I;16")
    assert areas(read(tmp_path)) == {("a.png", "0"): 1, ("a.png", "300"): 2, ("a.png", "65535"): 1}


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int32, np.int64])
def test_tiff(tmp_path, dtype):
    from skimage import io

    (tmp_path / "masks").mkdir()
    io.imsave(tmp_path / "masks/a.tif", np.array([[0, 3], [3, 3]], dtype=dtype), check_contrast=False)
    assert areas(read(tmp_path)) == {("a.tif", "0"): 1, ("a.tif", "3"): 3}


def test_a_class_list_names_values_and_background_is_none(tmp_path):
    save(tmp_path / "masks/a.png", [[0, 1, 2, 2], [7, 255, 1, 1]])
    (tmp_path / "classes.txt").write_text("Background\nroad\ncar\ntree\n")
    dataset = read(tmp_path)
    assert dataset.classes == ("road", "car", "tree")
    assert areas(dataset) == {("a.png", "road"): 3, ("a.png", "car"): 2}
    assert problems(dataset) == {"mask-value": 1}
    assert dataset.splits["all"].problems[0].examples[0].endswith('image "a.png": no class for value 7')


def test_the_caller_names_classes_background_and_the_value_to_ignore(tmp_path):
    save(tmp_path / "masks/a.png", [[0, 1, 2, 3]])
    dataset = read(tmp_path, classes=("void", "a", "b", "c"), background=frozenset({2}), ignore=3)
    assert areas(dataset) == {("a.png", "a"): 1}
    assert dataset.classes == ("a",)
    assert areas(read(tmp_path, ignore=None)) == {("a.png", str(value)): 1 for value in range(4)}


@pytest.mark.parametrize(
    ("train", "val"),
    [
        ("train/masks", "valid/masks"),
        ("masks/train", "masks/val"),
        ("trainannot", "valannot"),
        ("train_labels", "val_labels"),
        ("annotations/training", "annotations/validation"),
        ("SegmentationClass/train", "SegmentationClass/val"),
    ],
)
def test_layouts_of_splits(tmp_path, train, val):
    save(tmp_path / train / "a.png", [[1]])
    save(tmp_path / val / "deep/b.png", [[1]])
    assert find_reader(tmp_path).FORMAT == "mask"
    dataset = read(tmp_path)
    assert {name: list(split.images.name) for name, split in dataset.splits.items()} == {
        "train": ["a.png"],
        "val": ["deep/b.png"],
    }


@pytest.mark.parametrize(
    ("masks", "images"),
    [
        ("masks", "images"),
        ("train/masks", "train/images"),
        ("masks/train", "images/train"),
        ("trainannot", "train"),
    ],
)
def test_sizes_come_from_images_beside(tmp_path, masks, images):
    save(tmp_path / masks / "a.png", [[1, 1], [0, 0]])
    save(tmp_path / masks / "b.png", [[1, 1], [0, 0]])
    save(tmp_path / images / "a.jpg", [[1, 1], [0, 0]])
    save(tmp_path / images / "b.jpg", [[1, 1, 1, 1]] * 6)
    save(tmp_path / images / "c.jpg", [[1, 1, 1]])
    dataset = read(tmp_path)
    (split,) = dataset.splits.values()
    assert split.images.name.tolist() == ["a.jpg", "b.jpg", "c.jpg"]
    assert split.images.width.tolist() == [2, 4, 3]
    assert split.masks.total.tolist() == [4] * 4
    assert {problem.code: problem.count for problem in split.problems} == {"mask-size": 1}
    found = build_report(dataset, progress=False).to_dict()["problems"]
    assert {problem["code"]: problem["count"] for problem in found} == {"mask-size": 1, "image-no-label": 1}


@pytest.mark.parametrize(
    ("masks", "images"), [("train/masks", "train/images"), ("trainannot", "train"), ("masks", "images")]
)
def test_a_folder_of_masks_given_alone_finds_the_images_beside_it(tmp_path, masks, images):
    save(tmp_path / masks / "a.png", [[1, 1]])
    save(tmp_path / images / "a.jpg", [[1, 1, 1]])
    split = read(tmp_path / masks).splits["all"]
    assert split.images.width.tolist() == [3]
    assert {problem.code for problem in split.problems} == {"mask-size"}


def test_a_folder_of_masks_by_split_given_alone(tmp_path):
    save(tmp_path / "masks/train/a.png", [[1]])
    save(tmp_path / "masks/val/a.png", [[1]])
    assert list(read(tmp_path / "masks").splits) == ["train", "val"]


def test_masks_called_with_a_suffix_find_their_image(tmp_path):
    save(tmp_path / "masks/a_mask.png", [[1, 0]])
    save(tmp_path / "images/a.png", [[1, 0]])
    assert len(read(tmp_path).splits["all"].images) == 1


def test_images_in_a_given_folder_are_looked_for(tmp_path):
    save(tmp_path / "data/masks/a.png", [[1, 0]])
    save(tmp_path / "data/masks/b.png", [[1, 0]])
    save(tmp_path / "photographs/a.png", [[1, 0]])
    assert problems(read(tmp_path / "data", images=tmp_path / "photographs")) == {"image-unreadable": 1}


def test_a_folder_of_masks_alone(tmp_path):
    save(tmp_path / "x/a.png", [[1, 0]])
    assert find_reader(tmp_path / "x").FORMAT == "mask"
    assert areas(read(tmp_path / "x")) == {("a.png", "0"): 1, ("a.png", "1"): 1}


def test_damaged_masks_are_told_and_their_images_count(tmp_path):
    save(tmp_path / "masks/a.png", [[1, 0]])
    save(tmp_path / "masks/colour.png", [[1, 0]], "RGB")
    save(tmp_path / "masks/lossy.jpg", [[1, 0]])
    save(tmp_path / "masks/short.png", np.random.default_rng(0).integers(0, 9, (50, 50)))
    whole = (tmp_path / "masks/short.png").read_bytes()
    (tmp_path / "masks/short.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "masks/words.png").write_text("no image")
    dataset = read(tmp_path)
    assert len(dataset.splits["all"].images) == 5
    assert problems(dataset) == {"image-unreadable": 4}
    told = " / ".join(dataset.splits["all"].problems[0].examples)
    for words in (
        "convert colours to indices",
        "a JPEG",
        '"short.png": damaged',
        "not an image that can be read",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("name", "mode", "words"),
    [("a.png", "RGB", "convert colours to indices"), ("a.jpg", "L", "a JPEG")],
)
def test_masks_of_colours_or_jpeg_only_are_one_clear_error(tmp_path, name, mode, words):
    save(tmp_path / "masks" / name, [[1, 0]], mode)
    save(tmp_path / "images/a.jpg", [[1, 0]])
    assert find_reader(tmp_path).FORMAT == "mask"
    with pytest.raises(ReadError, match=words):
        read(tmp_path)


def test_image_bombs_are_refused(tmp_path, monkeypatch):
    save(tmp_path / "masks/a.png", [[1, 0]])
    save(tmp_path / "masks/large.png", np.ones((40, 40)))
    save(tmp_path / "masks/larger.png", np.ones((400, 400)))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    dataset = read(tmp_path)
    assert problems(dataset) == {"image-unreadable": 2}
    assert "more than 1,000 pixels" in dataset.splits["all"].problems[0].examples[0]


def test_the_same_file_twice_counts_once_and_in_two_splits_is_a_leak(tmp_path):
    save(tmp_path / "trainannot/a.png", [[1, 0]])
    save(tmp_path / "valannot/b.png", [[1, 0]])
    (tmp_path / "trainannot/again.png").symlink_to(tmp_path / "trainannot/a.png")
    (tmp_path / "valannot/a.png").symlink_to(tmp_path / "trainannot/a.png")
    found = build_report(read(tmp_path), progress=False).to_dict()
    assert found["splits"]["train"]["images"] == 1
    codes = {(problem["code"], problem["split"]): problem["count"] for problem in found["problems"]}
    assert codes == {("duplicate-image", "train"): 1, ("leak", "val"): 1}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "no mask in this folder"),  # noqa: ARG005
        (lambda path: (path / "masks").mkdir(), "no mask in this folder"),
        (lambda path: (path / "notes.txt").touch(), "no mask in this folder"),
    ],
)
def test_a_folder_without_masks_is_refused(tmp_path, make, words):
    make(tmp_path)
    with pytest.raises(ReadError, match=words):
        read(tmp_path)


def test_files_and_other_tasks_are_refused(tmp_path):
    with pytest.raises(ReadError, match="a folder of masks is wanted"):
        read(tmp_path / "missing")
    with pytest.raises(ReadError, match="masks are for segmentation"):
        read(tmp_path, task="detection")


@pytest.mark.parametrize(
    ("folder", "values", "expected"),
    [
        ("masks", np.arange(4).reshape(2, 2), True),
        ("masks", np.arange(256).reshape(16, 16), False),
        ("dog", np.arange(4).reshape(2, 2), False),
        (".", np.arange(4).reshape(2, 2), True),
        (".", np.arange(256).reshape(16, 16), False),
    ],
)
def test_what_is_taken_for_masks(tmp_path, folder, values, expected):
    save(tmp_path / folder / "a.png", values)
    assert index_mask.detect(tmp_path) is expected


def test_photographs_of_masks_are_no_index_masks(tmp_path):
    save(tmp_path / "with_mask/a.png", np.arange(256).reshape(16, 16), "RGB")
    save(tmp_path / "mask/a.png", np.arange(256).reshape(16, 16), "RGB")
    assert find_reader(tmp_path).FORMAT == "folder"


@pytest.mark.parametrize("seed", range(5))
def test_areas_of_random_masks_are_exact(tmp_path, seed):
    mask = np.random.default_rng(seed).integers(0, 12, (37, 53))
    save(tmp_path / "masks/a.png", mask, "P" if seed % 2 else "L")
    values, counts = np.unique(mask, return_counts=True)
    expected = {("a.png", str(value)): int(count) for value, count in zip(values, counts, strict=True)}
    assert areas(read(tmp_path)) == expected


def test_mutated_masks_are_read_or_told(tmp_path):
    save(tmp_path / "masks/whole.png", [[1, 0]])
    save(tmp_path / "x.png", np.random.default_rng(0).integers(0, 9, (30, 30)), "P")
    sound = (tmp_path / "x.png").read_bytes()
    chance = random.Random(3)  # noqa: S311  (no secret)
    for number in range(200):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        (tmp_path / f"masks/{number}.png").write_bytes(
            data[: chance.choice([None, chance.randrange(len(data))])]
        )
    split = read(tmp_path).splits["all"]
    assert len(split.images) == 201
    assert {problem.code for problem in split.problems} == {"image-unreadable"}


@needs_real_data
def test_camvid():
    path = REAL_DATA / "camvid_subset"
    assert find_reader(path).FORMAT == "mask"
    dataset = read(path)
    assert {name: len(split.images) for name, split in dataset.splits.items()} == {"train": 367, "val": 101}
    assert dataset.classes == tuple(map(str, range(12)))
    assert all(split.problems == () for split in dataset.splits.values())
    for name, share in (("train", 16.9), ("val", 9.2)):
        masks = dataset.splits[name].masks
        sky = masks.label == 0
        assert 100 * (masks.pixels[sky] / masks.total[sky]).mean() == pytest.approx(share, abs=0.05)


@needs_real_data
def test_a_palette_is_not_expanded():
    path = REAL_DATA / "labelme/instance_segmentation/data_dataset_voc"
    dataset = read(path)
    assert {name for _, name in areas(dataset)} == {"bottle", "bus", "car", "chair", "person", "sofa"}
    assert "_background_" not in dataset.classes
