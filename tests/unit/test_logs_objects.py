"""Logs in memory: Keras' History, frames in which NaN may be a blank."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import polars as pl
import pytest

from insight_widgets.curves import read_curves
from insight_widgets.errors import ReadError

NAN = np.nan


def found(source):
    return {
        curve.metric: (str(curve.train.tolist()), str(curve.val.tolist())) for curve in read_curves(source)
    }


def test_keras_history_with_validation_at_every_second_epoch():
    history = SimpleNamespace(history={"loss": [4, 3, 2, 1], "val_loss": [9, 8]}, epoch=[0, 1, 2, 3])
    (curve,) = read_curves(history)
    assert (curve.x, len(curve.train), curve.val.tolist()) == ("epoch", 4, [[1, 9], [3, 8]])


def test_hugging_face_trainers_and_their_states():
    state = SimpleNamespace(log_history=[{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0}])
    assert found(state) == found(SimpleNamespace(state=state)) == {"loss": ("[[1.0, 2.0], [2.0, 1.0]]", "[]")}


def test_nan_that_ends_a_column_of_a_frame_is_a_value():
    frame = pd.DataFrame({"epoch": range(4), "loss": [2, 1, NAN, NAN], "val_loss": [2, 2, NAN, NAN]})
    assert found(frame) == {
        "loss": (
            "[[0.0, 2.0], [1.0, 1.0], [2.0, nan], [3.0, nan]]",
            "[[0.0, 2.0], [1.0, 2.0], [2.0, nan], [3.0, nan]]",
        )
    }


def test_nan_between_numbers_of_a_frame_is_a_blank():
    frame = pd.DataFrame({"step": range(5), "loss": [6, 5, 4, 3, 2], "val_loss": [NAN, 5, NAN, 4, NAN]})
    assert found(frame)["loss"][1] == "[[1.0, 5.0], [3.0, 4.0]]"


def test_sparse_rows_of_a_frame_have_blanks_at_the_end_too():
    frame = pd.DataFrame({
        "step": [0, 1, 2, 3, 3, 3],
        "train_loss": [3, 2, 1, 0.5, NAN, NAN],
        "val_loss": [NAN, NAN, NAN, NAN, 1, NAN],
        "test_loss": [NAN, NAN, NAN, NAN, NAN, 2],
        "never": [NAN] * 6,
    })  # fmt: skip
    assert [(curve.metric, len(curve.train), len(curve.val)) for curve in read_curves(frame)] == [
        ("loss", 4, 1),
        ("test_loss", 0, 1),
    ]


def test_what_pandas_knows_to_be_missing_is_a_blank():
    frame = pd.DataFrame(
        {"loss": pd.array([1.5, None, 0.5], dtype="Float64")}, index=pd.Index([1, 2, 3], name="epoch")
    )
    assert found(frame) == {"loss": ("[[1.0, 1.5], [3.0, 0.5]]", "[]")}


def test_frames_of_polars():
    frame = pl.DataFrame({"epoch": [0, 1, 2], "loss": [1.5, None, 0.5], "note": ["a", "b", "c"]})
    assert found(frame) == {"loss": ("[[0.0, 1.5], [2.0, 0.5]]", "[]")}


def test_a_frame_with_a_name_twice_is_one_error():
    frame = pd.DataFrame([[1, 2]], columns=["loss", "loss"])
    with pytest.raises(ReadError, match="columns of different names are wanted; loss comes twice"):
        read_curves(frame)


def test_numbers_in_other_wrappers():
    assert found({"loss": [np.float32(1), np.array(0.5)]}) == {"loss": ("[[0.0, 1.0], [1.0, 0.5]]", "[]")}
    with pytest.raises(ReadError, match="no column holds a metric"):
        read_curves({"loss": [[1, 2], [3, 4]], "good": [True, False], "raw": [b"1", b"2"]})
