"""Curves from logs: pairing by name, best step, direction, runs, values that are no number."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest

from insight_widgets.cli import main
from insight_widgets.curves import read_curves, with_chance
from insight_widgets.errors import DataError, ReadError
from insight_widgets.judging.document import curves_document
from insight_widgets.logs.names import is_clock, is_rate, split_of


def named(source, **options):
    """Return for each curve its metric, and how many points train and validation have."""
    return [(curve.metric, len(curve.train), len(curve.val)) for curve in read_curves(source, **options)]


def columns(*names, rows=4):
    return {"epoch": list(range(rows))} | {name: [1.0 / (row + 1) for row in range(rows)] for name in names}


@pytest.mark.parametrize(
    ("name", "split", "metric"),
    [
        ("loss", None, "loss"),
        ("val_loss", "val", "loss"),
        ("valLoss", "val", "Loss"),
        ("Loss/train", "train", "Loss"),
        ("metrics/valid/f1", "val", "metrics/f1"),
        ("testing loss", "test", "loss"),
        ("evaluate", None, "evaluate"),
        ("train/box_loss", "train", "box_loss"),
        ("val/box_loss", "val", "box_loss"),
        ("validation.accuracy", "val", "accuracy"),
        ("loss_val", "val", "loss"),
        (" eval_f1 ", "eval", "f1"),
        ("value", None, "value"),
    ],
)
def test_names_are_paired_by_rule(name, split, metric):
    assert split_of(name) == (split, metric)


def test_a_frame_becomes_curves_with_the_loss_first():
    frame = pd.DataFrame(
        {
            "epoch": [1, 2, 3],
            "val_accuracy": [0.2, 0.6, 0.5],
            "loss": [3.0, 2.0, 1.0],
            "val_loss": [3.0, 1.5, 2.0],
        }
    )
    loss, accuracy = (curve.to_dict() for curve in read_curves(frame))
    assert loss["train"] == [[1, 3.0], [2, 2.0], [3, 1.0]]
    assert loss["best"] == {"split": "val", "step": 2, "value": 1.5}
    assert (loss["metric"], loss["x"]) == ("loss", "epoch")
    assert accuracy["best"] == {"split": "val", "step": 2, "value": 0.6}
    assert accuracy["train"] == []


def test_blanks_are_no_record_and_nan_is_kept_as_null():
    curve = read_curves({"step": [0, 1, 2, 3], "loss": [1.0, "", "nan", float("inf")]})[0].to_dict()
    assert curve["train"] == [[0, 1.0], [2, None], [3, None]]
    assert curve["best"]["step"] == 0


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("loss", "val_loss"), [("loss", 4, 4)]),
        (("loss", "eval_loss"), [("loss", 4, 4)]),
        (("Loss/train", "Loss/test"), [("Loss", 4, 4)]),
        (("train_loss", "val_loss", "test_loss"), [("loss", 4, 4), ("test_loss", 0, 4)]),
        (("train_loss", "valid_loss", "accuracy"), [("loss", 4, 4), ("accuracy", 0, 4)]),
        (("loss", "val_loss", "accuracy"), [("loss", 4, 4), ("accuracy", 4, 0)]),
        (("train/box_loss", "metrics/mAP50(B)"), [("box_loss", 4, 0), ("metrics/mAP50(B)", 0, 4)]),
        (("total_loss", "bbox/AP"), [("total_loss", 4, 0), ("bbox/AP", 0, 4)]),
        (("train_loss_step", "train_loss_epoch", "val_loss"), [("loss", 4, 4), ("loss_step", 4, 0)]),
        (("loss", "train_loss"), [("loss", 4, 0), ("train_loss", 4, 0)]),
        (("acc", "box_loss", "loss"), [("loss", 4, 0), ("box_loss", 4, 0), ("acc", 4, 0)]),
    ],
)
def test_names_are_paired(names, expected):
    assert named(columns(*names)) == expected


def test_pairs_of_the_caller_go_before_the_rule():
    found = named(columns("a", "b"), pairs={"a": ("train", "cost"), "b": ("val", "cost")})
    assert found == [("cost", 4, 4)]
    with pytest.raises(DataError, match='the split "train" or "val" is wanted'):
        read_curves(columns("a"), pairs={"a": ("holdout", "cost")})


@pytest.mark.parametrize("name", ["lr", "lr/pg0", "x/lr0", "learning_rate", "lr-Adam", "train/learning_rate"])
def test_learning_rates_are_kept_apart(name):
    assert is_rate(name)
    (curve,) = read_curves(columns("loss", name))
    assert curve.rates.tolist() == curve.train.tolist()
    (run,) = curves_document([curve])["curve_runs"]
    assert run["rates"] == curve.to_dict()["train"]


@pytest.mark.parametrize(
    "name",
    [
        "time",
        "data_time",
        "eta_seconds",
        "memory",
        "eval_runtime",
        "eval_samples_per_second",
        "_timestamp",
        "Step",
    ],
)
def test_clocks_and_memory_are_no_metrics(name):
    assert is_clock(name)
    assert [metric for metric, *_ in named(columns("loss", name))] == ["loss"]


@pytest.mark.parametrize("name", ["loss", "timeout_rate", "memory_bank_loss", "grad_norm"])
def test_metrics_are_no_clocks(name):
    assert not is_clock(name)
    assert not is_rate(name)


@pytest.mark.parametrize(
    ("metric", "best"),
    [
        ("loss", 3), ("error_rate", 3), ("perplexity", 3), ("MAE", 3), ("rmse", 3),
        ("accuracy", 0), ("mAP50", 0), ("AP75", 0), ("dice", 0), ("mIoU", 0), ("f1", 0), ("AUC", 0),
        ("whatever", 0),
    ],
)  # fmt: skip
def test_which_way_is_better_is_told_by_the_name(metric, best):
    (curve,) = read_curves(columns(metric))
    assert curve.best()["step"] == best


def test_which_way_is_better_may_be_told():
    (curve,) = read_curves(columns("energy"), lower_is_better={"energy": True})
    assert (curve.lower_is_better, curve.best()["step"]) == (True, 3)


def test_baselines_where_they_are_known():
    found = with_chance(read_curves(columns("loss", "val_mAP50", "val_accuracy", "dice", "val_f1")), 0.25)
    assert {curve.metric: curve.baseline for curve in found} == {
        "loss": None, "mAP50": 0, "accuracy": 0.25, "dice": 0, "f1": None,
    }  # fmt: skip
    with pytest.raises(DataError, match="the share of a class"):
        with_chance(found, 0)


def test_several_values_at_one_step_are_averaged():
    (curve,) = read_curves({"epoch": [0, 0, 1, 2, 3], "loss": [4, 2, 2, 1, 0]})
    assert curve.train.tolist() == [[0, 3], [1, 2], [2, 1], [3, 0]]


def test_one_batch_that_overflows_does_not_lose_its_epoch_but_one_that_ends_it_does():
    loss = [1, math.nan, 3, 2, 2, math.inf]
    (curve,) = read_curves({"epoch": [0, 0, 0, 1, 1, 1], "loss": loss})
    assert curve.to_dict()["train"] == [[0, 2.0], [1, None]]


def test_a_step_that_goes_back_to_the_first_is_a_new_run():
    curves = read_curves(
        {"epoch": [1, 2, 3, 1, 2], "loss": [5, 4, 3, 9, 8], "val_loss": [5, None, 3, None, 8]}
    )
    assert [curve.to_dict()["run"] for curve in curves] == [0, 1]
    assert [curve.train.tolist() for curve in curves] == [[[1, 5], [2, 4], [3, 3]], [[1, 9], [2, 8]]]
    assert [curve.val.tolist() for curve in curves] == [[[1, 5], [3, 3]], [[2, 8]]]
    assert curves[0].notes == ("2 runs in one log: the step goes back to the first",)


def test_a_step_that_goes_back_to_another_is_a_resumed_run():
    curves = read_curves({"step": [1, 2, 3, 4, 5, 3, 4], "loss": [9, 8, 7, 6, 5, 1, 1]})
    (curve,) = curves
    assert curve.train.tolist() == [[1, 9], [2, 8], [3, 1], [4, 1]]
    assert (
        list(curve.notes)
        == curves_document(curves)["curve_runs"][0]["notes"]
        == ["resumed at 3: 3 earlier records from there on were replaced"]
    )
    assert "run" not in curve.to_dict()


def test_records_out_of_order_are_sorted_and_told():
    (curve,) = read_curves({"step": [1, 2, 4, 3, 5], "loss": [5, 4, 2, 3, 1]})
    assert curve.train.tolist() == [[1, 5], [2, 4], [3, 3], [4, 2], [5, 1]]
    assert curve.notes == ("steps out of order: records were sorted",)


def test_columns_written_one_after_the_other_are_one_run():
    (curve,) = read_curves({"epoch": [0, 1, 2, 0, 1, 2], "loss": [3, 2, 1, None, None, None],
                            "val_loss": [None, None, None, 4, 3, 2]})  # fmt: skip
    assert (len(curve.train), len(curve.val), curve.runs) == (3, 3, 1)


def test_a_list_of_logs_is_as_many_runs(tmp_path):
    log = tmp_path / "a.csv"
    log.write_text("epoch,loss\n0,1\n1,2\n")
    first, second = read_curves([log, {"loss": [1.0, 2.0]}])
    assert (first.run, second.run, first.runs) == (0, 1, 2)
    assert first.source == str(log)


def test_curves_are_returned_as_they_are():
    curves = read_curves(columns("loss", "acc"))
    assert read_curves(curves) == curves


def test_epochs_are_told_unless_there_are_too_few():
    few = {"epoch": [0, 0, 0, 1, 1, 1], "step": [0, 1, 2, 3, 4, 5], "loss": [6, 5, 4, 3, 2, 1]}
    assert read_curves(few)[0].x == "step"
    many = {"epoch": [0, 0, 1, 1, 2, 3], "step": [0, 1, 2, 3, 4, 5], "loss": [6, 5, 4, 3, 2, 1]}
    (curve,) = read_curves(many)
    assert (curve.x, len(curve.train)) == ("epoch", 4)


def test_steps_that_start_again_with_each_epoch_are_counted_on():
    (curve,) = read_curves({"epoch": [1, 1, 2, 2], "iter": [50, 100, 50, 100], "loss": [4, 3, 2, 1]})
    assert (curve.x, curve.train.tolist()) == ("step", [[50, 4], [100, 3], [150, 2], [200, 1]])


def test_a_million_points_stay_arrays():
    (curve,) = read_curves({"loss": np.linspace(1, 0, 10**6)})
    assert (curve.train.shape, curve.train.dtype) == ((10**6, 2), np.float64)
    assert curve.best() == {"split": "train", "step": 999_999, "value": 0.0}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"name": ["a", "b"]}, "no column holds a metric"),
        ({}, "no column holds a metric"),
        ({"loss": [None, ""]}, "no column holds a metric"),
        ({"epoch": [1, 2], "lr": [1, 2]}, "no column holds a metric; columns of numbers are epoch, lr"),
        ({"loss": [1.0], "step": [1, 2]}, "columns of one length"),
        ({"loss": 1.0}, "a column of values is wanted for loss"),
        (42, "the path of a log is wanted; got int"),
    ],
)
def test_no_curves_is_one_clear_error(source, message):
    with pytest.raises(ReadError, match=message):
        read_curves(source)


def test_the_document_of_the_command_line(tmp_path, capsys):
    log = tmp_path / "results.csv"
    log.write_text(
        "epoch,train/loss,val/loss,lr\n"
        + "".join(f"{n},{1 / (n + 1)},{1 / (n + 2)},0.1\n" for n in range(20))
    )
    assert main(["curves", str(log), "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["schema", "curves", "curve_runs", "curves_headline"]
    assert document["schema"] == 1
    assert {key: document["curves_headline"][key] for key in ("metric", "run", "verdict")} == {
        "metric": "loss", "run": 0, "verdict": "A",
    }  # fmt: skip
    assert document["curves"] == json.loads(json.dumps(curves_document(read_curves(log))["curves"]))


def test_the_command_line_prints_the_verdict_and_tells_repairs_apart(tmp_path, capsys):
    log = tmp_path / "results.csv"
    log.write_text("epoch,loss\n1,4\n2,3\n3,2\n2,1\n3,1\n")
    assert main(["curves", str(log)]) == 0
    printed = capsys.readouterr()
    assert "Training Curves" in printed.out
    assert printed.err == "insight-widgets: resumed at 2: 2 earlier records from there on were replaced\n"


def test_the_command_line_has_one_line_for_an_error(tmp_path, capsys):
    assert main(["curves", str(tmp_path / "none.csv")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
