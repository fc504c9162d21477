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


def shards(folder, split, *tables):
    """Write a table in as many files."""
    for number, columns in enumerate(tables):
        names = {"image": [f"{split}{number}-{row}.png" for row in range(len(next(iter(columns.values()))))]}
        write(folder, f"{split}-{number:05}-of-{len(tables):05}.parquet", pa.table(names | columns), 1)


BLANK = [None] * 3
BOX = {"label": ["dog", "cat", "dog"], "bbox": ["[1, 2, 3, 4]"] * 3}


@pytest.mark.parametrize(
    ("split", "tables"),
    [
        ("test", [{"dog": BLANK, "cat": BLANK}]),
        ("test", [{"dog": BLANK, "cat": BLANK}] * 2),
        ("test", [{"dog": BLANK, "cat": [1, 0, None]}]),
        ("another", [{"dog": pa.array(BLANK, pa.int64()), "cat": pa.array(BLANK, pa.int64())}]),
    ],
)
def test_a_split_without_answers_is_read_as_the_others_are(tmp_path, split, tables):
    shards(tmp_path, split, *tables)
    shards(tmp_path, "train", {"dog": BLANK, "cat": BLANK}, {"dog": [1, 0, 1], "cat": [0, 1, None]})
    document = in_parts(tmp_path)
    assert document == whole(tmp_path)
    found = json.loads(document)
    assert (found["classes"], found["splits"]["train"]["labels"]) == (["dog", "cat"], 3)


@pytest.mark.parametrize("blank", [BLANK, pa.array(BLANK, pa.string()), ["", "", ""]])
def test_texts_are_boxes_also_where_the_first_ones_are_blank(tmp_path, blank):
    shards(tmp_path, "test", BOX | {"bbox": blank, "label": BLANK})
    shards(tmp_path, "train", BOX | {"bbox": blank}, BOX)
    document = in_parts(tmp_path)
    assert document == whole(tmp_path)
    found = json.loads(document)
    assert (found["task"], found["splits"]["train"]["labels"]) == ("detection", 3)


def test_rows_that_lie_apart_may_be_of_other_types_in_other_files(tmp_path):
    sides = {"y": [1, 2, 3], "w": [4, 5, 6], "h": [7, 8, 9]}
    for number, x in enumerate(([1, 2, 3], [1.5, 2.5, 3.5], BLANK)):
        columns = {"image": ["a", "b", "a"], "label": ["dog", "cat", "dog"], "x": x, **sides}
        write(tmp_path, f"train-{number:05}-of-00003.parquet", pa.table(columns), 1)
    found, expected = (json.loads(document) for document in (in_parts(tmp_path), whole(tmp_path)))
    assert found["statistics"] == expected["statistics"]
    assert found["splits"] == expected["splits"] == {"train": {"images": 2, "labels": 6}}
