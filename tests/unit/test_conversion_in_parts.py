"""Tables that are written as Parquet part by part say what they say when they are counted."""

from __future__ import annotations

import pytest

pytest.importorskip("pyarrow")

from insight_widgets import build_report, load
from insight_widgets.cli import convert as command
from insight_widgets.cli import main
from insight_widgets.errors import DataError, InsightError
from insight_widgets.streams import conversion_in_parts, csv_source, text_blocks
from insight_widgets.streams.conversion_in_parts import convert_in_parts
from tests.large_tables import in_parts, text, whole
from tests.unit.test_conversion import told
from tests.unit.test_csv_parts import csv_text, table


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(csv_source, "PART_BYTES", 2048)
    monkeypatch.setattr(text_blocks, "BLOCK", 512)
    monkeypatch.setattr(conversion_in_parts, "GROUP_ROWS", 100)


def converted(source, folder, **options):
    convert_in_parts(load(source, engine="local", progress=False, **options), folder, progress=False)
    return folder


def test_boxes(tmp_path):
    file = table(tmp_path, csv_text())
    written = converted(file, tmp_path / "written")
    assert [one.name for one in written.iterdir()] == ["train.parquet"]
    assert told(in_parts(written)) == told(whole(file))
    assert told(text(build_report(load(written, progress=False), progress=False))) == told(whole(file))


def test_rows_that_lie_apart(tmp_path, capfd):
    head, *rows = csv_text().rstrip().split("\n")
    file = table(tmp_path, "\n".join([head, *rows[::2], *rows[1::2]]))
    written = converted(file, tmp_path / "written")
    assert "do not lie together" in capfd.readouterr().err
    found, expected = told(in_parts(written)), told(whole(file))
    assert found["splits"] == expected["splits"]
    assert found["statistics"] == expected["statistics"]
    counts = [{(one["code"], one["count"]) for one in of["problems"]} for of in (found, expected)]
    assert counts[0] == counts[1]


def test_a_column_of_splits(tmp_path):
    rows = [f"{at}.jpg,{'cat' if at % 3 else 'dog'},{('train', 'val')[at % 2]}" for at in range(200)]
    file = table(tmp_path, "\n".join(["image,label,split", *rows, "3.jpg,dog,val"]), "all.csv")
    written = converted(file, tmp_path / "written")
    assert told(in_parts(written)) == told(whole(file))


@pytest.mark.parametrize("splits", [False, True])
def test_files_that_are_there_are_told_before_anything_is_counted(tmp_path, monkeypatch, splits):
    rows = [f"{at}.jpg,cat,train" for at in range(20)]
    file = table(tmp_path, "\n".join(["image,label,split", *rows]) if splits else csv_text(), "set.csv")
    written = converted(file, tmp_path / "written")
    before = {one: one.read_bytes() for one in written.iterdir()}
    monkeypatch.setattr(conversion_in_parts, "counted_by", None)  # who counts is found out
    with pytest.raises(InsightError, match="parquet: is there already"):
        converted(file, written)
    assert {one: one.read_bytes() for one in written.iterdir()} == before


def test_what_is_no_table_is_refused(tmp_path):
    (tmp_path / "set" / "cat").mkdir(parents=True)
    (tmp_path / "set" / "cat" / "a.jpg").touch()
    with pytest.raises(DataError, match="tables are converted in parts"):
        converted(tmp_path / "set", tmp_path / "written")


def test_the_command_converts_a_large_table_in_parts(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "LARGE", 1000)
    file = table(tmp_path, csv_text())
    assert main(["convert", str(file), "--to", "parquet"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "train-parquet" / "train.parquet")
    assert told(in_parts(tmp_path / "train-parquet")) == told(whole(file))
