"""Reports from JupyterLab's file browser: a click away, in a tab of their own, with no kernel."""

from __future__ import annotations

import json
import shutil

import pytest
from playwright.sync_api import expect

from insight_widgets import examples
from tests.ui.view import View

pytestmark = pytest.mark.ui

OPEN = "Open insight report"
SECONDS = 60_000
# JupyterLab saves its layout some time after a change.
KEPT = """() => fetch('/lab/api/workspaces/default').then((answer) => answer.text())
  .then((layout) => layout.includes('shelf/instances_train.json'))"""
COCO = {
    "images": [{"id": 1, "file_name": "a.jpg", "width": 10, "height": 10}],
    "categories": [{"id": 1, "name": "dog"}, {"id": 2, "name": "<b>cat</b>"}],
    "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 1, 4, 4]}],
}


@pytest.fixture(scope="module")
def data(lab):
    """A folder that the file browser shows."""
    folder = lab.root / "shelf"
    folder.mkdir()
    shutil.copytree(examples.blood_cells(), folder / "клетки крови")
    (folder / "instances_train.json").write_text(json.dumps(COCO))
    (folder / "broken.json").write_text('{"images": [{"id": 1,')
    (folder / "notes.md").write_text("nothing to report on")
    lines = [f"{step},{9 - step},{9.1 - step}" for step in range(9)]
    (folder / "results.csv").write_text("\n".join(["epoch,train/box_loss,val/box_loss", *lines]))
    return folder


class Browser:
    """JupyterLab with its file browser."""

    def __init__(self, page, lab, folder="shelf"):
        self.page = page
        page.goto(f"{lab.url}/lab/tree/{folder}?reset")
        self.wait()

    def wait(self):
        """Wait until JupyterLab is there."""
        self.page.wait_for_function("() => window.jupyterapp !== undefined", timeout=SECONDS)
        self.page.evaluate("() => window.jupyterapp.restored")

    def menu(self, name):
        """Right-click on a file or folder and return the menu."""
        item = self.page.locator(".jp-DirListing-item", has_text=name).first
        item.click(button="right")
        menu = self.page.locator(".lm-Menu").first
        menu.wait_for()
        return menu

    def open(self, name):
        """Open the report on a file or folder and return its tab."""
        self.menu(name).get_by_text(OPEN, exact=True).click()
        return self.tab()

    def tab(self):
        """Return the tab that is in front."""
        return self.page.locator(".jp-InsightReport:visible")

    def report(self):
        """Return what the report in front shows."""
        self.tab().locator('.iw[data-ready="1"]').wait_for(timeout=SECONDS)
        return View(self.page)

    def kernels(self):
        """Return the ids of the kernels that run, those of other tests too."""
        asked = "() => fetch('/api/kernels').then((answer) => answer.json())"
        return {kernel["id"] for kernel in self.page.evaluate(asked)}


@pytest.fixture
def browser(page, lab, data):
    return Browser(page, lab)


def test_a_right_click_on_a_file_opens_its_report_without_a_kernel(browser, lab):
    before = browser.kernels()
    browser.open("instances_train.json")
    view = browser.report()
    assert view.texts("box_labels", 0) == ["100%", "0%"]
    assert view.label("box_labels", "<b>cat</b>").inner_text() == "<b>cat</b>"
    assert browser.page.refused == []
    assert browser.kernels() <= before


def test_a_folder_is_reported_on_as_a_whole_and_can_be_picked_in(browser):
    browser.open("клетки крови")
    view = browser.report()
    view.label("box_labels", "WBC").click()
    view.settle()
    assert "WBC" in view.sentence()
    assert view.serious() == []


def test_a_training_log_shows_its_curves(browser):
    browser.open("results.csv")
    assert browser.report().charts() == ["curve"]


def test_files_that_hold_no_data_are_not_offered(browser):
    menu = browser.menu("notes.md")
    assert menu.get_by_text("Rename", exact=False).first.is_visible()
    assert not menu.get_by_text(OPEN, exact=True).is_visible()


def test_errors_are_shown_in_words_and_a_mended_file_is_read_by_itself(browser, data):
    tab = browser.open("broken.json")
    tab.get_by_text("No report could be made.").wait_for(timeout=SECONDS)
    assert "shelf/broken.json" in tab.inner_text()
    assert "Traceback" not in tab.inner_text()
    (data / "broken.json").write_text(json.dumps(COCO))
    assert browser.report().texts("box_labels", 0) == ["100%", "0%"]


def test_the_tab_follows_changes_and_keeps_what_is_picked(browser, data):
    browser.open("instances_train.json")
    view = browser.report()
    view.label("box_labels", "dog").click()
    changed = json.loads(json.dumps(COCO))
    changed["annotations"].append({"id": 2, "image_id": 1, "category_id": 2, "bbox": [2, 2, 4, 4]})
    (data / "instances_train.json").write_text(json.dumps(changed))
    browser.tab().get_by_text("2 boxes").first.wait_for(timeout=SECONDS)
    assert View(browser.page).label("box_labels", "dog").get_attribute("aria-pressed") == "true"
    (data / "instances_train.json").write_text(json.dumps(COCO))


def test_the_tab_is_there_again_after_the_page_was_loaded_anew(browser, lab):
    browser.open("instances_train.json")
    browser.report()
    browser.page.wait_for_function(KEPT)
    browser.page.goto(f"{lab.url}/lab")
    browser.wait()
    assert browser.report().charts()[0] == "insight_summary"


def test_a_closed_tab_leaves_nothing_running(browser):
    browser.open("клетки крови")
    browser.page.evaluate("() => window.jupyterapp.shell.currentWidget.close()")
    expect(browser.page.locator(".jp-InsightReport")).to_have_count(0)


def test_launcher_and_palette_ask_for_a_file(browser):
    page = browser.page
    page.locator(".jp-DirListing-item", has_text="instances_train.json").first.wait_for(timeout=SECONDS)
    page.evaluate("() => window.jupyterapp.commands.execute('launcher:create')")
    page.locator(".jp-LauncherCard:visible", has_text="Insight report").click()
    dialog = page.locator(".jp-Dialog")
    dialog.locator(".jp-DirListing-item", has_text="instances_train.json").click()
    dialog.get_by_role("button", name="Select").click()
    assert browser.report().charts()[0] == "insight_summary"


def test_the_notebook_button_inserts_the_lines_that_show_a_report(page, lab, data):
    lab.write("shelf/new.ipynb", "")
    notebook = lab.open(page, "shelf/new.ipynb")
    page.locator('[data-jp-item-name="insightReport"] :is(button, jp-button)').first.click()
    dialog = page.locator(".jp-Dialog")
    dialog.locator(".jp-DirListing-item", has_text="instances_train.json").click()
    dialog.get_by_role("button", name="Select").click()
    source = "window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.getSource()"
    page.wait_for_function(f"() => {source}")
    notebook.run_all()
    View(page)
    assert (
        page.evaluate(source)
        == 'from insight_widgets import InsightReport\n\nInsightReport("instances_train.json")'
    )
