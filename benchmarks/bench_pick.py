"""Picking in the page of a report, in a real browser: our script, and until all is drawn.

On data of COCO's size, and on a million boxes of as many classes as LVIS (1,203) and ImageNet-21k (20,000).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.coco_report import coco_report
from benchmarks.large_table import large_table
from insight_widgets import build_report, load
from insight_widgets.export.html import write_page
from tests.ui.chromium import ARGUMENTS, find_chromium
from tests.ui.view import READY, View

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from insight_widgets import Report

BUDGETS = {80: 16, 1_203: 50, 20_000: 50}
ROUNDS = 5
LOOKED_AT = 500
"""Milliseconds for which a page is looked at before the first pick."""
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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        for classes, budget in BUDGETS.items():
            _measure(browser, classes, budget)
        browser.close()


def _report(classes: int) -> Report:
    if classes == 80:  # noqa: PLR2004  (COCO's)
        return coco_report()
    return build_report(load(large_table(1_000_000, classes), progress=False), progress=False)


def _measure(browser: Browser, classes: int, budget: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = write_page(_report(classes), Path(folder) / "report.html")
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        rounds = [_pick_all(page, file.as_uri()) for _ in range(ROUNDS)]
        page.close()
    picks, drawn = ([median(one) for one in zip(*taken, strict=True)] for taken in zip(*rounds, strict=True))
    print(f"{len(picks)} picks of classes and bins, {classes:,} classes; milliseconds, budget {budget}")
    _tell("script, until data are with Vega", picks)
    _tell("until all charts are drawn", drawn)


def _pick_all(page: Page, address: str) -> tuple[list[float], list[float]]:
    """Pick every row that is in view, chart after chart; the last pick in each one stays."""
    page.goto(address)
    View(page)
    page.wait_for_timeout(LOOKED_AT)
    picks, drawn = page.evaluate(PICK_ALL, [READY, CHARTS])
    return picks, drawn


def _tell(what: str, taken: list[float]) -> None:
    print(f"  {what:<34}median {median(taken):6.1f}   worst {max(taken):6.1f}")


if __name__ == "__main__":
    main()
