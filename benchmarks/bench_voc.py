"""Pascal VOC files: reading a set, against opening and reading its files one by one."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from benchmarks.label_files import interleaved, read_all
from insight_widgets.loading import load
from insight_widgets.readers._voc_rows import read_files
from insight_widgets.report import build_report
from insight_widgets.workers import in_chunks

FILES = int(os.environ.get("INSIGHT_BENCH_FILES", "100000"))
BOXES = 5
FOLDER = Path("build") / "benchmarks" / f"voc_{FILES}"
_OBJECT = """
\t<object>
\t\t<name>class {}</name>
\t\t<pose>Unspecified</pose>
\t\t<truncated>0</truncated>
\t\t<difficult>0</difficult>
\t\t<bndbox>
\t\t\t<xmin>{}</xmin>
\t\t\t<ymin>{}</ymin>
\t\t\t<xmax>{}</xmax>
\t\t\t<ymax>{}</ymax>
\t\t</bndbox>
\t</object>"""
_FILE = """<annotation>
\t<folder>images</folder>
\t<filename>{:06}.jpg</filename>
\t<size>
\t\t<width>640</width>
\t\t<height>480</height>
\t\t<depth>3</depth>
\t</size>
\t<segmented>0</segmented>{}
</annotation>
"""


def main() -> None:
    """Print the ratios."""
    folder = _folder()
    files = [entry.path for entry in os.scandir(folder / "Annotations")]
    floor, alone, shared, whole = interleaved(
        lambda: read_all(files),
        lambda: read_files(files),
        lambda: list(in_chunks(read_files, files, what="", show=False, worth=1)),
        lambda: build_report(load(folder, progress=False), progress=False),
    )
    print(f"Pascal VOC: {FILES:,} files, {BOXES} boxes each; floor {floor:.2f} s opens and reads them all")
    print(f"  parsing in this process  {alone / floor:5.2f} x floor")
    print(f"  parsing in processes     {shared / floor:5.2f} x floor   (goal 2.00)")
    print(f"  whole report             {whole / floor:5.2f} x floor")


def _folder() -> Path:
    folder = FOLDER / "Annotations"
    if (FOLDER / "done").exists():
        return FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    for number in range(FILES):
        low, size = rng.integers(1, 200, (BOXES, 2)), rng.integers(5, 200, (BOXES, 2))
        corners = np.hstack([rng.integers(0, 20, (BOXES, 1)), low, low + size]).tolist()
        objects = "".join(_OBJECT.format(*one) for one in corners)
        (folder / f"{number:06}.xml").write_text(_FILE.format(number, objects))
    (FOLDER / "done").touch()
    return FOLDER
