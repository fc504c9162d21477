"""The tutorials as they are kept: read without a kernel, on GitHub or in a reopened notebook."""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.package.notebooks import FOLDER, LIVE, fresh

FILES = sorted(FOLDER.glob("*.ipynb"))
KEPT = "application/vnd.insight-widgets.kept+json"
OF_A_MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|work|Users|var)/\w|[A-Z]:\\\\Users|0x[0-9a-f]{8,}")


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def kept(request):
    notebook = nbformat.read(request.param, as_version=4)
    nbformat.validate(notebook)
    return notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def data_of(notebook):
    return [output.get("data", {}) for cell in code_cells(notebook) for output in cell.outputs]


def said(notebook):
    """What each cell prints and returns, as plain text."""
    return [
        "".join(
            output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in cell.outputs
        )
        for cell in code_cells(notebook)
    ]


def test_every_cell_was_run_in_order_without_an_error(kept):
    cells = code_cells(kept)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert "error" not in {output.output_type for cell in cells for output in cell.outputs}


def test_no_state_of_widgets_is_kept(kept):
    assert set(kept.metadata) == {"kernelspec", "language_info"}
    assert not any(LIVE in data for data in data_of(kept))


def test_nothing_tells_of_the_machine_it_was_run_on(kept):
    assert OF_A_MACHINE.findall(nbformat.writes(kept)) == []


def test_a_chart_is_there_without_a_kernel(kept):
    assert any("data:image/svg+xml" in "".join(data.get("text/html", "")) for data in data_of(kept))


def test_what_shows_a_report_is_kept_in_every_form(kept):
    """JupyterLab, nbconvert to HTML and to LaTeX each take their own."""
    for data in data_of(kept):
        if "<bdi>" in "".join(data.get("text/html", "")):
            assert set(data) == {KEPT, "text/html", "text/latex", "text/plain"}


def test_it_ends_with_what_to_do(kept):
    headings = [
        line
        for cell in kept.cells
        if cell.cell_type == "markdown"
        for line in re.findall(r"(?m)^##? .*", cell.source)
    ]
    assert headings[-1] == "## What to do"


@pytest.mark.release  # all of them are run by nbval, too
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_says_what_a_fresh_run_says(file):
    assert said(nbformat.read(file, as_version=4)) == said(fresh(file))
