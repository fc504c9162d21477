"""The report as Markdown: what GitHub shows of it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets import DataError, InsightError
from insight_widgets.curves import read_curves
from insight_widgets.export.markdown import markdown
from insight_widgets.export.markdown_text import JOINER, code, plain, table
from insight_widgets.export.names import clean, shown
from insight_widgets.report import curves_report
from tests.documents import PETS, all_tasks, curves, document, report_of, without_images
from tests.unit.github import LINKED, Shown, rendered

HOSTILE = (
    "<script>alert(1)</script>",
    "@octocat|team",
    "@octocat",
    "a|b`c`\\|",
    "`",
    "https://evil.example/x",
    "www.evil.example",
    "#123 GH-12 a/b#1",
    "![x](https://evil.example/y.png)",
    "- list",
    "1. list",
    "## head ##",
    "*b* _i_ ~~s~~ $x$ :smile:",
    "someone@mail.example",
    "a\nb\u202ec\x00d",
    "&lt;b&gt;",
    "deadbeef12",
    "كلب كبير",
    "[^1] [link](javascript:alert(1))",
)


def page(text):
    return Shown(rendered(text))


@pytest.mark.parametrize("found", all_tasks(), ids=lambda found: found["task"])
def test_each_task_has_headline_facts_verdicts_and_problems(found):
    shown_page = page(markdown(found))
    assert found["summary"]["headline_text"] in shown_page.text
    assert f"train {found['splits']['train']['images']} images" in shown_page.text
    assert shown_page.rows[0][0] == "Class"
    rarest = min(found["summary"]["classes"], key=lambda row: row["count"])
    assert shown_page.rows[1][:2] == [rarest["name"], str(rarest["count"])]
    assert shown_page.rows[1][3] == "seriously under-represented"
    assert found["comparison"]["text"] in shown_page.text
    for problem in found["problems"]:
        assert any(row[0] == problem["code"] for row in shown_page.rows)
    for finding in found["findings"]:
        assert finding["action"] in shown_page.text


def test_no_problem_and_nothing_to_do_are_said():
    text = markdown(document("multiclass", [f"class {index}" for index in range(500)]))
    assert "No problem was found in the data." in text
    assert "Nothing to do was found" in text


def test_curves_alone_are_told():
    shown_page = page(markdown(curves(gap=[3])))
    assert "it overfits since epoch 23" in shown_page.text
    assert shown_page.rows[1][:2] == ["loss", "B"]
    assert "Insight Summary" not in shown_page.text


@pytest.mark.parametrize("task", ["multiclass", "multilabel", "detection", "segmentation"])
@pytest.mark.parametrize("names", [(), PETS])
def test_a_set_without_images_is_told(task, names):
    assert "There are no labels to judge." in page(markdown(without_images(task, names))).text


def test_one_split_has_no_comparison():
    text = markdown(document("detection", splits=["all"]))
    assert "`all` 26 images" in text
    assert "Train against" not in text


def test_many_classes_are_cut_short_those_that_matter_first():
    names = [f"class {index}" for index in range(1_200)]
    shown_page = page(markdown(document("detection", names), page="report.html"))
    assert "… and 1,180 more, see report.html" in shown_page.text
    verdicts = [row[3] for row in shown_page.rows[1:21]]
    assert verdicts == sorted(verdicts, key=_place)
    counts = [int(row[1]) for row in shown_page.rows[1:21]]
    assert counts == sorted(counts)


def _place(verdict):
    return ["seriously under-represented", "mildly under-represented", "well represented"].index(verdict)


@pytest.mark.parametrize("classes", [1, 20, 5_000])
def test_it_is_never_longer_than_github_takes(classes):
    names = [f"|`{index}" + "*_|`<" * 20 for index in range(600)]
    splits = [f"|split`{index}" + "|`" * 30 for index in range(8)]
    found = document("multiclass", names, splits, title="*|" * 500)
    found["problems"] = [one | {"examples": ["|`" * 200]} for one in found["problems"] * 20]
    assert len(markdown(found, classes).encode("utf-16-le")) // 2 <= 65_536


def test_a_wrong_number_of_classes_is_one_clear_error():
    with pytest.raises(DataError, match="classes: a number of classes of 1 or more is wanted; got 0"):
        markdown(document("multiclass"), 0)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text_and_nothing_becomes_a_link(name):
    found = document("detection", [name, "cat"], [name, "val"], title=name)
    found["problems"] += [
        {"code": "leak", "level": "problem", "split": name, "count": 1, "text": "Leaks.", "examples": [name]}
    ]
    text = markdown(found)
    shown_page = page(text)
    assert not {"a", "script", "img", "em", "del", "sup"} & set(shown_page.tags)
    assert not LINKED.search(shown_page.prose)
    assert shown_page.tags.count("h2") == 1
    assert shown_page.tags.count("table") == 2
    assert all(len(row) == 5 for row in shown_page.rows)
    assert [row[0].replace(JOINER, "").strip("\u2068\u2069") for row in shown_page.rows[1:3]] == sorted(
        [shown(name), "cat"], key=lambda one: one != "cat"
    )


@given(st.text(max_size=40))
def test_any_text_is_shown_as_it_is(text):
    shown_page = page(f"before\n\n{plain(text)}\n\nafter")
    wanted = " ".join(clean(text).split())
    assert " ".join(shown_page.text.replace(JOINER, "").split()) == " ".join(f"before {wanted} after".split())
    assert set(shown_page.tags) <= {"p", "span"}


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_is_one_cell_of_a_table(one, other):
    shown_page = page(table([["Name", "Text"], [code(one), plain(other)], ["end", ""]]))
    head, row, end = shown_page.rows
    assert (head, end) == (["Name", "Text"], ["end", ""])
    assert row[0].replace(JOINER, "").strip("\u2068\u2069").strip() == shown(one).strip()
    assert not {"a", "img"} & set(shown_page.tags)


def test_a_file_has_pictures_beside_it(tmp_path):
    target = tmp_path / "ein Bericht 大.md"
    run = {"epoch": range(9), "loss": range(9)}
    made = report_of("detection", curves=read_curves(run))
    assert made.to_markdown(target) == target.read_text("utf-8")
    assert {file.name for file in tmp_path.iterdir()} == {
        "ein Bericht 大.md",
        "ein Bericht 大-insight_summary.svg",
        "ein Bericht 大-curve-loss.svg",
    }
    assert "![Insight Summary](ein%20Bericht%20%E5%A4%A7-insight_summary.svg)" in target.read_text("utf-8")
    with pytest.raises(InsightError, match="is there already"):
        made.to_markdown(target)
    made.to_markdown(target, overwrite=True, classes=1)


def test_a_text_alone_has_no_pictures():
    assert "![" not in report_of("detection").to_markdown()


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InsightError, match="No space left on device"):
        curves_report(read_curves({"epoch": range(9), "loss": range(9)}), "a run").to_markdown(
            tmp_path / "a.md"
        )
    assert list(tmp_path.iterdir()) == []
