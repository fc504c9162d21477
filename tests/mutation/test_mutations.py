"""Damaged sets of every format end in a report, or in one error that says where."""

from __future__ import annotations

import pytest

from tests.mutation.run import failures
from tests.mutation.seeds import seeds, share

MUTANTS = 500
"""A format, at least."""

BLOCK = 100


def _blocks():
    for seed in seeds():
        count = share(seed, MUTANTS)
        for start in range(0, count, BLOCK):
            numbers = range(start, min(start + BLOCK, count))
            yield pytest.param(seed, numbers, id=f"{seed}/{numbers[0]}-{numbers[-1]}")


@pytest.mark.parametrize(("seed", "numbers"), list(_blocks()))
def test_damaged_sets_end_in_a_report_or_one_clear_error(seed, numbers, tmp_path):
    found = list(failures(seed, numbers, tmp_path))
    assert not found, "\n".join(map(str, found))
