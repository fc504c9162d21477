"""Logs of real runs, each labelled by looking at its curves."""

from __future__ import annotations

import csv
import json
import math

import numpy as np
import pytest

from insight_widgets.judging.judge import judge
from insight_widgets.logs.names import split_of
from tests.losses import NOTHING, RULE, points
from tests.real_data import REAL_DATA, needs_real_data

pytestmark = needs_real_data
LOGS = REAL_DATA / "logs"
BREAST = "ultralytics/bezeerra_breast_cancer"
COFFEE = "ultralytics/coffeebean/runs/detect"
SKIN = "keras/ace95_ham10000/history/historyMobilenet"
VOC = "mmdet/zhaoyang97"

TABLES = [
    (
        f"{BREAST}/runs_yolov8m_320_200/train7",
        "dfl_loss",
        "overfitting",
        "0.39 near epoch 20 to 40, then 0.76",
    ),
    (f"{BREAST}/runs_yolov8m_320_200/train7", "cls_loss", "stalled", "level at 0.72, spikes aside"),
    (f"{BREAST}/runs_yolov8m_320_200/train6", "box_loss", "short", "one row"),
    (f"{BREAST}/runs/detect/train4", "cls_loss", "learning", "both fall to the end"),
    (f"{COFFEE}/train15", "box_loss", "learning", "both fall to the end"),
    (f"{COFFEE}/train15", "cls_loss", "learning", "falls; 13 cells early on are not finite"),
    (
        f"{COFFEE}/train11",
        "cls_loss",
        "not-learning",
        "starts where another run ended; noise is all there is",
    ),
    (f"{COFFEE}/train20", "box_loss", "stalled", "level at 0.49 since about epoch 40, train falls on"),
    (f"{COFFEE}/train20", "cls_loss", "stalled", "0.44 near epoch 55 to 0.47: 3 % of the fall from 1.40"),
    ("ultralytics/pothole_seg/runs/segment/train", "cls_loss", "learning", "both fall"),
    ("ultralytics/pothole_seg/runs/segment/train", "sem_loss", "constant", "zero all along"),
    ("yolov5/ehsan_traffic_signs/runs/train/exp", "cls_loss", "learning", "both fall to the end"),
]
HISTORIES = [
    ("2", "overfitting", "validation 2.09 to 14.7 while train falls"),
    ("25", "not-learning", "both at ln 7 all along: chance"),
    ("29", "learning", "both fall to the end"),
]


def columns(path):
    with path.open(encoding="utf-8-sig") as file:
        lines = [line for line in file if not line.startswith("%")]
    rows = list(csv.DictReader(lines, restval=""))
    return {name.strip(): [float(row[name]) for row in rows if row[name].strip()] for name in rows[0]}


def verdict(table, metric):
    found = {}
    for name, values in table.items():
        split, bare = split_of(name)
        found[split or "train", bare] = values
    train, val = (found.get((split, metric), []) for split in ("train", "val"))
    return judge(points(train), points(val), RULE)


@pytest.mark.parametrize(("run", "metric", "kind", "reason"), TABLES)
def test_a_run_of_yolo(run, metric, kind, reason):
    assert verdict(columns(LOGS / run / "results.csv"), metric).kind == kind, reason


@pytest.mark.parametrize(("run", "kind", "reason"), HISTORIES)
def test_a_run_of_keras(run, kind, reason):
    assert verdict(columns(LOGS / f"{SKIN}_{run}.csv"), "loss").kind == kind, reason


def losses(path, name):
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [float(row[name]) for row in rows if name in row and row.get("mode", "train") == "train"]


@pytest.mark.parametrize("run", ["faster_rcnn_r50_fpn_1x_voc_moco", "retinanet_r50_fpn_1x_swx"])
def test_a_run_that_diverges(run):
    (path,) = (LOGS / VOC / run).glob("*.log.json")
    values = losses(path, "loss")
    first = next(step for step, value in enumerate(values) if not math.isfinite(value))
    found = judge(points(values), NOTHING, RULE)
    assert (found.kind, found.numbers["since"]) == ("non-finite", first)


@pytest.mark.parametrize(
    "path", sorted((LOGS / VOC / "carafe_voc").glob("*.json")), ids=lambda path: path.stem
)
def test_a_detector_that_learns(path):
    values = losses(path, "loss")
    assert judge(points(values), NOTHING, RULE).kind == ("learning" if len(values) > 3 else "short")


def test_a_detector_whose_total_falls():
    values = losses(LOGS / "detectron2" / "medical_waste" / "output" / "metrics.json", "total_loss")
    assert judge(points(np.array(values)), NOTHING, RULE).kind == "learning"
