"""Train against validation and what to do next, as somebody sees them: planted differences, and none."""

from __future__ import annotations

import numpy as np
import pytest

from insight_widgets import Dataset, build_report
from insight_widgets.columns import Split
from insight_widgets.export.html import write_page
from tests.builders import boxes, images
from tests.ui.view import View

PLANTED = "<b>planted</b> class"
NAMES = ("person", "car", PLANTED, "dog", "cat")
RATES = {"train": (0.9, 0.4, 0.05, 0.2, 0.2), "val": (0.9, 0.4, 0.4, 0.2, 0.2)}
SECTION = '[data-section="comparison"]'
pytestmark = pytest.mark.ui


def split_of(number, rates, side, seed):
    """Return a split whose images have each class so often, in boxes of about this side."""
    rng = np.random.default_rng(seed)
    rows = [
        (at, label, 0, 0, float(wide), float(wide))
        for at in range(number)
        for label in np.flatnonzero(rng.random(len(rates)) < rates)
        for wide in rng.uniform(side - 3, side + 3, rng.integers(1, 4))
    ]
    return Split(images(*[(100, 100)] * number, prefix=f"{seed}-"), boxes=boxes(rows))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    train = split_of(400, RATES["train"], 20, 1)
    sets = {
        "planted": {"train": train, "val": split_of(150, RATES["val"], 20, 2)},
        "smaller": {"train": train, "val": split_of(150, RATES["train"], 8, 3)},
        "random": {"train": train, "val": split_of(150, RATES["train"], 20, 4)},
        "three": {
            "train": train,
            "val": split_of(150, RATES["train"], 20, 4),
            "test": split_of(150, RATES["val"], 20, 5),
        },
        "one": {"train": train},
    }
    reports = {
        name: build_report(Dataset("detection", NAMES, of), progress=False) for name, of in sets.items()
    }
    return {name: write_page(report, folder / f"{name}.html") for name, report in reports.items()}


@pytest.fixture
def show(page, files):
    def opened(name, *, width=1280, height=1000, scheme="light"):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(files[name].as_uri())
        return View(page)

    return opened


def headline(view):
    return view.root.locator(f"{SECTION} .iw-lead").first.inner_text()


def row_names(view):
    return view.chart("comparison").locator(".iw-label").all_text_contents()


def row_words(view):
    return view.chart("comparison").locator(".iw-side.iw-ratio-side > span").all_inner_texts()


def choose(view, what):
    view.root.locator(f"{SECTION} .iw-compared button", has_text=what).click()
    view.settle()


def test_what_is_planted_comes_first_is_said_and_marked(show):
    view = show("planted")
    assert headline(view).startswith(
        "1 of 5 classes differs between train and validation by more than chance"
    )
    assert f"{PLANTED} (validation has " in headline(view)
    assert row_names(view)[0] == PLANTED
    assert row_words(view)[0].endswith("differs")
    assert not any("differs" in words for words in row_words(view)[1:])
    fills = (
        view.plot("comparison", 0)
        .locator("svg .mark-symbol path")
        .evaluate_all("(all) => all.map((one) => getComputedStyle(one).fill)")
    )
    assert fills[0] not in fills[1:]
    assert view.root.locator("b").count() == 0


def test_the_bars_of_random_splits_hold_no_finding(show):
    view = show("random")
    assert headline(view).startswith(
        "0 of 5 classes differ between train and validation by more than chance."
    )
    assert not any("differs" in words for words in row_words(view))


def test_a_click_on_a_row_picks_its_class_everywhere_and_what_is_picked_is_marked(show):
    view = show("planted")
    view.click_bar("comparison", 0, 0)
    view.settle()
    assert PLANTED in view.sentence()
    assert view.label("box_labels", PLANTED).get_attribute("aria-pressed") == "true"
    view.label("box_labels", "dog").click()
    view.settle()
    assert view.label("comparison", "dog").get_attribute("aria-pressed") == "true"
    assert view.label("comparison", PLANTED).get_attribute("aria-pressed") == "false"


def test_bins_of_a_distribution_are_compared_and_picked(show):
    view = show("smaller")
    choose(view, "Bounding box area")
    assert row_names(view)[1] == "[0.16, 1.44)"
    assert "differs" in row_words(view)[1]
    assert "large change" in view.root.locator(f"{SECTION} .iw-compared").inner_text()
    view.label("comparison", "[0.16, 1.44)").click()
    view.settle()
    assert "area [0.16, 1.44) %" in view.sentence()
    assert view.label("box_area", "[0.16, 1.44)").get_attribute("aria-pressed") == "true"


def test_the_keyboard_reaches_rows_and_choices(show):
    view = show("planted")
    view.root.locator(f"{SECTION} .iw-compared button").first.focus()
    view.page.keyboard.press("Tab")
    view.page.keyboard.press("Enter")
    view.settle()
    assert row_names(view)[0] == "(0, 0.16)"
    focused = view.page.evaluate("() => document.activeElement.textContent")
    assert focused == "Bounding box area"
    choose(view, "Classes")
    view.label("comparison", PLANTED).focus()
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("Enter")
    view.settle()
    assert row_names(view)[1] in view.sentence()


def test_the_row_under_the_pointer_is_read_out_with_both_shares(show):
    view = show("planted")
    view.plot("comparison", 0).hover(position={"x": 40, "y": 12})
    said = view.chart("comparison").locator(".iw-readout").text_content()
    assert said.startswith(f"{PLANTED}: validation has ")
    assert "of 400) → " in said


def test_the_table_has_the_counts_intervals_and_rates(show):
    view = show("planted")
    view.open_table(view.chart("comparison"))
    first = view.chart("comparison").locator("tbody tr").first
    cells = first.locator("th, td").all_inner_texts()
    assert cells[0] == PLANTED
    assert cells[-1] == "differs"
    assert float(cells[-2]) <= 0.05


def test_train_is_compared_with_test_as_well(show):
    view = show("three")
    assert headline(view).startswith("0 of 5 classes differ")
    view.root.locator(f"{SECTION} .iw-choice button", has_text="test").click()
    view.settle()
    assert f"{PLANTED} (test has " in headline(view)
    assert row_names(view)[0] == PLANTED


def test_one_split_alone_is_compared_with_nothing(show):
    assert show("one").root.locator(SECTION).count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_nobody_is_kept_out_and_nothing_is_wider_than_the_page(show, width, scheme):
    view = show("planted", width=width, scheme=scheme)
    client = view.page.context.new_cdp_session(view.page)
    client.send("Page.setBypassCSP", {"enabled": True})
    view.page.reload()
    view = View(view.page)
    assert view.serious() == []
    assert view.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_finding_picks_what_it_speaks_of_and_leads_to_where_it_is_shown(show):
    view = show("planted", height=500)
    finding = view.root.locator(".iw-finding", has_text="validation has")
    assert finding.count() == 1
    finding.click()
    view.settle()
    assert PLANTED in view.sentence()
    assert view.label("comparison", PLANTED).get_attribute("aria-pressed") == "true"
    view.page.wait_for_function(
        "(section) => Math.abs(document.querySelector(section).getBoundingClientRect().top) < 120",
        arg=SECTION,
    )
    assert view.page.evaluate("() => document.activeElement.textContent") == "Train against validation"


def test_findings_are_few_and_reached_by_keyboard(show):
    view = show("planted")
    buttons = view.root.locator(".iw-finding")
    assert 1 <= buttons.count() <= 5
    buttons.first.focus()
    view.page.keyboard.press("Enter")
    view.settle()
    assert not view.sentence().startswith("Nothing is picked")
