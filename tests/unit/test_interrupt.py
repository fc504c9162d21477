"""Reading is interrupted: it ends at once, and leaves no process and no file behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="what a process does is seen in /proc"
)

ANNOTATION = json.dumps({"id": 1, "image_id": 1, "category_id": 1, "bbox": [1.5, 2, 3, 4]})
ANNOTATIONS = 600_000
FILES = 9_000
SHAPE = {"label": "dog", "points": [[1, 1], [9, 9]], "shape_type": "rectangle"}
RECORD = {"imagePath": "a.jpg", "imageWidth": 64, "imageHeight": 48, "shapes": [SHAPE]}


def large_file(folder):
    """Write a COCO file that takes seconds; return how one sees that it is being read."""
    annotations = ",".join([ANNOTATION] * ANNOTATIONS)
    (folder / "train.json").write_text(f'{{"images": [{{"id": 1}}], "annotations": [{annotations}]}}')
    return lambda process: str(folder / "train.json") in open_files(process.pid)


def many_files(folder):
    """Write LabelMe files that several processes read; return how one sees that these have started."""
    first = folder / "0.json"
    first.write_text(json.dumps(RECORD))
    for number in range(1, FILES):
        os.link(first, folder / f"{number}.json")
    return lambda process: bool(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text())


def open_files(process):
    found = []
    for entry in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found.append(str(entry.readlink()))
    return found


def group(leader):
    """Return the processes of a group that are not only waiting to be forgotten."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == leader and state != "Z":
                found.append(stat.parent.name)
    return found


def wait_until(happened):
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until


@pytest.mark.parametrize("write", [large_file, many_files])
def test_an_interrupt_ends_reading_and_leaves_nothing(write, tmp_path):
    folder, temporary = tmp_path / "set", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    is_reading = write(folder)
    before = sorted(folder.rglob("*"))
    process = subprocess.Popen(
        [sys.executable, "-m", "insight_widgets.cli", "report", str(folder)],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: process.poll() is not None or is_reading(process))
    assert process.poll() is None, process.communicate()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the command is told
    output, messages = process.communicate(timeout=30)
    assert process.returncode == 130
    assert output == ""
    assert messages.splitlines()[-1] == "insight-widgets: interrupted"
    assert "Traceback" not in messages
    wait_until(lambda: not group(process.pid))  # one that was just being started ends by itself
    assert list(temporary.iterdir()) == []
    assert sorted(folder.rglob("*")) == before
