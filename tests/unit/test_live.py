"""Curves that grow while a training runs: logged, or read from a log that is being written."""

from __future__ import annotations

import json
import threading
import time
import zlib

import numpy as np
import pytest

from insight_widgets import InsightReport, TrainingCurves, examples
from insight_widgets.errors import DataError
from insight_widgets.export.static import static_html
from insight_widgets.live.pulse import Pulse
from insight_widgets.reduction import reduced
from tests.event_files import event, simple, write


def falling(count=20):
    return [2 / (1 + step) for step in range(count)]


def until(condition, seconds=20):
    """Wait for something that another thread does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come in time"
        time.sleep(0.01)


def shown(widget):
    """Return what the page was sent last."""
    sent = widget.get_state()["_curves"]
    return json.loads(zlib.decompress(sent)) if sent else None


def test_what_is_logged_is_shown_and_judged():
    curves = TrainingCurves(x="epoch")
    for epoch, loss in enumerate(falling()):
        curves.log(epoch, {"loss": loss, "val_loss": loss + 0.1, "lr": 0.1})
    document = curves.to_dict()
    (loss,) = document["curves"]
    assert (loss["x"], loss["verdict"], len(loss["train"]), len(loss["val"])) == ("epoch", "A", 20, 20)
    assert document["curve_runs"][0]["rates"][-1] == [19, 0.1]
    until(lambda: shown(curves) == {key: document[key] for key in shown(curves) or document})


def test_the_page_is_told_while_the_loop_runs_and_not_for_every_call():
    told = []
    curves = TrainingCurves()
    curves.observe(lambda change: told.append(change["new"]), "_curves")
    for step in range(3000):
        curves.log(step, {"loss": 1 / (1 + step)})
    until(lambda: told and shown(curves)["curves"][0]["points"]["train"] == 3000)
    assert len(told) < 100


def test_a_pulse_comes_after_the_last_news_and_never_too_often():
    calls = []
    pulse = Pulse(lambda: calls.append(time.monotonic()), shortest=0.05)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        pulse.beat()
        last = time.monotonic()
    until(lambda: calls and calls[-1] >= last)
    pulse.end()
    assert np.diff(calls).min() >= 0.05


def test_a_pulse_goes_on_after_an_error(caplog):
    calls = []

    def call():
        calls.append(1)
        raise ValueError("no")

    pulse = Pulse(call, shortest=0)
    pulse.beat()
    until(lambda: len(calls) == 1)
    until(lambda: "could not be shown" in caplog.text)
    pulse.beat()
    until(lambda: len(calls) == 2)
    pulse.end()


class Tensor:
    """Behaves as a tensor of torch: its value may change in place."""

    def __init__(self, value):
        self.value = value

    def detach(self):
        return self

    def clone(self):
        return Tensor(self.value)

    def __float__(self):
        return self.value


def test_values_are_those_of_the_time_of_the_call():
    curves = TrainingCurves()
    array, tensor = np.array(0.0), Tensor(0.0)
    for step in range(5):
        array[...] = tensor.value = float(step)
        curves.log(step, {"loss": array, "val_loss": tensor, "acc": np.float32(step)})
    found = {curve["metric"]: curve for curve in curves.to_dict()["curves"]}
    assert found["loss"]["train"] == found["loss"]["val"] == [[step, step] for step in range(5)]
    assert found["acc"]["train"][-1] == [4, 4]


@pytest.mark.parametrize(
    ("step", "values"),
    [
        (3, None), (3, 5), (3, {"loss": "high"}), (3, {"loss": np.zeros(3)}), (3, {"loss": object()}),
        (None, {"loss": 1}), ("third", {"loss": 1}), (object(), {}), (3, {"loss": {"a": 1}}), (3, ["loss"]),
    ],
)  # fmt: skip
def test_nothing_that_is_logged_raises_and_what_is_passed_over_is_said(step, values):
    curves = TrainingCurves()
    curves.log(step, values)
    assert "passed over, 1 times" in curves.to_dict()["curve_runs"][0]["notes"][0]
    for good, loss in enumerate(falling()):
        curves.log(good, {"loss": loss})
    document = curves.to_dict()
    assert document["curves_headline"]["verdict"] == "A"
    assert len(document["curves"][0]["train"]) == 20
    assert "passed over" in document["curve_runs"][0]["notes"][0]


def test_nan_is_kept_and_none_is_left_out():
    curves = TrainingCurves()
    for step, loss in enumerate([4, 3, float("nan"), 2, 1.5, 1.4, None, 1.3]):
        curves.log(step, {"loss": loss})
    (loss,) = curves.to_dict()["curves"]
    assert loss["train"][2] == [2, None]
    assert [step for step, _ in loss["train"]] == [0, 1, 2, 3, 4, 5, 7]


def test_a_second_training_is_a_second_run():
    curves = TrainingCurves()
    for _ in range(2):
        for step, loss in enumerate(falling()):
            curves.log(step, {"loss": loss})
    assert [curve["run"] for curve in curves.to_dict()["curves"]] == [0, 1]


def test_what_is_logged_stands_beside_an_earlier_log():
    curves = TrainingCurves({"epoch": range(20), "loss": falling(), "val_loss": falling()})
    for step, loss in enumerate(falling()):
        curves.log(step, {"loss": loss / 2})
    document = curves.to_dict()
    assert [(curve["run"], len(curve["val"])) for curve in document["curves"]] == [(0, 20), (1, 0)]
    assert [run["name"] for run in document["curve_runs"]] == ["curves", "this training"]


def test_many_threads_log_without_a_loss():
    curves = TrainingCurves()
    threads = [
        threading.Thread(
            target=lambda first=first: [curves.log(step, {"loss": step}) for step in range(first, 4000, 4)]
        )
        for first in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [step for step, _ in curves.to_dict()["curves"][0]["train"]] == list(range(4000))


def test_a_report_shows_live_curves_as_they_grow():
    curves = TrainingCurves()
    report = InsightReport(examples.blood_cells(), curves=curves, progress=False)
    assert report.to_dict()["curves"] == []
    before = report.get_state()["_payload"]
    for step, loss in enumerate(falling()):
        curves.log(step, {"loss": loss})
    until(lambda: shown(report) and shown(report)["curves"][0]["points"]["train"] == 20)
    assert report.to_dict()["curves_headline"]["verdict"] == "A"
    assert report.get_state()["_payload"] == before


def test_the_number_of_classes_tells_what_chance_is():
    curves = TrainingCurves({"epoch": range(4), "val_accuracy": [0.1, 0.2, 0.3, 0.4]}, classes=8)
    assert curves.to_dict()["curves"][0]["baseline"] == 1 / 8
    with pytest.raises(DataError, match="classes: a number of classes is wanted, 1 or more; got 0"):
        TrainingCurves(classes=0)


def test_a_closed_widget_can_still_be_logged_to():
    curves = TrainingCurves()
    curves.close()
    curves.log(1, {"loss": 1})


def test_a_log_is_followed_from_before_it_is_there(tmp_path):
    log = tmp_path / "results.csv"
    curves = TrainingCurves.watch(log, every=0.01)
    assert "waiting for" in curves.to_dict()["curve_runs"][0]["notes"][0]
    log.write_text("epoch,train/loss,val/loss\n" + "".join(f"{n},{1 / (n + 1)},1\n" for n in range(3)))
    until(lambda: curves.curves and len(curves.curves[0].train) == 3)
    with log.open("a") as file:
        for step in range(3, 9):
            file.write(f"{step},{1 / (step + 1)},")
            file.flush()
            file.write("1\n")
    until(lambda: curves.curves and len(curves.curves[0].val) == 9)
    curves.stop()


def test_of_a_growing_event_file_only_the_new_part_is_read(tmp_path):
    log = tmp_path / "events.out.tfevents.1.host"
    events = [event(step, simple("loss", 1.0)) for step in range(9)]
    write(log, *events[:5])
    curves = TrainingCurves.watch(log, every=0.01)
    assert len(curves.curves[0].train) == 5
    whole = write(tmp_path / "whole", *events).read_bytes()
    log.write_bytes(whole[:-3])
    until(lambda: len(curves.curves[0].train) == 8)
    log.write_bytes(whole)
    until(lambda: len(curves.curves[0].train) == 9)
    curves.stop()


def test_a_log_that_is_spoilt_meanwhile_leaves_what_was_shown(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("epoch,loss\n0,3\n1,2\n2,1\n")
    curves = TrainingCurves.watch(log, every=0.01)
    log.write_text("")
    time.sleep(0.1)
    assert len(curves.curves[0].train) == 3
    curves.stop()


def test_detail_of_a_range_is_sent_when_the_page_zooms(monkeypatch):
    sent = []
    curves = TrainingCurves({"step": range(100_000), "loss": np.sin(np.arange(100_000.0))})
    monkeypatch.setattr(curves, "send", lambda content, buffers: sent.append((content, buffers)))
    answer = curves._handle_custom_msg  # noqa: SLF001  (as a message of the page arrives)
    answer({"kind": "zoom", "range": [1000, 1499.5]}, [])
    ((content, (buffer,)),) = sent
    detail = json.loads(zlib.decompress(buffer))
    assert content == {"kind": "detail"}
    assert detail["range"] == [1000, 1499.5]
    assert [step for step, _ in detail["curves"][0]["train"]] == list(range(999, 1501))
    for bad in ({"kind": "zoom", "range": ["a", 1]}, {"kind": "zoom"}, {"kind": "zoom", "range": [1]}, 7):
        answer(bad, [])
    assert len(sent) == 1


def test_long_curves_are_drawn_with_their_peaks_and_gaps_and_told_whole():
    loss = np.linspace(2, 1, 100_000)
    loss[4321], loss[50_007], loss[77_777] = 9, -9, np.nan
    curves = TrainingCurves({"step": np.arange(100_000), "loss": loss})
    drawn = curves.report.document["curves"][0]["train"]
    assert len(drawn) <= 1000
    assert [4321, 9.0] in drawn
    assert [50_007, -9.0] in drawn
    assert [77_777, None] in drawn
    assert drawn[0] == [0, 2.0]
    assert drawn[-1] == [99_999, 1.0]
    assert len(curves.to_dict()["curves"][0]["train"]) == 100_000


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 25, 1000])
@pytest.mark.parametrize("most", [8, 20])
def test_fewer_points_are_some_of_the_points_in_order(count, most):
    points = np.column_stack([np.arange(count), np.random.default_rng(count).normal(size=count)])
    points = points.astype(np.float64).reshape(-1, 2)
    drawn = reduced(points, most)
    assert len(drawn) <= max(most, 0)
    assert set(map(tuple, drawn)) <= set(map(tuple, points))
    assert (np.diff(drawn[:, 0]) > 0).all()
    if count:
        assert drawn[:, 1].max() == points[:, 1].max()
        assert drawn[:, 1].min() == points[:, 1].min()


def test_a_notebook_keeps_the_curves_as_they_were_when_they_were_shown():
    curves = TrainingCurves()
    assert "Nothing was logged yet" in static_html(curves.report.document, ("curves",))
    for step, loss in enumerate(falling()):
        curves.log(step, {"loss": loss})
    curves.log("a step", {"loss": 1})
    html = static_html(curves.report.document, ("curves",))
    assert "Nothing was logged yet" not in html
    assert "A, fine" in html
    assert "a number is wanted for the step" in html
