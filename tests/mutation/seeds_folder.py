"""Small trees of images to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "folder"


def build(folder: Path) -> Path:
    """Write classes of two splits into a folder; return the path to load."""
    for name in (
        "train/cat/a.png",
        "train/cat/deep/b.jpg",
        "train/dog/c.png",
        "val/cat/d.png",
        "val/dog/e.gif",
    ):
        _write(folder / name)
    (folder / "train" / "fish").mkdir()
    (folder / "train" / "cat" / "notes.txt").write_text("no image\n")
    (folder / "train" / "dog" / ".hidden.png").write_bytes(b"")
    return folder


def build_classes(folder: Path) -> Path:
    """Write classes without splits into a folder; return the path to load."""
    for name in ("cat/a.png", "cat/b.png", "dog/a.png", "bird/a.bmp"):
        _write(folder / name)
    return folder


def _write(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (8, 6)).save(file)


BUILDERS = {"splits": build, "classes": build_classes}
