"""Columns of which first rows say one thing and later rows another, in tables counted in parts."""

from __future__ import annotations

import json

import pytest

pa = pytest.importorskip("pyarrow")

from insight_widgets.errors import DataError  # noqa: E402
from insight_widgets.streams import table_files, table_source  # noqa: E402
from tests.large_tables import in_parts, whole, write  # noqa: E402

ROWS, FIRST = 60, 50


@pytest.fixture(autouse=True)
def few_first_rows(monkeypatch):
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    monkeypatch.setattr(table_files, "HEAD_ROWS", 10)


def table(folder, **columns):
    names = {"image": [f"{number}.png" for number in range(ROWS)]}
    return write(folder, "a.parquet", pa.table(names | columns), 10)


def flags(period):
    return [number // period % 2 for number in range(ROWS)]


def late(first, last, kind=None):
    return pa.array([first] * FIRST + [last] * (ROWS - FIRST), kind)


def test_a_choice_of_columns_is_told_once(tmp_path):
    file = table(tmp_path, label=["dog", "cat"] * (ROWS // 2), sick=flags(1), fed=flags(3))
    assert in_parts(file) == whole(file)
    (told,) = json.loads(in_parts(file))["problems"]
    assert (told["code"], told["count"]) == ("column-choice", 1)


@pytest.mark.parametrize("engine", ["local", "processes"])
def test_a_column_that_is_no_answer_later_is_no_class(tmp_path, engine):
    file = table(tmp_path, mass=flags(1), node=flags(2), stage=[*flags(1)[:FIRST], *range(5, 15)])
    assert json.loads(whole(file))["classes"] == ["mass", "node"]
    assert in_parts(file, engine) == whole(file)


def test_a_class_that_is_blank_at_first_is_a_class(tmp_path):
    file = table(tmp_path, mass=flags(1), rare=late(None, 1, pa.int64()), node=flags(2), odd=late(None, 7))
    assert json.loads(whole(file))["classes"] == ["mass", "rare", "node"]
    assert in_parts(file) == whole(file)


def test_where_nothing_is_left_to_choose_it_is_one_clear_error(tmp_path):
    file = table(tmp_path, mass=flags(1), stage=late(1, 5))
    with pytest.raises(DataError, match=r"column.* \"stage\" hold 0 and 1, .* columns=\{\"label\": \.\.\.\}"):
        in_parts(file)
    given = {"label": ["mass", "stage"]}
    with pytest.raises(DataError, match=r"something else later"):
        in_parts(file, columns=given)
