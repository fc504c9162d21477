"""What Parquet footers say of the cells of row groups, read without pyarrow."""

from __future__ import annotations

from io import BytesIO

import pytest

from insight_widgets.streams.parquet_footer import group_ranges

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

TABLE = {
    "number": pa.array([5, -(2**40), None, 7, 9], pa.int64()),
    "small": pa.array([5, 1, 2, 3, 4], pa.int16()),
    "text": ["yes", "é", "犬", "b", "a"],
    "flag": [True, False, False, False, True],
    "share": [0.5, 1.5, -2.0, 0.0, 3.0],
    "list": [[1, 2]] * 5,
    "structure": [{"x": 1}, {"x": 8}, {"x": 3}, {"x": 2}, {"x": 9}],
}


def written(**options):
    file = BytesIO()
    parquet.write_table(pa.table(TABLE), file, row_group_size=2, **options)
    return file.getvalue()


def with_footer(footer):
    return BytesIO(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1")


@pytest.mark.parametrize("version", ["1.0", "2.6"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_they_are_what_pyarrow_says(version, dictionary):
    data = written(version=version, use_dictionary=dictionary)
    metadata = parquet.read_metadata(BytesIO(data))
    found = group_ranges(BytesIO(data), metadata.num_row_groups)
    assert len(found) == 3
    for number, of in enumerate(found):
        group = metadata.row_group(number)
        columns = [group.column(place) for place in range(group.num_columns)]
        told = {
            column.path_in_schema: column.statistics for column in columns if column.statistics.has_min_max
        }
        assert of.ranges == {path: (one.min, one.max) for path, one in told.items()}
        assert of.blank == {path for path, one in told.items() if one.null_count}


def test_nothing_is_told_where_a_byte_is_lost_or_too_many():
    data = written()
    footer = data[-8 - int.from_bytes(data[-8:-4], "little") : -8]
    for at in range(0, len(footer), 7):
        for damaged in (footer[:at], footer[:at] + footer[at + 1 :], footer[:at] + b"\xff" + footer[at:]):
            assert len(group_ranges(with_footer(damaged), 3)) == 3


@pytest.mark.parametrize(
    "footer",
    [
        b"",
        b"\x19" + b"\x19" * 100_000,
        b"\x1c" * 100_000,
        b"\x19\xf7" + b"\xff" * 8 + b"\x01",
        b"\x15" + b"\x80" * 100_000,
        b"\x18\xff\xff\xff\xff\x7f",
    ],
    ids=["empty", "lists-in-lists", "structures-in-structures", "endless-list", "long-number", "long-text"],
)
def test_hostile_footers_end_soon_and_tell_nothing(footer):
    assert group_ranges(with_footer(footer), 1)[0].ranges == {}
    assert group_ranges(BytesIO(footer), 1)[0].ranges == {}
