"""Small YOLO sets to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "yolo"
_BOX = "0 0.5 0.5 0.25 0.5"
_POLYGON = "1 0.1 0.1 0.5 0.1 0.5 0.6"
_POSE = "0 0.5 0.5 0.2 0.2 0.4 0.4 2 0.6 0.6 1 0.1"


def _write(folder: Path, files: dict[str, list[str]]) -> None:
    for name, rows in files.items():
        for part, suffix in (("images", "png"), ("labels", "txt")):
            (folder / part / name).parent.mkdir(parents=True, exist_ok=True)
            target = folder / part / f"{name}.{suffix}"
            if part == "images":
                Image.new("L", (64, 48)).save(target)
            else:
                target.write_text("\n".join(rows))


def boxes(folder: Path) -> Path:
    """Write boxes, a polygon and a pose, with a data.yaml; return the path to load."""
    _write(folder / "train", {"a": [_BOX, _POLYGON], "b": [_POSE, _BOX]})
    _write(folder / "valid", {"c": [_BOX], "d": []})
    (folder / "data.yaml").write_text(
        "path: ../cats\ntrain: train/images\nval: [valid/images]\nnc: 2\nnames:\n  0: cat\n  1: dog\n"
    )
    return folder


def polygons(folder: Path) -> Path:
    """Write polygons in folders, with lists of images and of names; return the path to load."""
    _write(folder, {"train/a": [_POLYGON, _POLYGON.replace("0.6", "0.9")], "val/b": [_POLYGON]})
    (folder / "classes.txt").write_text("cat\ndog\n")
    return folder


BUILDERS = {"boxes": boxes, "polygons": polygons}
