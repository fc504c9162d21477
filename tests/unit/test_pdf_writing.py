"""Writing the PDF: names, folders, errors."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from insight_widgets import InsightReport, examples
from insight_widgets.cli import main
from insight_widgets.errors import DataError, InsightError
from insight_widgets.pdf import fonts
from tests.pdf_pages import Pages
from tests.unit.test_pdf import report


def test_report_and_widget_write_it(tmp_path: Path) -> None:
    target = tmp_path / "mit Leerzeichen 報告.pdf"
    assert report().to_pdf(target) == target
    other = InsightReport(report()).to_pdf(str(tmp_path / "b.pdf"), paper="letter")
    assert Pages(other).size() == (612, 792)


def test_what_is_there_is_kept_unless_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_text("mine")
    with pytest.raises(InsightError, match="is there already"):
        report().to_pdf(target)
    assert target.read_text() == "mine"
    report().to_pdf(target, overwrite=True)
    assert target.read_bytes().startswith(b"%PDF")


def test_an_unknown_paper_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r'a4 or letter is wanted; got lettr .did you mean "letter"'):
        report().to_pdf(tmp_path / "a.pdf", paper="lettr")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InsightError, match="there is no folder"):
        report().to_pdf(tmp_path / "none" / "a.pdf")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_disk_or_a_folder_for_reading_alone_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(path: Path, data: Any) -> None:
        raise OSError(code, "refused", str(path))

    made = report()
    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(InsightError, match="cannot be written"):
        made.to_pdf(tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", ["typst", fonts.BASE])
def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    found = fonts.find_spec
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if name == missing else found(name))
    with pytest.raises(InsightError, match=r'pip install "insight-widgets\[pdf\]"'):
        report().to_pdf(tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())


def test_the_day_is_that_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert "2001-09-09" in Pages(report().to_pdf(tmp_path / "a.pdf")).words(0)
    given = report().to_pdf(tmp_path / "b.pdf", day=date(2020, 2, 29))
    assert "2020-02-29" in Pages(given).words(0)


@pytest.mark.parametrize("epoch", ["yesterday", "9" * 30])
def test_a_day_that_is_none_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(InsightError, match="SOURCE_DATE_EPOCH: whole seconds"):
        report().to_pdf(tmp_path / "a.pdf")


def test_the_command_line_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "a b.pdf"
    command = ["report", str(examples.blood_cells()), "--pdf", str(target), "--paper", "letter"]
    assert main(command) == 0
    assert Pages(target).size() == (612, 792)
    assert main(command) == 1
    assert "is there already" in capsys.readouterr().err
    assert main([*command, "--overwrite"]) == 0
