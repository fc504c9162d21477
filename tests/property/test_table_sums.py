"""Tables that are added to piece by piece are what is counted in one go."""

import pickle
from collections import Counter
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets.stats.edge_grid import EdgeGrid
from insight_widgets.stats.grouped import Grouped
from insight_widgets.stats.places import BOX_SIZE
from insight_widgets.stats.runs import run_starts
from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.spread import Spread, SpreadSum
from insight_widgets.stats.table_sum import TableSum
from insight_widgets.stats.together import count_together

SHAPE = (3, 300, 4)
rows = st.lists(st.tuples(*(st.integers(0, length - 1) for length in SHAPE)), max_size=40)


@given(st.lists(rows, max_size=5))
def test_a_sum_of_pieces_holds_each_cell_as_often_as_it_came(pieces):
    total = TableSum(*SHAPE)
    for piece in pieces:
        total.add(*np.array(piece, dtype=np.int64).reshape(-1, 3).T)
    times = Counter(row for piece in pieces for row in piece)
    found = total.result()
    places = zip(*np.unravel_index(found.index, SHAPE), strict=True)
    assert (
        dict(zip(((int(a), int(b), int(c)) for a, b, c in places), found.count.tolist(), strict=True))
        == times
    )


def test_a_sparse_sum_that_becomes_dense_keeps_what_it_has():
    total = TableSum(1_000, 100)
    total.add(np.array([999, 3]), np.array([99, 0]))
    total.add(np.full(50_000, 3), np.zeros(50_000, dtype=np.uint8))
    assert total.result() == SparseCounts((1_000, 100), np.array([300, 99_999]), np.array([50_001, 1]))


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**6))))
def test_a_grid_of_edges_tells_what_fractions_tell(values):
    edges = [Fraction(*edge) for edge in BOX_SIZE.edges]
    divisor = np.array([below for _, below in values], dtype=np.float64)
    found = EdgeGrid(BOX_SIZE.edges).index(
        np.array([above for above, _ in values], dtype=np.float64), divisor
    )
    assert found.tolist() == [sum(Fraction(*value) >= edge for edge in edges) for value in values]


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 6)), st.integers(1, 9)))
def test_classes_that_come_together_are_those_of_each_image(boxes):
    pairs = sorted(boxes)
    image, label = (np.array([pair[axis] for pair in pairs], dtype=np.int64) for axis in (0, 1))
    found = count_together(image, label, np.array([boxes[pair] for pair in pairs], dtype=np.int64), 7).dense()
    expected = np.zeros((7, 7), dtype=int)
    for of, one in pairs:
        for to, other in pairs:
            expected[one, other] += boxes[to, other] if of == to else 0
    assert np.array_equal(found, expected)


def test_an_image_of_very_many_classes_is_looked_at_in_pieces(monkeypatch):
    monkeypatch.setattr("insight_widgets.stats.together.AT_ONCE", 64)
    label = np.concatenate([np.arange(50), np.arange(40), np.arange(40)])
    image = np.repeat([0, 1, 2], [50, 40, 40])
    found = count_together(image, label, np.full(130, 2), 50).dense()
    assert found[0, 0] == 6
    assert found[49, 0] == 2
    assert found.sum() == 2 * (50 * 50 + 2 * 40 * 40)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.integers(0, 2)), min_size=1), st.data())
def test_a_spread_of_pieces_and_of_repeated_values_is_that_of_all(entries, data):
    times = data.draw(st.lists(st.integers(1, 5), min_size=len(entries), max_size=len(entries)))
    values, groups = np.array([v for v, _ in entries]), np.array([g for _, g in entries])
    total = SpreadSum(3)
    half = len(values) // 2
    for piece in (slice(half), slice(half, None)):
        total.add(values[piece], Grouped(groups[piece], 3), np.array(times[piece]))
    whole = Spread.of(np.repeat(values, times), np.repeat(groups, times), 3)
    assert total.result().histogram == whole.histogram
    for name in ("count", "mean", "low", "high"):
        assert np.allclose(getattr(total.result(), name), getattr(whole, name), rtol=1e-9)


@given(st.dictionaries(st.integers(0, 2**62), st.integers(0, 2**62)))
def test_a_table_travels_unchanged(cells):
    index = np.array(sorted(cells), dtype=np.int64)
    table = SparseCounts((2**62 + 1,), index, np.array([cells[at] for at in index.tolist()], dtype=np.int64))
    found = pickle.loads(pickle.dumps(table))  # noqa: S301  (written here)
    assert found == table
    assert found.index.dtype == found.count.dtype == np.int64


@given(st.lists(st.integers(0, 2)))
def test_runs_start_where_values_change(values):
    expected = [at for at, value in enumerate(values) if not at or value != values[at - 1]]
    assert run_starts(np.array(values)).tolist() == expected
