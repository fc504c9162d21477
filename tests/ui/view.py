"""The report as somebody sees it: charts, their bars and labels, the sentence of what is picked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

AXE = Path(__file__).parents[2] / "js" / "node_modules" / "axe-core" / "axe.min.js"
READY = '.iw[data-ready="1"]'

# Resolves when nothing in the page has changed for a while, so also on a machine that is busy.
QUIET = """() => new Promise((done) => {
  let timer;
  const watched = new MutationObserver(() => wait());
  const finish = () => { watched.disconnect(); clearTimeout(timer); clearTimeout(last); done(); };
  const wait = () => { clearTimeout(timer); timer = setTimeout(finish, 300); };
  const last = setTimeout(finish, 5000);
  watched.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  wait();
})"""


# By where a text is drawn: its place in the document says nothing of what is seen.
TEXTS = """(kinds) => kinds.flatMap((kind) => [...kind.querySelectorAll('text')]
  .map((text) => [text.transform.baseVal[0].matrix.f, text.textContent])
  .sort(([one], [other]) => one - other)
  .map(([, text]) => text))"""


# What is drawn beside each class of the long charts: by chart, column and name.
BESIDE = """(root) => [...root.querySelectorAll('.iw-rows[data-long]')].flatMap((rows) => {
  const { chart } = rows.closest('[data-chart]').dataset;
  const labels = [...rows.querySelectorAll('button.iw-label')];
  const names = labels.map((label) => label.getAttribute('aria-label'));
  return [...rows.querySelectorAll('.iw-plot')].flatMap((plot, column) => {
    const { left, top } = plot.getBoundingClientRect();
    const looks = names.map(() => []);
    for (const one of plot.querySelectorAll('svg .role-mark > *')) {
      const box = one.getBoundingClientRect();
      const row = Math.floor((box.top + box.height / 2 - top) / 24);
      const ends = [box.left - left, box.right - left].map(Math.round);
      if (box.width * box.height > 0) looks[row]?.push([one.tagName, ...ends, one.textContent]);
    }
    return names.map((name, row) => [[chart, column, name], looks[row]]);
  });
})"""


class View:
    """A report on a page.

    Parameters
    ----------
    page : Page
    place : int
        Which of the reports on the page.
    """

    def __init__(self, page: Page, place: int = 0) -> None:
        self.page = page
        self.root = page.locator(READY).nth(place)
        self.root.wait_for(timeout=60_000)

    def charts(self) -> list[str]:
        """Return the ids of all charts, in the order of the page."""
        return self.root.locator("[data-chart]").evaluate_all("(all) => all.map((one) => one.dataset.chart)")

    def chart(self, name: str) -> Locator:
        """Return a chart."""
        return self.root.locator(f'[data-chart="{name}"]').first

    def label(self, chart: str, name: str) -> Locator:
        """Return the button of a class or bin."""
        return self.chart(chart).locator("button.iw-label", has_text=name).first

    def plot(self, chart: str, split: int) -> Locator:
        """Return the bars of a split (0 is the first one shown)."""
        return self.chart(chart).locator(".iw-plot").nth(split)

    def texts(self, chart: str, split: int) -> list[str]:
        """Return what stands at the bars of a split, from top to bottom on the screen, kind after kind."""
        return self.plot(chart, split).locator("svg .mark-text.role-mark").evaluate_all(TEXTS)

    def click_bar(self, chart: str, split: int, row: int) -> None:
        """Click into a row of a split's plot."""
        self.plot(chart, split).click(position={"x": 8, "y": 24 * row + 12})

    def sentence(self) -> str:
        """Return what is said about the selection."""
        return self.root.locator(".iw-sentence").inner_text()

    def beside(self) -> dict[str, str]:
        """Return what is drawn beside each class in view of the long charts, by chart, column and name."""
        found = self.root.evaluate(BESIDE)
        return {json.dumps(where): json.dumps(looks) for where, looks in found}

    def open_table(self, place: Locator) -> None:
        """Open the table below a chart and wait until it is there."""
        place.locator(".iw-drawer > summary").first.click()
        place.locator(".iw-drawer table").first.wait_for()

    def serious(self) -> list[str]:
        """Return what axe finds that keeps people out: the rule and an element that breaks it."""
        self.page.evaluate(AXE.read_text())  # not a script of the page: that its policy may forbid
        found = self.root.evaluate("(root) => axe.run(root).then((found) => found.violations)")
        return [
            f"{one['id']}: {one['nodes'][0]['html'][:200]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    def settle(self) -> None:
        """Wait until the page has drawn."""
        self.page.evaluate(QUIET)
