"""How two reports differ: the sentence, and every way in which it is shown."""

from __future__ import annotations

import copy
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets import DataError, Diff, DiffReport, InsightError, InsightReport, ReadError, examples
from insight_widgets.checking.diff import diff
from insight_widgets.export.difference import difference_payload
from insight_widgets.widgets.bundled import KEPT
from tests.documents import document, report_of
from tests.unit.test_cli import run

PLANTED = "<b>planted</b>|`x`"


def counted(classes, **more):
    """Return a report of classes by their count and verdict."""
    rows = [{"name": name, "count": count, "verdict": verdict} for name, count, verdict in classes]
    found = {"schema": 1, "task": "detection", "curves": [], "summary": {"classes": rows}}
    return found | {"splits": {"train": {"images": 10, "labels": 0}}} | more


def problem(code, count=1, level="problem"):
    return {"code": code, "split": "train", "count": count, "level": level}


OLD = counted(
    [("dog", 5, "serious"), ("cat", 100, "well"), ("owl", 7, "mild"), ("gone", 2, "serious")],
    problems=[problem("leak"), problem("crowd"), problem("box-degenerate", 3)],
)
NEW = counted(
    [("dog", 1205, "mild"), ("cat", 100, "mild"), ("owl", 6, "mild"), (PLANTED, 30, "well")],
    problems=[problem("mask-size"), problem("box-degenerate", 2), problem("other-file", level="info")],
)
SENTENCE = (
    "2 classes gained 1,230 boxes, 2 lost 3; 1 class came, 1 went; 1 verdict got better, 1 worse; "
    "1 problem came, 2 went, 1 shrank; 1 note came."
)


def content(found):
    return json.loads(zlib.decompress(difference_payload(found)))


def test_one_sentence_says_it_everywhere(tmp_path, capsys):
    found = diff(OLD, NEW)
    assert found.headline == SENTENCE
    assert found.text.splitlines()[0] == SENTENCE
    assert found.to_markdown().splitlines()[0] == f"**{SENTENCE}**"
    assert f"<p>{SENTENCE}</p>" in found._repr_html_()
    assert content(found)["headline"] == SENTENCE
    for name, of in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.json").write_text(json.dumps(of))
    page = tmp_path / "diff.html"
    status, out, _ = run(capsys, "diff", tmp_path / "old.json", tmp_path / "new.json", "--html", page)
    assert (status, out.splitlines()[0]) == (0, SENTENCE)
    assert f"<p>{SENTENCE}</p>" in page.read_text("utf-8")
    again = diff(OLD, NEW).to_html(tmp_path / "again.html")
    assert page.read_text("utf-8").strip() == again.read_text("utf-8").strip()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({}, {}, "The reports say the same."),
        (
            {"splits": {"train": {"images": 9, "labels": 0}, "val": {"images": 5, "labels": 0}}},
            {"splits": {"train": {"images": 10, "labels": 0}, "val": {"images": 4, "labels": 0}}},
            "1 image came to train, 1 left val.",
        ),
        (
            {"splits": {"train": {"images": 9, "labels": 0}}},
            {"splits": {"train": {"images": 9, "labels": 1}}},
            "1 split changed.",
        ),
        (
            {"curves": [{"metric": "loss", "verdict": "B"}, {"metric": "cls", "verdict": "short"}]},
            {"curves": [{"metric": "loss", "verdict": "A"}, {"metric": "cls", "verdict": "A"}]},
            "1 curve got better, 1 changed.",
        ),
        (
            {"summaries": {"val": {"classes": [{"name": "a", "count": 1, "verdict": "well"}]}}},
            {"summaries": {"val": {"classes": [{"name": "a", "count": 2, "verdict": "mild"}]}}},
            "Boxes of 1 class moved between splits; 1 verdict within splits changed.",
        ),
    ],
)
def test_the_sentence_names_what_there_is(old, new, said):
    assert diff(counted([]) | old, counted([]) | new).headline == said


def test_the_largest_change_and_what_got_worse_come_first():
    parts = {part["part"]: part for part in content(diff(OLD, NEW))["parts"]}
    rows = parts["classes"]["rows"]
    assert [(row["name"], row["texts"][2], row["share"]) for row in rows[:3]] == [
        ("dog", "+1,200", 1),
        (PLANTED, "+30", 0.025),
        ("gone", "-2", -0.0017),
    ]
    verdicts = parts["verdicts"]["rows"]
    assert [(row["kind"], row["tones"]) for row in verdicts[:2]] == [
        ("worse", ["well", "mild"]),
        ("came", [None, "well"]),
    ]
    assert verdicts[0]["texts"] == ["well represented", "mildly under-represented", "worse"]
    notes = [row["texts"][2] for row in parts["problems"]["rows"] if row["name"] == "other-file"]
    assert notes == ["came, note"]


