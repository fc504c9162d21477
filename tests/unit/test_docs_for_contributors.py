"""What the docs tell contributors to do, followed step by step."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys

import pytest

from insight_widgets import build_report, load, readers
from insight_widgets.charts.catalog import chart_entries
from insight_widgets.dataset import TASKS
from tests.followed_pages import DOCS, PROJECT, blocks, changed, package_with, run_with


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


@pytest.fixture(scope="module")
def with_a_chart(tmp_path_factory):
    """A folder with a package that has the chart of the docs, in which what they try was tried."""
    folder = tmp_path_factory.mktemp("charts")
    package_with("add_a_chart.md", folder)
    run_with(folder, blocks("add_a_chart.md")[-1], folder)
    return folder


def test_a_chart_is_added_as_the_docs_say(with_a_chart):
    rows = (with_a_chart / "tables" / "coco_size.csv").read_text("utf-8-sig").splitlines()
    assert rows[:4] == [
        "class,bin,train,val",
        "(all classes),small,1,1",
        "(all classes),medium,1,1",
        "(all classes),large,2,2",
    ]
    picture = re.sub("[\u2068\u2069]", "", (with_a_chart / "sizes.svg").read_text("utf-8"))
    assert "Box size in pixels in percent of the boxes of each split." in picture
    assert "train: small 25%, medium 25%, large 50%" in picture


def test_the_added_chart_is_picked_counted_in_parts_and_written_everywhere(with_a_chart):
    """As many boxes as by area; those picked are those counted; two processes count as one does."""
    code = """
import json
from insight_widgets import InsightReport, build_report, examples, load
from insight_widgets.export.static import static_html as write
from insight_widgets.pdf.figures import figure_blocks
from insight_widgets.pdf.tables import table_blocks
report = InsightReport(examples.coco_tiny(), progress=False)
whole = report.to_dict()["statistics"]["coco_size"]
print(sum(whole["train"]), sum(report.to_dict()["statistics"]["box_area"]["train"]))
report.picked = {"bins": {"coco_size": ["large"]}, "split": "val"}
print(len(report.samples(1000)), whole["val"][2])
parts = build_report(load(examples.coco_tiny(), engine="processes", progress=False), progress=False)
print(parts.document["statistics"]["coco_size"] == whole)
print("<bdi>Box size in pixels</bdi></h4>" in write(report.report.document))
blocks = [*figure_blocks(report.report.document), *table_blocks(report.report.document)]
print(json.dumps(blocks).count('"Box size in pixels"') == 2)
"""
    lines = run_with(with_a_chart, code, with_a_chart).split("\n")
    for line in lines[:2]:
        one, other = line.split()
        assert int(one) == int(other) > 0
    assert lines[2:5] == ["True", "True", "True"]


def test_boxes_that_the_added_chart_cannot_place_are_told(with_a_chart):
    code = """
from insight_widgets import Dataset, build_report
from insight_widgets.export.text import summary_text
known = {"image": "a.jpg", "width": 64, "height": 64, "boxes": [(0, 0, 9, 9)], "labels": ["dog"]}
unknown = {"image": "b.jpg", "boxes": [(0, 0, 9, 9), (1, 1, 9, 9)], "labels": ["dog", "dog"]}
document = build_report(Dataset.from_samples([known, unknown]), progress=False).document
print(document["statistics"]["coco_size"]["all"], document["known"]["coco_size"])
print("100% of the boxes are small" in summary_text(document))
"""
    said = run_with(with_a_chart, code, with_a_chart).splitlines()
    assert said == ["[1, 0, 0] {'all': [1, 3]}", "True"]


def test_the_specification_of_the_added_chart_is_kept_as_the_docs_say(with_a_chart):
    code = "import runpy; runpy.run_module('insight_widgets.charts', run_name='__main__')"
    run_with(with_a_chart, code, with_a_chart)
    kept = json.loads(
        (with_a_chart / "insight_widgets" / "charts" / "specifications.json").read_text("utf-8")
    )
    assert kept["coco_size"]["spec"]["layer"]


def test_the_code_of_the_page_is_in_the_style_of_the_package(with_a_chart):
    for command in (["check"], ["format", "--check"]):
        config = ["--config", str(PROJECT / "pyproject.toml"), "--no-cache"]
        run = [sys.executable, "-m", "ruff", *command, *config, "insight_widgets"]
        found = subprocess.run(run, cwd=with_a_chart, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stdout


def test_the_package_has_no_such_chart():
    assert "coco_size" not in {entry["id"] for entry in chart_entries("detection")}


def test_lines_that_are_not_there_are_told():
    with pytest.raises(AssertionError, match="not once in the file"):
        changed("a = 1\n", " b = 2\n+c = 3\n")


def test_every_chart_is_explained_in_the_docs_with_the_words_of_the_page():
    page = (DOCS / "charts.md").read_text()
    for task in TASKS:
        for entry in chart_entries(task):
            assert f"## {entry['title']}\n\n{entry['help']}\n" in page
