"""Small Pascal VOC sets to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "voc"
_OBJECT = """
  <object>
    <name>{name}</name>
    <pose>Left</pose>
    <truncated>0</truncated>
    <difficult>1</difficult>
    <bndbox><xmin>10</xmin><ymin>5.5</ymin><xmax>40</xmax><ymax>30</ymax></bndbox>{part}
  </object>"""
_PART = (
    "<part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>3</ymax></bndbox></part>"
)
_FILE = """<?xml version="1.0" encoding="utf-8"?>
<annotation verified="yes">
  <folder>images</folder>
  <filename>{file}.png</filename>
  <size><width>64</width><height>48</height><depth>3</depth></size>
  <segmented>0</segmented>{objects}
</annotation>
"""


def _write(folder: Path, annotations: Path, name: str, objects: str) -> None:
    annotations.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (annotations / f"{name}.xml").write_text(_FILE.format(file=name, objects=objects))
    Image.new("L", (64, 48)).save(folder / f"{name}.png")


def listed(folder: Path) -> Path:
    """Write a set with lists of splits; return the path to load."""
    dog, cat = (_OBJECT.format(name=name, part=part) for name, part in (("dog", ""), ("cat", _PART)))
    for name, objects in {"a": dog + cat, "b": dog, "c": ""}.items():
        _write(folder / "JPEGImages", folder / "Annotations", name, objects)
    lists = folder / "ImageSets" / "Main"
    lists.mkdir(parents=True)
    (lists / "train.txt").write_text("a\nc\n")
    (lists / "val.txt").write_text("b  1\n")
    return folder


def beside(folder: Path) -> Path:
    """Write a set with annotations beside the images of each split; return the path to load."""
    for split in ("train", "valid"):
        _write(folder / split, folder / split, f"{split}1", _OBJECT.format(name="dog", part=""))
    return folder


BUILDERS = {"listed": listed, "beside": beside}
