"""Small sets in the layout of Open Images to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "openimages"

_FLAGS = "IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside"
_BOXES = f"ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,{_FLAGS}"
_TABLES = {
    "class-descriptions": "/m/1,Dog\n/m/2,Cat\n/m/9,Cat\n",
    "oidv6-train-annotations-bbox": f"""{_BOXES}
a1,xclick,/m/1,1,0.25,0.75,0.5,1,0,0,0,0,0
a1,xclick,/m/2,1,0.5,0.75,0,0.25,1,0,1,0,0
b2,activemil,/m/7,1,0,0.5,0,0.5,-1,-1,-1,-1,-1
""",
    "validation-annotations-bbox": f"{_BOXES}\nd4,xclick,/m/9,1,0,0.5,0.25,0.75,0,0,0,0,0\n",
    "train-annotations-human-imagelabels": """ImageID,Source,LabelName,Confidence
a1,verification,/m/1,1
b2,verification,/m/1,0
""",
    "train-images-boxable-with-rotation": """ImageID,Subset,OriginalURL,Title,Rotation
a1,train,,"A ""dog"", perhaps",0
c3,train,,,0
""",
}
_MASKS = """MaskPath,ImageID,LabelName,BoxID,BoxXMin,BoxXMax,BoxYMin,BoxYMax,PredictedIoU,Clicks
m1.png,a1,/m/1,01,0.2,1,0.3,0.5,0.5,
m2.png,a1,/m/1,02,0.2,1,0.3,0.5,0.5,
gone.png,b2,/m/1,03,0.2,1,0.3,0.5,0.5,
"""


def build_boxes(folder: Path) -> Path:
    """Write boxes and labels of two splits, with images beside; return the path to load."""
    _write(folder, _TABLES)
    (folder / "images/train").mkdir(parents=True)
    for name in ("a1.jpg", "b2.png"):
        Image.new("L", (64, 48)).save(folder / "images/train" / name)
    (folder / "annotations/images.meta").write_text('"d4" 30 40\n')
    return folder


def build_masks(folder: Path) -> Path:
    """Write masks of one split; return the path to load."""
    descriptions = {"oidv6-class-descriptions": "LabelName,DisplayName\n/m/1,Dog\n"}
    _write(folder, descriptions | {"train-annotations-object-segmentation": _MASKS})
    (folder / "masks/train").mkdir(parents=True)
    mask = np.zeros((6, 8), dtype=bool)
    mask[:2, :4] = True
    Image.fromarray(mask).save(folder / "masks/train/m1.png")
    Image.fromarray(np.roll(mask, 1, axis=0)).save(folder / "masks/train/m2.png")
    return folder


def _write(folder: Path, tables: dict[str, str]) -> None:
    (folder / "annotations").mkdir()
    for name, text in tables.items():
        (folder / f"annotations/{name}.csv").write_text(text)


BUILDERS = {"boxes": build_boxes, "masks": build_masks}
