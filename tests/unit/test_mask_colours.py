"""Masks painted in colours, and masks of two values."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from insight_widgets.mask_values import count_values
from insight_widgets.readers import find_reader
from tests.mask_files import areas, problems, read, save

RED, GREEN, BLACK = (255, 0, 0), (0, 128, 7), (0, 0, 0)
TABLE = {
    "label_colors.txt": "255 0 0 brick\n0 128 7 grass\n0 0 0 Void\n",
    "labelmap.txt": "# label:color_rgb:parts:actions\nbrick:255,0,0::\ngrass:0,128,7::\nbackground:0,0,0::\n",
    "class_dict.csv": "name,r,g,b\nbrick,255,0,0\ngrass,0,128,7\nunlabeled,0,0,0\n",
}


def mask(folder, rows=((RED, RED, GREEN, BLACK),), mode="RGB", name="a.png"):
    save(folder / "masks" / name, rows, mode)


@pytest.mark.parametrize("file", TABLE)
@pytest.mark.parametrize("place", [".", "masks"])
def test_a_table_of_colours_beside_the_masks(tmp_path, file, place):
    mask(tmp_path)
    (tmp_path / place / file).write_text(TABLE[file])
    assert find_reader(tmp_path).FORMAT == "mask"
    dataset = read(tmp_path)
    assert dataset.classes == ("brick", "grass")
    assert areas(dataset) == {("a.png", "brick"): 2, ("a.png", "grass"): 1}
    assert dataset.splits["all"].masks.total.tolist() == [4, 4]


def test_a_table_above_the_folders_of_splits(tmp_path):
    mask(tmp_path / "set/train")
    mask(tmp_path / "set/val")
    (tmp_path / "set/class_dict.csv").write_text(TABLE["class_dict.csv"])
    assert areas(read(tmp_path), "val") == {("a.png", "brick"): 2, ("a.png", "grass"): 1}


def test_a_table_given_by_the_caller(tmp_path):
    mask(tmp_path / "data")
    (tmp_path / "colours.csv").write_text("brick,255,0,0\nvoid,0,0,0\n")
    dataset = load(tmp_path / "data", classes=tmp_path / "colours.csv", progress=False)
    assert areas(dataset) == {("a.png", "brick"): 2}
    problem = dataset.splits["all"].problems[0]
    assert (problem.code, problem.count) == ("mask-value", 1)
    assert problem.examples[0].endswith("no class for value (0, 128, 7)")


def test_transparency_is_passed_over(tmp_path):
    mask(tmp_path, [[(*RED, 255), (*RED, 7), (*GREEN, 0), (*BLACK, 255)]], "RGBA")
    dataset = read(tmp_path, classes=("brick", "grass", "void"), colours=(RED, GREEN, BLACK))
    assert areas(dataset) == {("a.png", "brick"): 2, ("a.png", "grass"): 1}


def test_several_colours_may_be_one_class_and_an_index_is_a_line(tmp_path):
    mask(tmp_path)
    save(tmp_path / "masks/b.png", [[0, 1, 1, 2]])
    (tmp_path / "label_colors.txt").write_text("255 0 0 thing\n0 128 7 thing\n0 0 0 void\n")
    dataset = read(tmp_path)
    assert dataset.classes == ("thing",)
    assert areas(dataset) == {("a.png", "thing"): 3, ("b.png", "thing"): 3}
    assert problems(dataset) == {}


def test_values_that_are_no_class_are_so_by_their_colour_too(tmp_path):
    mask(tmp_path)
    dataset = read(
        tmp_path, classes=("a", "b", "c"), colours=(RED, GREEN, BLACK), background=frozenset({1}), ignore=2
    )
    assert areas(dataset) == {("a.png", "a"): 2}
    assert problems(dataset) == {}


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_without_a_table_are_one_clear_error(tmp_path, mode):
    mask(tmp_path, [[(*colour, 255)[: len(mode)] for colour in (RED, RED, GREEN, BLACK)]], mode)
    assert find_reader(tmp_path).FORMAT == "mask"
    with pytest.raises(ReadError) as error:
        load(tmp_path, progress=False)
    for words in ('"a.png"', "(255, 0, 0), ", "(0, 128, 7)", "128 0 0 car", "classes="):
        assert words in str(error.value)


def test_a_photograph_is_no_mask(tmp_path):
    mask(tmp_path)
    noise = np.random.default_rng(0).integers(0, 256, (100, 100, 3))
    mask(tmp_path, noise, name="photograph.png")
    dataset = read(tmp_path, classes=("a", "b", "c"), colours=(RED, GREEN, BLACK))
    assert problems(dataset) == {"image-unreadable": 1}
    assert "over 4,096 colours: a photograph" in dataset.splits["all"].problems[0].examples[0]


def test_drawings_in_a_folder_of_another_name_are_no_masks(tmp_path):
    save(tmp_path / "drawings/a.png", [[RED, GREEN]], "RGB")
    assert find_reader(tmp_path).FORMAT == "folder"


def test_lossy_tiff_is_refused(tmp_path):
    mask(tmp_path)
    Image.effect_noise((32, 32), 50).save(tmp_path / "masks/lossy.tif", compression="jpeg")
    dataset = read(tmp_path, classes=("a", "b", "c"), colours=(RED, GREEN, BLACK))
    assert "compression changes the values" in dataset.splits["all"].problems[0].examples[0]


def test_masks_of_0_and_255_only_are_told(tmp_path):
    save(tmp_path / "train/masks/a.png", [[0, 255]])
    save(tmp_path / "val/masks/a.png", [[0, 0]])
    dataset = read(tmp_path)
    assert dataset.classes == ("0",)
    assert problems(dataset, "train") == problems(dataset, "val") == {"mask-binary": 1}
    problem = dataset.splits["train"].problems[0]
    assert problem.level == "info"
    assert "ignore=None counts it as a class" in problem.examples[0]


def test_masks_of_0_and_255_with_a_name_for_0_only(tmp_path):
    save(tmp_path / "masks/a.png", [[0, 255]])
    assert problems(read(tmp_path, classes=("background", "person"))) == {"mask-binary": 1}
    assert areas(load(tmp_path, ignore=None, background=[0], progress=False)) == {("a.png", "255"): 1}


@pytest.mark.parametrize(
    ("values", "options"),
    [([[0, 255]], {"ignore": None}), ([[0, 1]], {}), ([[0, 0]], {}), ([[0, 1, 255]], {})],
)
def test_other_masks_are_not_told_as_binary(tmp_path, values, options):
    save(tmp_path / "masks/a.png", values)
    assert problems(read(tmp_path, **options)) == {}


def test_grey_with_transparency_and_gif(tmp_path):
    grey = Image.fromarray(np.array([[0, 1, 1]], dtype=np.uint8))
    (tmp_path / "masks").mkdir()
    grey.convert("LA").save(tmp_path / "masks/a.png")
    grey.save(tmp_path / "masks/b.gif")
    assert areas(read(tmp_path)) == {
        (name, value): n for name in ("a.png", "b.gif") for value, n in (("0", 1), ("1", 2))
    }


def test_a_tiff_of_32_bits_with_negative_values(tmp_path):
    save(tmp_path / "masks/a.tif", [[-1, 70000, 70000, 255]], "I")
    assert areas(read(tmp_path)) == {("a.tif", "-1"): 1, ("a.tif", "70000"): 2}


def test_a_class_that_stands_twice_in_the_list_is_one(tmp_path):
    save(tmp_path / "masks/a.png", [[0, 1, 2]])
    (tmp_path / "classes.txt").write_text("door\nscreen\ndoor\n")
    dataset = read(tmp_path)
    assert areas(dataset) == {("a.png", "door"): 2, ("a.png", "screen"): 1}
    assert problems(dataset) == {"duplicate-class": 1}


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int8, np.uint16, np.int32, np.int64])
@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (7, 5)])
def test_values_are_counted_whatever_their_kind(dtype, shape):
    values = np.random.default_rng(1).integers(0, 3, shape).astype(dtype)
    found, pixels = count_values(values)
    expected, counts = np.unique(values, return_counts=True)
    assert found.tolist() == expected.astype(int).tolist()
    assert pixels.tolist() == counts.tolist()
