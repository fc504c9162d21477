"""The report as a file: everything works from disk, with no network and no eval."""

from __future__ import annotations

import json

import pytest

from insight_widgets import Dataset, examples
from insight_widgets.curves import read_curves
from insight_widgets.export.html import write_page
from insight_widgets.loading import load
from insight_widgets.report import build_report
from tests.ui.view import View

RUN = {
    "epoch": [0, 1, 2, 3, 4],
    "loss": [2.0, 1.0, 0.7, 0.6, 0.5],
    "val_loss": [2.1, 1.2, float("nan"), 0.8, 0.9],
}
BEGINNINGS = {
    "latin": "lesion of the left upper lobe, seen from the front, with contrast, ",
    "arabic": "\u0635\u0648\u0631\u0629 \u0645\u0646 \u0627\u0644\u0623\u0645\u0627\u0645 " * 5,
    "chinese": "\u5de6\u4e0a\u80ba\u53f6\u75c5\u53d8" * 11,
}
ENDS = {
    "latin": ("early", "later"),
    "arabic": ("\u0645\u0628\u0643\u0631", "\u0645\u062a\u0623\u062e\u0631"),
    "chinese": ("\u65e9\u671f", "\u665a\u671f"),
}
LONG = {script: tuple(BEGINNINGS[script] + end for end in ends) for script, ends in ENDS.items()}
"""Names of three scripts, two of each, that share more than sixty letters."""
WORDS = ("__proto__", "constructor", "hasOwnProperty", "toString", "1")
"""Names that mean something to JavaScript."""
SEEN = """(one) => {
  const [{ left, right }, row] = [one.getBoundingClientRect(), one.closest("th").getBoundingClientRect()];
  return left >= row.left - 1 && right <= row.right + 1 && right > left;
}"""
pytestmark = pytest.mark.ui


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    cells = build_report(
        load(examples.blood_cells(), progress=False), curves=read_curves(RUN), progress=False
    )
    coco = build_report(load(examples.coco_tiny(), progress=False), progress=False)
    masks = build_report(load(examples.coco_tiny(), task="segmentation", progress=False), progress=False)
    clean = build_report(Dataset.from_samples([{"image": "a.jpg", "label": "dog"}]), progress=False)
    leaves = ("Tomato___Late_blight", "Tomato___Early_blight", "Tomato___healthy")
    samples = [{"image": f"{name}.jpg", "label": name} for name in leaves]
    alike = build_report(Dataset.from_samples(samples), progress=False)
    named = [{"image": f"{place}.jpg", "label": name} for place, name in enumerate(sum(LONG.values(), ()))]
    scripts = build_report(Dataset.from_samples(named), progress=False)
    size = {"width": 100, "height": 100}
    boxes = [
        {"image": f"{place}.jpg", **size, "boxes": [[0, 0, 10 * place, 50]], "labels": [name]}
        for place, name in enumerate(WORDS, start=1)
    ]
    words = build_report(Dataset.from_samples(boxes), progress=False)
    reports = {
        "words": words,
        "cells": cells,
        "coco": coco,
        "masks": masks,
        "clean": clean,
        "alike": alike,
        "scripts": scripts,
    }
    return {name: write_page(report, folder / f"{name}.html") for name, report in reports.items()}


@pytest.fixture
def show(page, files):
    def opened(name, *, scheme="light"):
        page.emulate_media(color_scheme=scheme)
        page.goto(files[name].as_uri())
        return View(page)

    return opened


def test_every_chart_is_there_and_drawn(show):
    view = show("cells")
    assert view.charts() == [
        "insight_summary",
        "curve",
        "label_distribution",
        "box_labels",
        "box_area",
        "box_ratio",
        "boxes_per_image",
        "box_size",
        "box_position",
        "comparison",
    ]
    assert view.texts("box_labels", 0) == ["85%", "7.6%", "7.5%"]
    assert view.page.refused == []


def test_a_page_for_coco_is_small_enough_to_mail(files):
    assert files["coco"].stat().st_size <= 1_200_000


