"""The report as a PDF: what a reader sees, finds and follows."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from insight_widgets.charts.palette import PALETTE
from insight_widgets.columns import Split
from insight_widgets.curves import read_curves
from insight_widgets.dataset import Dataset
from insight_widgets.pdf.writer import write_pdf
from insight_widgets.report import Report, build_report, curves_report
from tests import documents
from tests.builders import boxes, images
from tests.pdf_pages import FIRST, Pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from insight_widgets.dataset import Task

DAY = date(2026, 11, 28)
TASKS: tuple[Task, ...] = ("multiclass", "multilabel", "detection", "segmentation")
SECTIONS = [
    "Insight Summary",
    "Training Curves",
    "Data Statistics: Figures",
    "Data Statistics: Tables",
    "Train against validation",
    "Problems",
    "How verdicts are made",
]
WORLD = (
    "ねこの名前",
    "大熊猫",
    "고양이",
    "Ελληνικά",
    "Ёжик",
    "แมวดำ",
    "काली बिल्ली",
    "كلب",
    "חתול",
    "Tiếng Việt",
)
HOSTILE = (
    '#import "x": *',
    "$x^2$ \\frac @ref",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "*bold* _it_ `code`",
    "// comment /* */",
    "#panic()",
    "-- ... ~ ---",
)


def report(
    task: Task = "detection", names: Sequence[str] = documents.PETS, splits: Sequence[str] = ("train", "val")
) -> Report:
    return documents.report_of(task, names, splits, curves=read_curves(losses()))


def losses() -> dict[str, list[float]]:
    steps = range(40)
    return {
        "epoch": list(steps),
        "loss": [2.0 / (1 + step) for step in steps],
        "val_loss": [2.2 / (1 + step) + 0.01 * step for step in steps],
        "val_mAP": [step / 50 for step in steps],
    }


def written(folder: Path, made: Report, paper: str = "a4") -> Pages:
    return Pages(write_pdf(made, folder / "report.pdf", paper, day=DAY))


@pytest.mark.parametrize("task", TASKS)
def test_sections_stand_in_order_and_the_index_leads_to_them(tmp_path: Path, task: Task) -> None:
    pages = written(tmp_path, report(task))
    tops = [title for title, _ in pages.outline() if title in SECTIONS]
    assert list(dict.fromkeys(tops)) == SECTIONS
    links = [link for link in pages.links(1) if "pg." in link.words]
    assert len(links) >= len(SECTIONS)
    for link in links:
        title, _, number = re.sub(r"[ .]*(\. ?){3,}", "  ", link.words).rpartition("pg. ")
        assert link.goal == FIRST + int(number) - 1
        assert title.strip() in pages.words(link.goal)


def test_every_numbered_page_says_its_number_and_leads_back_to_the_index(tmp_path: Path) -> None:
    pages = written(tmp_path, report())
    for place in range(FIRST, len(pages.texts)):
        assert f"Training Insight Report pg. {place - FIRST + 1} back to index" in pages.words(place)
        assert any(link.goal == 1 and "index" in link.words for link in pages.links(place))


def test_the_cover_says_what_the_report_is_on(tmp_path: Path) -> None:
    made = report()
    cover = written(tmp_path, made).words(0)
    for words in (
        "Training Insight Report",
        "pets",
        "Object detection, 4 classes",
        "train",
        "val",
        "2026-11-28",
    ):
        assert words in cover
    assert made.document["summary"]["headline_text"].split(";")[0] in cover


def test_bookmarks_lead_to_pages_that_hold_their_words(tmp_path: Path) -> None:
    pages = written(tmp_path, report())
    for title, place in pages.outline():
        assert title in pages.words(place)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_papers(tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    assert written(tmp_path, report(), paper).size() == size


@pytest.mark.parametrize("names", [WORLD, HOSTILE], ids=["scripts", "hostile"])
def test_every_class_is_found_by_its_name(tmp_path: Path, names: Sequence[str]) -> None:
    pages = written(tmp_path, report(names=names))
    for name in names:
        assert name in pages.text
    assert "Letters that no font" not in pages.text


def test_a_number_behind_a_name_from_right_to_left_stays_behind_it(tmp_path: Path) -> None:
    pages = written(tmp_path, report(names=("חתול", "dog")))
    page = next(
        of for of, text in zip(pages.document, pages.texts, strict=True) if "of the images have" in text
    )
    text = page.get_textpage()
    said = text.get_text_range()
    dog = said.index("; dog")
    boxes = [text.get_charbox(place) for place in range(said.index("have") + 5, dog)]
    assert max(box[2] for box in boxes if box[2] > box[0]) <= text.get_charbox(dog + 2)[0] + 1


def test_fonts_are_embedded_and_few(tmp_path: Path) -> None:
    fonts = written(tmp_path, report(names=WORLD)).fonts()
    assert all(fonts.values())
    assert any("NotoSans" in name for name in fonts)


def test_a_letter_without_a_font_is_said(tmp_path: Path) -> None:
    pages = written(tmp_path, report(names=("\U00017000cat", "dog")))
    assert "Letters that no font at hand has stand as boxes: U+17000." in pages.words(1)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("task", TASKS)
def test_nothing_lies_outside_the_page(tmp_path: Path, task: Task, paper: str) -> None:
    names = ("W" * 300, "x" * 70, "many long words " * 20, "大熊猫" * 40, "كلب " * 30, "cat", "a\u202eb\x00")
    pages = written(tmp_path, report(task, names, ("train", "val", "test")), paper)
    assert pages.outside() == []


def test_many_splits_find_room(tmp_path: Path) -> None:
    pages = written(tmp_path, report(splits=[f"a split with a long name {place}" for place in range(15)]))
    assert pages.outside() == []


def test_a_long_table_has_its_head_on_every_page_and_every_class(tmp_path: Path) -> None:
    names = [f"class-{place:04d}" for place in range(1400)]
    pages = written(tmp_path, report("multiclass", names))
    title = "Label distribution"
    start = max(place for name, place in pages.outline() if name == title)
    end = min(place for name, place in pages.outline() if place > start)
    assert end - start > 10
    for place in range(start, end):
        assert "Class train train, % val val, %" in pages.words(place)
    table = " ".join(map(pages.words, range(start, end + 1)))
    assert all(name in table for name in names)


def test_names_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    alike = "a_very_long_name_of_a_class_that_begins_as_another_does_at_the_"
    pages = written(tmp_path, report(names=(f"{alike}left", f"{alike}right")))
    text = pages.text.replace(" ", "")
    for end in ("_left", "_right"):
        assert text.count(end) > 8


def test_moments_leave_out_splits_in_which_a_class_has_none(tmp_path: Path) -> None:
    dataset = Dataset(
        "detection",
        ("dog", "cat", "unused"),
        {
            "train": Split(images((100, 100)), boxes=boxes([(0, 0, 1, 1, 9, 9), (0, 1, 1, 1, 9, 9)])),
            "val": Split(images((100, 100)), boxes=boxes([(0, 0, 1, 1, 9, 9)])),
        },
    )
    text = written(tmp_path, build_report(dataset, progress=False)).text
    told = text[text.rindex("Bounding box area: mean and spread") :]
    told = told[: told.index("Bounding box ratio")]
    assert "splits in which a class has none are left out" in told
    assert re.findall(r"(dog|cat|unused) (train|val)", told) == [
        ("dog", "train"),
        ("dog", "val"),
        ("cat", "train"),
    ]


def test_of_very_many_classes_it_says_how_many_are_left_out(tmp_path: Path) -> None:
    pages = written(tmp_path, report("multiclass", [f"c{place}" for place in range(3000)]))
    assert "… and 1,500 more" in pages.text
    assert "1,500 classes between the 500 longest and the 1,000 shortest are left out here" in pages.text


def test_bars_and_curves_are_drawn_in_their_colours(tmp_path: Path) -> None:
    pages = written(tmp_path, report())
    place = dict(reversed(pages.outline()))
    seen = pages.pixels(place["Data Statistics: Figures"]).reshape(-1, 3)[:, ::-1]
    for split in ("train", "val"):
        colour = [int(PALETTE[split][at : at + 2], 16) for at in (1, 3, 5)]
        assert np.sum(np.all(np.abs(seen.astype(int) - colour) < 3, axis=1)) > 500


def test_thresholds_that_were_used_are_told(tmp_path: Path) -> None:
    pages = written(tmp_path, report())
    last = " ".join(map(pages.words, range(len(pages.texts) - 2, len(pages.texts))))
    for words in ("cutoff_ratio 0.75", "serious_ratio 0.5", "beyond_noise 3.5", "not learning"):
        assert words in last


def test_curves_alone(tmp_path: Path) -> None:
    pages = written(tmp_path, curves_report(read_curves(losses()), "a run"))
    assert [title for title, _ in pages.outline() if title in SECTIONS] == [
        "Training Curves",
        "How verdicts are made",
    ]
    assert "mAP" in pages.text


def test_one_split_alone_has_no_comparison(tmp_path: Path) -> None:
    pages = written(tmp_path, report(splits=("all",)))
    assert "Train against validation" not in pages.text


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("names", [(), ("cat",)], ids=["no classes", "a class"])
def test_a_set_without_images(tmp_path: Path, task: Task, names: tuple[str, ...]) -> None:
    made = documents.report_without_images(task, names)
    pages = written(tmp_path, made)
    assert made.document["summary"]["headline_text"] in pages.text
    assert "well represented" not in pages.words(FIRST).partition("How verdicts are made")[0]
    assert [title for title, _ in pages.outline() if title in SECTIONS] == [
        "Insight Summary",
        "Problems",
        "How verdicts are made",
    ]


def test_short_sections_share_a_page(tmp_path: Path) -> None:
    at = dict(written(tmp_path, report("multilabel")).outline())
    assert at["Data Statistics: Tables"] == at["Train against validation"]
    assert at["Train against validation"] - at["Training Curves"] == 1


def test_the_same_report_has_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_pdf(report(), tmp_path / name, day=DAY) for name in ("a.pdf", "b.pdf"))
    assert first.read_bytes() == second.read_bytes()


def test_title_date_and_language_stand_in_the_file(tmp_path: Path) -> None:
    document = written(tmp_path, report()).document
    told = document.get_metadata_dict()
    assert told["Title"] == "pets"
    assert told["CreationDate"].startswith("D:20261128")
    assert b"/Lang" in (tmp_path / "report.pdf").read_bytes()
