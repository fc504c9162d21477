"""The examples of docs/data.md: each is run as it stands, on a set laid out as its row says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import insight_widgets
from insight_widgets.readers import readers
from tests.mutation.seeds import seeds

DOCS = Path(__file__).parents[2] / "docs" / "data.md"
SAMPLES = {
    "coco": "coco/boxes",
    "masks.json": "coco/masks",
    "voc": "voc/listed",
    "yolo": "yolo/boxes",
    "yolo_polygons": "yolo/polygons",
    "pets": "folder/splits",
    "classes": "folder/classes",
    "masks": "mask/palette",
    "colours": "mask/colours",
    "labelme": "labelme/shapes",
    "cvat": "cvat/shapes",
    "via": "via/project",
    "cityscapes": "cityscapes/polygons",
    "openimages": "openimages/boxes",
    "kitti": "kitti/boxes",
    "labels.csv": "csv/classes",
    "columns": "csv/columns",
    "findings.csv": "csv/lists",
    "boxes": "csv/boxes",
    "parquet": "parquet/labels",
}
"""Which of the sets that tests damage stands for which name in the examples."""

LIBRARIES = (
    "pandas",
    "polars",
    "pyarrow",
    "torch",
    "torchvision",
    "datasets",
    "supervision",
    "fiftyone",
    "tensorflow",
)


def examples():
    rows = [line.split(" | ") for line in DOCS.read_text().splitlines() if line.startswith("| ")]
    named = [(row[0].strip("| "), re.findall(r"`([^`]+)`", row[-1])) for row in rows if "<br>" in row[-1]]
    return [pytest.param("\n".join(code), id=name) for name, code in named]


@pytest.mark.parametrize("code", examples())
def test_the_example_runs(code, tmp_path, monkeypatch):
    names = {
        name: getattr(insight_widgets, name) for name in ("InsightReport", "load", "Dataset", "from_datumaro")
    }
    names |= {name: pytest.importorskip(name) for name in LIBRARIES if f"{name}." in code}
    if "from_datumaro" in code:
        pytest.importorskip("datumaro")
    build_samples(code, tmp_path)
    monkeypatch.chdir(tmp_path)
    first, second = code.splitlines()
    exec(first, names)  # noqa: S102  (our own documentation)
    report = eval(second, names)  # noqa: S307
    splits = report.report.document["splits"]
    assert sum(split["labels"] for split in splits.values()) > 0


def build_samples(code, folder):
    """Write the sets that an example names into a folder."""
    builders = {str(seed): seed.build for seed in seeds()}
    for name in {path.partition("/")[0] for path in re.findall(r'"([^"]+)"', code)} & SAMPLES.keys():
        target = folder / name
        if target.suffix:
            builders[SAMPLES[name]](folder)
        else:
            target.mkdir()
            builders[SAMPLES[name]](target)


def test_every_format_has_a_row():
    told = set(re.findall(r"\(`(\w+)`\)", DOCS.read_text()))
    assert set(readers()) <= told
