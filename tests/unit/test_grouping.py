"""Parts that are counted in groups where results travel: fewer results, the same report."""

from __future__ import annotations

import pytest

pytest.importorskip("pyarrow")

from insight_widgets.engines import Outcome
from insight_widgets.engines.local import LocalEngine
from insight_widgets.streams import grouping, table_source
from insight_widgets.streams.grouping import groups_of
from tests.large_tables import box_table, in_parts, whole, write


class Far(LocalEngine):
    """Calls from which results travel; groups with one of some parts are lost with their worker."""

    far = True

    def __init__(self, workers=1, losing=()):
        self.workers = workers
        self.losing = set(losing)
        self.called = []

    def run(self, function, items, places):
        for place in places:
            self.called.append(items[place].places)
            if self.losing & set(items[place].places) and len(items[place].places) > 1:
                yield Outcome(place, None, "its worker was lost")
            else:
                yield from super().run(function, items, [place])


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    monkeypatch.setattr(grouping, "CALLS", 2)
    return write(tmp_path, "boxes.parquet", box_table(200), 20)


def test_few_parts_and_near_ones_are_counted_each_alone():
    assert groups_of(range(5), Far(workers=2)) == [(0,), (1,), (2,), (3,), (4,)]
    assert groups_of(range(500), LocalEngine()) == [(place,) for place in range(500)]


def test_every_worker_begins_with_a_part_alone_and_goes_on_with_groups():
    groups = groups_of(range(10, 1010), Far(workers=3))
    assert groups[:4] == [(10,), (11,), (12,), tuple(range(13, 23))]
    assert [place for group in groups for place in group] == list(range(10, 1010))
    assert max(map(len, groups_of(range(100_000), Far()))) == grouping.LARGEST


def test_fewer_results_travel_and_the_report_is_the_same(file):
    engine = Far()
    assert in_parts(file, engine) == whole(file)
    parts = sum(map(len, engine.called))
    assert len(engine.called) < parts / 2


def test_a_group_that_is_lost_is_counted_part_by_part(file):
    engine = Far(losing=[4])
    assert in_parts(file, engine) == whole(file)
    lost = next(group for group in engine.called if 4 in group)
    assert engine.called[-len(lost) :] == [(place,) for place in lost]


def test_a_part_that_cannot_be_read_leaves_its_group_as_it_is(file, monkeypatch):
    count = table_source.TablePart.count

    def counted(part, plan):
        if part.pieces[0] == 4:
            raise OSError("the disk is broken")
        return count(part, plan)

    monkeypatch.setattr(table_source.TablePart, "count", counted)
    together, alone = Far(), Far()
    found = in_parts(file, together)
    assert "the disk is broken" in found
    monkeypatch.setattr(grouping, "LARGEST", 1)
    assert found == in_parts(file, alone)
    assert len(together.called) < len(alone.called)
