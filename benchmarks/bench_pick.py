"""Picking in the page of a report of COCO's size, in a real browser: our script, and until all is drawn."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.coco_report import coco_report
from insight_widgets.export.html import write_page
from tests.ui.chromium import ARGUMENTS, find_chromium
from tests.ui.view import READY, View

if TYPE_CHECKING:
    from playwright.sync_api import Page

BUDGET = 16
ROUNDS = 5
CHARTS = ("box_labels", "box_area", "box_ratio", "boxes_per_image")
PICK_ALL = """async ([ready, charts]) => {
  const drawn = [];
  const root = document.querySelector(ready);
  const settled = () => new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (root.dataset.ready !== '1') return;
      observer.disconnect();
      done();
    }).observe(root, { attributes: true });
  });
  for (const chart of charts) {
    const buttons = () => root.querySelectorAll(`[data-chart="${chart}"] button.iw-label`);
    for (let place = 0; place < buttons().length; place++) {
      const start = performance.now();
      const all = settled();
      buttons()[place].click();
      await all;
      drawn.push(performance.now() - start);
      await new Promise(requestAnimationFrame);
    }
  }
  const picks = performance.getEntriesByName('iw:pick').map(({ duration }) => duration);
  return [picks, drawn];
}"""


def main() -> None:
    """Print median and worst of the picks, of each the median over the rounds."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = write_page(coco_report(), Path(folder) / "report.html")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        rounds = [_pick_all(page, file.as_uri()) for _ in range(ROUNDS)]
        browser.close()
    picks, drawn = ([median(one) for one in zip(*taken, strict=True)] for taken in zip(*rounds, strict=True))
    print(f"{len(picks)} picks of classes and bins, 80 classes; milliseconds, budget {BUDGET}")
    _tell("script, until data are with Vega", picks)
    _tell("until all charts are drawn", drawn)


def _pick_all(page: Page, address: str) -> tuple[list[float], list[float]]:
    """Pick every row that is in view, chart after chart; the last pick in each one stays."""
    page.goto(address)
    View(page)
    picks, drawn = page.evaluate(PICK_ALL, [READY, CHARTS])
    return picks, drawn


def _tell(what: str, taken: list[float]) -> None:
    print(f"  {what:<34}median {median(taken):6.1f}   worst {max(taken):6.1f}")


if __name__ == "__main__":
    main()
