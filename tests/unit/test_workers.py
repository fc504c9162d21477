"""Many files read at once, by processes of our own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from insight_widgets import workers
from insight_widgets.errors import ReadError
from insight_widgets.parting import read_name_list


def test_results_come_in_order_from_other_processes() -> None:
    items = [f"name {number}" for number in range(4500)]
    found = list(workers.in_chunks(os.path.basename, [], what="nothing", show=False))
    assert found == []
    chunks = list(workers.in_chunks(len, items, what="counting", show=False, worth=1))
    assert chunks == [1000, 1000, 1000, 1000, 500]
    processes = set(workers.in_chunks(eval_process, items, what="asking", show=False, worth=1))
    assert bool(processes - {os.getpid()}) == (workers.cores() > 1)


def eval_process(items: list[str]) -> int:
    assert items
    return os.getpid()


def test_an_error_of_a_function_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.txt"):
        list(
            workers.in_chunks(first_list, [tmp_path / "gone.txt"] * 2000, what="reading", show=False, worth=1)
        )


def first_list(paths: list[Path]) -> list[str]:
    return read_name_list(paths[0])


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('started')\n"
        "from insight_widgets.workers import in_chunks\n"
        "print(sum(in_chunks(len, list(range(3000)), what='', show=False, worth=1)))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["started", "3000"]


def test_nothing_is_left_when_reading_stops_early() -> None:
    results = workers.in_chunks(len, list(range(9000)), what="counting", show=False, worth=1)
    assert next(results) == 1000
    results.close()
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    assert not children.exists() or "insight_widgets.workers" not in commands(children.read_text().split())


def commands(processes: list[str]) -> str:
    return " ".join(Path(f"/proc/{process}/cmdline").read_text() for process in processes)
