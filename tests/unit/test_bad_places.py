"""Where nothing can be read, kept or written: one clear error, and nothing is left behind."""

from __future__ import annotations

import errno
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest

from insight_widgets import InsightReport, TrainingCurves, examples, load
from insight_widgets.cli.output import check_outputs
from insight_widgets.errors import InsightError
from insight_widgets.export.files import write_all
from tests.documents import report_of

FULL = OSError(errno.ENOSPC, "No space left on device")
NO_PATHS = ["a\0b", "~nobody-of-this-name/a"]
READING = {
    "data": load,
    "data in parts": lambda path: load(path, engine="local"),
    "images": lambda path: load(examples.blood_cells(), images=path),
    "classes": lambda path: load(examples.blood_cells(), classes=path),
    "splits": lambda path: load(examples.blood_cells(), splits={"train": path}),
    "curves": TrainingCurves,
    "a run": TrainingCurves.watch,
    "an older report": lambda path: report_of("detection").diff(path),
    "counts that are kept": lambda path: load(examples.coco_tiny(), engine="local", cache=path),
    "a checkpoint": lambda path: load(examples.coco_tiny(), engine="local", checkpoint=path),
    "options of a command": lambda path: check_outputs(Namespace(html=path, overwrite=False)),
}
WRITING = {
    "page": lambda path: InsightReport(report_of("detection")).to_html(path),
    "PDF": lambda path: pytest.importorskip("typst") and report_of("detection").to_pdf(path),
    "Markdown": lambda path: report_of("detection").to_markdown(path),
    "CSV": lambda path: report_of("detection").to_csv(path),
    "SVG": lambda path: report_of("detection").to_svg(path, "insight_summary"),
}


@pytest.mark.parametrize("path", NO_PATHS)
@pytest.mark.parametrize("use", [*READING.values(), *WRITING.values()], ids=[*READING, *WRITING])
def test_what_is_no_path_is_one_clear_error(tmp_path, monkeypatch, use, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InsightError, match=r"a\\x00b|~nobody-of-this-name"):
        use(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("use", WRITING.values(), ids=WRITING)
def test_a_name_that_is_too_long_is_one_clear_error(tmp_path, use):
    with pytest.raises(InsightError, match=r"cannot be written \(File name too long\)"):
        use(tmp_path / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(path, data):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path / "new", {"a.txt": "a"})
    assert list(tmp_path.iterdir()) == []


def test_what_a_full_disk_cuts_short_is_not_converted(tmp_path, monkeypatch):
    parquet = pytest.importorskip("pyarrow.parquet")
    from insight_widgets.streams.conversion import convert

    write = parquet.write_table

    def full(table, file, **options):
        write(table, file, **options)
        if file.name == "val.parquet":
            raise FULL

    monkeypatch.setattr(parquet, "write_table", full)
    with pytest.raises(InsightError, match="No space left"):
        convert(load(examples.blood_cells()), tmp_path / "new", progress=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["cache", "checkpoint"])
def test_counts_that_cannot_be_kept_are_told_before_anything_is_counted(tmp_path, option):
    for place in (tmp_path / "none" / "kept", tmp_path):
        stream = load(examples.blood_cells(), engine="local", **{option: place})
        with pytest.raises(InsightError, match=f"counts cannot be kept here: .*{option}=PATH"):
            stream.tally(progress=False)


def test_a_disk_that_fills_up_meanwhile_does_not_lose_what_was_counted(tmp_path, monkeypatch, capfd):
    def full(stream, **arrays):
        stream.write(b"half")
        raise FULL

    monkeypatch.setattr(np, "savez", full)
    stream = load(examples.blood_cells(), engine="local", cache=tmp_path / "kept")
    assert stream.tally(progress=False)
    assert "kept: counts cannot be kept here: No space left on device" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_is_not_taken_is_one_clear_error():
    command = [sys.executable, "-m", "insight_widgets.cli", "report", examples.blood_cells()]
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1] == "insight-widgets: error: output: No space left on device"
    assert "Traceback" not in told.stderr


def test_a_home_is_found_in_the_path_of_a_log(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "run.csv").write_text("epoch,loss\n0,1.0\n1,0.5\n2,0.4\n")
    assert TrainingCurves("~/run.csv").to_dict()["curves"][0]["metric"] == "loss"
    assert report_of("detection").to_csv("~/tables")[0].parent == tmp_path / "tables"
