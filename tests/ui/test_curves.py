"""Training curves as somebody looks at them: zoom, read-out, smoothing, scale, runs, and growth."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from insight_widgets.curves import read_curves
from insight_widgets.export.html import write_page
from insight_widgets.payload import packed_curves, packed_detail, payload
from insight_widgets.report import curves_report
from tests.ui.served import Served
from tests.ui.view import View

PROJECT = Path(__file__).parents[2]
STEPS = range(101)
OVERFIT = {
    "epoch": [*STEPS],
    "loss": [0.1 + 2 * math.exp(-step / 15) for step in STEPS],
    "val_loss": [0.3 + 2 * math.exp(-step / 15) + 0.01 * max(0, step - 50) for step in STEPS],
    "val_accuracy": [0.9 - 0.8 * math.exp(-step / 15) for step in STEPS],
    "lr": [0.1 / (1 + step) for step in STEPS],
}
SPOILT = OVERFIT | {"loss": [math.nan if step == 40 else value for step, value in enumerate(OVERFIT["loss"])]}
SIGNED = {"step": [0, 1, 2, 3], "loss": [3.0, 0.0, -1.0, 2.0]}
HOSTILE = [
    {"epoch": [*STEPS], f"{name}_loss": OVERFIT["loss"]}
    for name in ("<img src=x onerror=alert(1)>", "损失" * 40)
]
LONG = {"step": np.arange(50_000), "loss": 1 + np.sin(np.arange(50_000) / 7)}
DRAW = ".iw-curve svg"
pytestmark = pytest.mark.ui


class Curves(View):
    """The curves of a report."""

    def settle(self):
        """Wait until all charts are drawn."""
        super().settle()
        self.page.locator("[data-drawn='1']").wait_for(state="attached")

    def one(self, metric):
        """Return the chart of a metric."""
        return self.root.locator(f'[data-metric="{metric}"]')

    def plot_of(self, metric):
        """Return what takes the keys and the pointer."""
        return self.one(metric).locator(".iw-curve")

    def ends(self, metric):
        """Return the first and the last number at the axis of steps."""
        texts = self.plot_of(metric).evaluate(
            "(plot) => [...plot.querySelectorAll('.role-axis-label text')].filter((one) =>"
            " one.getBoundingClientRect().top > plot.getBoundingClientRect().top + 200)"
            ".map((one) => Number(one.textContent.replaceAll(',', '')))"
        )
        return min(texts), max(texts)

    def drag(self, metric, start, end, **modifiers):
        """Drag between two shares of a plot's width."""
        frame = self.plot_of(metric).bounding_box()
        left, width = frame["x"] + 45, frame["width"] - 53
        height = frame["y"] + 100
        for key in modifiers.get("keys", []):
            self.page.keyboard.down(key)
        self.page.mouse.move(left + start * width, height)
        self.page.mouse.down()
        self.page.mouse.move(left + end * width, height, steps=5)
        self.page.mouse.up()
        for key in modifiers.get("keys", []):
            self.page.keyboard.up(key)
        self.settle()

    def readout(self, metric):
        """Return what is read out of a chart."""
        return self.one(metric).locator("output").inner_text()

    def lines(self, metric):
        """Return the opacities of the lines of a chart."""
        return (
            self.plot_of(metric)
            .locator(".mark-line path")
            .evaluate_all("(all) => all.map((one) => Number(one.getAttribute('opacity') ?? 1))")
        )


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("curves")
    sources = {
        "overfit": OVERFIT,
        "spoilt": SPOILT,
        "signed": SIGNED,
        "runs": [OVERFIT, SPOILT],
        "hostile": HOSTILE,
        "long": LONG,
        "many": {"epoch": [*STEPS]} | {f"part{part}_loss": OVERFIT["loss"] for part in range(16)},
    }
    return {
        name: write_page(curves_report(read_curves(source), name), folder / f"{name}.html")
        for name, source in sources.items()
    }


@pytest.fixture
def show(page, files):
    def opened(name, *, scheme="light", width=1280):
        page.set_viewport_size({"width": width, "height": 1000})
        page.emulate_media(color_scheme=scheme)
        page.goto(files[name].as_uri())
        return Curves(page)

    return opened


def test_curves_alone_are_headed_with_their_title(show):
    assert show("overfit").root.get_by_role("heading", level=3).inner_text() == "overfit"


def test_a_drag_zooms_all_charts_and_a_double_click_shows_all_again(show):
    view = show("overfit")
    reset = view.root.get_by_role("button", name="Reset zoom")
    assert reset.get_attribute("aria-disabled") == "true"
    view.drag("loss", 0.2, 0.4)
    for metric in ("loss", "accuracy"):
        first, last = view.ends(metric)
        assert 20 <= first < last <= 40
    assert reset.get_attribute("aria-disabled") is None
    view.plot_of("accuracy").dblclick()
    view.settle()
    assert view.ends("loss") == view.ends("accuracy") == (0, 100)


