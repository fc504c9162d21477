"""torchvision's VOCDetection and VOCSegmentation."""

from __future__ import annotations


def read_voc_boxes(): ...
def read_voc_masks(): ...
