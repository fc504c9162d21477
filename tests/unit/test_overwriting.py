"""No file is replaced without being asked, whoever writes it; no half of one is left behind."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from insight_widgets import DiffReport, InsightError, InsightReport, examples
from insight_widgets.export.files import write_new
from tests.documents import document, report_of
from tests.unit.test_cli import run

SET = Path(examples.coco_tiny())
REPORT = document("detection")
COMMANDS = {
    "report --json": ("report", SET, "--json"),
    "report --html": ("report", SET, "--html"),
    "report --markdown": ("report", SET, "--markdown"),
    "plan --csv": ("plan", SET, "--csv"),
    "resplit --csv": ("resplit", SET, "--csv"),
    "curves --json": ("curves", "log.csv", "--json"),
    "curves --html": ("curves", "log.csv", "--html"),
    "check --json": ("check", SET, "--max-serious", "999", "--json"),
    "check --junit": ("check", SET, "--max-serious", "999", "--junit"),
    "diff --json": ("diff", "old.json", "old.json", "--json"),
    "diff --markdown": ("diff", "old.json", "old.json", "--markdown"),
    "diff --html": ("diff", "old.json", "old.json", "--html"),
}
METHODS = {
    "report to_html": lambda path, **options: InsightReport(report_of("detection")).to_html(path, **options),
    "diff to_html": lambda path, **options: DiffReport(REPORT, REPORT).to_html(path, **options),
    "diff to_markdown": lambda path, **options: DiffReport(REPORT, REPORT).to_markdown(path, **options),
    "to_markdown": lambda path, **options: report_of("detection").to_markdown(path, **options),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text("epoch,loss,val_loss\n0,3,3\n1,2,2\n2,1,1\n")
    (tmp_path / "old.json").write_text(json.dumps(REPORT))
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_replaces_a_file_only_if_asked(command, folder, capsys):
    target = folder / "a file é"
    target.write_text("mine")
    status, out, err = run(capsys, *command, target)
    assert (status, out, target.read_text()) == (1, "", "mine")
    assert "is there already" in err
    assert "--overwrite" in err
    assert run(capsys, *command, target, "--overwrite")[0] == 0
    assert target.read_text("utf-8") != "mine"
    for file in folder.glob("a file*"):
        file.unlink()
    assert run(capsys, *command, target)[0] == 0
    assert target.exists()


@pytest.mark.parametrize("write", METHODS.values(), ids=METHODS)
def test_a_method_replaces_a_file_only_if_asked(write, tmp_path):
    target = tmp_path / "with blanks 大"
    target.write_text("mine")
    with pytest.raises(InsightError, match=r"is there already; .*overwrite=True"):
        write(target)
    assert target.read_text() == "mine"
    write(target, overwrite=True)
    assert target.read_text("utf-8") != "mine"


@pytest.mark.parametrize("write", METHODS.values(), ids=METHODS)
def test_a_full_disk_leaves_what_was_there(write, tmp_path, monkeypatch):
    target = tmp_path / "page"
    target.write_text("mine")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InsightError, match=r"cannot be written \(No space left on device\)"):
        write(target, overwrite=True)
    assert target.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["page"]


@pytest.mark.parametrize("write", METHODS.values(), ids=METHODS)
def test_a_folder_that_is_for_reading_or_not_there_is_told(write, tmp_path, monkeypatch):
    with pytest.raises(InsightError, match="there is no folder"):
        write(tmp_path / "nowhere" / "page")

    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("insight_widgets.staging.mkdtemp", refused)
    with pytest.raises(InsightError, match=r"cannot be written \(Permission denied\)"):
        write(tmp_path / "page")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_read_where_the_file_is_there(folder, capsys):
    (folder / "report.json").write_text("mine")
    assert "is there already" in run(capsys, "report", "no such data", "--json", "report.json")[2]


@pytest.mark.parametrize("command", ["report", "check"])
def test_two_outputs_cannot_both_be_printed(command, folder, capsys):
    other = {"report": "--html", "check": "--junit"}[command]
    status, _, err = run(capsys, command, SET, "--json", "-", other, "-")
    assert status == 2
    assert f"--json and {other} cannot both go to standard output" in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_device_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_new(pipe, "said")
    assert os.read(reader, 9) == b"said"
    os.close(reader)
    assert pipe.is_fifo()
    assert write_new("/dev/null", "said").is_char_device()
