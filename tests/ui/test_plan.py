"""What if, in a browser: the cutoff, counts and a budget are tried, and all says what Python says."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pandas as pd
import pytest

from insight_widgets import Dataset, build_report, examples, load
from insight_widgets.columns import Split
from insight_widgets.export.html import write_page
from insight_widgets.payload import payload
from insight_widgets.stats.balance import BalanceRule, judge
from tests.builders import images, labels
from tests.ui.served import POLICY, Served
from tests.ui.view import View

PROJECT = Path(__file__).parents[2]
CHART = "insight_summary"
WORDS = {"well": "well", "mild": "mildly", "serious": "seriously"}
SHOW = "async () => { window.shown = await (await import('./model.js')).show(await import('./report.js')); }"
pytestmark = pytest.mark.ui


def pets():
    names = ("dog", "cat", "bird", "fish")
    rows = list(enumerate([0] * 123 + [1] * 110 + [2] * 53 + [3] * 11))
    train = Split(images(*[(9, 9)] * len(rows)), labels=labels(rows))
    return build_report(Dataset("multiclass", names, {"train": train}), progress=False)


@pytest.fixture(scope="module")
def reports():
    return {
        "pets": pets(),
        "cells": build_report(load(examples.blood_cells(), progress=False), progress=False),
        "coco": build_report(load(examples.coco_tiny(), progress=False), progress=False),
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory, reports):
    folder = tmp_path_factory.mktemp("plans")
    return {name: write_page(report, folder / f"{name}.html") for name, report in reports.items()}


@pytest.fixture
def show(page, files):
    def opened(name):
        page.goto(files[name].as_uri())
        return Summary(page)

    return opened


class Summary(View):
    """The Insight Summary as somebody sees and tries it."""

    @property
    def line(self):
        return self.root.get_by_role("slider", name="Cutoff as a share of the mean count")

    @property
    def ratio(self):
        return self.root.get_by_role("spinbutton", name="Cutoff as a share of the mean count")

    @property
    def budget(self):
        return self.root.get_by_role("spinbutton", name="Images that can be labelled at most")

    @property
    def reset(self):
        return self.root.get_by_role("button", name="Reset")

    def count(self, name):
        return self.root.get_by_role("spinbutton", name=f"{name}: count to try")

    def verdicts(self):
        """Return the verdicts beside the bars, from top to bottom."""
        cells = self.chart(CHART).locator("div.iw-side.iw-verdict-side > span").all_text_contents()
        return [cell.split()[0] for cell in cells]

    def to_add(self):
        return self.chart(CHART).locator("div.iw-side.iw-plan-side > span").all_text_contents()

    def cutoff(self):
        return self.chart(CHART).locator(".iw-cutoff").inner_text()

    def headline(self):
        return self.chart(CHART).locator(".iw-headline").inner_text()

    def lead(self):
        return self.chart(CHART).locator(".iw-lead").inner_text()

    def told(self):
        return self.chart(CHART).locator(".iw-plan-text").inner_text()

    def is_tried(self):
        return self.chart(CHART).locator(".iw-tried").count() == 1

    def saved(self):
        """Return the plan that is saved as CSV."""
        with self.page.expect_download() as found:
            self.root.get_by_role("button", name="Save plan as CSV").click()
        assert found.value.suggested_filename == "plan.csv"
        return pd.read_csv(io.StringIO(Path(found.value.path()).read_text("utf-8")))

    def drag(self, handle, by):
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by, y, steps=8)
        self.page.mouse.up()
        self.settle()


def test_the_cutoff_line_is_dragged_and_all_follows(show):
    view = show("pets")
    assert view.verdicts() == ["well", "well", "mildly", "seriously"]
    view.drag(view.line, by=-60)
    ratio = float(view.line.get_attribute("aria-valuenow"))
    assert 0.01 <= ratio < 0.75
    found = judge([123, 110, 53, 11], BalanceRule(cutoff_ratio=ratio))
    assert view.verdicts() == [WORDS[verdict] for verdict in found.verdicts]
    assert view.cutoff() == f"Cutoff threshold: {found.cutoff} labels"
    assert view.to_add() == [f"add {n} images" if n else "" for n in found.additions]
    short = sum(verdict != "well" for verdict in found.verdicts)
    assert view.lead() == f"{short} of 4 classes lie under the cutoff of {found.cutoff} labels."
    assert view.is_tried()
    assert float(view.ratio.input_value()) == ratio
    assert view.sentence().startswith("Nothing is picked")  # a drag is no click on a row


def test_the_cutoff_is_moved_by_keys(show):
    view = show("pets")
    view.line.focus()
    view.page.keyboard.press("ArrowLeft")
    view.settle()
    assert view.line.get_attribute("aria-valuenow") == "0.74"
    assert view.line.get_attribute("aria-valuetext") == "0.74 of the mean count: 55 labels"
    view.page.keyboard.press("Home")
    view.settle()
    assert view.cutoff() == "Cutoff threshold: 1 label"
    assert set(view.verdicts()) == {"well"}
    view.page.keyboard.press("End")
    view.settle()
    assert view.cutoff() == "Cutoff threshold: 75 labels"
    assert view.line.evaluate("(line) => document.activeElement === line")


def test_a_count_is_typed_and_what_is_typed_stays_under_the_caret(show):
    view = show("pets")
    view.open_table(view.chart(CHART))
    view.count("fish").click()
    view.page.keyboard.press("Control+a")
    view.page.keyboard.type("80")
    view.settle()
    found = judge([123, 110, 53, 80])
    assert view.count("fish").evaluate("(field) => document.activeElement === field")
    assert view.verdicts() == [WORDS[verdict] for verdict in found.verdicts]
    assert (
        view.headline()
        == "What if Mildly under-represented: bird. 20 more images bring every class to the cutoff."
    )
    assert view.told().startswith(
        "What if: fish 80 instead of 11. 20 images bring every class to the cutoff."
    )
    assert view.texts(CHART, 0)[-1].startswith("80")
    view.page.keyboard.press("Control+a")
    view.page.keyboard.press("Delete")
    view.settle()
    assert not view.is_tried()  # an empty field tries nothing
    assert view.verdicts() == ["well", "well", "mildly", "seriously"]


def test_the_end_of_a_bar_is_dragged_and_the_count_before_stays_in_sight(show):
    view = show("pets")
    view.open_table(view.chart(CHART))
    grip = view.chart(CHART).locator(".iw-grip").nth(3)
    view.drag(grip, by=240)
    count = int(view.count("fish").input_value())
    assert count > 40
    assert view.verdicts() == [WORDS[verdict] for verdict in judge([123, 110, 53, count]).verdicts]
    ticks = view.chart(CHART).locator(".iw-was:visible")
    assert ticks.count() == 1
    assert ticks.bounding_box()["x"] < grip.bounding_box()["x"] - 60
    assert view.sentence().startswith("Nothing is picked")
    view.reset.click()
    view.settle()
    assert view.count("fish").input_value() == "11"
    assert ticks.count() == 0


def test_what_if_is_what_python_plans(show, reports):
    view = show("coco")
    for ratio, budget in ((0.75, None), (0.75, 30), (0.4, 7), (1, 5000)):
        view.ratio.fill(str(ratio))
        view.budget.fill("" if budget is None else str(budget))
        view.settle()
        frame = reports["coco"].plan(cutoff_ratio=ratio, budget=budget)
        pd.testing.assert_frame_equal(view.saved(), frame, check_dtype=False)
        assert view.told().endswith(frame.attrs["text"])


def test_the_split_that_is_looked_at_is_planned_for(show, reports):
    view = show("cells")
    view.budget.fill("500")
    view.root.locator('.iw-choice[aria-label="Split"] button', has_text="val").click()
    view.settle()
    frame = reports["cells"].plan(budget=500, split="val")
    pd.testing.assert_frame_equal(view.saved(), frame, check_dtype=False)
    assert view.cutoff() == f"Cutoff threshold: {frame.attrs['cutoff']} labels"
    assert view.lead() == "2 of 3 classes lie under the cutoff of 285 labels."
    view.open_table(view.chart(CHART))
    view.count("WBC").fill("900")
    view.settle()
    assert "WBC 900 instead of 87" in view.told()
    view.root.locator('.iw-choice[aria-label="Split"] button', has_text="All").click()
    view.settle()
    assert view.count("WBC").input_value() == "372"  # what is tried of a split stays with it


def test_what_is_no_number_to_try_is_marked_and_changes_nothing(show):
    view = show("pets")
    for field, text in ((view.ratio, "0"), (view.ratio, "1.5"), (view.budget, "-3"), (view.budget, "2.5")):
        field.fill(text)
        view.settle()
        assert field.get_attribute("aria-invalid") == "true"
        assert not view.is_tried()
        field.fill("")
        view.settle()
        assert field.get_attribute("aria-invalid") is None


def test_reset_takes_all_back(show):
    view = show("cells")
    before = (view.verdicts(), view.to_add(), view.cutoff(), view.headline(), view.told())
    view.open_table(view.chart(CHART))
    view.ratio.fill("0.3")
    view.budget.fill("12")
    view.count("RBC").fill("10")
    view.settle()
    assert view.is_tried()
    view.reset.click()
    view.settle()
    assert (view.verdicts(), view.to_add(), view.cutoff(), view.headline(), view.told()) == before
    assert view.reset.get_attribute("aria-disabled") == "true"


@pytest.mark.parametrize("name", ["pets", "coco"])
def test_nobody_is_kept_out_of_what_if(show, name):
    view = show(name)
    client = view.page.context.new_cdp_session(view.page)
    client.send("Page.setBypassCSP", {"enabled": True})
    view.page.reload()
    view = Summary(view.page)
    view.open_table(view.chart(CHART))
    view.ratio.fill("0.4")
    view.settle()
    assert view.serious() == []


def test_all_is_tried_by_keyboard_alone(show):
    view = show("pets")
    view.open_table(view.chart(CHART))
    view.ratio.focus()
    seen = set()
    for _ in range(40):
        seen.add(view.page.evaluate("() => document.activeElement.ariaLabel"))
        seen.add(view.page.evaluate("() => document.activeElement.getAttribute('aria-valuetext')"))
        view.page.keyboard.press("Tab")
    assert {
        "Cutoff as a share of the mean count",
        "0.75 of the mean count: 56 labels",  # the line
        "Images that can be labelled at most",
        "fish: count to try",
    } <= seen


def test_python_is_told_nothing_of_what_is_tried(page, tmp_path, reports):
    (tmp_path / "payload.bin").write_bytes(payload(reports["pets"]))
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>A report</title><body>")
    for file in (PROJECT / "insight_widgets/static/report.js", Path(__file__).with_name("model.js")):
        shutil.copy(file, tmp_path)
    server = Served(tmp_path, POLICY)
    try:
        page.goto(server.url)
        page.evaluate(SHOW)
        view = Summary(page)
        view.ratio.fill("0.2")
        view.settle()
        assert view.is_tried()
        view.saved()
        assert page.evaluate("() => [shown.model.saved.length, shown.model.sent.length]") == [0, 0]
        assert page.evaluate("() => window.refused ?? []") == []
    finally:
        server.stop()
