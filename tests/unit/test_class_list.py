"""Class lists in files."""

from __future__ import annotations

import pytest

from insight_widgets.class_list import read_class_list
from insight_widgets.errors import ReadError


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
