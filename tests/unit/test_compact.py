"""What travels to the page is short, and says the same."""

import json
import zlib
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets import build_report, load
from insight_widgets.compact_tables import as_shown, compact_tables
from insight_widgets.export.html import page
from insight_widgets.payload import payload
from tests.large_tables import box_table, write


@given(st.lists(st.none() | st.integers(0, 10**9) | st.decimals("0.00001", "999.9", places=5).map(float)))
def test_numbers_have_the_digits_that_are_shown(numbers):
    for number, shown in zip(numbers, as_shown(numbers), strict=True):
        if number is None or number >= 1000:
            assert shown == number
            continue
        exact = Decimal(repr(number))
        step = Decimal(1).scaleb(exact.adjusted() - 2) if exact else Decimal(1)
        assert Decimal(repr(shown)) == exact.quantize(step, ROUND_HALF_UP)


def test_tables_keep_the_classes_that_have_most(monkeypatch):
    monkeypatch.setattr("insight_widgets.compact_tables.MOST_ROWS", 2)
    by_class = {"rare": [1, 0.5], "common": [9, 0.25], "usual": [4, None]}
    table = {"title": "area", "splits": {"all": {"overall": [14, 0.3], "by_class": by_class}}}
    found = compact_tables({"area": table}, {"common": 0, "rare": 1, "usual": 2})["area"]
    assert found["left_out"] == 1
    assert found["splits"]["all"] == {"overall": [14, 0.3], "at": [0, 2], "columns": [[9, 4], [0.25, None]]}


@pytest.fixture
def report(tmp_path):
    return build_report(
        load(write(tmp_path, "boxes.parquet", box_table(200)), engine="local", progress=False)
    )


def test_a_summary_travels_in_columns(report):
    sent = json.loads(zlib.decompress(payload(report)))["report"]["summary"]["classes"]
    rows = report.document["summary"]["classes"]
    assert [report.document["classes"][at] for at in sent["at"]] == [row["name"] for row in rows]
    assert sent["count"] == [row["count"] for row in rows]
    assert sent["verdict"] == "".join(row["verdict"][0] for row in rows)
    assert sent["labels"] == [row["add"]["labels"] for row in rows]


def test_a_page_of_it_is_written(report):
    assert "application/x-insight-report" in page(report)
