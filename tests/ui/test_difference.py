"""How two reports differ, as somebody sees it: on a page of its own, and in JupyterLab."""

from __future__ import annotations

import pytest

from insight_widgets import DiffReport
from tests.ui.view import READY, View
from tests.unit.test_difference import NEW, OLD, PLANTED, SENTENCE, counted

SPLITS = {"train": {"classes": [{"name": "dog", "count": 3, "verdict": "well"}]}}
MANY = [(f"class {n}", 3000 - n, "well") for n in range(1200)]
LAB = """from insight_widgets import Diff, DiffReport, InsightReport, examples
import pandas as pd

def report(dogs):
    rows = [(f"{n}.jpg", "dog" if n < dogs else "cat") for n in range(100)]
    return InsightReport(pd.DataFrame(rows, columns=["image", "label"]), progress=False)

report(90).diff(report(50))"""
pytestmark = pytest.mark.ui


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("difference")
    more = counted([(name, 2 * count if name != "class 7" else 1, "well") for name, count, _ in MANY])
    pairs = {
        "few": (OLD, NEW | {"summaries": SPLITS}),
        "many": (counted(MANY), more),
        "same": (OLD, OLD),
    }
    return {name: DiffReport(*of).to_html(folder / f"{name}.html") for name, of in pairs.items()}


@pytest.fixture
def show(page, files):
    def opened(name, *, width=1280, scheme="light"):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        client = page.context.new_cdp_session(page)
        page.goto(files[name].as_uri())
        client.send("Page.setBypassCSP", {"enabled": True})
        return View(page)

    return opened


def part(view, name):
    return view.root.locator(f'[data-part="{name}"]')


def names(view, name):
    return part(view, name).locator("tbody th").evaluate_all("(all) => all.map((one) => one.title)")


def test_the_sentence_stands_above_bars_both_ways_and_names_are_text(show):
    view = show("few")
    assert view.root.locator(".iw-headline").inner_text().startswith(SENTENCE[:40])
    assert names(view, "classes") == ["dog", PLANTED, "gone", "owl"]
    assert view.root.locator("b").count() == 0
    bars = (
        part(view, "classes")
        .locator(".iw-gains")
        .evaluate_all(
            """(all) => all.map((room) => {
          const [{ left, right }, bar] = [room, room.firstChild].map((one) => one.getBoundingClientRect());
          const middle = (left + right) / 2;
          return [Math.round(bar.left - middle), Math.round(bar.right - middle)];
        })"""
        )
    )
    assert bars[0] == [0, 80]
    assert bars[2] == [-1, 0]


def test_verdicts_are_told_in_words_and_better_and_worse_apart(show):
    row = part(show("few"), "verdicts").locator("tbody tr").first
    assert row.inner_text().split("\t")[:3] == ["cat", "well represented", "mildly under-represented"]
    assert row.locator("td").last.inner_text().strip() == "worse"
    colours = row.locator(".iw-key").evaluate_all("(all) => all.map((one) => getComputedStyle(one).color)")
    assert colours[0] != colours[1]


def test_splits_are_chosen_by_keyboard(show):
    view = show("few")
    button = part(view, "classes").locator(".iw-choice button", has_text="train")
    button.focus()
    view.page.keyboard.press("Enter")
    assert names(view, "classes") == ["dog"]
    assert button.get_attribute("aria-pressed") == "true"


def test_of_1200_classes_any_is_found_and_rows_are_sorted(show):
    view = show("many")
    assert names(view, "classes")[:2] == ["class 0", "class 1"]
    head = part(view, "classes").locator("thead button")
    head.nth(1).click()
    head.nth(1).click()
    assert names(view, "classes")[0] == "class 7"
    head.first.click()
    part(view, "classes").locator(".iw-find").fill("class 119")
    assert names(view, "classes") == ["class 119", *(f"class {n}" for n in range(1190, 1200))]


def test_where_nothing_differs_that_is_said(show):
    view = show("same")
    assert view.root.locator(".iw-headline").inner_text() == "The reports say the same."
    assert view.root.locator("table").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_nobody_is_kept_out_and_nothing_is_wider_than_the_page(show, width, scheme):
    view = show("few", width=width, scheme=scheme)
    view.page.reload()
    view = View(view.page)
    assert view.serious() == []
    assert view.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_in_jupyterlab_a_diff_is_a_widget(lab, page):
    lab.write("difference.ipynb", LAB, "")
    notebook = lab.open(page, "difference.ipynb")
    notebook.run_all()
    page.wait_for_selector(READY, timeout=60_000)
    view = View(page)
    assert "1 class gained 40 images, 1 lost 40" in view.root.locator(".iw-headline").inner_text()
    assert sorted(names(view, "classes")) == ["cat", "dog"]
    assert page.refused == []
