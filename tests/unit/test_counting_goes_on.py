"""Counting in parts that is watched, stopped, interrupted, taken up again, and whose counts are kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path
from threading import Event, Timer

import pytest

pytest.importorskip("pyarrow")

from insight_widgets import InsightReport, build_report, load
from insight_widgets.engines import Outcome, engine_of
from insight_widgets.engines.local import LocalEngine
from insight_widgets.engines.processes import ProcessEngine
from insight_widgets.errors import DataError, ReadError
from insight_widgets.judging.rule import CurveRule
from insight_widgets.report import tally_report
from insight_widgets.stats.balance import BalanceRule
from insight_widgets.streams import checkpoint, table_source
from tests.large_tables import box_table, in_parts, text, whole, write


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    return write(tmp_path, "boxes.parquet", box_table(200), 40)


class Counted(LocalEngine):
    """Remembers which parts were counted; breaks off at one."""

    def __init__(self, last=None):
        self.places = []
        self.last = last

    def run(self, function, items, places):
        for outcome in super().run(function, items, places):
            (place,) = items[outcome.place].places
            if place == self.last:
                raise KeyboardInterrupt
            self.places.append(place)
            yield outcome


def problems(document):
    return {problem["code"]: problem for problem in document["problems"]}


def test_progress_is_told(file):
    stream, seen = load(file, engine="local"), []
    stream.tally(progress=False, on_part=lambda total, done, parts: seen.append((total.records, done, parts)))
    parts = len(stream.source.parts)
    assert [done for _, done, _ in seen] == list(range(1, parts + 1))
    assert [records for records, _, _ in seen] == sorted(records for records, _, _ in seen)


def test_counting_that_is_stopped_keeps_what_was_counted(file):
    stream, stop = load(file, engine="local"), Event()
    tally = stream.tally(
        progress=False, stop=stop, on_part=lambda _total, done, _parts: done == 5 and stop.set()
    )
    document = tally_report(tally, rule=BalanceRule(), curve_rule=CurveRule()).document
    parts = len(stream.source.parts)
    assert 0 < document["splits"]["all"]["images"] < 200
    told = problems(document)["part-left"]
    assert told["count"] == parts - 5
    assert told["examples"] == [f"counting was stopped when 5 of {parts} parts were counted"]


def test_a_run_that_was_interrupted_goes_on_where_it_was(file, tmp_path):
    kept, first, second = tmp_path / "kept.npz", Counted(last=7), Counted()
    with pytest.raises(KeyboardInterrupt):
        in_parts(file, first, checkpoint=kept)
    assert kept.exists()
    assert in_parts(file, second, checkpoint=kept) == whole(file)
    assert first.places == list(range(7))
    assert second.places[0] == 7
    assert not kept.exists()


def test_a_checkpoint_of_data_that_have_changed_is_not_taken_up(file, tmp_path, capfd):
    kept, again = tmp_path / "kept.npz", Counted()
    with pytest.raises(KeyboardInterrupt):
        in_parts(file, Counted(last=7), checkpoint=kept)
    write(tmp_path, "boxes.parquet", box_table(150, 4), 40)
    assert in_parts(file, again, checkpoint=kept) == whole(file)
    assert again.places[0] == 0
    assert "everything is counted anew" in capfd.readouterr().err


def test_a_checkpoint_that_is_damaged_is_no_harm(file, tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint, "EVERY", 0)
    (tmp_path / "kept.npz").write_bytes(b"PK\x03\x04 no numbers")
    assert in_parts(file, checkpoint=tmp_path / "kept.npz") == whole(file)


def test_counts_are_kept_beside_the_data_until_these_change(file, tmp_path, capfd):
    first, second, third = Counted(), Counted(), Counted()
    expected = in_parts(file, first, cache=True)
    assert expected == whole(file)
    assert (tmp_path / ".boxes.parquet.insight-widgets-counts").exists()
    assert in_parts(file, second, cache=True) == expected
    assert (len(first.places) > 1, second.places) == (True, [])
    write(tmp_path, "boxes.parquet", box_table(120, 9), 40)
    assert in_parts(file, third, cache=True) == whole(file)
    assert third.places
    assert "counts kept here are of other data" in capfd.readouterr().err
    assert in_parts(file, Counted(), cache=tmp_path / "elsewhere", classes=["dog"]) != expected


def test_keeping_needs_an_engine(file):
    with pytest.raises(DataError, match='say which, such as engine="local"'):
        load(file, cache=True)


class Failing:
    """A part that cannot be read; it counts how often it was tried."""

    name, split = "shard-7", "all"

    def __init__(self, folder):
        self.folder = folder

    def count(self, _plan):
        (self.folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
        raise OSError("the disk is gone")


@pytest.mark.parametrize("engine", [LocalEngine(), ProcessEngine(2)])
def test_a_part_that_fails_is_tried_three_times_and_told(file, tmp_path, engine):
    stream = load(file, engine=engine)
    (tmp_path / "tries").mkdir()
    parts = list(stream.source.parts)
    bad = table_source.TablePart(str(tmp_path / "gone.parquet"), "all", (0,), 0, 9, "x", parts[0].layout)
    object.__setattr__(stream.source, "parts", (*parts, bad))
    document = build_report(stream, progress=False).document
    told = problems(document)["part-unreadable"]
    assert told["count"] == 1
    assert told["examples"][0].startswith(f"{tmp_path}/gone.parquet, row groups 0 to 0: ")
    assert document["splits"] == json.loads(whole(file))["splits"]
    (outcome,) = engine.run(tried, [tmp_path / "tries"], [0])
    assert outcome == Outcome(0, None, "the disk is gone")
    assert len(list((tmp_path / "tries").iterdir())) == 3


def tried(folder):
    (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
    raise OSError("the disk is gone")


def test_a_worker_that_is_killed_loses_nothing_but_its_part_which_is_done_again(tmp_path):
    outcomes = list(ProcessEngine(2).run(killed_once, [tmp_path / str(at) for at in range(6)], range(6)))
    assert sorted(outcome.place for outcome in outcomes) == list(range(6))
    assert all(outcome.result == "counted" for outcome in outcomes)
    assert len(list(tmp_path.iterdir())) == 6


def killed_once(mark):
    first = not mark.exists()
    mark.touch()
    if first and mark.name in {"1", "4"}:
        os.kill(os.getpid(), signal.SIGKILL)
    return "counted"


def test_a_worker_that_is_killed_again_and_again_is_told(tmp_path):
    outcomes = {one.place: one for one in ProcessEngine(2).run(killed_always, [1, 2, 3], range(3))}
    assert outcomes[1].error.startswith("a process was ended while it read this")
    assert [outcomes[0].result, outcomes[2].result] == [1, 3]


def killed_always(number):
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_dask_worker_that_is_killed_loses_nothing_but_its_part(tmp_path):
    distributed = pytest.importorskip("distributed")
    quiet = {"scheduler_kwargs": {"dashboard": False}, "silence_logs": 50, "dashboard_address": None}
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster,
        distributed.Client(cluster) as client,
    ):
        engine = engine_of(client)
        outcomes = list(engine.run(killed_once, [tmp_path / str(at) for at in range(5)], range(5)))
    assert sorted((one.place, one.result) for one in outcomes) == [(at, "counted") for at in range(5)]


def test_an_error_of_the_data_ends_everything_and_leaves_no_process():
    with pytest.raises(DataError, match="no such thing"):
        list(ProcessEngine(2).run(refused, list(range(50)), range(50)))
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    left = children.read_text().split() if children.exists() else []
    assert not any("insight_widgets.workers" in Path(f"/proc/{one}/cmdline").read_text() for one in left)


def refused(number):
    if number == 3:
        raise DataError("no such thing")
    return number


def test_ctrl_c_ends_the_command_line_cleanly_and_the_next_run_goes_on(tmp_path):
    write(tmp_path, "boxes.parquet", box_table(300), 3)
    command = [sys.executable, "-c", SLOW, "report", str(tmp_path / "boxes.parquet"), "--engine", "local"]
    command += ["--checkpoint", str(tmp_path / "kept")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert any("begun" in line for line in iter(process.stderr.readline, ""))
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told.strip().splitlines()[-1]) == (130, "insight-widgets: interrupted")
    assert "Traceback" not in told
    assert (tmp_path / "kept").exists()
    done = subprocess.run(
        [*command[:1], "-m", "insight_widgets.cli", *command[3:]], capture_output=True, text=True, check=True
    )
    assert "300" in done.stdout
    assert not (tmp_path / "kept").exists()


SLOW = """
import sys, time
from insight_widgets.streams import table_source
from insight_widgets.cli import main
table_source.PART_ROWS = 1
count = table_source.TablePart.count
def slowly(part, plan):
    if part.first_row > 20:
        print("begun", file=sys.stderr, flush=True)
        time.sleep(20)
    return count(part, plan)
