"""A report in the other homes of notebooks: it shows, is picked in, is read back; and what changed shows."""

from __future__ import annotations

import json
import sys

import pytest

from insight_widgets import InsightReport, examples
from tests.ui.jupyter import Lab, Notebook, write_notebook
from tests.ui.program import SECONDS, Program
from tests.ui.view import View

pytestmark = pytest.mark.ui

SHOW = """from insight_widgets import InsightReport, examples
report = InsightReport(examples.blood_cells())
report"""
TELL = """import ipywidgets
told = ipywidgets.Label("nothing yet")
report.observe(lambda change: setattr(told, "value", f"Python saw {change['new']['classes']}"), "picked")
told"""
CHANGED = """from insight_widgets import DiffReport
DiffReport(InsightReport(examples.coco_tiny()), report)"""
MARIMO = """import marimo
app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from insight_widgets import DiffReport, InsightReport, examples
    return DiffReport, InsightReport, examples, mo


@app.cell
def _(InsightReport, examples, mo):
    report = mo.ui.anywidget(InsightReport(examples.blood_cells()))
    report
    return (report,)


@app.cell
def _(mo, report):
    mo.md(f"Python saw {report.value['picked']['classes']}")
    return


@app.cell
def _(DiffReport, InsightReport, examples, mo):
    mo.ui.anywidget(DiffReport(InsightReport(examples.coco_tiny()), InsightReport(examples.blood_cells())))
    return


if __name__ == "__main__":
    app.run()
"""
OWN_FAILURE = "Cannot read properties of undefined (reading 'schema')"
"""Of Notebook 7.6 itself: it says so now and then, also where nothing of ours is installed."""

IN_FRONT = """async () => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = app.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
}"""


@pytest.fixture
def started(tmp_path):
    """Starts a program and stops it in the end."""
    programs = []

    def start(make):
        programs.append(make(tmp_path))
        return programs[-1]

    yield start
    for program in programs:
        program.stop()


def assert_shows_what_changed(view):
    """That what changed is told, and answers: its rows are sorted by a click on a heading."""
    assert "classes came" in view.root.locator(".iw-headline").inner_text()
    classes = view.root.locator('[data-part="classes"]')
    assert classes.locator("tbody th").first.inner_text() == "RBC"
    classes.locator("thead button").first.click()
    assert classes.locator("tbody th").first.inner_text() == "airplane"


def test_notebook_7_shows_a_report_and_python_reads_what_is_picked(started, page):
    server = started(lambda folder: Lab(folder, "notebook"))
    server.write("report.ipynb", SHOW, CHANGED, "")
    page.forgiven.add(OWN_FAILURE)
    page.goto(f"{server.url}/notebooks/report.ipynb")
    page.wait_for_function("() => window.jupyterapp !== undefined", timeout=SECONDS * 1000)
    page.evaluate(IN_FRONT)
    notebook = Notebook(page)
    notebook.run_all()
    view = View(page)
    view.label("box_labels", "WBC").click()
    view.settle()
    assert "['WBC']" in notebook.run("print(report.picked['classes'])")
    notebook.run("report.picked = {'classes': ['RBC']}")
    view.settle()
    assert view.label("box_labels", "RBC").get_attribute("aria-pressed") == "true"
    assert_shows_what_changed(View(page, 1))
    assert page.refused == []


def test_notebook_7_shows_what_a_notebook_kept_without_its_kernel(started, page):
    server = started(lambda folder: Lab(folder, "notebook"))
    data, metadata = InsightReport(examples.blood_cells(), progress=False)._repr_mimebundle_()
    server.write("kept.ipynb", SHOW)
    file = server.root / "kept.ipynb"
    saved = json.loads(file.read_text())
    output = {"output_type": "execute_result", "execution_count": 1, "data": data, "metadata": metadata}
    saved["cells"][0] |= {"outputs": [output], "execution_count": 1}
    file.write_text(json.dumps(saved))
    page.forgiven.add(OWN_FAILURE)
    page.goto(f"{server.url}/notebooks/kept.ipynb")
    output = page.locator(".jp-OutputArea-output").first
    output.get_by_role("row", name="Platelets").first.wait_for()
    assert "Error displaying widget" not in output.inner_text()


def test_notebook_7_opens_a_report_from_its_list_of_files(started, page):
    server = started(lambda folder: Lab(folder, "notebook"))
    for file in examples.blood_cells().glob("*.json"):
        (server.root / file.name).write_bytes(file.read_bytes())
    page.forgiven.add(OWN_FAILURE)
    page.goto(f"{server.url}/tree")
    page.locator(".jp-DirListing-item", has_text="instances_train.json").first.click(button="right")
    page.get_by_text("Open insight report", exact=True).click()
    assert View(page).texts("box_labels", 0) == ["85%", "7.6%", "7.5%"]


def test_voila_shows_a_report_and_python_reads_what_is_picked(started, page):
    def voila(folder):
        (folder / "work").mkdir()
        write_notebook(folder / "work" / "report.ipynb", SHOW, TELL, CHANGED)
        arguments = ["report.ipynb", "--no-browser", "--Voila.ip=127.0.0.1"]
        return Program(
            folder,
            lambda port: [sys.executable, "-m", "voila", *arguments, f"--port={port}"],
            "voila/static/none",
        )

    server = started(voila)
    page.goto(server.url)
    view = View(page)
    view.label("box_labels", "WBC").click()
    page.get_by_text("Python saw ['WBC']").wait_for(timeout=SECONDS * 1000)
    assert view.texts("box_labels", 0) == ["85%", "7.6%", "7.5%"]
    assert_shows_what_changed(View(page, 1))


def test_marimo_shows_a_report_and_python_reads_what_is_picked(started, page):
    def marimo(folder):
        (folder / "work").mkdir()
        (folder / "work" / "report.py").write_text(MARIMO)
        arguments = ["run", "report.py", "--headless", "--no-token", "--host", "127.0.0.1"]
        return Program(
            folder, lambda port: [sys.executable, "-m", "marimo", *arguments, "--port", str(port)], "health"
        )

    server = started(marimo)
    page.goto(server.url)
    view = View(page)
    view.label("box_labels", "WBC").click()
    page.get_by_text("Python saw ['WBC']").wait_for(timeout=SECONDS * 1000)
    assert view.label("box_labels", "WBC").get_attribute("aria-pressed") == "true"
    assert_shows_what_changed(View(page, 1))
