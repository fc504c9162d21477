"""The widget on a page with a model made up there: no kernel, no eval, one copy of the bundle."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from insight_widgets import build_report, examples, load
from insight_widgets.payload import payload
from insight_widgets.static_files import digest
from tests.ui.served import POLICY, Served
from tests.ui.view import View

PROJECT = Path(__file__).parents[2]
PAGE = '<!DOCTYPE html><title>A report</title><body><script type="module" src="model.js"></script>'
SHOW = "async () => { window.shown = await (await import('./model.js')).show(await import('./report.js')); }"
SHOW_TWICE = """async (digest) => {
  const { show } = await import('./model.js');
  const stub = await import('./stub.js');
  const code = await (await fetch('./report.js')).text();
  const shared = { get: (name) => ({ code, digest })[name] };
  window.made = 0;
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => { window.made++; return createObjectURL(blob); };
  window.shown = await Promise.all([show(stub, shared), show(stub, shared)]);
}"""
COUNT_FRAMES = "() => { window.drawn = 0; (function next() { drawn++; requestAnimationFrame(next); })(); }"
pytestmark = pytest.mark.ui


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    report = build_report(load(examples.blood_cells(), progress=False), progress=False)
    (folder / "payload.bin").write_bytes(payload(report))
    (folder / "index.html").write_text(PAGE)
    for file in (
        PROJECT / "insight_widgets/static/report.js",
        PROJECT / "insight_widgets/static/stub.js",
        Path(__file__).with_name("model.js"),
    ):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def serve(folder, page):
    """Opens the page of the folder under a policy."""
    servers = []

    def opened(policy=POLICY):
        servers.append(Served(folder, policy))
        page.goto(servers[-1].url)
        return page

    yield opened
    for server in servers:
        server.stop()


@pytest.fixture
def shown(serve):
    page = serve()
    page.evaluate(SHOW)
    return View(page)


def test_all_is_drawn_where_neither_eval_nor_other_hosts_are_allowed(shown):
    assert shown.texts("box_labels", 0) == ["85%", "7.6%", "7.5%"]
    assert shown.page.evaluate("() => window.refused") == []


def test_python_is_told_once_what_is_picked_and_nothing_that_it_set_itself(shown):
    saved = "() => shown.model.saved.map(({ classes }) => classes)"
    shown.label("box_labels", "WBC").click()
    shown.settle()
    assert shown.page.evaluate(saved) == [["WBC"]]
    shown.page.evaluate("() => shown.model.set('picked', { classes: ['RBC'], bins: {}, split: null })")
    shown.settle()
    assert shown.label("box_labels", "RBC").get_attribute("aria-pressed") == "true"
    assert shown.page.evaluate(saved) == [["WBC"]]


def test_a_drag_over_many_bins_tells_python_at_most_once_a_frame(shown):
    shown.page.evaluate(COUNT_FRAMES)
    shown.plot("box_area", 0).scroll_into_view_if_needed()
    frame = shown.plot("box_area", 0).bounding_box()
    shown.page.mouse.move(frame["x"] + 60, frame["y"] + 12)
    shown.page.mouse.down()
    shown.page.mouse.move(frame["x"] + 60, frame["y"] + 132, steps=20)
    shown.page.mouse.up()
    shown.settle()
    saved, seen = shown.page.evaluate("() => [shown.model.saved, drawn]")
    assert len(saved) <= seen
    assert len(saved[-1]["bins"]["box_area"]) == 6


def test_the_cleanup_unmakes_all_that_was_made(shown):
    assert shown.page.evaluate("() => shown.model.listeners") > 0
    shown.page.evaluate("() => shown.cleanup()")
    assert shown.page.evaluate("() => [shown.model.listeners, shown.el.childElementCount]") == [0, 0]
    shown.page.evaluate("() => shown.model.set('picked', { classes: ['RBC'], bins: {}, split: null })")
    shown.page.set_viewport_size({"width": 900, "height": 700})
    shown.settle()


def test_two_widgets_share_one_copy_of_the_bundle(serve):
    page = serve(f"{POLICY}; script-src 'self' blob:")
    page.evaluate(SHOW_TWICE, digest("report.js"))
    assert [View(page, place).texts("box_labels", 0) for place in range(2)] == [["85%", "7.6%", "7.5%"]] * 2
    assert page.evaluate("() => window.made") == 1
    assert page.evaluate("() => window.refused") == []


def test_where_the_bundle_cannot_be_had_the_reader_is_told_what_to_do(serve):
    page = serve(POLICY)
    page.evaluate(SHOW_TWICE, digest("report.js"))
    assert "Run this cell again" in page.locator("body").inner_text()
