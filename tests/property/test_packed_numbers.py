"""Packed numbers come back bit by bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from insight_widgets.packed_numbers import PackedColumns, unpacked

HUNDREDTHS = st.integers(-300, 70_000).map(lambda steps: steps / 100)
SINGLE = st.floats(width=32)
PRINTED = st.floats(0, 4000, width=32).map(lambda number: round(number, 10))
ANYTHING = st.floats()
KINDS = (HUNDREDTHS, HUNDREDTHS.map(abs), SINGLE, PRINTED, ANYTHING, st.integers(0, 60_000).map(float))


@given(st.data(), st.integers(0, 12))
def test_numbers_come_back_as_they_were(data, many):
    numbers = PackedColumns(2, many)
    pieces = [
        data.draw(
            arrays(np.float64, (2, data.draw(st.integers(0, 6))), elements=data.draw(st.sampled_from(KINDS)))
        )
        for _ in range(data.draw(st.integers(0, 5)))
    ]
    for piece in pieces:
        numbers.add(piece)
    whole = np.concatenate([np.zeros((2, 0)), *pieces], axis=1)
    for column, expected in zip(numbers.whole(), whole, strict=True):
        assert np.array_equal(unpacked(column, numbers.decimals), expected, equal_nan=True)


def test_hundredths_take_two_bytes_and_printed_single_precision_four():
    rng = np.random.default_rng(0)
    for numbers, size in (
        (rng.integers(0, 64_000, (1, 500)) / 100, 2),
        (rng.integers(0, 640_000, (1, 500)) / 100, 4),
        (np.round(rng.random((1, 500), np.float32).astype(float) * 640, 10), 8),
        (np.array([[float(f"{number:.10f}") for number in rng.random(500, np.float32) * 640]]), 4),
        (rng.integers(0, 64_000, (1, 500)) / 100 * np.array([[1] * 499 + [np.nan]]), 4),
    ):
        packed = PackedColumns(1, 100)
        for start in range(0, 500, 50):
            packed.add(numbers[:, start : start + 50])
        assert packed.whole()[0].itemsize == size
