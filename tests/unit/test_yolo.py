"""YOLO: label files of many kinds, and what data.yaml says of them."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from PIL import Image

from insight_widgets.errors import FormatError, ReadError
from insight_widgets.loading import load
from insight_widgets.readers import find_reader
from insight_widgets.readers._yolo_rows import read_rows
from tests.reading import problems, report
from tests.real_data import REAL_DATA, needs_real_data

BOX = "0 0.5 0.5 0.2 0.4"
SQUARE = "1 0.1 0.1 0.3 0.1 0.3 0.3 0.1 0.3"


def write(folder, files, *, size=(100, 50)):
    """Write label files by name, each with its image beside in ``images``."""
    for name, rows in files.items():
        image = folder / "images" / f"{name}.png"
        label = folder / "labels" / f"{name}.txt"
        for file in (image, label):
            file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", size).save(image)
        label.write_text("\n".join(rows))


def yaml(folder, text):
    (folder / "data.yaml").write_text(text)
    return folder


@pytest.fixture
def root(tmp_path):
    write(tmp_path / "train", {"a": [BOX, SQUARE], "b": [BOX.replace("0", "1", 1)]})
    write(tmp_path / "valid", {"c": [BOX], "d": []})
    return yaml(tmp_path, "train: ../train/images\nval: ../valid/images\nnc: 2\nnames: [cat, dog]\n")


def test_boxes_and_polygons_in_one_file_are_boxes(root):
    assert find_reader(root).FORMAT == "yolo"
    dataset = load(root, progress=False)
    boxes = dataset.splits["train"].boxes
    assert (dataset.task, dataset.classes) == ("detection", ("cat", "dog"))
    corners = np.stack([boxes.x, boxes.y, boxes.width, boxes.height], axis=1)
    np.testing.assert_allclose(corners, [[0.4, 0.3, 0.2, 0.4], [0.1, 0.1, 0.2, 0.2], [0.4, 0.3, 0.2, 0.4]])
    document = report(root)
    assert document["splits"] == {"train": {"images": 2, "labels": 3}, "val": {"images": 2, "labels": 1}}
    assert problems(document)["image-no-label", "val"]["count"] == 1
    assert document["statistics"]["box_ratio"]["train"] == [
        0,
        0,
        0,
        0,
        2,
        0,
        0,
        1,
        0,
    ]  # 20 x 20 twice, 20 x 10


def test_only_polygons_are_segmentation_with_exact_areas(root):
    write(root / "train", {"a": [SQUARE, SQUARE.replace("0.3", "0.4")], "b": [SQUARE]})
    write(root / "valid", {"c": [SQUARE], "d": []})
    document = report(root)
    assert document["task"] == "segmentation"
    assert document["splits"]["train"] == {"images": 2, "labels": 2}
    assert report(root, task="detection")["splits"]["train"] == {"images": 2, "labels": 3}


def test_a_box_is_no_mask(root):
    document = report(root, task="segmentation")
    assert document["splits"]["train"]["labels"] == 1
    assert problems(document)["mask-unreadable", "train"]["count"] == 2


@pytest.mark.parametrize("behind", ["0.9", "0.5 0.5 2 0.6 0.6 2 0.1"])
def test_rows_of_an_even_number_of_values_are_poses_whose_box_counts(root, behind):
    write(root / "train", {"a": [f"{BOX} {behind}"], "b": []})
    document = report(root)
    assert document["task"] == "detection"
    assert document["splits"]["train"]["labels"] == 1


def test_key_points_in_the_yaml_make_every_row_a_pose(root):
    yaml(root, "train: train/images\nnames: [cat, dog]\nkpt_shape: [2, 2]\n")
    write(root / "train", {"a": [f"{BOX} 0.5 0.5 0.6 0.6"], "b": []})
    boxes = load(root, progress=False).splits["train"].boxes
    np.testing.assert_allclose([boxes.x[0], boxes.width[0]], [0.4, 0.2])


def test_rows_that_are_no_object_are_told_and_the_others_are_read(root):
    rows = [
        BOX,
        "cat 0.5 0.5 0.1 0.1",
        "0 0.5",
        "-1 0.5 0.5 0.1 0.1",
        "0.5 0.5 0.5 0.1 0.1",
        "7 0.5 0.5 0.1 0.1",
    ]
    write(root / "train", {"a": [*rows, "0 nan 0.5 0.1 0.1", "0 0.5 0.5 0 0.1", "", BOX], "b": []})
    document = report(root)
    found = problems(document)
    assert document["splits"]["train"]["labels"] == 1
    assert found["row-unreadable", "train"]["count"] == 4
    assert 'line 2: "cat" is no number' in found["row-unreadable", "train"]["examples"][0]
    assert 'labels of "train/images/a.png": line 3' in found["row-unreadable", "train"]["examples"][1]
    assert found["unknown-class", "train"]["count"] == 1
    assert found["box-degenerate", "train"]["count"] == 2
    assert found["duplicate-label", "train"]["count"] == 1


def test_labels_without_an_image_count_and_images_without_labels_too(root):
    (root / "train" / "images" / "a.png").unlink()
    (root / "train" / "labels" / "b.txt").unlink()
    document = report(root)
    found = problems(document)
    assert document["splits"]["train"] == {"images": 2, "labels": 2}
    assert set(found) - {("image-no-label", "val"), ("class-missing", "val")} == {
        ("image-unreadable", "train"),
        ("image-no-label", "train"),
    }


def test_a_damaged_image_is_told_and_its_labels_count(root):
    (root / "train" / "images" / "a.png").write_bytes(b"no image")
    document = report(root)
    assert problems(document)["image-unreadable", "train"]["count"] == 1
    assert document["splits"]["train"]["labels"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "path: D:\\data\\cats\ntrain: train\\images\nval: valid\\images\nnames: {0: cat, 1: dog}",
        "path: /home/me/datasets/cats\ntrain: train/images\nval: valid/images\nnames: {0: cat, 1: dog}",
        "train: [C:\\cats\\train\\images]\nval: E:\\cats\\valid\\images\nnames: {'0': cat, '1': dog}",
        "path: .\ntrain: train\nval: valid\nnames:\n- cat\n- dog\n",
        "train: ./train/images/\nval: ./valid/images/\nnames: [cat, dog]",
    ],
)
def test_foreign_paths_are_found_beside_the_yaml(root, text):
    document = report(yaml(root, text))
    assert document["splits"] == {"train": {"images": 2, "labels": 3}, "val": {"images": 2, "labels": 1}}
    assert document["classes"] == ["cat", "dog"]


def test_a_path_that_is_not_there_is_told_and_the_rest_is_read(root):
    document = report(yaml(root, "train: train/images\ntest: test/images\nnames: [cat, dog]"))
    assert problems(document)["split-path", "test"]["examples"] == [
        'data.yaml: "test: test/images" is not there'
    ]
    assert document["splits"]["train"]["images"] == 2


def test_nothing_there_is_one_error_that_says_what_to_do(root):
    with pytest.raises(ReadError, match=r"data\.yaml: nothing of what it names .*give the folder"):
        load(yaml(root, "train: gone\ntest: gone\nnames: [cat]"))


def test_val_that_points_to_train_is_said_and_mended(root):
    document = report(yaml(root, "train: train/images\nval: train/images\nnames: [cat, dog]"))
    assert document["splits"]["val"] == {"images": 2, "labels": 1}
    assert "valid is taken" in problems(document)["split-path", "val"]["examples"][0]


def test_val_that_is_train_is_a_leak_where_there_is_no_other(root):
    (root / "valid").rename(root / "more")
    document = report(yaml(root, "train: train/images\nval: train/images\nnames: [cat, dog]"))
    assert problems(document)["leak", "val"]["count"] == 2


def test_lists_of_images_part_the_set(tmp_path):
    write(tmp_path, {"a": [BOX], "b": [BOX], "c": [SQUARE]})
    (tmp_path / "train.txt").write_text("./images/a.png\nD:\\elsewhere\\images\\b.png\n")
    (tmp_path / "val.txt").write_text("/home/me/set/images/c.png\nimages/gone.png\n")
    document = report(yaml(tmp_path, "train: train.txt\nval: val.txt\nnames: {0: cat, 3: dog}"))
    assert document["splits"] == {"train": {"images": 2, "labels": 2}, "val": {"images": 2, "labels": 0}}
    assert document["classes"] == ["cat", "dog"]
    assert problems(document)["unknown-class", "val"]["count"] == 1
    assert problems(document)["image-unreadable", "val"]["count"] == 1


@pytest.mark.parametrize("name", ["classes.txt", "obj.names"])
def test_without_a_yaml_folders_and_a_list_of_names_tell(tmp_path, name):
    write(tmp_path, {"train/a": [BOX], "val/b": [SQUARE, BOX]})
    (tmp_path / name).write_text("cat\ndog\n")
    assert find_reader(tmp_path).FORMAT == "yolo"
    document = report(tmp_path)
    assert document["classes"] == ["cat", "dog"]
    assert document["splits"] == {"train": {"images": 1, "labels": 1}, "val": {"images": 1, "labels": 2}}


def test_without_names_classes_are_called_by_number(tmp_path):
    write(tmp_path, {"a": [BOX, SQUARE]})
    assert load(tmp_path, progress=False).classes == ("0", "1")


def test_labels_beside_their_images(tmp_path):
    for name in ("a", "b"):
        Image.new("L", (20, 20)).save(tmp_path / f"{name}.jpg")
        (tmp_path / f"{name}.txt").write_text(BOX)
    (tmp_path / "classes.txt").write_text("cat\n")
    (tmp_path / "README.txt").write_text("hello")
    assert find_reader(tmp_path).FORMAT == "yolo"
    document = report(tmp_path)
    assert document["splits"] == {"all": {"images": 2, "labels": 2}}
    assert document["problems"] == []


def test_darknet_tells_names_and_lists(tmp_path):
    write(tmp_path, {"a": [BOX], "b": [BOX]})
    (tmp_path / "obj.names").write_text("cat\n")
    (tmp_path / "train.txt").write_text("data/images/a.png\n")
    (tmp_path / "test.txt").write_text("data/images/b.png\n")
    told = ["classes = 1", "train = data/train.txt", "valid = data/test.txt", "names = data/obj.names"]
    (tmp_path / "obj.data").write_text("\n".join(told))
    document = report(tmp_path)
    assert document["splits"] == {"train": {"images": 1, "labels": 1}, "val": {"images": 1, "labels": 1}}


def test_names_that_stand_twice_are_one_class(root):
    document = report(yaml(root, "train: train/images\nnames: {0: cat, 1: cat}"))
    assert document["classes"] == ["cat"]
    assert document["summary"]["classes"][0]["count"] == 3


def test_two_entries_for_one_split_are_refused(root):
    with pytest.raises(FormatError, match=r"both the split val"):
        load(yaml(root, "train: train/images\nval: valid/images\nvalid: valid/images\nnames: [cat]"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("train: [a\nnames: [b]", r"data\.yaml: line \d+, column \d+"),
        ("train: a\nnames: !!python/object/apply:os.system ['echo']", r"data\.yaml: line 2"),
        ("train: a\nnames: 5", "names"),
        ("train: {a: b}\nnames: [cat]", '"train" is a folder'),
        ("train: a\nnames: {cat: 0}", "a number and a class name"),
    ],
)
def test_a_broken_yaml_is_one_error_that_says_where(root, text, told):
    with pytest.raises(ReadError, match=told):
        load(yaml(root, text))


def test_a_yaml_of_aliases_of_aliases_is_harmless(root):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(9)
    )
    with pytest.raises(ReadError):
        load(yaml(root, f"{bomb}train: *j\nnames: *j\n"))


def test_nothing_outside_of_the_folder_is_read(tmp_path):
    write(tmp_path / "secret", {"a": [BOX]})
    inner = tmp_path / "set"
    write(inner / "train", {"b": [BOX]})
    outside = tmp_path / "secret" / "images"
    document = report(
        yaml(inner, f"train: train/images\nval: {outside}\ntest: ../secret/images\nnames: [cat]")
    )
    assert document["splits"] == {
        name: {"images": int(name == "train"), "labels": int(name == "train")}
        for name in ("train", "val", "test")
    }
    given = report(inner, images=tmp_path / "secret")
    assert given["splits"]["val"]["images"] == 1


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n", " \t\n"])
def test_all_line_ends_are_known(tmp_path, ending):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + ending.join([BOX, SQUARE, BOX]).encode())
    assert read_rows([str(file)]).number.tolist() == [0, 1, 0]


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.tuples(st.integers(0, 99), st.lists(st.floats(-1, 2, width=32), min_size=4, max_size=11)),
                st.sampled_from(["", "word 1 2 3 4", "1 2", "0.5 1 1 1 1", "1 1 1 1 x1"]),
            ),
            max_size=5,
        ),
        max_size=6,
    )
)
def test_many_files_at_once_are_what_each_alone_is(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("rows")
    paths = []
    for place, rows in enumerate(files):
        lines = [row if isinstance(row, str) else " ".join([str(row[0]), *map(repr, row[1])]) for row in rows]
        paths.append(str(folder / f"{place}.txt"))
        (folder / f"{place}.txt").write_text("\n".join(lines))
    together, alone = read_rows(paths), [read_rows([path]) for path in paths]
    assert together.number.tolist() == [number for one in alone for number in one.number.tolist()]
    assert together.line.tolist() == [line for one in alone for line in one.line.tolist()]
    np.testing.assert_array_equal(
        together.box, np.concatenate([np.zeros((0, 4)), *(one.box for one in alone)])
    )
    assert len(together.bad_files) == sum(len(one.bad_files) for one in alone)
    objects = sum(not isinstance(row, str) and len(row[1]) >= 4 for rows in files for row in rows)
    assert len(together.number) == objects


@needs_real_data
def test_coffee_beans_have_their_facts():
    document = report(REAL_DATA / "coffee1014_yolo")
    assert document["splits"] == {
        "train": {"images": 73, "labels": 12_517},
        "val": {"images": 6, "labels": 1_138},
        "test": {"images": 4, "labels": 663},
    }
    assert document["classes"] == ["bad", "good"]
    assert "points to the images of train" in problems(document)["split-path", "val"]["examples"][0]


@needs_real_data
def test_potholes_have_their_facts():
    dataset = load(REAL_DATA / "pothole_yoloseg", progress=False)
    assert (dataset.task, dataset.classes) == ("segmentation", ("pothole",))
    assert {name: (len(split.images), len(split.boxes)) for name, split in dataset.splits.items()} == {
        "train": (90, 255),
        "val": (60, 201),
    }
