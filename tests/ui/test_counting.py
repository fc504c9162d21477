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
def pages(tmp_path, monkeypatch):
    """Writes what the widget shows, in turn, and returns how many that were."""
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    monkeypatch.setattr("insight_widgets.widgets.counting.monotonic", iter(range(0, 10**9, 100)).__next__)
    stream = load(write(tmp_path, "boxes.parquet", box_table(120), 12), engine="local", progress=False)
    shown: list[bytes] = []
    counting = Counting(stream, BalanceRule(), CurveRule(), progress=False)
    counting.show_in(lambda report: shown.append(payload(report)))
    counting.start()
    counting.wait()
    for number, one in enumerate(shown):
        (tmp_path / f"{number}.bin").write_bytes(one)
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html><title>A report</title><body><script type="module" src="model.js">'
    )
    for name in ("insight_widgets/static/report.js", "tests/ui/model.js"):
        shutil.copy(PROJECT / name, tmp_path)
    return len(shown)


def test_the_page_follows_the_parts_and_keeps_what_is_picked(tmp_path, pages, page):
    server = Served(tmp_path, POLICY)
    try:
        page.goto(server.url)
        page.evaluate(SHOW)
        view = View(page)
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
        assert pages > 2
    finally:
        server.stop()
