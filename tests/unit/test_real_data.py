"""Every real set in its usual layout is read without a flag, as what it is."""

from __future__ import annotations

import pytest

from insight_widgets.loading import load
from insight_widgets.readers import find_reader
from insight_widgets.report import build_report
from tests.real_data import REAL_DATA, needs_real_data

ODD = "odd_datumaro_fixtures"
SETS = {
    "coco_tiny": ("coco", "detection", {"train": (32, 284), "val": (6, 135)}),
    "taco": ("coco", "detection", {"all": (1500, 4784)}),
    "bccd_voc": ("voc", "detection", {"train": (205, 2804), "val": (87, 1137), "test": (72, 945)}),
    "deepforest/data/testfile_deepforest.csv": ("csv", "detection", None),
    "coffee1014_yolo": ("yolo", "detection", {"train": (73, 12517), "val": (6, 1138), "test": (4, 663)}),
    "pothole_yoloseg": ("yolo", "segmentation", {"train": (90, 90), "val": (60, 60)}),
    "camvid_subset": ("mask", "segmentation", None),
    "nih_chexnet_multilabel": ("csv", "multilabel", None),
    "nih_bbox_csv": ("csv", "detection", {"all": (880, 984)}),
    "nih_google2019_csv": ("csv", "multilabel", None),
    "ham10000_csv": ("csv", "multiclass", None),
    "cifar10_tree_subset": ("folder", "multiclass", {"train": (2000, 2000), "test": (500, 500)}),
    "labelme/instance_segmentation/data_annotated": ("labelme", "segmentation", None),
    "labelme/bbox_detection/data_annotated": ("labelme", "detection", None),
    "labelme/classification/data_annotated": ("labelme", None, None),
    "cvat_plates": ("cvat", "detection", {"all": (195, 195)}),
    "via_droplets/balloon": ("via", None, None),
    f"{ODD}/cvat_dataset/for_images/export_project": ("cvat", None, None),
    f"{ODD}/cityscapes_dataset/dataset": ("mask", "segmentation", None),
    f"{ODD}/open_images_dataset/v6": ("openimages", "detection", None),
    f"{ODD}/kitti_dataset/kitti_detection": ("kitti", "detection", {"train": (2, 5)}),
    f"{ODD}/kitti_dataset/kitti_segmentation": ("mask", "segmentation", None),
    f"{ODD}/vott_csv_dataset/dataset": ("csv", "detection", None),
}


@needs_real_data
@pytest.mark.parametrize("path", SETS)
def test_no_flag_is_needed(path):
    format_name, task, splits = SETS[path]
    assert format_name == find_reader(REAL_DATA / path).FORMAT
    document = build_report(load(REAL_DATA / path, progress=False), progress=False).to_dict()
    assert task in {None, document["task"]}
    assert sum(split["labels"] for split in document["splits"].values()) > 0
    if splits is not None:
        found = {name: (split["images"], split["labels"]) for name, split in document["splits"].items()}
        assert found == splits