def test_names_are_text_everywhere(tmp_path):
    old, new = copy.deepcopy(OLD), copy.deepcopy(NEW)
    new["title"] = new["problems"][0]["code"] = "<script>alert(1)</script>"
    new["splits"]["<img src=x>"] = {"images": 3, "labels": 0}
    new["curves"] = [{"metric": "<i>", "verdict": "<u>"}]
    found = diff(old, new)
    for text in (found._repr_html_(), found.to_markdown(), found.to_html(tmp_path / "p.html").read_text()):
        body = (text.partition("<main>")[2].partition("</main>")[0] or text).replace("\\<", "")
        assert not [mark for mark in ("<script>alert", "<img", "<i>", "<u>", "<b>") if mark in body]


def test_it_is_a_widget_with_a_fallback_and_text_for_a_terminal():
    found = diff(OLD, NEW)
    data, _ = found._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", KEPT} <= set(data)
    assert (data["text/plain"], data["text/html"]) == (found.text, found._repr_html_())
    widget = DiffReport(OLD, NEW)
    assert widget.diff == found
    assert repr(widget) == f"DiffReport({SENTENCE})"
    assert (widget.to_dict(), widget.to_markdown()) == (found.to_dict(), found.to_markdown())
    assert len(widget.frame("verdicts")) == 4


def test_it_takes_widgets_reports_documents_and_paths(tmp_path):
    path = tmp_path / "detection.json"
    path.write_text(json.dumps(document("detection")))
    of = report_of("detection")
    for old in (of, document("detection"), path, str(path)):
        assert DiffReport(old, of).diff.is_empty
    widget = InsightReport(examples.coco_tiny(), progress=False)
    assert isinstance(widget.diff(widget), Diff)
    assert DiffReport(widget, widget.to_dict()).text == "The reports say the same."
    for given_ in ((of,), (diff(OLD, NEW), NEW)):
        with pytest.raises(DataError, match="an old and a new report"):
            DiffReport(*given_)


@pytest.mark.parametrize(
    "change",
    [
        {"splits": {"train": {"images": -1, "labels": 0}}},
        {"splits": {"train": {"images": 1.5, "labels": 0}}},
        {"summary": {"classes": [{"name": "a", "count": -3, "verdict": "well"}]}},
        {"summary": {"classes": [{"name": None, "count": 3, "verdict": "well"}]}},
        {"problems": [{"code": "leak", "split": "train", "count": "3"}]},
        {"curves": None},
    ],
)
def test_what_is_no_report_is_refused(change):
    with pytest.raises(ReadError):
        DiffReport(OLD, counted([]) | change)


NAMES = st.text(max_size=12)
ANY = st.lists(st.tuples(NAMES, st.integers(0, 2**62), st.one_of(NAMES, st.sampled_from(["A", "B", "nan"]))))


@given(ANY, ANY, st.lists(st.tuples(NAMES, st.integers(0, 9))))
def test_foreign_names_and_verdicts_break_nothing(before, after, codes):
    problems = [problem(code, count) for code, count in codes]
    curves = [{"metric": name, "verdict": verdict} for name, _, verdict in after]
    found = diff(counted(before), counted(after, problems=problems, curves=curves))
    assert found.headline.endswith(".")
    assert len(found.headline.splitlines()) == 1
    assert found.text.startswith(found.headline)
    assert found.to_markdown()
    assert [len(part["rows"]) for part in content(found)["parts"]] == [
        len(changes) for changes in found.to_dict().values() if changes
    ]


def test_a_page_that_is_there_is_replaced_only_if_asked(tmp_path):
    page = tmp_path / "diff.html"
    page.write_text("mine")
    with pytest.raises(InsightError, match="is there already"):
        DiffReport(OLD, NEW).to_html(page)
    assert page.read_text() == "mine"
    DiffReport(OLD, NEW).to_html(page, overwrite=True)
    assert SENTENCE in page.read_text("utf-8")


WHOLE = document("detection")
ODD = st.sampled_from([None, -1, 0, 10**30, 1.5, True, "", "<b>", [], {}, [None], {"a": 1}, float("nan")])


def places(value, place=()):
    """Return where something stands in a document, but in its long tables."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for key, one in inner for found in places(one, (*place, key)))]


KEYS = ("schema", "title", "task", "splits", "summary", "summaries", "problems", "curves")
PLACES = [place for place in places({key: WHOLE[key] for key in KEYS}) if place]


@given(st.sampled_from(PLACES), ODD)
def test_a_document_that_was_damaged_is_compared_or_refused(place, odd):
    damaged = copy.deepcopy({key: WHOLE[key] for key in KEYS})
    within = damaged
    for key in place[:-1]:
        within = within[key]
    within[place[-1]] = odd
    try:
        found = diff(WHOLE, damaged)
    except InsightError:
        return
    assert found.text
    assert found.to_markdown()
    assert found._repr_html_()
    assert content(found)["headline"] == found.headline
