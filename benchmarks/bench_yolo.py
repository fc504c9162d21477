"""YOLO label files: reading a set, against opening and reading its files one by one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.label_files import interleaved, read_all
from insight_widgets.loading import load
from insight_widgets.readers._yolo_rows import read_rows
from insight_widgets.report import build_report
from insight_widgets.workers import in_chunks

FILES = int(os.environ.get("INSIGHT_BENCH_FILES", "100000"))
BOXES = 7
LINKS = 30_000
"""Of one image file; some file systems allow twice as many."""

FOLDER = Path("build") / "benchmarks" / f"yolo_{FILES}"


def main() -> None:
    """Print the ratios."""
    folder = _folder()
    labels = [entry.path for entry in os.scandir(folder / "labels")]
    floor, alone, shared, whole = interleaved(
        lambda: read_all(labels),
        lambda: read_rows(labels),
        lambda: list(in_chunks(read_rows, labels, what="", show=False)),
        lambda: build_report(load(folder, progress=False), progress=False),
    )
    print(f"YOLO: {FILES:,} label files, {BOXES} boxes each; floor {floor:.2f} s opens and reads them all")
    print(f"  parsing in this process   {alone / floor:5.2f} x floor   (goal 2.00)")
    print(f"  parsing in processes      {shared / floor:5.2f} x floor   (goal 2.00)")
    print(f"  whole report, with sizes  {whole / floor:5.2f} x floor")


def _folder() -> Path:
    if (FOLDER / "data.yaml").exists():
        return FOLDER
    shutil.rmtree(FOLDER, ignore_errors=True)  # what was not written to its end
    rng = np.random.default_rng(0)
    for part in ("labels", "images"):
        (FOLDER / part).mkdir(parents=True, exist_ok=True)
    image = Image.new("L", (640, 480))
    for number in range(FILES):
        original = FOLDER / f"image{number // LINKS}.jpg"
        if number % LINKS == 0:
            image.save(original)
        numbers = rng.integers(0, 80, BOXES), rng.uniform(0.3, 0.7, (BOXES, 4))
        rows = (
            f"{label} " + " ".join(f"{value:.6f}" for value in box)
            for label, box in zip(*numbers, strict=True)
        )
        (FOLDER / "labels" / f"{number:06}.txt").write_text("\n".join(rows))
        os.link(original, FOLDER / "images" / f"{number:06}.jpg")
    names = "\n".join(f"  {number}: class {number}" for number in range(80))
    (FOLDER / "data.yaml").write_text(f"train: images\nnames:\n{names}\n")
    return FOLDER
