"""Logs in JSON: MMDetection, MMEngine, Detectron2, Hugging Face, dumps of a history."""

from __future__ import annotations

import json
import math

import pytest

from insight_widgets.curves import read_curves
from insight_widgets.errors import ReadError
from insight_widgets.logs import read_log


@pytest.fixture
def lines(tmp_path):
    def write(*records, name="log.json"):
        path = tmp_path / name
        path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in records))
        return path

    return write


def found(path):
    return {curve.metric: (curve.train.tolist(), curve.val.tolist()) for curve in read_curves(path)}


def test_mmdetection_by_mode(lines):
    train = [
        {"mode": "train", "epoch": n, "iter": i, "lr": 0.02, "memory": 9, "loss": 10 - n, "time": 1}
        for n in range(1, 5)
        for i in (50, 100)
    ]
    val = [{"mode": "val", "epoch": n, "iter": 7, "lr": 0.02, "bbox_mAP": n / 10} for n in range(1, 5)]
    path = lines({"env_info": "x" * 100_000, "seed": 3}, *train, *val)
    assert found(path) == {
        "loss": ([[n, 10 - n] for n in range(1, 5)], []),
        "bbox_mAP": ([], [[n, n / 10] for n in range(1, 5)]),
    }
    assert read_curves(path)[0].rates[:, 1].tolist() == [0.02] * 4


def test_mmdetection_of_one_epoch_is_told_by_steps(lines):
    path = lines(
        *({"mode": "train", "epoch": 1, "iter": i, "loss": 1} for i in (50, 100, 150)),
        {"mode": "val", "epoch": 1, "iter": 9, "mAP": 0.5},
    )
    assert found(path) == {"loss": ([[50, 1], [100, 1], [150, 1]], []), "mAP": ([], [[150, 0.5]])}


def test_mmengine_tells_validation_by_its_epoch_alone(lines):
    records = []
    for epoch in range(1, 5):
        records += [
            {"lr": 0.1, "loss": 5 - epoch, "epoch": epoch, "iter": 9 * epoch, "memory": 1, "step": 9 * epoch}
        ]
        records += [{"coco/bbox_mAP": epoch / 10, "data_time": 1, "time": 1, "step": epoch}]
    assert found(lines(*records)) == {
        "loss": ([[n, 5 - n] for n in range(1, 5)], []),
        "coco/bbox_mAP": ([], [[n, n / 10] for n in range(1, 5)]),
    }


def test_detectron2(lines):
    records = [
        {"iteration": 20 * n - 1, "total_loss": 3 / n, "lr": 1e-3, "eta_seconds": 9.0} for n in (1, 2, 3)
    ]
    records[2]["bbox/AP"] = 40.5
    assert found(lines(*records, name="metrics.json")) == {
        "total_loss": ([[19, 3], [39, 1.5], [59, 1]], []),
        "bbox/AP": ([], [[59, 40.5]]),
    }


def test_numbers_that_json_does_not_have(lines):
    path = lines(
        '{"iter": 1, "loss": NaN}',
        '{"iter": 2, "loss": Infinity}',
        '{"iter": 3, "loss": "nan"}',
        '{"iter": 4, "loss": ' + "9" * 400 + "}",
    )
    (values,) = (curve.train[:, 1].tolist() for curve in read_curves(path))
    assert str(values) == "[nan, inf, nan, inf]"


def test_broken_lines_are_counted_with_the_first_of_them(lines):
    path = lines(
        {"iter": 1, "loss": 2},
        '{"iter": 2, "lo',
        {"iter": 3, "loss": "none"},
        {"iter": 4, "loss": 1},
        "[1]",
        '{"iter": 5, "loss',
    )
    (run,) = read_log(path)
    assert run.series[0].steps.tolist() == [1, 4]
    assert run.notes == (
        'loss: 1 value without a number passed over, such as "none" in line 3',
        """3 lines without a JSON object passed over, line 2: '{"iter": 2, "lo'""",
    )


def test_a_trainer_state_without_its_summary(tmp_path):
    history = [
        {"epoch": n / 2, "step": n, "loss": 4 - n, "learning_rate": 0.1, "grad_norm": 1.5}
        for n in range(1, 5)
    ]
    history.append({"epoch": 2.0, "step": 4, "eval_loss": 9, "eval_f1": 0.5, "eval_runtime": 3.1})
    history.append({"epoch": 2.0, "step": 4, "train_loss": 77, "train_runtime": 99.0, "total_flos": 1e9})
    for indent in (None, 2):
        path = tmp_path / "trainer_state.json"
        path.write_text(json.dumps({"best_metric": 1, "epoch": 2.0, "log_history": history}, indent=indent))
        assert found(path) == {
            "loss": ([[n / 2, 4 - n] for n in range(1, 5)], [[2, 9]]),
            "grad_norm": ([[n / 2, 1.5] for n in range(1, 5)], []),
            "f1": ([], [[2, 0.5]]),
        }
    assert [curve.metric for curve in read_curves(history)] == ["loss", "grad_norm", "f1"]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_history_that_was_dumped(tmp_path, indent):
    path = tmp_path / "history.json"
    path.write_text(json.dumps({"loss": [2, 1], "val_loss": [3, math.nan]}, indent=indent))
    (curve,) = read_curves(path)
    assert curve.to_dict()["val"] == [[0, 3.0], [1, None]]
    path.write_text(json.dumps({"loss": {"0": 2, "1": 1}}, indent=indent))
    assert found(path) == {"loss": ([[0, 2], [1, 1]], [])}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"log_history": []}', "a log_history, records or columns by name are wanted"),
        ('[{"image_id": 1, "score": 0.5}]', "a log_history, records or columns by name are wanted"),
        ('{"loss": [1,\n 2', "line 2, column 3: valid JSON is wanted"),
        ("[" * 100_000, "nested too deep|valid JSON is wanted"),
        ('{"env_info": "x"}\n', "there is no record"),
        ('{"note": "x", "iter": 1}\n', "no column holds a metric; columns of numbers are iter"),
    ],
)
def test_what_is_no_log_is_one_error(tmp_path, text, message):
    path = tmp_path / "log.json"
    path.write_text(text)
    with pytest.raises(ReadError, match=message):
        read_log(path)
