"""A report that fills in within a real JupyterLab, and is stopped there."""

from __future__ import annotations

import pytest

pytest.importorskip("pyarrow")

from tests.large_tables import box_table, write
from tests.ui.view import View

SHOW = """import time
from insight_widgets import InsightReport
from insight_widgets.engines.local import LocalEngine
from insight_widgets.streams import table_source

table_source.PART_ROWS = 1


class Slow(LocalEngine):
    def run(self, function, items, places):
        for outcome in super().run(function, items, places):
            time.sleep(0.1)
            yield outcome


report = InsightReport("boxes.parquet", engine=Slow(), progress=False)
report"""
SAID = "() => document.querySelector('.iw-counting')?.innerText.includes('Counting was stopped')"
pytestmark = pytest.mark.ui


def test_counting_is_stopped_by_the_button_and_what_was_counted_stays(lab, page):
    write(lab.root, "boxes.parquet", box_table(1500), 12)
    lab.write("counting.ipynb", SHOW, "")
    notebook = lab.open(page, "counting.ipynb")
    notebook.start_all()
    page.get_by_role("button", name="Stop counting").click()
    page.wait_for_function(SAID, timeout=30_000)
    view = View(page)
    told = notebook.run(
        "print(report.counting, report.to_dict()['title'], report.to_dict()['so_far'])"
    ).strip()
    assert told.startswith("False boxes (so far: ")
    assert "'stopped': True" in told
    assert view.root.locator("h2").first.inner_text() in told
    assert "part-left" in str(notebook.run("print(report.to_dict()['problems'])"))
    assert page.refused == []
