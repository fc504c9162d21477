"""Small sets of masks to be damaged: by palette, grey, of 16 bits, in colours, with lists, of instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "mask"

_SIZE = (12, 10)


def build_palette(folder: Path) -> Path:
    """Write masks with a palette, images and a class list for two splits; return the path to load."""
    for split, names in {"train": "ab", "val": "c"}.items():
        for name in names:
            _image(folder / split / "images" / f"{name}.jpg")
            mask = Image.fromarray(_values(name).astype(np.uint8)).convert("P")
            mask.putpalette([place % 256 for place in range(768)])
            _save(mask, folder / split / "masks" / f"{name}.png")
    (folder / "classes.txt").write_text("background\ncat\ndog\n")
    return folder


def build_grey(folder: Path) -> Path:
    """Write grey masks and one of 16 bits, without a class list; return the path to load."""
    for name in "ab":
        _image(folder / "images" / f"{name}.png")
        _save(Image.fromarray(_values(name).astype(np.uint8)), folder / "masks" / f"{name}.png")
    _save(Image.fromarray((_values("c") * 300).astype(np.uint16)), folder / "masks" / "c.png")
    return folder


def build_colours(folder: Path) -> Path:
    """Write masks painted in colours with a table of them; return the path to load."""
    colours = np.array([[0, 0, 0], [128, 0, 0], [0, 128, 0]], dtype=np.uint8)
    for name in "ab":
        _image(folder / "images" / f"{name}.png")
        _save(Image.fromarray(colours[_values(name)]), folder / "masks" / f"{name}.png")
    (folder / "class_dict.csv").write_text("name,r,g,b\nbackground,0,0,0\ncat,128,0,0\ndog,0,128,0\n")
    return folder


def build_voc(folder: Path) -> Path:
    """Write masks parted by lists, as Pascal VOC has them; return the path to load."""
    for name in "abc":
        _image(folder / "JPEGImages" / f"{name}.jpg")
        _save(Image.fromarray(_values(name).astype(np.uint8)), folder / "SegmentationClass" / f"{name}.png")
    lists = folder / "ImageSets" / "Segmentation"
    lists.mkdir(parents=True)
    for split, names in {"train": "ab", "val": "c"}.items():
        (lists / f"{split}.txt").write_text("".join(f"{name}\n" for name in names))
    return folder


def build_cityscapes(folder: Path) -> Path:
    """Write masks of instances, as Cityscapes has them; return the path to load."""
    for split, name in {"train": "a", "val": "b"}.items():
        _image(folder / "leftImg8bit" / split / "city" / f"{name}_leftImg8bit.png")
        mask = Image.fromarray((_values(name) * 26_001).astype(np.uint16))
        _save(mask, folder / "gtFine" / split / "city" / f"{name}_gtFine_instanceIds.png")
    return folder


def _values(name: str) -> np.ndarray:
    values = np.zeros(_SIZE[::-1], dtype=np.int64)
    values[1:4, 2 : 3 + ord(name) % 5] = 1
    values[6:, 6:] = 2
    return values


def _image(file: Path) -> None:
    _save(Image.new("RGB", _SIZE), file)


def _save(image: Image.Image, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(file)


def build_roboflow(folder: Path) -> Path:
    """Write masks beside their images, with a table of classes in each split; return the path to load."""
    for split, names in {"train": "ab", "valid": "c"}.items():
        for name in names:
            _image(folder / split / f"{name}.jpg")
            _save(Image.fromarray(_values(name).astype(np.uint8)), folder / split / f"{name}_mask.png")
        (folder / split / "_classes.csv").write_text("Pixel Value, Class\n0, background\n1, cat\n2, dog\n")
    return folder


BUILDERS = {
    "palette": build_palette,
    "grey": build_grey,
    "colours": build_colours,
    "voc": build_voc,
    "cityscapes": build_cityscapes,
    "roboflow": build_roboflow,
}
