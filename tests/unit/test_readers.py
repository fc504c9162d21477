"""Which readers are asked whether they take a file."""

from __future__ import annotations

from importlib import import_module

import pytest

from insight_widgets import large_tables, load, readers
from tests.mutation.seeds import seeds


@pytest.mark.parametrize("seed", seeds(), ids=str)
def test_a_reader_that_takes_a_file_is_asked(tmp_path, seed):
    seed.build(tmp_path)
    for file in tmp_path.rglob("*.*"):
        named = readers.TAKING_FILES.get(file.suffix)
        if named is None or not file.is_file():
            continue
        asked = {import_module(f"insight_widgets.readers.{name}").FORMAT for name in named}
        assert {name for name, reader in readers.readers().items() if reader.detect(file)} <= asked


def test_what_is_asked_of_files_are_readers():
    known = {reader.__name__.rpartition(".")[2] for reader in readers.readers().values()}
    assert {name for named in readers.TAKING_FILES.values() for name in named} <= known


@pytest.mark.parametrize("of", [lambda file: file, lambda file: file.parent], ids=["file", "folder"])
def test_of_a_large_table_it_is_said_how_it_is_counted_in_little_memory(tmp_path, monkeypatch, capfd, of):
    file = tmp_path / "labels" / "train.csv"
    file.parent.mkdir()
    file.write_text("image,label\na.jpg,dog\n")
    load(of(file), progress=False)
    assert capfd.readouterr().err == ""
    monkeypatch.setattr(large_tables, "LARGE", 10)
    load(of(file), progress=False)
    assert 'engine="auto" counts it part by part' in capfd.readouterr().err