def test_the_page_allows_itself_no_eval_and_no_request(show):
    view = show("cells")
    policy = view.page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
    # in a task of its own: what the driver evaluates itself is let through
    refused = view.page.evaluate(
        """() => new Promise((done) => setTimeout(() => {
          try { done(new Function('return 1')()); } catch (error) { done(error.name); }
        }))"""
    )
    assert refused == "EvalError"


def test_a_click_on_a_class_in_train_redraws_validation(show):
    view = show("cells")
    before = view.texts("box_area", 1)
    view.click_bar("box_labels", 0, 2)
    view.settle()
    assert view.texts("box_area", 1) != before
    assert view.label("box_area", "[0.16, 1.44)").get_attribute("aria-pressed") == "false"
    assert view.label("label_distribution", "Platelets").get_attribute("aria-pressed") == "true"
    assert "Platelets" in view.sentence()
    assert "209 boxes in 117 images" in view.sentence()
    view.page.keyboard.press("Escape")
    view.settle()
    assert view.texts("box_area", 1) == before


@pytest.mark.parametrize("name", WORDS)
def test_a_class_may_be_called_like_a_word_of_the_language(show, name):
    view = show("words")
    assert view.texts("box_labels", 0) == ["20%"] * len(WORDS)
    view.label("box_labels", name).click()
    view.settle()
    assert name in view.sentence()
    assert sorted(view.texts("box_area", 0)) == ["0%"] * 5 + ["100%"]


def test_shift_adds_and_a_drag_picks_a_range(show):
    view = show("cells")
    view.label("box_labels", "WBC").click()
    view.label("box_labels", "Platelets").click(modifiers=["Shift"])
    view.settle()
    pressed = view.chart("box_labels").locator('[aria-pressed="true"]').all_text_contents()
    assert pressed == ["WBC", "Platelets"]
    frame = view.plot("box_area", 1).bounding_box()
    view.page.mouse.move(frame["x"] + 60, frame["y"] + 36)
    view.page.mouse.down()
    view.page.mouse.move(frame["x"] + 80, frame["y"] + 84, steps=4)
    view.page.mouse.up()
    view.settle()
    pressed = view.chart("box_area").locator('[aria-pressed="true"]').all_text_contents()
    assert pressed == ["[0.16, 1.44)", "[1.44, 2.56)", "[2.56, 10.24)"]


def test_every_selection_can_be_made_by_keyboard(show):
    view = show("cells")
    view.label("box_area", "(0, 0.16)").focus()
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("Enter")
    view.page.keyboard.press("Shift+ArrowDown")
    view.settle()
    pressed = view.chart("box_area").locator('[aria-pressed="true"]').all_text_contents()
    assert pressed == ["[0.16, 1.44)", "[1.44, 2.56)"]
    view.label("box_labels", "RBC").focus()
    view.page.keyboard.press("End")
    view.page.keyboard.press("Space")
    view.settle()
    assert view.label("label_distribution", "Platelets").get_attribute("aria-pressed") == "true"


def test_a_third_split_is_shown_when_it_is_chosen(show):
    view = show("cells")
    assert view.chart("box_area").locator(".iw-plot").count() == 2
    view.root.get_by_role("group", name="Split").get_by_role("button", name="test").click()
    view.settle()
    assert view.chart("box_area").locator(".iw-plot").count() == 3
    assert "805 boxes" in view.root.inner_text() or "945" in view.sentence()


def test_bars_stand_beside_their_class_whatever_was_sorted_searched_and_scrolled(show):
    view = show("coco")
    chart = view.chart("insight_summary")
    search, sort = chart.get_by_role("searchbox"), chart.get_by_role("combobox")

    def scroll(top):
        chart.locator(".iw-rows").evaluate("(rows, top) => { rows.scrollTop = top; }", top)

    orders = [
        lambda order=order: sort.select_option(order) for order in ("name", "count", "difference", "count")
    ]
    words = [lambda word=word: search.fill(word) for word in ("bear", "a", "no such class", "e", "")]
    heights = [lambda top=top: scroll(top) for top in (240, 1440, 24, 480, 0)]
    known = view.beside()
    assert {json.loads(one)[0] for one in known} >= {"insight_summary", "label_distribution", "box_labels"}
    for act in (*orders, *words, *heights, *orders):
        act()
        view.settle()
        now = view.beside()
        assert {one: looks for one, looks in now.items() if known.setdefault(one, looks) != looks} == {}


