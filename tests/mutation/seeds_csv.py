"""Small tables to be damaged: one label a row, columns of yes and no, lists, boxes; plain and packed."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "csv"

_CLASSES = """filename,label,age,split
a.jpg,cat,4,train
b.jpg,dog,5.5,train
"c, d.jpg",cat,,val
e.jpg,"big ""dog"" ",7,val
"""
_COLUMNS = """Path,Sex,No Finding,Edema,Fracture
p1/a.jpg,F,1.0,,-1.0
p2/b.jpg,M,,1.0,0.0
p3/c.jpg,M,,,1.0
"""
_LISTS = """Image Index;Finding Labels;Age
a.png;cat|dog;4
b.png;dog;5
c.png;;6
d.png;bird|cat;7
"""
_BOXES = """image,label,xmin,ymin,xmax,ymax,width,height
a.png,cat,1,2,11,22,64,48
a.png,dog,0.5,0.5,20.25,30,64,48
b.png,,,,,,64,48
c.png,cat,10,10,5,5,64,48
"""
_TABS = "image\tx\ty\tw\th\tclass\na.png\t1\t2\t10\t20\tcat\nb.png\t5\t5\t5\t5\tdog\n"
_BOX_LISTS = """image_id,width,height,bbox,label
a,64,48,"[1.0, 2.0, 11, 22]",cat
b,64,48,,dog
a,64,48,"[5, 5, 5.5, 5]",dog
"""
_BARE = "a.jpg,cat\nb.jpg,dog\nc.jpg,cat\n"


def build_classes(folder: Path) -> Path:
    """Write a table of one class a row and a column of splits; return the path to load."""
    return _write(folder / "labels.csv", _CLASSES)


def build_columns(folder: Path) -> Path:
    """Write a table of a column a class for two splits; return the path to load."""
    _write(folder / "train.csv", _COLUMNS)
    _write(folder / "valid.csv", _COLUMNS.replace("/", "/v"))
    return folder


def build_lists(folder: Path) -> Path:
    """Write a table of lists of classes; return the path to load."""
    return _write(folder / "findings.csv", _LISTS)


def build_boxes(folder: Path) -> Path:
    """Write tables of boxes for two splits, with images beside; return the path to load."""
    for name in ("a.png", "v_a.png"):
        Image.new("L", (64, 48)).save(folder / name)
    _write(folder / "train.csv", _BOXES)
    _write(folder / "val.csv", _BOXES.replace(".png", "_v.png").replace(",64,48", ",,"))
    return folder


def build_packed(folder: Path) -> Path:
    """Write a packed table separated by tabs; return the path to load."""
    file = folder / "boxes.tsv.gz"
    file.write_bytes(gzip.compress(_TABS.encode(), mtime=0))
    return file


def build_box_lists(folder: Path) -> Path:
    """Write a table with boxes of four numbers a cell; return the path to load."""
    return _write(folder / "boxes.csv", _BOX_LISTS)


def build_bare(folder: Path) -> Path:
    """Write a table without a header; return the path to load."""
    return _write(folder / "bare.csv", _BARE)


def _write(file: Path, text: str) -> Path:
    file.write_text(text)
    return file


BUILDERS = {
    "classes": build_classes,
    "columns": build_columns,
    "lists": build_lists,
    "boxes": build_boxes,
    "packed": build_packed,
    "bare": build_bare,
    "box_lists": build_box_lists,
}
