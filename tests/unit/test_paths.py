"""Paths that nobody can say of whether there is anything."""

from __future__ import annotations

import pytest

from insight_widgets.errors import ReadError
from insight_widgets.loading import load


@pytest.mark.parametrize("format_name", [None, "coco", "csv", "folder", "yolo"])
@pytest.mark.parametrize("name", ["loop", "x" * 5000, "a\0b", "nothing", "file.txt/inside"])
def test_paths_out_of_reach_are_one_error(name, format_name, tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(ReadError) as error:
        load(tmp_path / name, format=format_name, progress=False)
    assert str(tmp_path) in str(error.value)


def test_homes_of_nobody_are_one_error():
    with pytest.raises(ReadError, match="~nobody-of-this-name"):
        load("~nobody-of-this-name/data", progress=False)
