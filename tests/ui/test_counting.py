"""A report that fills in while parts of the data are counted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from insight_widgets import load
from insight_widgets.judging.rule import CurveRule
from insight_widgets.payload import payload
from insight_widgets.stats.balance import BalanceRule
from insight_widgets.streams import table_source
from insight_widgets.widgets.counting import Counting
from tests.large_tables import box_table, write
from tests.ui.served import POLICY, Served
from tests.ui.view import View

PROJECT = Path(__file__).parents[2]
SHOW = (
    "async () => { window.shown = await (await import('./model.js'))"
    ".show(await import('./report.js'), undefined, '0.bin'); }"
)
GROW = """async (names) => {
  const { fetched } = await import('./model.js');
  for (const name of names) shown.model.set('_payload', new DataView(await fetched(name)));
}"""
pytestmark = pytest.mark.ui


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """A table in parts, each of which is shown."""
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    monkeypatch.setattr("insight_widgets.widgets.counting.monotonic", iter(range(0, 10**9, 100)).__next__)
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html><meta name="color-scheme" content="light dark"><title>A report</title><body>'
        '<script type="module" src="model.js"></script>'
    )
    for name in ("insight_widgets/static/report.js", "tests/ui/model.js"):
        shutil.copy(PROJECT / name, tmp_path)
    return load(write(tmp_path, "boxes.parquet", box_table(120), 12), engine="local", progress=False)


def shown_pages(parts, folder, last=None):
    """Write what the widget shows, in turn; counting is stopped at a page. Return how many there are."""
    shown: list[bytes] = []
    counting = Counting(parts, BalanceRule(), CurveRule(), progress=False)

    def take(report):
        shown.append(payload(report))
        if len(shown) == last:
            counting.leave()

    counting.show_in(take)
    counting.start()
    counting.wait()
    for number, one in enumerate(shown):
        (folder / f"{number}.bin").write_bytes(one)
    return len(shown)


@pytest.fixture
def opened(tmp_path, page):
    """Opens the page with the first of its reports."""
    server = Served(tmp_path, POLICY)

    def at_first():
        page.goto(server.url)
        page.evaluate(SHOW)
        return View(page)

    yield at_first
    server.stop()


def bar(page):
    return page.locator(".iw-counting")


def test_the_page_follows_the_parts_and_keeps_what_is_picked(tmp_path, parts, opened, page):
    pages = shown_pages(parts, tmp_path)
    view = opened()
    assert "so far: " in view.root.inner_text()
    first = view.root.inner_text()
    view.label("box_labels", "dog").click()
    view.settle()
    page.evaluate(GROW, [f"{number}.bin" for number in range(1, pages)])
    page.wait_for_function("() => !document.body.innerText.includes('so far: ')")
    grown = View(page)
    assert "120" in grown.root.inner_text()
    assert grown.root.inner_text() != first
    assert "dog" in grown.sentence()
    assert bar(page).get_by_role("status").text_content() == "Everything is counted."
    assert bar(page).bounding_box()["height"] <= 1
    assert pages > 2


def test_the_button_that_stops_keeps_its_focus_while_parts_come_and_says_what_is_kept(
    tmp_path, parts, opened, page
):
    assert shown_pages(parts, tmp_path, last=3) == 4
    view = opened()
    stop = bar(page).get_by_role("button", name="Stop counting")
    assert view.serious() == []
    stop.focus()
    page.evaluate(GROW, ["1.bin"])
    page.wait_for_function("() => document.querySelector('.iw-counting').innerText.includes('(10 of ')")
    assert stop.evaluate("(button) => button === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    sent = page.evaluate("() => shown.model.sent.filter(({ kind }) => kind === 'stop-counting')")
    assert sent == [{"kind": "stop-counting"}]
    assert "Stopping; what is counted is kept." in bar(page).inner_text()
    page.evaluate(GROW, ["2.bin"])
    assert stop.get_attribute("aria-disabled") == "true"
    page.evaluate(GROW, ["3.bin"])
    page.wait_for_function("() => document.body.innerText.includes('Counting was stopped')")
    view = View(page)
    assert not stop.is_visible()
    assert bar(page).evaluate("(bar) => bar === document.activeElement")
    assert "55 % of the parts (19 of 34)" in bar(page).inner_text()
    assert "(so far: 55 % of the parts)" in view.root.locator("h2").first.inner_text()
    assert view.serious() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1200])
def test_the_line_fits_any_width(tmp_path, parts, opened, page, scheme, width):
    shown_pages(parts, tmp_path)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 500})
    view = opened()
    box = bar(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["height"] < 120
    assert view.root.evaluate("(root) => root.scrollWidth <= root.clientWidth")
