"""Runs the tutorials and keeps their outputs: ``python -m tests.package.notebooks [name ...]``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
SLIDE = {"slideshow": {"slide_type": "slide"}}
"""What nbconvert begins a slide with."""

LIVE = "application/vnd.jupyter.widget-view+json"
"""What a widget shows while its kernel lives; kept, it would hide what can be read without one."""

PAGE = "INSIGHT_REPORT_HTML"
"""Where the quickstart writes its page, so that no run leaves one in the folder."""


def fresh(file):
    """Return a notebook as a run gives it, without what only a living kernel can show."""
    notebook = nbformat.read(file, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[PAGE] = str(Path(folder) / "report.html")
        try:
            client = NotebookClient(notebook, timeout=120, store_widget_state=False, kernel_name="python3")
            client.execute(cwd=str(file.parent))
        finally:
            del os.environ[PAGE]
    return _without_the_run(notebook)


def _without_the_run(notebook):
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        starts = cell.cell_type == "markdown" and cell.source.startswith("#")
        cell.metadata = SLIDE if starts else {}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(LIVE, None)
            output.pop("transient", None)
    return notebook


def main(names):
    """Run notebooks, all without names, and write them with their outputs."""
    for file in [FOLDER / f"{name}.ipynb" for name in names] or sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(fresh(file), file)
        print(file.name, "was run and kept")  # noqa: T201  (told to whoever runs it)


if __name__ == "__main__":
    main(sys.argv[1:])
