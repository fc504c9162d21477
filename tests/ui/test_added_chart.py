"""The chart that the docs add, on a page: drawn, picked, and narrowing the others."""

from __future__ import annotations

import pytest

from tests.followed_pages import blocks, package_with, run_with
from tests.ui.view import View

pytestmark = pytest.mark.ui


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("added")
    package_with("add_a_chart.md", folder)
    run_with(folder, blocks("add_a_chart.md")[-1], folder)
    return folder / "report.html"


@pytest.fixture
def view(page, report):
    page.goto(report.as_uri())
    return View(page)


def test_it_stands_in_its_place_with_bars_words_and_a_table(view):
    charts = view.charts()
    assert charts[charts.index("box_ratio") + 1] == "coco_size"
    chart = view.chart("coco_size")
    assert view.texts("coco_size", 0) == ["25%", "25%", "50%"]
    assert chart.locator("h4").inner_text() == "Box size in pixels"
    said = "25% of the boxes are small, 25% medium, 50% large, as COCO has it."
    assert " ".join(chart.locator(".iw-lead").inner_text().split()) == said
    view.open_table(chart)
    assert chart.locator("th", has_text="Size").count() == 1
    assert view.serious() == []


def test_its_bars_are_picked_and_all_others_follow(view):
    view.click_bar("coco_size", 0, 1)
    assert view.sentence().startswith("Boxes with size medium")
    assert "1 box in 1 image" in view.root.inner_text()
    assert view.texts("box_labels", 0) == ["100%", "0%"]
    why = view.chart("boxes_per_image").locator(".iw-why")
    assert why.inner_text().startswith(
        "The counts tell which boxes are picked, not in which images they lie."
    )


def test_it_follows_what_is_picked_elsewhere(view):
    view.label("box_labels", "cat").click()
    assert view.texts("coco_size", 0) == ["0%", "50%", "50%"]
