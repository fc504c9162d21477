"""The report as text for a terminal."""

from __future__ import annotations

import re

import pytest

from insight_widgets.export.names import fit, letters, shown
from insight_widgets.export.text import summary_text
from insight_widgets.percent import fine_percent_text, half_up, percent_text
from tests.documents import PETS, all_tasks, curves, document, without_images


def lines(found) -> list[str]:
    return summary_text(found).splitlines()


def line(found, name: str) -> str:
    return next(text for text in lines(found) if text.strip().startswith(name))


@pytest.mark.parametrize("found", all_tasks(), ids=lambda found: found["task"])
def test_text_has_facts_headline_cutoff_plan_and_verdicts(found):
    text = summary_text(found)
    assert text.startswith("pets\n")
    assert "4 classes" in text
    assert found["summary"]["headline_text"] in text
    assert f"Cutoff threshold: {found['summary']['cutoff']} labels" in text
    assert f"every class up to {found['summary']['plan']['target']}." in text
    assert "seriously under-represented" in line(found, "fish")
    assert "\x1b" not in text


def test_columns_stand_below_each_other():
    found = document("detection", ("dog", "大熊猫和狗", "x" * 10_000, "e\u0301te\u0301"))
    rows = [text for text in lines(found) if "represented" in text and "%" in text]
    assert len(rows) == 4
    assert len({letters(row[: row.index("%")]) for row in rows}) == 1


def test_long_names_are_cut():
    assert max(map(len, lines(document("multiclass", ("x" * 10_000, "cat"))))) < 160


def test_names_cannot_steer_a_terminal():
    names = ("\x1b[31mred\r\x07", "a\u202eb", "\ud800", "c\nd")
    text = summary_text(document("multiclass", names, title="\x1b[2J"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    assert text.encode()
    assert "c d" in text


def test_a_line_turns_back_behind_a_name_that_runs_from_right_to_left():
    found = document("multiclass", ("كلب", "cat"))
    assert "كلب\u200e" in line(found, "كلب")
    assert "\u200e" not in line(found, "cat")


def test_many_classes_show_the_longest_and_the_shortest():
    found = document("multiclass", [f"class {index}" for index in range(1_200)])
    rows = [text for text in lines(found) if text.startswith("  class ")]
    assert len(rows) == 30
    assert "  … and 1,170 more" in lines(found)
    ordered = [row["name"] for row in found["summary"]["classes"]]
    assert [row.split("  ")[1] for row in rows] == ordered[:10] + ordered[-20:]


def test_up_to_forty_classes_are_all_shown():
    found = document("multiclass", [f"class {index}" for index in range(40)])
    assert len([text for text in lines(found) if text.startswith("  class ")]) == 40


def test_one_split():
    found = document("detection", splits=["all"])
    assert line(found, "all").split() == ["all", "26", "38"]


@pytest.mark.parametrize("names", [(), PETS])
def test_nothing_to_show_is_said(names):
    text = summary_text(without_images("segmentation", names))
    assert "There are no labels to judge." in text
    assert "Cutoff" not in text


def test_curves_tell_their_course_and_best_step():
    found = line(curves(), "loss")
    assert found.endswith("train 1.8 to 0.1659, val 1.9 to 0.7197; best val 0.5042 at epoch 24")


def test_curves_tell_the_verdict_and_what_to_do():
    found = summary_text(curves())
    assert "  B, a loss rises. loss: it overfits since epoch 23; validation rose from" in found
    assert "Take the weights of that step. Lower the learning rate" in found


def test_problems_tell_how_many_and_where():
    found = document("detection")
    text = summary_text(found)
    problem = found["problems"][0]
    assert f"{problem['code']} in {problem['split']}: {problem['count']}. {problem['text']}" in text
    assert problem["examples"][0] in text
    assert summary_text(document("multiclass")).endswith("No problem was found in the data.")


@pytest.mark.parametrize(
    ("count", "total", "text"),
    [
        (123, 297, "41%"),
        (11, 297, "4%"),
        (1, 200, "1%"),
        (1, 1000, "<1%"),
        (0, 5, "0%"),
        (0, 0, "\N{EN DASH}"),
        (7, 7, "100%"),
    ],
)
def test_percents_are_rounded_half_up(count, total, text):
    assert percent_text(count, total) == text


def test_percents_are_exact_where_fractions_are_not():
    assert half_up(29, 200) == 15
    assert half_up(10**17 + 1, 2 * 10**17) == 50
    assert half_up(5, 1000) == 1


def test_small_percents_have_a_decimal():
    shown = [fine_percent_text(count, 10_000) for count in (0, 4, 5, 420, 994, 995, 1_000, 10_000)]
    assert shown == ["0%", "<0.1%", "0.1%", "4.2%", "9.9%", "10%", "10%", "100%"]


def test_names_are_cut_by_columns():
    assert fit("大熊猫和狗", 6) == "大…狗"
    assert shown("x" * 60 + " left") != shown("x" * 60 + " right")
    assert shown("e\u0301" * 50, 11) == "e\u0301" * 3 + "…" + "e\u0301" * 2
    assert letters("大a\u0301\u200d") == 3
