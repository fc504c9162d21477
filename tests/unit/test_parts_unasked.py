"""What can only be counted part by part is counted so by itself, where nothing but a report is asked for."""

from __future__ import annotations

import json

import pytest

pa = pytest.importorskip("pyarrow")

from insight_widgets import InsightReport, build_report, load  # noqa: E402
from insight_widgets.cli import main  # noqa: E402
from insight_widgets.errors import FormatError, PartsError  # noqa: E402
from insight_widgets.server.worker import report_on  # noqa: E402
from tests.large_tables import box_table, text, whole, write  # noqa: E402

OPTIONS = {"task": "detection", "progress": False}


@pytest.fixture
def sources(tmp_path):
    """The same boxes as what is read as a whole, and as what is not."""
    table = box_table(60)
    one = write(tmp_path, "boxes.parquet", table, 50)
    below = tmp_path / "year=2026" / "month=1"
    below.mkdir(parents=True)
    write(below, "boxes.parquet", table, 50)
    arrow = tmp_path / "boxes.arrow"
    with pa.ipc.new_file(str(arrow), table.schema) as file:
        file.write_table(table)
    return {
        "whole": one,
        "pattern": tmp_path / "boxes*.parquet",
        "folders": tmp_path / "year=2026",
        "Arrow": arrow,
    }


def numbers(document):
    """Return a document without what says in which file a problem is."""
    return {name: part for name, part in document.items() if name != "problems"}


def load_whole(sources):
    return build_report(load(sources["whole"], **OPTIONS), progress=False).to_dict()


@pytest.mark.parametrize("kind", ["pattern", "folders", "Arrow"])
def test_a_widget_needs_no_engine(sources, kind):
    shown = InsightReport(str(sources[kind]), title="boxes", **OPTIONS).report
    assert numbers(shown.to_dict()) == numbers(load_whole(sources))


@pytest.mark.parametrize("kind", ["pattern", "folders", "Arrow"])
def test_load_says_which_engine(sources, kind):
    with pytest.raises(PartsError, match='say engine="local"'):
        load(str(sources[kind]), **OPTIONS)


@pytest.mark.parametrize("address", ["s3://bucket/boxes.parquet", "https://example.org/shards/*.tar"])
def test_load_says_it_of_addresses(address):
    with pytest.raises(PartsError, match='say engine="local"'):
        load(address, progress=False)


def test_the_command_line_needs_no_engine(sources, tmp_path):
    told = []
    for kind in ("whole", "Arrow"):
        file = tmp_path / f"{kind}.json"
        assert main(["report", str(sources[kind]), "--title", "boxes", "--json", str(file)]) == 0
        told.append(json.loads(file.read_text()))
    assert numbers(told[0]) == numbers(told[1])


def test_what_needs_rows_says_what_to_do(sources, capsys):
    assert main(["resplit", str(sources["Arrow"])]) != 0
    assert "insight-widgets convert" in capsys.readouterr().err


def test_jupyterlab_opens_an_arrow_file(sources):
    assert numbers(report_on(sources["Arrow"]).to_dict()) == numbers(load_whole(sources))


def test_a_stream_is_shown_as_a_data_set_is(sources):
    stream = load(str(sources["whole"]), engine="local", **OPTIONS)
    assert text(InsightReport(stream, progress=False).report) == whole(sources["whole"])
    assert load(stream) is stream
    assert load(stream, title="others").title == "others"


def test_an_existing_file_with_brackets_is_no_pattern(sources):
    file = sources["whole"].rename(sources["whole"].with_name("boxes[1].parquet"))
    assert load(str(file), **OPTIONS).title == "boxes[1]"
    assert load(str(file), engine="local", **OPTIONS).title == "boxes[1]"


def test_a_folder_of_anything_else_is_not_known(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "notes.md").write_text("nothing")
    with pytest.raises(FormatError, match="no known data set format"):
        load(tmp_path, progress=False)
