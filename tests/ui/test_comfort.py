"""Tables, folding, help, pictures to keep, paper and narrow windows."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from PIL import Image

from insight_widgets import Dataset, build_report, examples, load
from insight_widgets.export.html import write_page
from tests.ui.view import View

pytestmark = pytest.mark.ui
ODD = [
    "a very long class name that says more than anybody would want to read",
    "собака",
    "قطة",
    "<b>bold</b>",
]


def long_frame(classes):
    rows = [(f"{place}.jpg", f"class {place % classes}", place % 97 + 1) for place in range(3 * classes)]
    frame = pd.DataFrame(rows, columns=["image", "label", "width"])
    return frame.assign(x=0, y=0, height=20, image_width=200, image_height=100)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    odd = pd.DataFrame(
        {"image": [str(place) for place in range(40)], "label": [ODD[place % 4] for place in range(40)]}
    )
    sets = {
        "blood": load(examples.blood_cells(), progress=False),
        "many": Dataset.from_frames({"train": long_frame(200)}),
        "odd": Dataset.from_frames({"train": odd, "val": odd}),
    }
    return {
        name: write_page(build_report(data, progress=False), folder / f"{name}.html").as_uri()
        for name, data in sets.items()
    }


@pytest.fixture
def show(page, pages):
    def shown(name="blood", width=1200):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(pages[name])
        return View(page)

    return shown


def table_of(view, caption):
    return view.root.get_by_role("region", name=f"{caption}, table")


def tools_of(view, caption):
    """Return a table with what stands above it."""
    return table_of(view, caption).locator("xpath=..")


def names_in(table):
    return table.locator("tbody th").all_inner_texts()


def kept(view, button):
    """Return the content of what a click downloads, and its name."""
    with view.page.expect_download() as download:
        button.click()
    file = download.value
    return file.path().read_bytes(), file.suggested_filename


class TestTables:
    def test_a_click_on_a_heading_sorts_and_another_turns_it_round(self, show):
        view = show()
        table = table_of(view, "Classes")
        head = table.get_by_role("columnheader", name="boxes").first
        head.get_by_role("button").click()
        assert (names_in(table), head.get_attribute("aria-sort")) == (
            ["RBC", "WBC", "Platelets"],
            "descending",
        )
        head.get_by_role("button").click()
        assert (names_in(table), head.get_attribute("aria-sort")) == (
            ["Platelets", "WBC", "RBC"],
            "ascending",
        )
        head.get_by_role("button").press("Enter")
        assert (names_in(table), head.get_attribute("aria-sort")) == (["RBC", "WBC", "Platelets"], None)

    def test_what_is_sorted_and_searched_stays_so_when_something_is_picked(self, show):
        view = show("many")
        chart = view.chart("box_labels")
        chart.get_by_text("Table", exact=True).click()
        chart.get_by_role("searchbox", name="Find a row").fill("class 19")
        assert len(names_in(chart)) == 11
        view.label("box_area", "(0, 0.16)").click()
        view.settle()
        assert len(names_in(chart)) == 11
        chart.get_by_role("searchbox", name="Find a row").fill("no such class")
        assert chart.get_by_text("No row has that name.").is_visible()

    def test_the_csv_has_the_numbers_of_the_document(self, show):
        view = show()
        tools = tools_of(view, "Classes")
        content, name = kept(view, tools.get_by_role("button", name="Download the table as CSV: Classes"))
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        document = build_report(load(examples.blood_cells(), progress=False), progress=False).document
        boxes = document["statistics"]["box_labels"]
        assert name == "Classes.csv"
        assert [row["Class"] for row in rows] == boxes["classes"]
        assert [int(row["train boxes"]) for row in rows] == boxes["train"]
        assert [int(row["val boxes"]) for row in rows] == boxes["val"]

    def test_where_copying_is_forbidden_the_text_is_there_to_be_copied(self, show):
        view = show()
        view.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
        tools = tools_of(view, "Classes")
        tools.get_by_role("button", name="Copy the table, for a spreadsheet: Classes").click()
        field = tools.get_by_role("textbox", name="The table as text")
        assert field.input_value().splitlines()[1].split("\t")[:3] == ["RBC", "197", "96%"]


class TestFolding:
    def test_a_folded_section_stays_folded_and_the_navigation_unfolds_it(self, show):
        view = show()
        toggle = view.root.locator('[data-section="statistics"] .iw-fold')
        toggle.click()
        assert toggle.get_attribute("aria-expanded") == "false"
        assert not view.chart("box_labels").is_visible()
        view.page.reload()
        view = View(view.page)
        assert not view.chart("box_labels").is_visible()
        view.root.get_by_role("navigation").get_by_role("button", name="Data Statistics").click()
        view.settle()
        assert view.chart("box_labels").is_visible()
        width = view.plot("box_labels", 0).locator("svg").bounding_box()["width"]
        assert width == pytest.approx(view.plot("box_labels", 0).bounding_box()["width"], abs=2)
        toggle.press("Enter")
        toggle.press("Enter")

    def test_a_browser_that_keeps_nothing_folds_all_the_same(self, page, pages):
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
        )
        page.goto(pages["blood"])
        view = View(page)
        toggle = view.root.locator('[data-section="tables"] .iw-fold')
        toggle.click()
        assert toggle.get_attribute("aria-expanded") == "false"


class TestCharts:
    def test_every_chart_says_what_it_shows(self, show):
        view = show()
        for name in dict.fromkeys(view.charts()):
            about = view.chart(name).locator(".iw-about").first
            about.locator("summary").press("Enter")
            assert len(about.locator("p").first.inner_text()) > 100, name

    @pytest.mark.parametrize("chart", ["insight_summary", "label_distribution", "box_area", "box_position"])
    def test_a_chart_is_kept_as_svg_with_its_words_and_colours(self, show, chart):
        view = show()
        about = view.chart(chart).locator(".iw-about").first
        about.locator("summary").click()
        content, name = kept(view, about.get_by_role("button", name="as SVG"))
        root = ET.fromstring(content)  # noqa: S314  (made by our own page)
        words = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
        assert name.endswith(".svg")
        assert "var(" not in content.decode()
        expected = {"box_area": "[0.16, 1.44)", "box_position": "train"}.get(chart, "Platelets")
        assert expected in words

    def test_names_of_all_kinds_are_text_in_the_picture(self, show):
        view = show("odd")
        about = view.chart("label_distribution").locator(".iw-about")
        about.locator("summary").click()
        content, _ = kept(view, about.get_by_role("button", name="as SVG"))
        root = ET.fromstring(content)  # noqa: S314  (made by our own page)
        words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert "<b>bold</b>" in words
        assert "собака" in words

    def test_a_chart_is_kept_as_png_at_twice_its_size(self, show):
        view = show()
        about = view.chart("box_labels").locator(".iw-about")
        about.locator("summary").click()
        content, name = kept(view, about.get_by_role("button", name="as PNG"))
        image = Image.open(io.BytesIO(content)).convert("RGB")
        assert name == "Bounding_box_labels.png"
        assert image.width > 2000
        colours = {colour for _, colour in image.getcolors(2**24)}
        assert (0, 114, 178) in colours


class TestLayouts:
    @pytest.mark.parametrize("name", ["blood", "many", "odd"])
    @pytest.mark.parametrize("width", [400, 700, 1600])
    def test_no_window_scrolls_sideways(self, show, name, width):
        view = show(name, width)
        assert view.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")

    def test_paper_has_everything_unfolded_and_nothing_to_click(self, show):
        view = show()
        view.root.locator('[data-section="tables"] .iw-fold').click()
        view.page.emulate_media(media="print")
        assert table_of(view, "Classes").is_visible()
        assert not view.chart("box_labels").locator(".iw-about").is_visible()
        assert not view.root.get_by_role("navigation").is_visible()
        view.page.emulate_media(media="screen")
        view.root.locator('[data-section="tables"] .iw-fold').click()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("name", ["blood", "odd"])
    def test_nobody_is_kept_out(self, show, name, scheme):
        view = show(name)
        view.page.emulate_media(color_scheme=scheme)
        client = view.page.context.new_cdp_session(view.page)
        client.send("Page.setBypassCSP", {"enabled": True})
        view.page.reload()
        view = View(view.page)
        for about in view.root.locator(".iw-about > summary").all()[:3]:
            about.click()
        assert view.serious() == []

    def test_the_keyboard_reaches_every_control_once(self, show):
        view = show()
        view.page.evaluate("() => document.body.focus()")
        seen = []
        for _ in range(400):
            view.page.keyboard.press("Tab")
            inside = view.page.evaluate(
                "() => document.activeElement.closest('.iw') && document.activeElement.outerHTML.slice(0, 99)"
            )
            if not inside and seen:
                break
            seen.append(inside)
        assert len(seen) < 400
        assert any("iw-fold" in one for one in seen)
        assert any("iw-sorts" in one for one in seen)
