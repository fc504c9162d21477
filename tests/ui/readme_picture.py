"""The picture of a report in the README and the docs: ``python -m tests.ui.readme_picture`` takes it anew."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from insight_widgets import InsightReport, examples
from tests.ui.chromium import ARGUMENTS, find_chromium
from tests.ui.view import View

FILE = Path(__file__).parents[2] / "docs" / "report.png"
SIZE = {"width": 1120, "height": 1440}


def take(file: Path) -> None:
    """Show the blood cells with a class picked, and keep the upper part of the page."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        shown = Path(folder) / "report.html"
        InsightReport(examples.blood_cells(), title="Blood cells", progress=False).to_html(shown)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(shown.as_uri())
        view = View(page)
        view.label("label_distribution", "Platelets").click()
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        page.mouse.move(1, 1)
        view.settle()
        page.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    take(FILE)
