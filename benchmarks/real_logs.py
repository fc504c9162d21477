"""Real logs, each labelled by looking at its curves before it was judged: the case, and why.

``None`` is a log of which one cannot be sure: any case is right if it is said to be too early.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

LOGS = Path(__file__).parents[2] / "shared" / "data" / "logs"


class Label(NamedTuple):
    """What somebody sees in a log."""

    log: str
    case: str | None
    reason: str


_DETECT, _MM, _KERAS = "runs/detect", "mmdet/zhaoyang97", "keras/ace95_ham10000/history/historyMobilenet_"
_CANCER, _BEAN = "ultralytics/bezeerra_breast_cancer", f"ultralytics/coffeebean/{_DETECT}"

LABELLED = (
    Label(f"ultralytics/amroeid_bloodcell/{_DETECT}/train3", "short", "two epochs"),
    Label(f"ultralytics/amroeid_bloodcell/{_DETECT}/train4", None, "four epochs; both fall"),
    Label(f"ultralytics/amroeid_bloodcell/{_DETECT}/train5", "A", "all parts fall together for 20 epochs"),
    Label(f"{_CANCER}/{_DETECT}/train4", "A", "all parts fall; validation is level in the last half"),
    Label(f"{_CANCER}/runs_yolov8m_320_200/train6", "short", "one epoch"),
    Label(f"{_CANCER}/runs_yolov8m_320_200/train7", "B", "validation doubles from epoch 24 on and stays"),
    Label(f"{_BEAN}/train11", "D", "goes on from trained weights: dfl_loss is level from the start"),
    Label(f"{_BEAN}/train15", "A", "both fall for 240 epochs; infinite values and spikes at the start alone"),
    Label(f"{_BEAN}/train20", "A", "both fall; from epoch 30 on validation is level"),
    Label(f"{_BEAN}/train4", None, "25 epochs; validation rises by a tenth, falls, and rises a little"),
    Label("ultralytics/pothole_seg/runs/segment/train", "A", "both fall together for 10 epochs"),
    Label("yolov5/ehsan_traffic_signs/runs/train/exp", None, "obj_loss of validation is level, others fall"),
    Label(f"{_KERAS}1.csv", None, "five epochs; train falls a little, validation wanders"),
    Label(f"{_KERAS}14.csv", None, "five epochs; validation rises and comes back"),
    Label(f"{_KERAS}2.csv", None, "five epochs; one jump of validation at the end"),
    Label(f"{_KERAS}25.csv", None, "five epochs; nothing moves"),
    Label(f"{_KERAS}29.csv", "A", "both fall together for 20 epochs"),
    Label(f"{_KERAS}32.csv", None, "ten epochs; train falls on, validation comes to a halt"),
    Label(f"{_MM}/carafe_voc/20210111_185653.log.json", "A", "train falls for 17,000 steps"),
    Label(f"{_MM}/carafe_voc/20210111_204038.log.json", "short", "two records"),
    Label(f"{_MM}/carafe_voc/20210111_204221.log.json", "A", "train falls"),
    Label(f"{_MM}/carafe_voc/20210111_204842.log.json", "A", "train falls"),
    Label(f"{_MM}/carafe_voc/20210111_221916.log.json", None, "five epochs; train falls"),
    Label(f"{_MM}/carafe_voc/20210112_060456.log.json", "A", "train falls for 12 epochs"),
    Label(f"{_MM}/faster_rcnn_r50_fpn_1x_voc_moco/20201028_215907.log.json", "nan", "NaN from step 500 on"),
    Label(f"{_MM}/retinanet_r50_fpn_1x_swx/20210222_195422.log.json", "nan", "NaN from step 300 on"),
    Label("hf/maximiliano_vit/trainer_state.json", None, "validation has six points; both fall"),
    Label("detectron2/medical_waste/output", "A", "train falls, then is level"),
    Label("lightning/hcdescamps_mnist", None, "a few epochs"),
)
