"""What the docs tell contributors to do, followed step by step."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from insight_widgets import build_report, load, readers
from insight_widgets.charts.catalog import chart_entries
from insight_widgets.dataset import TASKS

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page):
    """Return the Python of a page, block by block."""
    return re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(), re.DOTALL)


@pytest.fixture
def more_readers(tmp_path, monkeypatch):
    """A folder whose modules are readers too."""
    folder = tmp_path / "readers"
    folder.mkdir()
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(folder)])
    readers.readers.cache_clear()
    yield folder
    readers.readers.cache_clear()


def test_a_format_is_added_as_the_docs_say(more_readers, tmp_path, monkeypatch):
    reader, seed, trial = blocks("add_a_format.md")
    (more_readers / "mot.py").write_text(reader)
    (tmp_path / "seeds_mot.py").write_text(seed)
    runpy.run_path(str(tmp_path / "seeds_mot.py"))["BUILDERS"]["sequence"](tmp_path / "mot")
    monkeypatch.chdir(tmp_path)
    exec(compile(trial, "add_a_format.md", "exec"), {})  # noqa: S102  (an example of our own docs)
    broken = tmp_path / "mot" / "MOT-01" / "gt" / "gt.txt"
    broken.write_text(broken.read_text() + "3,1\n")
    found = build_report(load("mot", progress=False), progress=False).document["problems"]
    assert [(one["code"], one["examples"]) for one in found] == [
        ("row-unreadable", ["MOT-01 line 4: 9 values are wanted; got 2"])
    ]


def test_every_chart_is_explained_in_the_docs_with_the_words_of_the_page():
    page = (DOCS / "charts.md").read_text()
    for task in TASKS:
        for entry in chart_entries(task):
            assert f"## {entry['title']}\n\n{entry['help']}\n" in page