def test_many_classes_can_be_searched_and_sorted(show):
    view = show("coco")
    rows = view.chart("box_labels").locator("button.iw-label")
    assert rows.count() < 40
    search = view.root.get_by_role("searchbox").first
    search.fill("bear")
    view.settle()
    assert rows.all_text_contents() == ["bear", "teddy bear"] or set(rows.all_text_contents()) == {
        "bear",
        "teddy bear",
    }


def test_masks_have_a_chart_a_class(show):
    view = show("masks")
    assert "mask_area" in view.charts()
    view.label("label_distribution", "person").click()
    view.settle()
    assert "person" in view.sentence()


@pytest.mark.parametrize("name", ["cells", "coco", "masks"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(show, name, scheme):
    view = show(name, scheme=scheme)
    client = view.page.context.new_cdp_session(view.page)
    client.send("Page.setBypassCSP", {"enabled": True})
    view.page.reload()
    view = View(view.page)
    assert view.serious() == []


def test_the_best_step_is_marked_where_it_is(show):
    view = show("cells")
    ring = (
        view.chart("curve")
        .locator(".mark-symbol.role-mark path")
        .evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect())"
            ".filter((box) => box.width > 10).map((box) => box.x + box.width / 2)"
        )
    )
    frame = view.chart("curve").locator("svg").bounding_box()
    assert len(ring) == 1
    assert ring[0] > frame["x"] + frame["width"] * 0.6  # step 3 of 0 to 4


def test_the_verdict_on_a_run_stands_above_its_charts_and_at_the_loss(show):
    view = show("cells")
    section = view.root.locator('[data-section="curves"]')
    levels = "(train 2 to 0.55, validation 2.1 to 0.9)"
    said = f"A, fine. Too early to be sure. loss: train and validation fall {levels}."
    assert section.locator(".iw-headline").inner_text() == said
    assert section.locator(".iw-curve-verdict").inner_text() == f"{said} Go on."


def test_problems_have_a_panel_with_their_number_in_the_navigation(show):
    view = show("cells")
    tab = view.root.get_by_role("navigation").get_by_role("button", name="Problems")
    assert tab.inner_text() == "Problems 2"
    tab.click()
    panel = view.root.locator('[data-section="problems"]')
    assert panel.locator("summary").first.inner_text() == "2 problems"
    where = panel.locator("li details").first
    assert not where.locator("li").first.is_visible()
    where.locator("summary").press("Enter")
    assert "BloodImage" in where.locator("li").first.inner_text()


def test_without_problems_the_panel_is_closed(show):
    view = show("clean")
    assert (
        view.root.get_by_role("navigation").get_by_role("button", name="Problems").inner_text() == "Problems"
    )
    panel = view.root.locator('[data-section="problems"]')
    assert panel.locator("summary").inner_text() == "No problem was found in the data."
    assert panel.locator("details").get_attribute("open") is None


def test_a_page_without_images_says_how_to_come_by_them(show):
    view = show("cells")
    samples = view.root.locator('[data-section="samples"]')
    assert "to_html(path, samples=4)" in samples.inner_text()
    assert view.root.get_by_role("button", name="Show images").count() == 0


