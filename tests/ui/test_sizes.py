"""Sizes at the input of a network, and places in the image: the page against the numbers of Python."""

from __future__ import annotations

import re

import numpy as np
import pytest

from insight_widgets import examples
from insight_widgets.columns import Split
from insight_widgets.dataset import Dataset
from insight_widgets.export.html import write_page
from insight_widgets.loading import load
from insight_widgets.percent import fine_percent_text
from insight_widgets.report import build_report
from insight_widgets.texts.places import position_sentence, size_sentences
from tests.builders import boxes, images
from tests.ui.view import View

pytestmark = pytest.mark.ui
HOSTILE = "<img src=x onerror=alert(1)>"


def _many(classes):
    rng = np.random.default_rng(0)
    size = 8 * classes
    corner, side = rng.integers(0, 500, (2, size)), rng.integers(3, 100, (2, size))
    label = np.arange(size) % classes
    rows = np.column_stack([np.arange(size) % 50, label, *corner, *side])
    names = (HOSTILE, "صنف " * 12, *(f"class {number}" for number in range(2, classes)))
    return Dataset("detection", names, {"train": Split(images(*[(640, 640)] * 50), boxes=boxes(rows))})


@pytest.fixture(scope="module")
def reports():
    sets = {"cells": load(examples.blood_cells(), progress=False), "many": _many(1_200)}
    sets["coco"] = load(examples.coco_tiny(), progress=False)
    return {name: build_report(of, progress=False) for name, of in sets.items()}


