"""Folders of runs: which logs belong together, and which are runs of their own."""

from __future__ import annotations

import json

import pytest

from insight_widgets.curves import read_curves
from insight_widgets.errors import ReadError
from tests.event_files import event, simple, write

EVENTS = "events.out.tfevents.1.host"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"


@pytest.fixture
def put(tmp_path):
    def write_text(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return write_text


def table(first, last=None):
    return "epoch,loss\n" + "".join(f"{n},{first - n}\n" for n in range(last or 3))


def found(path):
    return [
        (curve.run, curve.metric, curve.train[:, 1].tolist(), curve.val[:, 1].tolist())
        for curve in read_curves(path)
    ]


def test_folders_of_versions_are_runs_in_their_natural_order(put, tmp_path):
    for version in (0, 2, 10):
        put(f"lightning_logs/version_{version}/metrics.csv", table(version))
    assert [(run, train[0]) for run, _, train, _ in found(tmp_path)] == [(0, 0), (1, 2), (2, 10)]


def test_another_log_of_the_run_adds_what_the_first_does_not_have(put, tmp_path):
    put("results.csv", "epoch,train/loss\n0,3\n1,2\n")
    events = [
        event(n, simple("train/loss", 9), simple("val/loss", 5 - n), simple("epoch", n)) for n in range(2)
    ]
    write(tmp_path / EVENTS, *events)
    assert found(tmp_path) == [(0, "loss", [3, 2], [5, 4])]


def test_event_files_below_a_log_are_of_its_run_and_pointers_are_told(put, tmp_path):
    put(
        "trainer_state.json",
        json.dumps({"log_history": [{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0}]}),
    )
    put(f"runs/Jan01_00-00-00_host/{EVENTS}", POINTER)
    assert found(tmp_path) == [(0, "loss", [2, 1], [])]
    (note,) = read_curves(tmp_path)[0].notes
    assert note.endswith("a Git LFS pointer, not the log itself; fetch it with git lfs pull")


def test_of_checkpoints_the_last_is_read(put, tmp_path):
    for step in (5, 10):
        history = [{"step": n, "loss": 20 - n} for n in range(step)]
        put(f"checkpoint-{step}/trainer_state.json", json.dumps({"log_history": history}))
    ((run, _, train, _),) = found(tmp_path)
    assert (run, len(train)) == (0, 10)


def test_sessions_of_mmengine_are_joined(put, tmp_path):
    for session, first in (("20240101_100000", 1), ("20240102_100000", 3)):
        lines = "".join(
            json.dumps({"iter": n, "step": n, "loss": first}) + "\n" for n in range(first, first + 4)
        )
        put(f"{session}/vis_data/scalars.json", lines)
    assert found(tmp_path) == [(0, "loss", [1, 1, 3, 3, 3, 3], [])]


def test_without_a_known_name_each_table_is_a_run(put, tmp_path):
    put("a.csv", table(5))
    put("b.csv", table(7))
    put("notes.txt", "nothing")
    assert [(run, train[0]) for run, _, train, _ in found(tmp_path)] == [(0, 5), (1, 7)]


def test_a_log_that_cannot_be_read_does_not_hide_the_others(put, tmp_path):
    put("one/results.csv", "epoch,loss\n")
    put("two/results.csv", table(5))
    assert found(tmp_path) == [(0, "loss", [5, 4, 3], [])]


def test_links_are_not_followed(put, tmp_path):
    put("outside/results.csv", table(5))
    put("run/results.csv", table(7))
    (tmp_path / "run" / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "run" / "metrics.csv").symlink_to(tmp_path / "outside" / "results.csv")
    assert [train[0] for _, _, train, _ in found(tmp_path / "run")] == [7]


def test_a_folder_without_a_log_is_one_error(put, tmp_path):
    with pytest.raises(ReadError, match=r"a folder with a training log is wanted, such as results\.csv"):
        read_curves(tmp_path)
    put("results.csv", POINTER)
    with pytest.raises(ReadError, match="a Git LFS pointer"):
        read_curves(tmp_path)
