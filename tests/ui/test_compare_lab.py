"""Train against validation in a real JupyterLab: what is planted is found, what is random is not."""

from __future__ import annotations

import pytest

from tests.ui.view import READY, View

REPORTS = """import pandas as pd
from IPython.display import display
from insight_widgets import InsightReport

def part(split, **counts):
    rows = [(f"{split}-{label}-{at}.jpg", label) for label, n in counts.items() for at in range(n)]
    return pd.DataFrame(rows, columns=["image", "label"])

train = part("train", dog=200, cat=200, bird=20)
report = InsightReport({"train": train, "val": part("val", dog=40, cat=40, bird=20)}, progress=False)
other = InsightReport({"train": train, "val": part("val", dog=41, cat=39, bird=5)}, progress=False)
display(report, other)"""
pytestmark = pytest.mark.ui


def test_a_planted_difference_is_found_and_picked_and_a_random_split_has_none(lab, page):
    lab.write("comparison.ipynb", REPORTS, "", "")
    notebook = lab.open(page, "comparison.ipynb")
    notebook.run_all()
    page.wait_for_function(
        "(ready) => document.querySelectorAll(ready).length === 2", arg=READY, timeout=60_000
    )
    planted, random = View(page, 0), View(page, 1)
    lead = '[data-section="comparison"] .iw-lead'
    assert planted.root.locator(lead).first.inner_text().startswith("1 of 3 classes differs")
    assert random.root.locator(lead).first.inner_text().startswith("0 of 3 classes differ")
    planted.click_bar("comparison", 0, 0)
    planted.settle()
    assert "['bird']" in notebook.run("print(report.picked['classes'])")
    assert "True" in notebook.run("print(report.compare()['differs'][0])")
    notebook.run("report.picked = {'classes': ['cat']}")
    planted.settle()
    assert planted.label("comparison", "cat").get_attribute("aria-pressed") == "true"
    planted.root.locator(".iw-finding", has_text="validation has").click()
    planted.settle()
    assert "['bird']" in notebook.run("print(report.picked['classes'])")
    assert page.refused == []
