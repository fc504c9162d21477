"""Charts as PNG files: their size, what is drawn, and names of any script."""

from __future__ import annotations

import importlib.util
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from insight_widgets import DataError, InsightError
from insight_widgets.charts.palette import PALETTE
from insight_widgets.curves import read_curves
from insight_widgets.export.bar_chart import Column, bar_chart
from insight_widgets.export.pictures import chart_names, chart_of
from insight_widgets.export.png import png
from insight_widgets.report import curves_report
from tests.documents import all_tasks, document, report_of


def pixels(data):
    """The picture as an array (height, width, 4) of 0 to 255."""
    return np.asarray(Image.open(BytesIO(data)).convert("RGBA")).astype(int)


def like(picture, name):
    """Which pixels have a colour of the palette."""
    wanted = [int(PALETTE[name][at : at + 2], 16) for at in (1, 3, 5)]
    return (np.abs(picture[..., :3] - wanted).max(axis=2) < 8) & (picture[..., 3] > 200)


@pytest.mark.parametrize("found", all_tasks(), ids=lambda found: found["task"])
def test_every_chart_is_drawn(found):
    for name in chart_names(found):
        chart = chart_of(found, name).picture
        picture = pixels(png(chart, 1))
        assert picture.shape[:2] == (chart.height, chart.width)
        assert (picture[..., 3] > 0).mean() > 0.01
        assert picture[0, -1, 3] == 0


def test_the_longest_bar_is_as_long_as_it_should_be(tmp_path):
    target = report_of("multiclass").to_png(tmp_path / "a.png", "label_distribution", scale=2)
    bars = like(pixels(target.read_bytes()), "train")
    lengths = bars.sum(axis=1)
    longest, shortest = lengths.max(), lengths[lengths > 0].min()
    found = document("multiclass")["statistics"]["label_distribution"]["train"]
    assert shortest / longest == pytest.approx(min(found) / max(found), abs=0.02)


@pytest.mark.parametrize("name", ["dog", "大熊猫", "كلب", "गाय", "κύων", "แมว", "собака"])
def test_names_of_any_script_are_written(name):
    def label(words):
        drawn = png(bar_chart([words, "MMMMMMMM"], [Column("", [0.5, 0.5], ["", ""], ["train", "train"])]))
        return pixels(drawn)[50:95, :200, 3]

    assert (label(name) > 60).sum() > 60
    assert not np.array_equal(label(name), label(name[::-1])), "letters that no font has are all alike"


def test_a_wrong_scale_is_one_clear_error(tmp_path):
    for scale in (0, 9, "2"):
        with pytest.raises(DataError, match=r"scale: a number from 0.25 to 8 is wanted"):
            report_of("multiclass").to_png(tmp_path / "a.png", "label_distribution", scale=scale)


def test_without_the_extra_the_error_says_what_to_install(tmp_path, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "insight_widgets.export.png.find_spec", lambda name: None if name == "typst" else find(name)
    )
    with pytest.raises(InsightError, match=r'pip install "insight-widgets\[png\]"'):
        report_of("multiclass").to_png(tmp_path / "a.png", "label_distribution")
    assert list(tmp_path.iterdir()) == []


def test_markdown_can_have_png_pictures(tmp_path):
    run = curves_report(read_curves({"epoch": range(9), "loss": range(9)}), "a run")
    run.to_markdown(tmp_path / "a.md", images="png")
    assert "(a-curve-loss.png)" in (tmp_path / "a.md").read_text()
    assert (tmp_path / "a-curve-loss.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(DataError, match="images: svg or png is wanted; got jpg"):
        run.to_markdown(tmp_path / "b.md", images="jpg")


def test_the_same_chart_has_the_same_bytes():
    chart = chart_of(document("multiclass"), "label_distribution").picture
    assert png(chart) == png(chart)