def test_charts_out_of_view_follow_too(show):
    view = show("many")
    view.drag("part0_loss", 0.2, 0.4)
    assert view.ends("part15_loss") == view.ends("part0_loss") != (0, 100)


def test_a_drag_with_shift_moves(show):
    view = show("overfit")
    view.drag("loss", 0.2, 0.4)
    view.drag("loss", 0.6, 0.1, keys=["Shift"])
    first, last = view.ends("accuracy")
    assert 30 <= first < last <= 50


def test_the_wheel_zooms_with_a_key_alone(show):
    view = show("overfit")
    view.plot_of("loss").hover(position={"x": 200, "y": 100})
    view.page.mouse.wheel(0, -400)
    view.settle()
    assert view.ends("loss") == (0, 100)
    view.page.keyboard.down("Control")
    view.page.mouse.wheel(0, -400)
    view.page.keyboard.up("Control")
    view.settle()
    first, last = view.ends("accuracy")
    assert last - first < 60


def test_keys_zoom_move_and_read_out(show):
    view = show("overfit")
    plot = view.plot_of("loss")
    plot.focus()
    plot.press("+")
    view.settle()
    assert view.ends("accuracy") == (30, 70)
    plot.press("Shift+ArrowRight")
    view.settle()
    assert view.ends("loss") == (40, 80)
    plot.press("0")
    view.settle()
    assert view.ends("loss") == (0, 100)
    plot.press("ArrowRight")
    plot.press("ArrowRight")
    assert view.readout("loss") == "epoch 1 · train 1.97 · val 2.17"
    assert view.readout("accuracy") == "epoch 1 · val 0.152"
    plot.press("Escape")
    assert view.readout("loss") == ""


def test_the_step_under_the_pointer_is_read_out_in_all_charts(show):
    view = show("overfit")
    frame = view.plot_of("accuracy").bounding_box()
    view.page.mouse.move(frame["x"] + 45 + 0.5 * (frame["width"] - 53), frame["y"] + 80)
    assert view.readout("loss") == "epoch 50 · train 0.171 · val 0.371"
    assert view.readout("accuracy") == "epoch 50 · val 0.871"
    assert view.one("loss").locator(".iw-curve-rate-words").inner_text() == "learning rate 0.00196"
    assert view.root.locator(".iw-curve-pointer:visible").count() == 2
    view.page.mouse.move(5, 5)
    assert view.readout("loss") == ""


def test_a_click_on_a_verdict_looks_at_what_it_rests_on(show):
    view = show("overfit")
    said = view.one("loss").get_by_role("button", name="it overfits since")
    since = int(said.inner_text().split("since epoch ")[1].split(";")[0])
    said.press("Enter")
    view.settle()
    first, last = view.ends("accuracy")
    assert 0 < first <= since < last == 100
    span = view.one("loss").locator(".mark-rect path").first.bounding_box()
    plot = view.plot_of("loss").bounding_box()
    assert span["x"] + span["width"] == pytest.approx(plot["x"] + plot["width"] - 8, abs=2)
    assert span["width"] > 0.7 * (plot["width"] - 53)


def test_smoothing_draws_a_line_before_the_faint_raw_one(show):
    view = show("overfit")
    assert view.lines("loss") == [1, 1]
    slider = view.root.get_by_role("slider", name="Smoothing")
    slider.fill("0.9")
    view.settle()
    assert sorted(view.lines("loss")) == [0.3, 0.3, 1, 1]
    view.plot_of("loss").press("ArrowRight")
    assert "train 2.10 (smooth 2.10)" in view.readout("loss")
    slider.fill("0")
    view.settle()
    assert view.lines("loss") == [1, 1]


def test_a_log_scale_leaves_out_what_it_cannot_show_and_says_so(show):
    view = show("signed")
    box = view.root.get_by_role("checkbox", name="Log scale")
    box.check()
    view.settle()
    assert "2 values at or below 0 left out of the log scale." in view.one("loss").inner_text()
    box.uncheck()
    view.settle()
    assert "left out" not in view.one("loss").inner_text()


def test_a_value_that_is_no_number_is_a_gap_with_a_cross(show):
    view = show("spoilt")
    path = view.plot_of("loss").locator(".mark-line path").first.get_attribute("d")
    assert path.count("M") == 2
    frame = view.plot_of("loss").bounding_box()
    view.page.mouse.move(frame["x"] + 45 + 0.4 * (frame["width"] - 53), frame["y"] + 80)
    assert "train not a number" in view.readout("loss")


def test_runs_lie_over_each_other_and_can_be_chosen(show):
    view = show("runs")
    assert view.root.locator("[data-metric]").count() == 2
    assert len(view.lines("loss")) == 4
    assert view.one("loss").locator(".iw-curve-verdict").count() == 2
    view.root.get_by_role("checkbox", name="run 1").uncheck()
    view.settle()
    assert len(view.lines("loss")) == 2
    assert view.one("loss").locator(".iw-curve-verdict").count() == 1


