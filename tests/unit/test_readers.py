"""Which readers are asked whether they take a file."""

from __future__ import annotations

from importlib import import_module

import pytest

from insight_widgets import readers
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
