"""Limits, and how two reports differ: in Python and on the command line."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets import DataError, Dataset, ReadError
from insight_widgets.checking.check import Check, Held, check
from insight_widgets.checking.diff import diff
from insight_widgets.checking.limits import Limits
from insight_widgets.cli.command_line import parser_of_all
from insight_widgets.report import build_report
from tests.documents import all_tasks, curves, document, report_of, without_images
from tests.unit.test_cli import run

COUNTED = document("multiclass")
DOCS = Path(__file__).parents[2] / "docs" / "check.md"


@pytest.fixture
def stored(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(document("detection"), indent=1))
    return path


def test_the_exit_status_tells_whether_limits_hold(stored, capsys):
    status, out, _ = run(capsys, "check", stored, "--max-serious", "99", "--require-split", "val")
    assert (status, "all 2 limits hold" in out) == (0, True)
    status, out, _ = run(capsys, "check", stored, "--max-serious", "0")
    assert (status, "BROKEN" in out, "fish" in out) == (3, True, True)
    status, out, _ = run(capsys, "check", stored)
    assert status == 3
    assert "No limits were given" in out


def test_limits_of_a_file_are_taken_and_the_command_line_wins(stored, capsys):
    Path("pyproject.toml").write_text("[tool.insight-widgets.check]\nmax-serious = 0\n")
    assert run(capsys, "check", stored)[0] == 3
    assert run(capsys, "check", stored, "--max-serious", "9")[0] == 0
    Path("limits.toml").write_text("max-serios = 0\n")
    status, _, err = run(capsys, "check", stored, "--limits", "limits.toml")
    assert status == 1
    assert "max_serious" in err
    Path("limits.toml").write_text('max-serious = "0"\n')
    assert "whole number" in run(capsys, "check", stored, "--limits", "limits.toml")[2]


def test_junit_and_annotations_escape_what_they_hold(stored, capsys):
    run(capsys, "check", stored, "--max-serious", "0", "--junit", "junit.xml")
    suite = ET.parse("junit.xml").getroot()  # noqa: S314  (our own)
    assert suite.get("failures") == "1"
    told = Check("t", (Held("a,b:c", "x", 1, holds=False, where="50% of <it>"),))
    assert told.to_github().startswith("::error title=insight-widgets a%2Cb%3Ac::a,b:c: x wanted")
    assert "50%25 of" in told.to_github()
    assert ET.fromstring(told.to_junit().split("\n", 1)[1])[0][0].get("message")  # noqa: S314


def test_what_is_worse_than_the_baseline_breaks(tmp_path):
    old = document("detection")
    assert check(old, Limits(baseline=old)).passed
    new = copy.deepcopy(old)
    new["summary"]["classes"][0] |= {"verdict": "serious"}
    new["summary"]["classes"][1] |= {"count": 0}
    new["problems"] = [{"code": "leak", "level": "problem", "split": "val", "count": 3}]
    assert [row.holds for row in check(new, Limits(baseline=old)).rows] == [False] * 3


def test_what_cannot_be_measured_does_not_hold():
    for limits in (
        Limits(max_serious=9),
        Limits(max_problems=9),
        Limits(min_per_class=0),
        Limits(max_drift=1),
    ):
        assert not check(curves(), limits).passed
    assert not check(document("detection", splits=("train",)), Limits(max_drift=1.0)).passed
    assert not check(without_images(), Limits(min_images=1)).passed


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 40))
def test_a_count_over_its_limit_never_passes(serious, problems, least):
    found = COUNTED
    classes = found["summary"]["classes"]
    many = sum(row["verdict"] == "serious" for row in classes)
    faults = sum(each["count"] for each in found["problems"] if each["level"] == "problem")
    rarest = min(row["count"] for row in classes)
    wanted = Limits(max_serious=serious, max_problems=problems, min_per_class=least)
    assert check(found, wanted).passed == (many <= serious and faults <= problems and rarest >= least)


@pytest.mark.parametrize("found", all_tasks(), ids=lambda found: found["task"])
def test_a_report_does_not_differ_from_itself(found):
    assert diff(found, found).is_empty
    assert "same" in diff(found, found).text


@given(st.lists(st.tuples(st.text(max_size=5), st.integers(0, 9)), max_size=4), st.integers(0, 9))
def test_forth_and_back_mirror(classes, images):
    old = {"schema": 1, "curves": [], "splits": {"train": {"images": 3, "labels": 1}}}
    rows = [{"name": name, "count": count, "verdict": "well"} for name, count in classes]
    size = {"images": images, "labels": 1}
    new = {"schema": 1, "curves": [], "splits": {"train": size}, "summary": {"classes": rows}}
    forth, back = diff(old, new).to_dict(), diff(new, old).to_dict()
    for part, changes in forth.items():
        turned = {(each["name"], each["split"], each["new"], each["old"]) for each in changes}
        assert turned == {tuple(each.values()) for each in back[part]}


def test_what_was_added_is_told_and_names_are_text(capsys, stored):
    new = document("detection", ("dog", "cat", "bird", "<script>|x"))
    Path("new.json").write_text(json.dumps(new))
    status, out, _ = run(capsys, "diff", stored, "new.json")
    assert (status, "fish" in out) == (0, True)
    assert "<script>" not in diff(stored, "new.json").to_markdown()
    assert "<script>" not in diff(stored, "new.json")._repr_html_()
    run(capsys, "diff", stored, "new.json", "--json", "d.json", "--markdown", "d.md")
    assert json.loads(Path("d.json").read_text())["classes"]
    assert len(diff(stored, "new.json").frame("classes")) > 0


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"images": []}', '{"schema": 1, "cur', "[" * 99999])
def test_a_file_that_is_no_report_is_one_clear_error(text, stored, capsys):
    Path("old.json").write_text(text)
    status, _, err = run(capsys, "diff", "old.json", stored)
    assert status == 1
    assert "old.json" in err
    assert len(err.splitlines()) == 1


def test_another_version_or_task_is_refused(stored):
    with pytest.raises(ReadError, match="version 2"):
        diff(document("detection") | {"schema": 2}, stored)
    with pytest.raises(DataError, match="multiclass"):
        diff(document("multiclass"), stored)
    assert report_of("detection").diff(stored).is_empty
    assert report_of("detection").check(max_serious=99).passed
    with pytest.raises(DataError, match="max_serious"):
        report_of("detection").check(max_seriuos=1)


def test_a_file_that_cannot_be_written_is_told(stored, capsys):
    status, _, err = run(capsys, "check", stored, "--junit", "nowhere/junit.xml")
    assert (status, "cannot be written" in err) == (1, True)


def test_the_docs_tell_every_option_of_check_and_diff():
    commands = parser_of_all()._subparsers._group_actions[0].choices  # noqa: SLF001
    shared = set(commands["report"]._option_string_actions)  # noqa: SLF001
    text = DOCS.read_text()
    for name in ("check", "diff"):
        own = set(commands[name]._option_string_actions)  # noqa: SLF001
        for option in own - (shared - {"--json", "--markdown"}):
            assert f"`{option}" in text, option


def test_of_many_changes_the_first_are_listed_and_the_rest_counted():
    reports = []
    for count in (3, 4):
        samples = [
            {"image": f"{place}-{copied}.jpg", "label": f"class {place}"}
            for place in range(100)
            for copied in range(count)
        ]
        reports.append(build_report(Dataset.from_samples(samples), progress=False).to_dict())
    found = diff(*reports)
    changes = len(found.frame("classes"))
    assert changes >= 100
    assert f"... and {changes - 30:,} more" in found.text
    assert f"... and {changes - 30:,} more" in found.to_markdown()
