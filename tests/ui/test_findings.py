"""What to do next with a kernel: what a finding picks reaches Python, curves that grow add findings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from insight_widgets import Dataset, build_report
from insight_widgets.curves import read_curves
from insight_widgets.payload import packed_curves, payload
from tests.ui.served import POLICY, Served
from tests.ui.test_compare import NAMES, PLANTED, RATES, split_of
from tests.ui.test_model import PAGE, PROJECT, SHOW
from tests.ui.view import View

GROWN = """async () => {
  const bytes = await (await fetch('./curves.bin')).arrayBuffer();
  shown.model.set('_curves', new DataView(bytes));
}"""
pytestmark = pytest.mark.ui


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("findings")
    splits = {"train": split_of(400, RATES["train"], 20, 1), "val": split_of(150, RATES["val"], 20, 2)}
    start = read_curves({"loss": [2.0, 1.5, 1.2, 1.0, 0.9, 0.8, 0.7, 0.6]})
    report = build_report(Dataset("detection", NAMES, splits), curves=start, progress=False)
    (folder / "payload.bin").write_bytes(payload(report))
    broken = read_curves({"loss": [2.0] * 5 + [float("nan")] * 10})
    (folder / "curves.bin").write_bytes(packed_curves(report.with_curves(broken)))
    (folder / "index.html").write_text(PAGE)
    for file in (PROJECT / "insight_widgets/static/report.js", Path(__file__).with_name("model.js")):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def shown(folder, page):
    server = Served(folder, POLICY)
    page.goto(server.url)
    page.evaluate(SHOW)
    yield View(page)
    server.stop()


def test_python_is_told_what_a_finding_picks(shown):
    shown.root.locator(".iw-finding", has_text="validation has").click()
    shown.settle()
    assert shown.page.evaluate("() => shown.model.saved.at(-1).classes") == [PLANTED]


def test_a_training_that_breaks_while_it_is_watched_comes_first(shown):
    before = shown.root.locator(".iw-finding").count()
    assert "not a number" not in shown.root.locator(".iw-findings").inner_text()
    shown.page.evaluate(GROWN)
    first = shown.root.locator(".iw-finding").first
    first.locator("strong", has_text="not a number").wait_for()
    assert shown.root.locator(".iw-finding").count() == min(before + 1, 5)
