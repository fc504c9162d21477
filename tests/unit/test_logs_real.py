"""Every real log, against counts made without the readers."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict

import pytest

from benchmarks.real_logs import LABELLED
from insight_widgets.curves import read_curves
from insight_widgets.errors import ReadError
from insight_widgets.judging.document import curves_document
from insight_widgets.texts.curves import TOO_EARLY
from tests.real_data import REAL_DATA, needs_real_data

pytestmark = needs_real_data

LOGS = REAL_DATA / "logs"
TABLES = sorted(path.relative_to(LOGS).as_posix() for path in LOGS.rglob("results.csv"))
HISTORIES = sorted(path.relative_to(LOGS).as_posix() for path in LOGS.rglob("historyMobilenet_*.csv"))
MMDETECTION = sorted(path.relative_to(LOGS).as_posix() for path in LOGS.rglob("*.log.json"))
LIGHTNING = "lightning/hcdescamps_mnist/lightning_logs"


def rows_of(path):
    with (LOGS / path).open(newline="\n") as stream:
        lines = [line.rstrip("\r\n") for line in stream if not line.startswith("%%")]
    return [{name.strip(): cell.strip() for name, cell in row.items()} for row in csv.DictReader(lines)]


def points(curve):
    return {split: [tuple(point) for point in curve.to_dict()[split]] for split in ("train", "val")}


def by_metric(path):
    return {curve.metric: curve for curve in read_curves(LOGS / path)}


def test_there_are_logs_of_every_kind():
    assert (len(TABLES), len(HISTORIES), len(MMDETECTION)) == (12, 6, 8)


@pytest.mark.parametrize("path", TABLES)
def test_ultralytics_and_yolov5(path):
    rows = rows_of(path)
    curves = by_metric(path)
    expected = {name for name in rows[0] if name.startswith(("train/", "metrics/"))}
    assert len(curves) == len(expected)
    for name in rows[0]:
        written = [(int(row["epoch"]), float(row[name])) for row in rows]
        told = [(step, value if math.isfinite(value) else None) for step, value in written]
        if name.startswith(("train/", "val/")):
            assert points(curves[name.partition("/")[2]])[name.partition("/")[0]] == told
        elif name.startswith("metrics/"):
            assert points(curves[name]) == {"train": [], "val": told}
    rate = next(name for name in rows[0] if name in ("lr/pg0", "x/lr0"))
    assert curves["box_loss"].rates[:, 1].tolist() == [float(row[rate]) for row in rows]
    assert {curve.x for curve in curves.values()} == {"epoch"}


@pytest.mark.parametrize("path", HISTORIES)
def test_keras(path):
    rows = rows_of(path)
    curves = by_metric(path)
    assert list(curves) == ["loss", "acc"]
    for metric, curve in curves.items():
        assert points(curve) == {
            split: [(int(row[""]), float(row[name])) for row in rows]
            for split, name in (("train", metric), ("val", f"val_{metric}"))
        }
    assert "remarks passed over" in curves["loss"].notes[0]


def test_lightning_table():
    rows = rows_of(f"{LIGHTNING}/version_0/metrics.csv")
    of_epoch = defaultdict(list)
    for row in rows:
        if row["train_loss"]:
            of_epoch[int(row["epoch"])].append(float(row["train_loss"]))
    curves = by_metric(f"{LIGHTNING}/version_0/metrics.csv")
    train = points(curves["loss"])["train"]
    assert [step for step, _ in train] == sorted(of_epoch)
    assert [value for _, value in train] == pytest.approx([sum(one) / len(one) for one in of_epoch.values()])
    assert points(curves["loss"])["val"] == [
        (int(row["epoch"]), float(row["val_loss"])) for row in rows if row["val_loss"]
    ]
    assert points(curves["test_loss"])["val"] == [(5, 0.0322248712182045)]


def test_lightning_event_files_are_two_runs_of_three_sessions():
    curves = read_curves(LOGS / LIGHTNING / "mnist_cnn")
    losses = [curve for curve in curves if curve.metric == "loss"]
    assert [(curve.run, len(curve.train), len(curve.val)) for curve in losses] == [(0, 5, 6), (1, 5, 6)]
    assert losses[0].train[0].tolist() == [0, pytest.approx(0.14648, abs=1e-5)]


def test_yolov5_event_file_says_what_its_table_says():
    folder = LOGS / "yolov5/ehsan_traffic_signs/runs/train/exp"
    (events,) = folder.glob("*tfevents*")
    tables, tags = by_metric(folder / "results.csv"), by_metric(events)
    assert set(tags) == set(tables)
    for metric, curve in tags.items():
        for split in ("train", "val"):
            assert getattr(curve, split) == pytest.approx(getattr(tables[metric], split), rel=1e-4)
    assert len(read_curves(folder)) == len(tables)


def test_hugging_face():
    state = json.loads((LOGS / "hf/maximiliano_vit/trainer_state.json").read_text())
    history = state["log_history"]
    curves = by_metric("hf/maximiliano_vit/trainer_state.json")
    assert points(curves["loss"]) == {
        "train": [(record["epoch"], record["loss"]) for record in history if "loss" in record],
        "val": [(record["epoch"], record["eval_loss"]) for record in history if "eval_loss" in record],
    }
    assert list(curves) == ["loss", "f1"]
    assert curves["loss"].best()["value"] == state["best_metric"]


def test_git_lfs_pointers_are_told():
    pointers = list((LOGS / "hf").rglob("*tfevents*"))
    assert len(pointers) == 2
    for path in pointers:
        with pytest.raises(ReadError, match="a Git LFS pointer"):
            read_curves(path)
    assert len(read_curves(LOGS / "hf/maximiliano_vit")[0].notes) == 2


def test_detectron2():
    lines = (LOGS / "detectron2/medical_waste/output/metrics.json").read_text().splitlines()
    records = [json.loads(line) for line in lines]
    curves = by_metric("detectron2/medical_waste/output")
    assert next(iter(curves)) == "total_loss"
    assert points(curves["total_loss"])["train"] == [(one["iteration"], one["total_loss"]) for one in records]
    assert set(curves) == set(records[0]) - {
        "iteration",
        "lr",
        "time",
        "data_time",
        "rank_data_time",
        "eta_seconds",
    }


@pytest.mark.parametrize("path", MMDETECTION)
def test_mmdetection(path):
    records = [json.loads(line) for line in (LOGS / path).read_text().splitlines()]
    train = [one for one in records if one.get("mode") == "train"]
    val = [one for one in records if one.get("mode") == "val"]
    epochs = {one["epoch"] for one in train}
    curves = by_metric(path)
    loss = curves["loss"]
    assert loss.x == ("epoch" if len(epochs) >= 4 else "step")
    assert len(loss.train) == (len(epochs) if loss.x == "epoch" else len(train))
    last = train[-1]["loss"]
    assert math.isfinite(loss.train[-1, 1]) == math.isfinite(last)
    if val:
        assert curves["mAP"].val[:, 1].tolist() == [one["mAP"] for one in val]
        assert curves["mAP"].baseline == 0


def test_mmdetection_sessions_in_one_folder_are_six_runs():
    curves = read_curves(LOGS / "mmdet/zhaoyang97/carafe_voc")
    losses = [curve for curve in curves if curve.metric == "loss"]
    assert [(curve.x, len(curve.train)) for curve in losses] == [
        ("step", 338), ("step", 2), ("step", 20), ("step", 8), ("epoch", 5), ("epoch", 12),
    ]  # fmt: skip


def test_every_log_has_a_verdict_or_a_word():
    for path in (*TABLES, *HISTORIES, *MMDETECTION):
        headline = curves_document(read_curves(LOGS / path))["curves_headline"]
        assert headline["verdict"] in ("A", "B", "C", "D", "nan", "short")
        assert headline["text"]


@pytest.mark.parametrize("label", LABELLED, ids=lambda label: label.log)
def test_a_real_log_is_judged_as_somebody_who_looks_at_it_does(label):
    said = curves_document(read_curves(LOGS / label.log))["curves_headline"]
    if label.case is None:
        assert said["verdict"] == "short" or said["text"].startswith(TOO_EARLY)
    else:
        assert said["verdict"] == label.case


def test_results_of_a_detector_are_no_log():
    with pytest.raises(ReadError, match="a log_history, records or columns by name are wanted"):
        read_curves(LOGS / "detectron2/medical_waste/output/coco_instances_results.json")
