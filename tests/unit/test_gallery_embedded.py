"""Thumbnails within a page on disk."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode

import pytest
from PIL import Image

from insight_widgets import Dataset, InsightReport, build_report, examples
from insight_widgets.cli import main
from insight_widgets.errors import DataError
from insight_widgets.gallery.embedded import embedded_samples
from insight_widgets.loading import load


@pytest.fixture
def tree(tmp_path):
    """A folder of three images of each of two classes; one of them is damaged."""
    for name in ("dog", "cat"):
        (tmp_path / "train" / name).mkdir(parents=True)
        for number in range(3):
            Image.new("RGB", (40, 30), "red").save(tmp_path / "train" / name / f"{number}.jpg")
    (tmp_path / "train" / "cat" / "0.jpg").write_bytes(b"damaged")
    return tmp_path


def payload_of(page):
    data = re.search(r'<script type="application/x-insight-report">([^<]*)</script>', page)[1]
    return json.loads(zlib.decompress(b64decode(data)))


def test_every_class_gets_its_thumbnails_and_damaged_images_none(tree):
    samples = embedded_samples(load(tree, progress=False), 2, progress=False)
    assert samples["live"] is False
    of = samples["embedded"]["train"]
    assert {name: len(items) for name, items in of.items()} == {"cat": 2, "dog": 2}
    assert [item["labels"] for item in of["dog"]] == [["dog"], ["dog"]]
    assert not any(item["path"].endswith("cat/0.jpg") for item in of["cat"])
    assert b64decode(of["dog"][0]["data"])[:2] == b"\xff\xd8"
    assert samples["left_out"] == 0


def test_where_there_is_no_room_it_is_told_and_each_class_has_one_first(tree):
    dataset = load(tree, progress=False)
    one = len(embedded_samples(dataset, 1, progress=False)["embedded"]["train"]["dog"][0]["data"])
    samples = embedded_samples(dataset, 3, most_bytes=3 * one, progress=False)
    counts = {name: len(items) for name, items in samples["embedded"]["train"].items()}
    assert sum(counts.values()) == 3
    assert min(counts.values()) == 1
    assert samples["left_out"] == 2


@pytest.mark.parametrize("number", [0, -1, 25, 1.5, True])
def test_a_number_that_does_not_fit_is_one_clear_error(tree, number):
    with pytest.raises(DataError, match="a number from 1 to 24 is wanted"):
        embedded_samples(load(tree, progress=False), number, progress=False)


def test_a_page_holds_what_was_asked_for(tree, tmp_path):
    widget = InsightReport(tree, progress=False)
    page = payload_of(widget.to_html(tmp_path / "page.html", samples=1).read_text("utf-8"))
    assert set(page["samples"]["embedded"]["train"]) == {"dog", "cat"}
    without = widget.to_html(tmp_path / "page.html", overwrite=True)
    assert payload_of(without.read_text("utf-8"))["samples"]["embedded"] is None
    with pytest.raises(DataError, match="this needs the data set"):
        InsightReport(widget.report).to_html(tmp_path / "page.html", samples=1)


def test_the_command_line_puts_them_into_the_page(tree, tmp_path, capsys):
    assert main(["report", str(tree), "--html", str(tmp_path / "page.html"), "--samples", "2"]) == 0
    page = payload_of((tmp_path / "page.html").read_text("utf-8"))
    assert len(page["samples"]["embedded"]["train"]["dog"]) == 2
    with pytest.raises(SystemExit):
        main(["report", str(tree), "--samples", "2"])
    assert "--html" in capsys.readouterr().err


def test_boxes_and_crowds_come_along():
    samples = embedded_samples(load(examples.coco_tiny(), progress=False), 1, progress=False)
    items = [item for of in samples["embedded"].values() for some in of.values() for item in some]
    for item in items:
        drawn = [one["mask"] for one in item["objects"] if one["mask"] is not None]
        assert drawn == list(range(len(item["masks"])))


def test_a_data_set_without_files_embeds_nothing():
    dataset = Dataset.from_samples([{"image": "a.jpg", "label": "dog"}])
    assert embedded_samples(dataset, 2, progress=False)["embedded"] == {"all": {}}
    assert "samples" not in build_report(dataset, progress=False).to_dict()
