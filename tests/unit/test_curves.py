"""Curves from tables: pairing by name, best step, values that are no number."""

from __future__ import annotations

import pandas as pd
import pytest

from insight_widgets.curves import read_curves, split_of
from insight_widgets.errors import ReadError


@pytest.mark.parametrize(
    ("name", "split", "metric"),
    [
        ("loss", "train", "loss"),
        ("val_loss", "val", "loss"),
        ("train/box_loss", "train", "box_loss"),
        ("val/box_loss", "val", "box_loss"),
        ("validation.accuracy", "val", "accuracy"),
        ("loss_val", "val", "loss"),
        (" eval_f1 ", "val", "f1"),
        ("value", "train", "value"),
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


def test_a_csv_file_with_padded_headers(tmp_path):
    log = tmp_path / "results.csv"
    log.write_text("  epoch, train/box_loss,  val/box_loss, note\n 0, 1.5, 1.6, a\n 1, 1.2, 1.4, b\n")
    (curve,) = read_curves(log)
    assert (curve.metric, curve.train, curve.val) == ("box_loss", ((0, 1.5), (1, 1.2)), ((0, 1.6), (1, 1.4)))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"name": ["a", "b"]}, "no column holds a metric; columns are name"),
        ({}, "no column holds a metric"),
        ({"loss": [1.0], "step": [1, 2]}, "columns of one length"),
        (42, "a DataFrame, a dict of columns or the path"),
    ],
)
def test_no_curves_is_one_clear_error(source, message):
    with pytest.raises(ReadError, match=message):
        read_curves(source)


def test_a_missing_or_empty_file_is_one_clear_error(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        read_curves(tmp_path / "none.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(ReadError, match="a header and a record"):
        read_curves(tmp_path / "empty.csv")
