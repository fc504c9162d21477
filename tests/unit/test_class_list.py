"""Class lists in files."""

from __future__ import annotations

import pytest

from insight_widgets.class_list import ClassList, read_class_file, read_class_list
from insight_widgets.errors import ReadError
from insight_widgets.loading import load
from tests.mask_files import save


def listed(folder, text, name="classes.txt"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("dog\ncat\n", "a.txt", ("dog", "cat")),
        ("\ufeffdog \r\n cat\r\n\r\n", "a.names", ("dog", "cat")),
        ("0\n1", "a.txt", ("0", "1")),
        ('["dog", "cat"]', "a.json", ("dog", "cat")),
        ('{"1": "cat", "0": "dog"}', "a.json", ("dog", "cat")),
        ('{"cat": 1, "dog": 0}', "a.JSON", ("dog", "cat")),
        ("<b>\n狗\nكلب\n", "a.txt", ("<b>", "狗", "كلب")),
    ],
)
def test_lists(tmp_path, text, name, expected):
    assert read_class_list(listed(tmp_path, text, name)) == expected


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", "a.txt", "no class name here"),
        ("\n\n", "a.txt", "no class name here"),
        ("dog\n\ncat\n", "a.txt", "line 2 is empty"),
        (b"dog\nK\xe4se\n", "a.txt", "not UTF-8 text at byte 5"),
        ('["dog",', "a.json", "broken JSON: .*line 1"),
        ("[" * 100_000, "a.json", "broken JSON"),
        ('["dog", 3]', "a.json", "a JSON list of class names is wanted"),
        ('{"dog": "cat"}', "a.json", "a JSON list of class names is wanted"),
        ("[]", "a.json", "no class name here"),
    ],
)
def test_what_is_no_list_is_one_clear_error(tmp_path, text, name, words):
    with pytest.raises(ReadError, match=words):
        read_class_list(listed(tmp_path, text, name))


def test_a_missing_file(tmp_path):
    with pytest.raises(ReadError, match="cannot be read: No such file"):
        read_class_list(tmp_path / "classes.txt")


SKY_AND_ROAD = ClassList(("sky", "road sign"), ((128, 128, 128), (0, 0, 255)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("128 128 128\t\tsky\n0 0 255 road sign\n\n", "label_colors.txt"),
        ("# label:color_rgb:parts:actions\nsky:128,128,128::\nroad sign:0,0,255:a,b:run\n", "labelmap.txt"),
        ("name,r,g,b\r\nsky,128,128,128\r\nroad sign,0,0,255\r\n", "class_dict.csv"),
        ('\ufeffname; r; g; b\n"sky"; 128; 128; 128\nroad sign; 0; 0; 255', "class_dict.csv"),
        ("r,g,b,name\n128,128,128,sky\n0,0,255,road sign", "colours.csv"),
        ("sky,128,128,128\nroad sign,0,0,255", "colours.txt"),
    ],
)
def test_tables_of_colours(tmp_path, text, name):
    assert read_class_file(listed(tmp_path, text, name)) == SKY_AND_ROAD
    assert read_class_list(tmp_path / name) == SKY_AND_ROAD.names


def test_a_list_of_names_tells_no_colours(tmp_path):
    assert read_class_file(listed(tmp_path, "model 1 2 3\n7\na,b\n")) == ClassList(
        ("model 1 2 3", "7", "a,b")
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0 0 0 sky\n\n12 road\n", 'line 3: a class name and its colour are wanted; got "12 road"'),
        ("0 0 0 sky\n256 0 0 road\n", "line 2: colours go from 0 to 255"),
        ("0 0 0 sky\n" + "0 " * 500_000 + "road\n", "line 2: a class name and its colour"),
    ],
)
def test_damaged_tables_of_colours_are_one_clear_error(tmp_path, text, words):
    with pytest.raises(ReadError, match=words):
        read_class_file(listed(tmp_path, text))


def test_a_long_line_of_blanks_takes_no_time(tmp_path):
    assert read_class_file(listed(tmp_path, "a" + " " * 1_000_000 + "b\n")).colours is None


def test_a_file_of_classes_given_to_load_brings_colours(tmp_path):
    save(tmp_path / "masks/a.png", [[0, 255]], "RGB")
    table = listed(tmp_path, "0 0 0 tar\n255 255 255 snow\n", "names.txt")
    assert load(tmp_path / "masks", classes=table, progress=False).classes == ("tar", "snow")
