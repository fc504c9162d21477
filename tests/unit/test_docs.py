"""The examples of the docs: each is run as it stands, on data laid out as it says."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import insight_widgets
from insight_widgets import CurveRule
from insight_widgets.readers import readers
from tests.mutation.seeds import seeds

DOCS = Path(__file__).parents[2] / "docs" / "data.md"
CURVES = DOCS.with_name("training_curves.md")
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


def test_the_examples_on_training_curves_run_one_after_the_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for run in ("exp1", "exp2"):
        log = tmp_path / "runs" / run / "results.csv"
        log.parent.mkdir(parents=True)
        log.write_text("epoch,train/loss,val/loss\n" + "".join(f"{n},{9 - n},{9.5 - n}\n" for n in range(9)))
    names = {}
    for code in re.findall(r"```python\n(.*?)```", CURVES.read_text(), flags=re.DOTALL):
        exec(code, names)  # noqa: S102  (our own documentation)
    document = names["curves"].to_dict()
    assert {curve["metric"] for curve in document["curves"]} == {"loss"}
    assert len(document["curve_runs"]) == 2


def test_the_thresholds_in_the_docs_are_the_defaults():
    rows = re.findall(r"^\| `(\w+)` \| ([\d./]+) \|", CURVES.read_text(), flags=re.MULTILINE)
    told = {name: Fraction(value) for name, value in rows}
    rule = CurveRule().to_dict()
    assert told == {name: pytest.approx(Fraction(rule[name]), abs=1e-9) for name in told}
    assert set(told) | {"fewest", "few"} == set(rule)
