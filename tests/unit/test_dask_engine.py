"""Calls on a Dask cluster whose workers are killed, or cannot do what others can."""

from __future__ import annotations

import os
import signal
import time
from functools import partial

import pytest

from insight_widgets.engines.dask_cluster import DaskEngine, LocalClusterEngine

distributed = pytest.importorskip("distributed")


@pytest.fixture
def client():
    """A cluster of one worker with four threads; a call is given up as soon as its worker is lost."""
    import dask

    quiet = {"scheduler_kwargs": {"dashboard": False}, "silence_logs": 50, "dashboard_address": None}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=1, threads_per_worker=4, **quiet) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def called(item, folder, killing):
    """Return an item, or kill the worker while it is busy with all the others as well."""
    mark = folder / str(item)
    first = not mark.exists()
    mark.touch()
    if item in killing:
        while len(list(folder.iterdir())) < 4:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGKILL)
    while first:
        time.sleep(0.01)
    return item


@pytest.mark.parametrize("killing", [{2}, {0, 3}])
def test_calls_that_shared_a_worker_with_a_killing_one_are_made_again(client, tmp_path, killing):
    function = partial(called, folder=tmp_path, killing=killing)
    outcomes = list(DaskEngine(client).run(function, range(4), range(4)))
    assert sorted(outcome.place for outcome in outcomes) == [0, 1, 2, 3]
    assert {outcome.place for outcome in outcomes if outcome.error} == killing
    assert {outcome.result for outcome in outcomes if not outcome.error} == set(range(4)) - killing


def elsewhere(folder):
    """Return where a call is made, unless that is where it was made first."""
    here, mark = distributed.get_worker().address, folder / "first"
    if not mark.exists():
        mark.write_text(here)
    if mark.read_text() == here:
        raise OSError("the disk is not there")
    return here


def test_a_call_that_has_failed_is_made_again_on_another_worker(tmp_path):
    quiet = {"scheduler_kwargs": {"dashboard": False}, "silence_logs": 50, "dashboard_address": None}
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        for number in range(4):
            (tmp_path / str(number)).mkdir()
            (outcome,) = DaskEngine(client).run(elsewhere, [tmp_path / str(number)], [0])
            assert not outcome.error
            assert outcome.result != (tmp_path / str(number) / "first").read_text()


def test_what_comes_of_a_call_travels_once(client, monkeypatch):
    asked = []
    result = distributed.Future.result
    monkeypatch.setattr(
        distributed.Future, "result", lambda future: asked.append(future.key) or result(future)
    )
    outcomes = list(DaskEngine(client).run(str, range(3), range(3)))
    assert sorted(outcome.result for outcome in outcomes) == ["0", "1", "2"]
    assert len(asked) == len(set(asked)) == 3


def told_by_worker(name):
    return os.environ.get(name)


def test_workers_of_a_cluster_of_its_own_use_one_core_each_and_nothing_of_that_stays_here(monkeypatch):
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "123")
    names = ["INSIGHT_WIDGETS_PROCESSES", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"]
    before = {name: os.environ.get(name) for name in names}
    outcomes = sorted(LocalClusterEngine().run(told_by_worker, names, range(3)), key=lambda one: one.place)
    assert [outcome.result for outcome in outcomes] == ["1", str(2**25), "123"]  # what is set here holds
    assert {name: os.environ.get(name) for name in names} == before
