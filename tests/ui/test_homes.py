"""The report in the other homes of notebooks: it shows, is picked in, and is read back by Python."""

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
MARIMO = """import marimo
app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from insight_widgets import InsightReport, examples
    return InsightReport, examples, mo


@app.cell
def _(InsightReport, examples, mo):
    report = mo.ui.anywidget(InsightReport(examples.blood_cells()))
    report
    return (report,)


@app.cell
def _(mo, report):
    mo.md(f"Python saw {report.value['picked']['classes']}")
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


def test_notebook_7_shows_a_report_and_python_reads_what_is_picked(started, page):
    server = started(lambda folder: Lab(folder, "notebook"))
    server.write("report.ipynb", SHOW, "")
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
        write_notebook(folder / "work" / "report.ipynb", SHOW, TELL)
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
