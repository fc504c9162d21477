"""The plain face: HTML without a script that any sanitiser leaves whole."""

from __future__ import annotations

import re
from base64 import b64decode
from html.parser import HTMLParser
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from insight_widgets.charts.palette import PALETTE
from insight_widgets.export.curve_chart import curve_chart, thin, ticks
from insight_widgets.export.static import static_html
from insight_widgets.payload import PANELS
from insight_widgets.percent import fine_percent_text
from tests.documents import PETS, all_tasks, curves, document, without_images

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "كلب كبير",
    "a\u202eb\x00\x1b[31m\ud800",
    "x" * 10_000,
    "&amp;",
)
VOID = {"img"}


class Page(HTMLParser):
    """Elements, attributes and cells of a fragment; fails where tags do not pair up."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.images: list[dict[str, str]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "img":
            self.images.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data

    def row(self, name: str) -> list[str]:
        return next(row for row in self.rows if row[0] == name)

    def drawings(self) -> list[Any]:
        marker = "data:image/svg+xml;base64,"
        assert all(image["src"].startswith(marker) for image in self.images)
        return [fromstring(b64decode(image["src"][len(marker) :])) for image in self.images]


def texts(drawing: Any) -> list[str]:
    return [element.text for element in drawing.iter(f"{SVG}text")]


@pytest.mark.parametrize("found", all_tasks(), ids=lambda found: found["task"])
def test_each_task_has_title_facts_headline_charts_and_tables(found):
    page = Page(static_html(found))
    assert "pets" in page.text
    assert "4 classes" in page.text
    assert found["summary"]["headline_text"] in page.text
    assert "Cutoff threshold: " in page.text
    shown = {"multiclass": 3, "multilabel": 3, "detection": 9, "segmentation": 7}
    assert len(page.drawings()) == shown[found["task"]]
    assert page.row("train")[1] == str(found["splits"]["train"]["images"])


@pytest.mark.parametrize("found", [*all_tasks(), curves()], ids=lambda found: str(found["task"]))
def test_nothing_is_there_that_a_sanitiser_takes_away(found):
    page = Page(static_html(found))
    kept = "div h2 h3 h4 h5 p strong bdi table thead tbody tr th td img"
    assert page.names <= set(kept.split())
    assert page.attributes <= {"align", "scope", "cellpadding", "src", "alt", "width", "height", "style"}


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_of_a_widget_has_its_plain_face(panel):
    assert Page(static_html(document("detection"), [panel])).text.strip()
    whole = static_html(document("detection"), PANELS)
    assert whole == static_html(document("detection"))


def test_verdict_table_has_counts_shares_words_and_plan():
    found = document("detection")
    page = Page(static_html(found))
    summary = {row["name"]: row for row in found["summary"]["classes"]}
    total = sum(row["count"] for row in summary.values())
    fish = summary["fish"]
    assert page.row("Class") == ["Class", "Boxes", "Share", "Verdict", "To add"]
    assert page.row("fish")[:4] == [
        "fish",
        str(fish["count"]),
        f"{(200 * fish['count'] + total) // (2 * total)}%",
        "seriously under-represented",
    ]
    assert page.row("fish")[4] == f"{fish['add']['labels']} in {fish['add']['images']} images"


def test_statistics_have_counts_and_percents_of_each_split():
    found = document("multiclass", splits=["train", "val", "test"])
    page = Page(static_html(found, ["statistics"]))
    assert page.rows[0] == ["Class", "train", "train, %", "val", "val, %", "test", "test, %"]
    assert page.row("dog") == ["dog", "32", "63%", "32", "63%", "32", "63%"]
    assert page.row("fish") == ["fish", "4", "7.8%", "4", "7.8%", "4", "7.8%"]


def test_sizes_and_places_of_boxes_have_words_a_picture_and_a_table():
    found = document("detection")
    page = Page(static_html(found, ["statistics"]))
    sizes, places = found["statistics"]["box_size"], found["statistics"]["box_position"]
    small = sum(sizes["train"]) - sizes["train"][-1]
    assert (
        f"At 640 px, {fine_percent_text(small, sum(sizes['train']))} of the boxes are under 32 px"
        in page.text
    )
    assert page.row("All classes")[1] == fine_percent_text(sizes["train"][0], sum(sizes["train"]))
    middle = sum(places["train"][12 * down + across] for down in range(4, 8) for across in range(4, 8))
    row = next(row for row in page.rows if row[0] == "middle")
    assert row[1:3] == [str(middle), fine_percent_text(middle, sum(places["train"]))]
    cells = page.drawings()[-1].iter(f"{SVG}path")
    assert sum(path.get("d").count("M") for path in cells) == 2 * 144


def test_splits_are_drawn_on_one_axis():
    drawing = Page(static_html(document("detection"), ["statistics"])).drawings()[1]
    widths = {
        path.get("fill"): [float(width) for width in re.findall(r"h([\d.]+)v", path.get("d"))]
        for path in drawing.iter(f"{SVG}path")
    }
    statistic = document("detection")["statistics"]["box_labels"]
    train, val = statistic["train"], statistic["val"]
    one_percent = widths[PALETTE["train"]][0] / train[0] * sum(train)
    assert widths[PALETTE["val"]] == pytest.approx([one_percent * count / sum(val) for count in val], abs=0.1)


def test_pictures_are_described_and_carry_their_numbers():
    page = Page(static_html(document("multiclass")))
    assert all(image["alt"].endswith(".") for image in page.images)
    assert "63%" in page.images[1]["alt"]
    assert {"dog", "train", "val", "63%"} <= set(texts(page.drawings()[1]))


def test_text_of_pictures_is_legible_on_white_and_on_black():
    grey = PALETTE["text"]
    assert contrast(grey, "#ffffff") >= 4.5
    assert contrast(grey, "#111111") >= 4
    drawings = Page(static_html(document("detection"))).drawings()
    assert {drawing.get("fill") for drawing in drawings} == {grey}
    written = [element for drawing in drawings for element in drawing.iter(f"{SVG}text")]
    assert {element.get("fill") for element in written} == {None}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("task", ["multiclass", "detection", "segmentation"])
def test_names_are_text_everywhere(task):
    page = Page(static_html(document(task, HOSTILE, title="<b>pets</b>")))
    page.drawings()
    assert "script" not in page.names
    assert "b" not in page.names
    assert "<script>alert(1)</script>" in page.text
    assert "كلب كبير" in page.text
    assert "x" * 60 not in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", page.text)


def test_names_with_several_directions_are_isolated():
    html = static_html(document("multiclass", ("كلب", "cat")))
    assert "<bdi>كلب</bdi>" in html
    assert "\u2068كلب\u2069" in html


@pytest.mark.parametrize(("classes", "limit"), [(80, 150_000), (1_200, 300_000)])
@pytest.mark.parametrize("task", ["multiclass", "multilabel", "detection", "segmentation"])
def test_many_classes_are_cut_short_and_say_so(task, classes, limit):
    html = static_html(document(task, [f"a rather long name {index}" for index in range(classes)]))
    assert len(html.encode()) < limit
    assert f"… and {classes - 30:,} more" in html
    page = Page(html)
    assert len(texts(page.drawings()[1])) == 2 + 31 + 2 * 30


def test_the_summary_of_many_classes_shows_the_shortest_too():
    page = Page(static_html(document("multiclass", [f"class {index}" for index in range(97)]), ["summary"]))
    assert page.row("class 96")
    assert page.row("class 0")
    assert len(page.rows) == 1 + 10 + 1 + 20


def test_one_split_and_none_of_the_usual_names():
    page = Page(static_html(document("detection", splits=["holdout"])))
    assert page.row("holdout")[1] == "26"
    assert "val" not in page.text
    assert len(page.drawings()) == 8


@pytest.mark.parametrize("task", ["multiclass", "multilabel", "detection", "segmentation"])
@pytest.mark.parametrize("names", [(), PETS])
def test_nothing_to_show_is_shown(task, names):
    page = Page(static_html(without_images(task, names)))
    page.drawings()
    assert "There are no labels to judge." in page.text


def test_parts_can_be_chosen():
    page = Page(static_html(document("detection"), ["summary"]))
    assert "Insight Summary" in page.text
    assert "Data Statistics" not in page.text


def test_problems_are_listed_with_where():
    found = document("detection", PETS)
    found["problems"] = [
        {
            "code": "leak",
            "level": "problem",
            "split": "val",
            "count": 1234,
            "text": "Images that are also in the training split.",
            "examples": ['image "<i>.png"'] * 10,
        }
    ]
    page = Page(static_html(found, ["problems"]))
    assert page.row("leak")[:4] == ["leak", "problem", "val", "1,234"]
    assert page.row("leak")[5].count('image "<i>.png"') == 3


def test_no_problem_is_said():
    assert "No problem was found in the data." in static_html(document("multiclass"))


def test_curves_alone_make_a_page():
    page = Page(static_html(curves(gap=[3])))
    assert "a run" in page.text
    assert "best val 0.5042 at epoch 24" in page.text
    loss, metric = page.drawings()
    assert "B, a loss rises. loss: it overfits since epoch 23;" in page.text
    assert {"train", "val", "best 24", "since 23", "epoch"} <= set(texts(loss))
    assert "train" not in texts(metric)
    lines = [path for path in loss.iter(f"{SVG}path") if path.get("d").count("L") > 20]
    assert [line.get("stroke-dasharray") for line in lines] == [None, "6 4"]


@pytest.mark.parametrize(
    "values",
    [
        [],
        [None],
        [None, None],
        [1.0],
        [0.0, 0.0],
        [1e308, -1e308],
        [1e20, 1e20],
        [5e-324, 0.0],
        [1.0, None, 2.0],
    ],
)
def test_a_curve_of_any_values_is_drawn(values):
    curve = {"metric": "loss", "train": list(enumerate(values)), "val": [], "best": None, "x": "step"}
    root = fromstring(curve_chart(curve).svg)
    assert not re.search(r"nan|inf", " ".join(path.get("d") for path in root.iter(f"{SVG}path")))


def test_a_long_curve_keeps_its_peaks_and_gaps():
    points = [(step, 1.0) for step in range(100_000)]
    points[54_321] = (54_321, 99.0)
    points[77_777] = (77_777, None)
    kept = thin(points, 300)
    assert len(kept) < 500
    assert (54_321, 99.0) in kept
    assert (77_777, None) in kept
    assert [kept[0], kept[-1]] == [points[0], points[-1]]


def test_ticks_are_round_numbers_inside_the_range():
    assert ticks(0, 100) == [0, 50, 100]
    assert ticks(0.1, 1.83) == [0.5, 1.0, 1.5]
    assert len(ticks(0, 1e-9)) in range(2, 7)