@pytest.mark.parametrize("width", [400, 1200])
def test_rows_of_tables_keep_the_end_of_long_names(show, width):
    view = show("scripts")
    view.page.set_viewport_size({"width": width, "height": 800})
    view.settle()
    rows = view.root.locator(".iw-tables tbody th")
    names = [name for names in LONG.values() for name in names]
    assert sorted(rows.all_text_contents()) == sorted(names)
    for row in rows.all():
        start, end = (row.locator(f".iw-name-{part}") for part in ("start", "end"))
        assert start.evaluate("(one) => one.scrollWidth > one.clientWidth")
        assert end.evaluate(SEEN)
        name = row.text_content()
        assert name.endswith(end.text_content())
        assert name == row.get_attribute("title") == row.get_attribute("aria-label")
        marked = "(row) => (getSelection().selectAllChildren(row), String(getSelection()))"
        assert row.evaluate(marked) == name
    view.root.locator(".iw-tables .iw-table").focus()
    view.page.keyboard.press("Shift")
    assert rows.first.evaluate("(row) => row.scrollWidth <= row.clientWidth && row.clientHeight > 30")
    assert view.serious() == []


def test_numbers_under_the_pointer_have_room_beside_a_long_name(show):
    view = show("scripts")
    view.page.set_viewport_size({"width": 600, "height": 800})
    view.settle()
    view.plot("label_distribution", 0).hover(position={"x": 40, "y": 12})
    name, numbers = view.chart("label_distribution").locator(".iw-readout > *").all()
    assert name.text_content() in {name for names in LONG.values() for name in names}
    assert numbers.text_content() == ": 1 image, 17%"
    assert numbers.evaluate("(one) => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("width", [600, 900, 1280])
def test_numbers_under_the_pointer_have_room_beside_a_short_name(show, width):
    view = show("cells")
    view.page.set_viewport_size({"width": width, "height": 800})
    view.settle()
    for row, name in enumerate(("RBC", "WBC", "Platelets")):
        view.plot("box_labels", 0).hover(position={"x": 8, "y": 24 * row + 12})
        for told in view.chart("box_labels").locator(".iw-readout").all():
            assert told.text_content().startswith(f"{name}: ")
            cut = "(one) => [...one.children].some((part) => part.scrollWidth > part.clientWidth)"
            assert not told.evaluate(cut)


def test_a_picture_cuts_long_names_as_the_page_does(show, tmp_path):
    view = show("scripts")
    view.page.set_viewport_size({"width": 400, "height": 800})
    view.settle()
    chart = view.chart("label_distribution")
    labels = chart.locator(".iw-labels").evaluate(
        "(one) => one.getBoundingClientRect().right - one.closest('section').getBoundingClientRect().left"
    )
    chart.locator(".iw-about > summary").click()
    with view.page.expect_download() as kept:
        chart.get_by_role("button", name="as SVG").click()
    kept.value.save_as(tmp_path / "chart.svg")
    view.page.goto((tmp_path / "chart.svg").as_uri())
    words = view.page.evaluate(
        """() => [...document.querySelectorAll("svg > text")].map((one) => {
          const { left, right } = one.getBoundingClientRect();
          return [one.textContent, left, right];
        })"""
    )
    beginnings = tuple(BEGINNINGS.values())
    cut = [
        (left, right)
        for text, left, right in words
        if text.endswith("\u2026") and any(whole.startswith(text[:-1]) for whole in beginnings)
    ]
    margin = 12
    assert len(cut) == len(LONG) * 2
    assert all(margin - 1 <= left < right <= margin + labels for left, right in cut)


def test_long_names_keep_their_end_in_a_narrow_page(show):
    view = show("alike")
    view.page.set_viewport_size({"width": 400, "height": 800})
    view.settle()
    labels = view.chart("insight_summary").locator("button.iw-label")
    whole = (
        "(one) => one.getBoundingClientRect().right <= one.parentElement.getBoundingClientRect().right + 1"
    )
    assert set(labels.locator(".iw-name-end").all_text_contents()) == {"blight", "ealthy"}
    for label in labels.all():
        start, end = (label.locator(f".iw-name-{part}") for part in ("start", "end"))
        assert start.evaluate("(one) => one.scrollWidth > one.clientWidth")
        assert end.evaluate(whole)
    assert view.serious() == []