table_source.TablePart.count = slowly
sys.exit(main())
"""


class Waiting(LocalEngine):
    """Counts the first part, and the others once it may."""

    def __init__(self):
        self.go_on = Event()

    def run(self, function, items, places):
        for number, outcome in enumerate(super().run(function, items, places)):
            if number:
                assert self.go_on.wait(30)
            yield outcome


def page(report):
    """Return what the page of a widget shows."""
    return json.loads(zlib.decompress(report.get_state("_payload")["_payload"]))


def test_the_widget_fills_in_as_parts_arrive(file):
    engine = Waiting()
    report = InsightReport(file, engine=engine, progress=False)
    assert report.counting
    first = page(report)
    shown = first["report"]
    assert (
        shown["title"]
        == f"boxes (so far: {100 // len(load(file, engine='local').source.parts)} % of the parts)"
    )
    assert 0 < shown["splits"]["all"]["images"] < 30
    engine.go_on.set()
    document = report.to_dict()
    assert not report.counting
    assert document == json.loads(
        json.dumps(build_report(load(file, progress=False), progress=False).to_dict())
    )
    assert page(report)["report"]["title"] == "boxes"


def test_the_widget_keeps_what_was_counted_when_it_is_stopped(file):
    engine = Waiting()
    report = InsightReport(file, engine=engine, progress=False)
    Timer(0.2, engine.go_on.set).start()
    report.stop()
    check_stopped(report)


def check_stopped(report):
    document = report.to_dict()
    assert not report.counting
    assert 0 < document["splits"]["all"]["images"] < 200
    so_far = document["so_far"]
    assert 0 < so_far["parts"] < so_far["of"]
    assert so_far["stopped"]
    share = 100 * so_far["parts"] // so_far["of"]
    assert document["title"] == f"boxes (so far: {share} % of the parts)"
    assert problems(document)["part-left"]["count"] == so_far["of"] - so_far["parts"]
    assert page(report)["report"]["so_far"] == so_far
    assert document["title"] in page_text(report)


def page_text(report):
    """Return what stands where there is no kernel."""
    return report._repr_mimebundle_()[0]["text/html"]


def test_the_page_stops_counting_by_a_message(file):
    engine = Waiting()
    report = InsightReport(file, engine=engine, progress=False)
    report.answer({"kind": "stop-counting"})
    assert report.counting
    engine.go_on.set()
    check_stopped(report)


def test_all_that_is_counted_has_no_word_of_parts(file):
    report = InsightReport(file, engine="local", progress=False)
    document = report.to_dict()
    report.stop()
    assert "so_far" not in document
    assert report.to_dict() == document


def test_an_error_is_raised_where_the_widget_is_made(tmp_path):
    with pytest.raises(ReadError, match='no column "nothing"'):
        InsightReport(
            write(tmp_path, "a.parquet", box_table(3)), engine="local", columns={"label": "nothing"}
        )


def test_curves_stay_while_counting_goes_on(file):
    engine = Waiting()
    report = InsightReport(
        file, engine=engine, progress=False, curves={"epoch": [1, 2, 3], "loss": [3, 2, 1]}
    )
    engine.go_on.set()
    assert report.to_dict()["curves"][0]["train"] == [[1, 3], [2, 2], [3, 1]]


def test_everything_is_counted_before_problems_are_refused(file):
    from insight_widgets.errors import ProblemError

    with pytest.raises(ProblemError) as caught:
        InsightReport(file, engine="local", strict=True, progress=False)
    assert text(caught.value.report) == whole(file)


def test_counting_ends_where_there_will_be_no_widget(file):
    before = set(threading.enumerate())
    with pytest.raises(DataError, match="a multiclass data set is wanted"):
        ClassOnly(str(file), engine="local", progress=False)
    for thread in set(threading.enumerate()) - before:
        thread.join(20)
        assert not thread.is_alive()


class ClassOnly(InsightReport):
    """A widget that takes other data, which it finds out once a first part is counted."""

    def _check_task(self, task):
        raise DataError(f"a multiclass data set is wanted; this is {task}")
