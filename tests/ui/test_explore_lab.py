"""From a finding to what to do, in a real JupyterLab: the plan, a better split, and many quick picks."""

from __future__ import annotations

import csv
import io

import pytest

from tests.ui.view import View

pytestmark = pytest.mark.ui
SHOW = """from insight_widgets import InsightReport, examples
report = InsightReport(examples.blood_cells())
report"""
SKEWED = """import pandas as pd
from insight_widgets import Dataset, InsightReport
def labelled(split, labels):
    return pd.DataFrame({"image": [f"{split}{place}.jpg" for place in range(len(labels))], "label": labels})
data = Dataset.from_frames({
    "train": labelled("t", ["dog"] * 100 + ["cat"] * 60 + ["fish"] * 40),
    "val": labelled("v", ["dog"] * 40 + ["cat"] * 9 + ["fish"]),
})
skewed = InsightReport(data)
better = InsightReport(skewed.resplit(0.2).dataset)
better"""
PICKS = """async (count) => {
  const labels = [...document.querySelectorAll('[data-chart="box_labels"] button.iw-label')];
  for (let i = 0; i < count; i++) {
    labels[i % 3].click();
    await new Promise((done) => setTimeout(done, i % 40 === 0 ? 150 : 5));
  }
}"""


def opened(lab, page, name, *cells):
    lab.write(f"{name}.ipynb", *cells, "")
    notebook = lab.open(page, f"{name}.ipynb")
    notebook.run_all()
    return notebook, View(page)


def test_the_plan_of_the_page_is_that_of_python(lab, page):
    notebook, view = opened(lab, page, "plan", SHOW)
    budget = view.chart("insight_summary").get_by_placeholder("any number of")
    budget.fill("500")
    budget.press("Enter")
    view.settle()
    with page.expect_download() as download:
        view.chart("insight_summary").get_by_role("button", name="Save plan as CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    told = {row["class"]: (row["add_images"], row["verdict_after"]) for row in rows}
    wanted = notebook.run(
        "plan = report.plan(budget=500)\n"
        "rows = plan.to_dict('records')\n"
        "print({row['class']: (str(row['add_images']), row['verdict_after']) for row in rows})"
    )
    assert str(told) == wanted.strip()


def test_a_skewed_split_is_mended_and_shown(lab, page):
    notebook, view = opened(lab, page, "resplit", SKEWED)
    assert "0 of 3" in view.root.locator('[data-section="comparison"]').inner_text()
    assert "True" in notebook.run("print(bool(skewed.compare()['differs'].any()))")


def test_a_thousand_quick_picks_leave_nothing_behind_and_nothing_stale(lab, page):
    notebook, view = opened(lab, page, "quick", SHOW)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")

    def heap():
        page.wait_for_timeout(500)
        for _ in range(3):
            client.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        return metrics["JSHeapUsedSize"] / 1e6

    view.label("box_labels", "RBC").click()
    view.root.get_by_role("button", name="Show images").click()
    view.root.locator('[data-split="train"] [data-state="ok"]').nth(5).wait_for(timeout=20_000)
    page.evaluate(PICKS, 60)
    before = heap()
    page.evaluate(PICKS, 1000)
    view.label("box_labels", "Platelets").click()
    if view.label("box_labels", "Platelets").get_attribute("aria-pressed") != "true":
        view.label("box_labels", "Platelets").click()
    view.root.locator('[data-split="train"] > h4', has_text="209 boxes in 117 images").wait_for(
        timeout=20_000
    )
    assert heap() - before < 20
    view.root.get_by_role("button", name="Show images").click()  # the labels are far above
    cards = view.root.locator('[data-split="train"] button.iw-sample bdi')
    cards.first.wait_for(timeout=20_000)
    names = cards.all_text_contents()
    wanted = notebook.run("print(sorted(path.split('/')[-1] for path in report.selected_images()))")
    assert names
    assert all(name in wanted for name in names)


def test_from_a_bar_to_an_image_and_back_by_keyboard_alone(lab, page):
    notebook, view = opened(lab, page, "keys", SHOW)
    cells = notebook.cells()
    press = page.keyboard.press
    view.label("box_labels", "WBC").focus()
    press("Enter")
    view.settle()
    assert "['WBC']" in notebook.run("print(report.picked['classes'])")
    view.root.get_by_role("button", name="Show images").focus()
    press("Enter")
    cards = view.root.locator('[data-split="train"] button.iw-sample')
    view.root.locator('[data-split="train"] [data-state="ok"]').nth(5).wait_for(timeout=20_000)
    cards.first.focus()
    press("ArrowRight")
    press("ArrowDown")
    press("Home")
    press("ArrowRight")
    assert cards.nth(1).evaluate("(one) => one === document.activeElement")
    press("Enter")
    dialog = view.root.locator("dialog.iw-zoom")
    dialog.wait_for()
    total = int(view.root.locator('[data-split="train"] > h4').inner_text().split(" in ")[1].split()[0])
    assert f"2 of {total}" in dialog.inner_text()
    press("ArrowRight")
    assert f"3 of {total}" in dialog.inner_text()
    for key in ("a", "d", "d", "x", "Escape"):  # commands of the notebook: insert, delete and cut a cell
        press(key)
    dialog.wait_for(state="hidden")
    assert cards.nth(2).evaluate("(one) => one === document.activeElement")
    for key in ("b", "d", "d", "x", "ArrowDown"):
        press(key)
    assert notebook.cells() == cells
    assert view.root.is_visible()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_nothing_in_the_notebook_keeps_people_out(lab, page, theme):
    notebook, view = opened(lab, page, f"axe {theme}", SHOW)
    notebook.theme(theme)
    view.label("box_labels", "WBC").click()
    view.root.get_by_role("button", name="Show images").click()
    view.root.locator('[data-split="train"] [data-state="ok"]').nth(5).wait_for(timeout=20_000)
    view.open_table(view.chart("box_labels"))
    assert view.serious() == []
    view.root.locator('[data-split="train"] button.iw-sample').first.click()
    view.root.locator("dialog.iw-zoom rect.iw-sample-line").first.wait_for(timeout=20_000)
    assert view.serious() == []
