"""The report in a real JupyterLab."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.ui.view import READY, View

QUICKSTART = Path(__file__).parents[2] / "notebooks" / "quickstart.ipynb"
SHOW = """from insight_widgets import InsightReport, examples
report = InsightReport(examples.blood_cells())
report"""
pytestmark = pytest.mark.ui


@pytest.fixture
def notebook(lab, page, request):
    """A notebook that shows a report in its first cell and has two empty ones behind it."""
    name = f"{request.node.name}.ipynb"
    lab.write(name, SHOW, "", "")
    opened = lab.open(page, name)
    opened.run_all()
    View(page)
    return opened


def test_the_quickstart_runs_and_shows_every_chart(lab, page):
    shutil.copy(QUICKSTART, lab.root / "quickstart.ipynb")
    notebook = lab.open(page, "quickstart.ipynb")
    notebook.run_all()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.widgets"
        ".filter((cell) => cell.model.type === 'code').every((cell) => cell.model.executionCount)",
        timeout=120_000,
    )
    outputs = page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.widgets"
        ".flatMap((cell) => cell.model.outputs?.toJSON() ?? []).map((output) => output.output_type)"
    )
    assert "error" not in outputs
    page.evaluate("() => window.jupyterapp.shell.currentWidget.content.scrollToItem(1)")
    view = View(page)
    assert {
        "insight_summary",
        "label_distribution",
        "box_labels",
        "box_area",
        "box_ratio",
        "boxes_per_image",
    } <= set(view.charts())
    assert page.refused == []


def test_a_pick_goes_both_ways(notebook, page):
    view = View(page)
    before = view.texts("box_area", 1)
    view.click_bar("box_labels", 0, 2)
    view.settle()
    after = view.texts("box_area", 1)
    assert after != before
    assert "['Platelets']" in notebook.run("print(report.picked['classes'])")
    notebook.run("seen = []\nreport.observe(lambda change: seen.append(change['new']), 'picked')")
    notebook.run("report.picked = {'classes': ['WBC'], 'bins': {'box_ratio': ['[0.8, 1.25)']}}")
    view.settle()
    pressed = view.chart("box_ratio").locator('[aria-pressed="true"]').all_text_contents()
    assert pressed == ["[0.8, 1.25)"]
    assert view.texts("box_area", 1) not in (before, after)
    assert notebook.run("print(len(seen))").strip() == "1"
    view.label("box_labels", "RBC").click()
    view.settle()
    assert notebook.run("print(len(seen), seen[-1]['classes'])").strip() == "2 ['RBC']"


def test_a_wrong_pick_is_one_clear_error(notebook):
    assert 'no class "WBD" (did you mean "WBC"?)' in notebook.run("report.picked = {'classes': ['WBD']}")


def test_two_views_of_one_report_agree_and_linked_reports_follow(notebook, page):
    notebook.run(
        "from IPython.display import display\n"
        "other = InsightReport(examples.blood_cells())\n"
        "display(report, other)",
        cell=1,
    )
    page.wait_for_function(
        "(ready) => document.querySelectorAll(ready).length === 3", arg=READY, timeout=30_000
    )
    first, second, other = (View(page, place) for place in range(3))
    first.label("box_labels", "WBC").click()
    first.settle()
    assert second.label("box_labels", "WBC").get_attribute("aria-pressed") == "true"
    assert other.label("box_labels", "WBC").get_attribute("aria-pressed") == "false"
    notebook.run("from insight_widgets import link\nlinked = link(report, other)")
    other.settle()
    assert other.label("box_labels", "WBC").get_attribute("aria-pressed") == "true"
    other.label("box_labels", "RBC").click()
    other.settle()
    assert first.label("box_labels", "RBC").get_attribute("aria-pressed") == "true"


def test_the_theme_switches_live(notebook, page):
    view = View(page)
    colour = "(one) => getComputedStyle(one).color"
    name = view.label("box_labels", "RBC")
    light = name.evaluate(colour)
    notebook.theme("Dark")
    view.settle()
    assert name.evaluate(colour) != light
    notebook.theme("Light")
    view.settle()
    assert name.evaluate(colour) == light


def test_keys_on_a_class_do_not_reach_the_notebook(notebook, page):
    view = View(page)
    cells = notebook.cells()
    view.label("box_labels", "WBC").focus()
    for key in ("d", "d", "x", "a", "Enter"):
        page.keyboard.press(key)
    view.settle()
    assert notebook.cells() == cells
    assert view.label("box_labels", "WBC").get_attribute("aria-pressed") == "true"


def test_axe_finds_nothing_serious_in_either_theme(notebook, page):
    view = View(page)
    for theme in ("Light", "Dark"):
        notebook.theme(theme)
        view.settle()
        assert view.serious() == []


def live(client, kind):
    """Return how many objects of a kind the page holds, seen or not."""
    group = {"objectGroup": "live"}
    prototype = client.send("Runtime.evaluate", {"expression": f"{kind}.prototype", **group})["result"]
    found = client.send("Runtime.queryObjects", {"prototypeObjectId": prototype["objectId"], **group})
    counted = client.send(
        "Runtime.callFunctionOn",
        {
            "objectId": found["objects"]["objectId"],
            "functionDeclaration": "function() { return this.length }",
        },
    )
    client.send("Runtime.releaseObjectGroup", group)
    return counted["result"]["value"]


def test_thirty_runs_leave_nothing_behind(notebook, page):
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")

    def run_again():
        notebook.run(SHOW, cell=0)
        page.wait_for_function(
            "(ready) => document.querySelectorAll(ready).length === 1", arg=READY, timeout=30_000
        )

    def held():
        page.wait_for_timeout(500)
        for _ in range(3):
            client.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        drawings = live(client, "SVGSVGElement")  # one a Vega view, held for as long as that lives
        return metrics["JSHeapUsedSize"] / 1e6, metrics["JSEventListeners"], metrics["Nodes"], drawings

    for _ in range(3):
        run_again()
    heap, *others = held()
    for _ in range(30):
        run_again()
    heap_after, *others_after = held()
    assert heap_after - heap < 20
    for before, after in zip(others, others_after, strict=True):
        assert after <= before * 1.2


def test_a_notebook_that_is_opened_again_shows_what_it_kept_until_the_cell_is_run(notebook, lab, page):
    name = page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
    notebook.command("docmanager:save")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    notebook = lab.open(page, name)
    output = page.locator(".jp-OutputArea-output").first
    output.get_by_text("This is the report as the notebook keeps it").wait_for()
    assert "Error displaying widget" not in output.inner_text()
    assert output.get_by_role("row", name="Platelets").first.is_visible()
    assert output.locator("img").first.evaluate("image => image.complete && image.naturalWidth > 300")
    notebook.run(SHOW, 0)
    assert View(page).texts("box_labels", 0) == ["85%", "7.6%", "7.5%"]
    assert page.get_by_text("This is the report as the notebook keeps it").count() == 0
    assert page.refused == []
