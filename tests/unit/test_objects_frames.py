"""Data frames given as they are, and what is taken at all."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from insight_widgets import InsightReport, objects
from insight_widgets.errors import DataError
from tests.fake_libraries import loaded, named

COLUMNS = {"image": ["a.jpg", "b.jpg", "c.jpg"], "label": ["dog", "cat", "dog"]}


def frame_of(library):
    if library == "pandas":
        return pd.DataFrame(COLUMNS)
    if library == "pyarrow":
        return pytest.importorskip("pyarrow").table(COLUMNS)
    frame = pytest.importorskip("polars").DataFrame(COLUMNS)
    return frame.lazy() if library == "polars, lazy" else frame


@pytest.mark.parametrize("library", ["pandas", "polars", "polars, lazy", "pyarrow"])
def test_a_frame(library):
    dataset = loaded(frame_of(library), classes=["dog", "cat"])
    assert dataset.task == "multiclass"
    assert named(dataset) == [("a.jpg", "dog"), ("b.jpg", "cat"), ("c.jpg", "dog")]


def test_splits_by_column_and_by_mapping(tmp_path):
    assert [*loaded(pd.DataFrame(COLUMNS | {"split": ["train", "val", "train"]})).splits] == ["train", "val"]
    (tmp_path / "val.csv").write_text("image,label\nd.jpg,dog\n")
    assert [*loaded({"train": pd.DataFrame(COLUMNS), "dev": tmp_path / "val.csv"}).splits] == ["train", "val"]


def test_columns_called_otherwise():
    frame = pd.DataFrame(COLUMNS).rename(columns={"label": "what"})
    assert loaded(frame, columns={"label": "what"}).classes == ("cat", "dog")


def test_a_report_takes_objects():
    assert InsightReport(pd.DataFrame(COLUMNS), progress=False).to_dict()["task"] == "multiclass"


@pytest.mark.parametrize("thing", [3, ["a.jpg"], object(), pd.Series(["a"])])
def test_what_is_no_data_set(thing):
    with pytest.raises(DataError, match=rf"got {type(thing).__name__}; known are .*data frames"):
        loaded(thing)


def test_each_family_says_what_it_takes():
    assert len({family.SUMMARY for family in objects.families()}) == len(objects.families()) > 5


def test_asking_who_takes_an_object_imports_no_library():
    code = "import sys; from insight_widgets import objects; objects.find(object()); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    heavy = {
        "pandas",
        "polars",
        "pyarrow",
        "narwhals",
        "torch",
        "datasets",
        "PIL",
        "tensorflow",
        "pycocotools",
    }
    assert not heavy & set(told.split())