def test_names_of_metrics_are_text(show):
    view = show("hostile")
    assert view.root.locator("img").count() == 0
    assert view.root.locator("[data-metric]").count() == 2
    assert view.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_long_curve_says_how_many_points_its_table_has(show):
    view = show("long")
    view.open_table(view.one("loss"))
    assert "of 50,000 points" in view.one("loss").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["overfit", "runs"])
def test_nothing_keeps_people_out(show, name, scheme):
    view = show(name, scheme=scheme)
    client = view.page.context.new_cdp_session(view.page)
    client.send("Page.setBypassCSP", {"enabled": True})
    view.page.reload()
    view = Curves(view.page)
    assert view.serious() == []


@pytest.mark.parametrize("name", ["overfit", "runs", "hostile"])
def test_a_narrow_page_shows_everything(show, name):
    view = show(name, width=400)
    assert view.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    plot = view.root.locator(".iw-curve").first.bounding_box()
    svg = view.root.locator(DRAW).first.bounding_box()
    assert svg["x"] + svg["width"] <= plot["x"] + plot["width"] + 1


def grown(count, *, more=None):
    """Return a report on a run after so many epochs."""
    columns = {name: values[:count] for name, values in OVERFIT.items()} | (more or {})
    return curves_report(read_curves(columns), "live")


@pytest.fixture
def live(page, tmp_path):
    """A widget whose curves grow: call it with the curves that Python sends."""
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html><title>x</title><script type="module" src="model.js"></script>'
    )
    (tmp_path / "payload.bin").write_bytes(payload(curves_report((), "live"), ("curves",)))
    for file in (PROJECT / "insight_widgets/static/report.js", Path(__file__).with_name("model.js")):
        shutil.copy(file, tmp_path)
    server = Served(tmp_path)
    page.goto(server.url)
    page.evaluate(
        "async () => { window.shown = await (await import('./model.js')).show(await import('./report.js')); }"
    )

    def send(content, how="shown.model.set('_curves', data)"):
        (tmp_path / "sent.bin").write_bytes(content)
        page.evaluate(
            "async () => { const { fetched } = await import('./model.js');"
            f" const data = new DataView(await fetched('sent.bin?' + Math.random())); {how}; }}"
        )
        Curves(page).settle()

    yield page, send
    server.stop()


def test_curves_come_while_the_page_is_open(live):
    page, send = live
    view = Curves(page)
    assert "No training curves yet." in view.root.inner_text()
    send(packed_curves(grown(10)))
    assert view.ends("loss")[1] <= 9
    send(packed_curves(grown(101)))
    assert view.ends("loss") == (0, 100)
    assert "it overfits since" in view.root.locator(".iw-headline").inner_text()


def test_growth_leaves_the_reader_where_he_is(live):
    page, send = live
    send(packed_curves(grown(41)))
    view = Curves(page)
    view.open_table(view.one("loss"))
    view.drag("loss", 0.25, 0.5)
    ends = view.ends("loss")
    plot = view.plot_of("loss")
    plot.focus()
    plot.evaluate("(plot) => { window.kept = [plot, plot.querySelector('svg')]; }")
    send(packed_curves(grown(101, more={"val_f1": OVERFIT["val_accuracy"]})))
    assert view.ends("loss") == ends
    assert page.evaluate(
        "() => kept[0].isConnected && kept[1].isConnected && document.activeElement === kept[0]"
    )
    assert view.one("loss").locator(".iw-drawer").get_attribute("open") is not None
    assert view.one("loss").locator("tbody tr").count() == 50
    assert view.one("f1").locator(DRAW).count() == 1
    view.plot_of("f1").dblclick()
    view.settle()
    assert view.ends("loss") == (0, 100)


def test_a_zoom_asks_for_the_points_that_were_left_out(live):
    page, send = live
    report = curves_report(read_curves(LONG), "long")
    send(packed_curves(report))
    view = Curves(page)
    view.drag("loss", 0.5, 0.51)
    page.wait_for_function("() => shown.model.sent.length > 0")
    view.settle()
    (asked,) = page.evaluate("() => shown.model.sent")
    first, last = asked["range"]
    assert 24_900 < first < last < 25_700
    before = view.plot_of("loss").locator(".mark-line path").get_attribute("d").count("L")
    send(packed_detail(report, first, last), "shown.model.receive({ kind: 'detail' }, data)")
    after = view.plot_of("loss").locator(".mark-line path").get_attribute("d").count("L")
    assert after > 400 > 3 * before


def test_a_metric_that_is_gone_goes(live):
    page, send = live
    send(packed_curves(grown(50)))
    view = Curves(page)
    send(packed_curves(curves_report(read_curves({"epoch": [0, 1, 2, 3], "loss": [4, 3, 2, 1]}), "x")))
    assert view.root.locator("[data-metric]").count() == 1
