"""A pick is practised while nobody waits: nothing of that is ever on the screen."""

from __future__ import annotations

import pytest

from insight_widgets import examples
from insight_widgets.export.html import write_page
from insight_widgets.loading import load
from insight_widgets.report import build_report
from tests.ui.view import QUIET, View

# Remembers how the charts look in every frame once they are drawn, and whether they were drawn again.
WATCH = """() => {
  window.seen = new Set();
  window.redrawn = 0;
  const look = (root) => [...root.querySelectorAll('button.iw-label, .iw-plot path, .iw-plot text')]
    .map((one) => [...one.attributes].map(({ value }) => value).join() + one.textContent).sort().join('|');
  const frame = () => {
    const root = document.querySelector('.iw[data-ready="1"]');
    if (root && !window.watched) {
      window.watched = new MutationObserver((found) => { window.redrawn += found.length; });
      window.watched.observe(root, { subtree: true, attributes: true, childList: true });
    }
    if (root) window.seen.add(look(root));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
pytestmark = pytest.mark.ui


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    report = build_report(load(examples.coco_tiny(), progress=False), progress=False)
    return write_page(report, tmp_path_factory.mktemp("page") / "report.html")


def test_no_frame_shows_what_is_only_practised(page, file):
    page.add_init_script(f"({WATCH})()")
    page.goto(file.as_uri())
    View(page)
    page.evaluate(QUIET)
    assert page.evaluate("window.redrawn") > 0
    assert page.evaluate("window.seen.size") == 1


def test_what_is_picked_at_once_stays_picked(page, file):
    page.goto(file.as_uri())
    view = View(page)
    view.label("box_labels", "person").click()
    page.evaluate(QUIET)
    for chart in ("insight_summary", "label_distribution", "box_labels", "box_size"):
        pressed = view.chart(chart).locator('button.iw-label[aria-pressed="true"]')
        assert pressed.count() == 1, chart
        assert pressed.get_attribute("aria-label") == "person"