@pytest.fixture(scope="module")
def files(reports, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sizes")
    return {name: write_page(report, folder / f"{name}.html") for name, report in reports.items()}


@pytest.fixture
def show(page, files):
    def opened(name, *, width=1280, scheme="light"):
        page.set_viewport_size({"width": width, "height": 1000})
        page.emulate_media(color_scheme=scheme)
        page.goto(files[name].as_uri())
        return View(page)

    return opened


def slider(view):
    return view.chart("box_size").get_by_role("slider", name="Input size")


def said(view, chart):
    return view.chart(chart).get_by_role("status").inner_text()


def small(report, side, split, name):
    frame = report.sizes(side)
    row = frame[(frame["split"] == split) & (frame["class"] == name)].iloc[0]
    return fine_percent_text(int(row["under_32"]), int(row["boxes"]))


def test_the_page_and_python_say_the_same_at_first(show, reports):
    view, document = show("cells"), reports["cells"].document
    assert said(view, "box_size") == " ".join(size_sentences(_without_test(document)))
    assert said(view, "box_position") == position_sentence(_without_test(document))


def _without_test(document):
    splits = {name: size for name, size in document["splits"].items() if name != "test"}
    return {**document, "splits": splits}


@pytest.mark.parametrize(
    ("key", "side"), [("Home", 320), ("End", 1536), ("ArrowLeft", 608), ("ArrowRight", 672)]
)
def test_the_slider_moves_by_keyboard_to_the_numbers_of_python(show, reports, key, side):
    view = show("cells")
    slider(view).focus()
    view.page.keyboard.press(key)
    view.settle()
    assert slider(view).get_attribute("aria-valuetext") == f"{side} px"
    assert said(view, "box_size").startswith(f"At {side} px, ")
    for column, split in enumerate(("train", "val")):
        expected = [small(reports["cells"], side, split, name) for name in ("RBC", "WBC", "Platelets")]
        assert view.texts("box_size", 2 + column) == expected
        assert view.texts("box_size", column) == [small(reports["cells"], side, split, "(all classes)")]


def test_the_table_holds_every_range(show, reports):
    view = show("cells")
    view.open_table(view.chart("box_size"))
    row = view.chart("box_size").locator("tbody tr", has=view.page.get_by_role("rowheader", name="WBC"))
    cells = row.locator("td").all_text_contents()
    found = reports["cells"].document["statistics"]["box_size"]["by_class"]["WBC"]
    assert [int(cell.replace(",", "")) for cell in cells[::2]] == [*found["train"], *found["val"]]


def test_a_pick_of_classes_marks_rows_and_is_what_the_sentence_is_about(show):
    view = show("cells")
    view.label("box_size", "Platelets").click()
    view.settle()
    assert "of the boxes of Platelets are under" in said(view, "box_size")
    assert "Platelets" in view.sentence()
    view.label("box_size", "All classes").click()
    view.settle()
    assert "Nothing is picked" in view.sentence()


def test_sizes_say_when_a_pick_cannot_narrow_them(show):
    view = show("cells")
    why = view.chart("box_size").locator(".iw-why")
    assert not why.is_visible()
    view.label("box_area", "[0.16, 1.44)").click()
    view.settle()
    assert "do not narrow" in why.inner_text() or "does not narrow" in why.inner_text()
    assert not view.chart("box_position").locator(".iw-why").is_visible()
    view.label("box_ratio", "[0.8, 1.25)").click(modifiers=["Shift"])
    view.settle()
    assert "does not narrow" in view.chart("box_position").locator(".iw-why").inner_text()


def test_maps_follow_what_is_picked_of_classes_and_areas(show, reports):
    view = show("cells")
    before = colours(view, 0)
    view.label("box_labels", "WBC").click()
    view.label("box_area", "[2.56, 10.24)").click(modifiers=["Shift"])
    view.settle()
    grids = reports["cells"].positions(["WBC"], ["[2.56, 10.24)"])
    heads = view.chart("box_position").locator(".iw-head").all_inner_texts()
    assert [int(re.search(r"([\d,]+) box", head)[1]) for head in heads] == [
        int(grids[split].to_numpy().sum()) for split in ("train", "val")
    ]
    largest = max(grid.to_numpy().max() / grid.to_numpy().sum() for grid in grids.values())
    train = grids["train"].to_numpy().ravel()
    steps = [
        min(8, int(np.ceil(8 * count / train.sum() / largest - 1e-9))) if count else 0 for count in train
    ]
    assert colours(view, 0) == steps
    assert colours(view, 0) != before


def colours(view, split):
    """Return the step of every cell, row by row."""
    fills = view.chart("box_position").locator(".iw-map").nth(split).locator("svg .mark-rect.role-mark path")
    drawn = fills.evaluate_all("(all) => all.map((one) => one.getAttribute('fill') || one.style.fill)")
    return [int(re.search(r"--iw-heat-(\d)", fill)[1]) for fill in drawn]


def test_a_cell_under_the_pointer_is_read_out(show, reports):
    view = show("cells")
    grid = reports["cells"].positions()["train"].to_numpy()
    plot = view.chart("box_position").locator(".iw-map").first
    plot.scroll_into_view_if_needed()
    frame = plot.bounding_box()
    plot.hover(position={"x": frame["width"] * 5.5 / 12, "y": frame["height"] * 2.5 / 12})
    assert (
        f"column 6, row 3: {grid[2, 5]:,} box"
        in view.chart("box_position").locator(".iw-readout").first.inner_text()
    )


def test_a_map_is_described_and_has_a_table_of_ninths_and_cells(show, reports):
    view = show("cells")
    described = view.chart("box_position").get_by_role("img").first.get_attribute("aria-label")
    assert "ninth of the image" in described
    view.open_table(view.chart("box_position"))
    tables = view.chart("box_position").locator("table")
    assert tables.count() == 3
    grid = reports["cells"].positions()["val"].to_numpy()
    middle = tables.first.locator("tbody tr").nth(4).locator("td").all_text_contents()
    assert int(middle[2].replace(",", "")) == grid[4:8, 4:8].sum()


def test_the_input_size_is_kept_while_other_things_are_picked(show):
    view = show("coco")
    slider(view).focus()
    view.page.keyboard.press("Home")
    view.label("box_labels", "car").click()
    view.settle()
    assert slider(view).input_value() == "320"
    assert said(view, "box_size").startswith("At 320 px, ")


def test_many_classes_scroll_as_the_other_lists_do_and_names_are_text(show):
    view = show("many")
    rows = view.chart("box_size").locator(".iw-size-classes button.iw-label")
    assert rows.count() == 20
    view.chart("box_size").get_by_role("searchbox").fill("onerror")
    view.settle()
    assert rows.all_text_contents() == [HOSTILE]
    assert view.page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("width", [400, 760, 1280])
@pytest.mark.parametrize("name", ["cells", "many"])
def test_nothing_is_wider_than_the_page(show, name, width):
    view = show(name, width=width)
    for chart in ("box_size", "box_position"):
        over = view.chart(chart).evaluate("(one) => one.scrollWidth - one.clientWidth")
        assert over <= 1
        frame = view.chart(chart).bounding_box()
        assert frame["x"] + frame["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(show, scheme):
    view = show("coco", scheme=scheme)
    client = view.page.context.new_cdp_session(view.page)
    client.send("Page.setBypassCSP", {"enabled": True})
    view.page.reload()
    view = View(view.page)
    view.open_table(view.chart("box_size"))
    view.open_table(view.chart("box_position"))
    assert view.serious() == []


def test_colours_of_the_map_differ_in_light_and_dark_and_are_evenly_spaced(show):
    for scheme, direction in (("light", -1), ("dark", 1)):
        view = show("cells", scheme=scheme)
        scale = view.chart("box_position").locator(".iw-heat-scale > span")
        drawn = scale.evaluate_all("(all) => all.map((one) => getComputedStyle(one).backgroundColor)")
        light = [_lightness([int(number) for number in re.findall(r"\d+", colour)[:3]]) for colour in drawn]
        steps = np.diff(light) * direction
        assert steps.min() > 0.8 * steps.mean()
        assert steps.max() < 1.2 * steps.mean()


def _lightness(rgb):
    """Return L of OKLab (Ottosson 2020), 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.array(rgb) / 255]
    lms = np.cbrt(
        np.array(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        )
        @ linear
    )
    return float(lms @ [0.2104542553, 0.7936177850, -0.0040720468])
