"""The command line: what goes where, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from insight_widgets import examples
from insight_widgets.cli import main

PARTS = [f"--{split}={examples.blood_cells() / f'instances_{split}.json'}" for split in ("train", "val")]


def run(capsys, *arguments):
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as stop:  # argparse ends so
        status = stop.code
    told = capsys.readouterr()
    return status, told.out, told.err


def test_the_text_summary_goes_to_standard_output(capsys):
    status, out, _ = run(capsys, "report", examples.blood_cells())
    assert status == 0
    for word in ("RBC", "4,153", "85%", "serious", "1,222", "box-degenerate"):
        assert word in out


def test_the_document_goes_where_it_is_asked_for(capsys, tmp_path):
    status, out, _ = run(capsys, "report", *PARTS, "--json", "-", "--title", "cells")
    document = json.loads(out)
    assert (status, document["title"], list(document["splits"])) == (0, "cells", ["train", "val"])
    status, out, _ = run(
        capsys, "report", *PARTS, "--json", tmp_path / "a.json", "--html", tmp_path / "a.html"
    )
    assert status == 0
    assert "RBC" in out
    assert json.loads((tmp_path / "a.json").read_text())["summary"] == document["summary"]
    assert "<main>" in (tmp_path / "a.html").read_text()


def test_thresholds_are_options(capsys):
    _, out, _ = run(capsys, "report", *PARTS, "--json", "-", "--cutoff-ratio", "0.1", "--serious-ratio", "1")
    summary = json.loads(out)["summary"]
    assert (summary["cutoff_ratio"], summary["serious_ratio"]) == (0.1, 1.0)
    assert {row["verdict"] for row in summary["classes"]} == {"well"}


def test_strict_writes_first_and_then_fails(capsys, tmp_path):
    target = tmp_path / "a.json"
    status, _, err = run(capsys, "report", *PARTS, "--strict", "--json", target)
    assert status == 1
    assert target.exists()
    assert len(err.strip().splitlines()) == 1
    assert "box-degenerate (train) 1" in err


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["report"], ["report", "a", "--train", "b"], ["report", "a", "--task", "detecton"], ["nothing"],
        ["report", "a", "--cutoff-ratio", "x"], ["report", "a", "--json", "-", "--html", "-"],
    ],
)  # fmt: skip
def test_wrong_usage(capsys, arguments):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert "usage:" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no/such/path"], "no/such/path: no such file or folder"),
        ([examples.blood_cells(), "--format", "cocoo"], 'did you mean "coco"'),
        ([examples.blood_cells(), "--cutoff-ratio", "2"], "cutoff_ratio"),
        ([examples.blood_cells(), "--classes", "none.txt"], "none.txt"),
        ([examples.blood_cells(), "--curves", "none.csv"], "none.csv"),
        ([Path(__file__)], "no known data set format"),
        ([examples.blood_cells(), "--json", "no/such/folder/a.json"], "cannot be written"),
    ],
)
def test_an_error_is_one_line_and_exit_status_one(capsys, arguments, message):
    status, out, err = run(capsys, "report", *arguments)
    assert (status, out) == (1, "")
    assert err.startswith("insight-widgets: error: ")
    assert len(err.strip().splitlines()) == 1
    assert message in err


def test_broken_json_is_told_with_line_and_column(capsys, tmp_path):
    file = tmp_path / "train.json"
    file.write_text('{\n  "images" []\n}')
    status, _, err = run(capsys, "report", "--train", file)
    assert status == 1
    assert f"{file}: line 2, column 12: valid JSON is wanted" in err


def test_curves_and_a_class_list_are_taken(capsys, tmp_path):
    (tmp_path / "log.csv").write_text("epoch,loss,val_loss\n0,2,2.1\n1,1,1.5\n")
    (tmp_path / "classes.txt").write_text("WBC\nRBC\nPlatelets\n")
    status, out, _ = run(
        capsys,
        "report",
        *PARTS,
        "--json",
        "-",
        "--curves",
        tmp_path / "log.csv",
        "--classes",
        tmp_path / "classes.txt",
    )
    document = json.loads(out)
    assert (status, document["classes"]) == (0, ["WBC", "RBC", "Platelets"])
    assert document["curves"][0]["best"] == {"split": "val", "step": 1, "value": 1.5}


def test_what_load_takes_is_an_option(capsys, tmp_path):
    table = tmp_path / "findings.csv"
    rows = [f"{number}.png,{'mass' if number % 3 else 'none'}" for number in range(30)]
    table.write_text("\n".join(["file,finding", *rows]))
    listed = tmp_path / "held.txt"
    listed.write_text("\n".join(f"{number}.png" for number in range(6)))
    named = ["--columns", "image=file", "--columns", "label=finding"]
    _, out, _ = run(capsys, "report", table, *named, "--split", f"val={listed}", "--json", "-")
    assert {name: of["images"] for name, of in json.loads(out)["splits"].items()} == {"val": 6, "all": 24}
    _, out, _ = run(capsys, "report", table, *named, "--holdout", "0.2", "--seed", "3", "--json", "-")
    assert {name: of["images"] for name, of in json.loads(out)["splits"].items()} == {"train": 24, "val": 6}


def test_leaks_by_content_are_looked_for_where_asked(capsys):
    _, out, _ = run(capsys, "report", examples.coco_tiny(), "--check-leaks", "--json", "-")
    unread = [one for one in json.loads(out)["problems"] if one["code"] == "content-unread"]
    assert sum(one["count"] for one in unread) == 38  # the images are not shipped


def test_the_plan_is_told_and_written(capsys, tmp_path):
    target = tmp_path / "plan.csv"
    status, out, _ = run(capsys, "plan", *PARTS, "--budget", "500", "--csv", target)
    assert status == 0
    for word in (
        "Platelets",
        "seriously under-represented",
        "in 500 images",
        "To lift all takes 2,090 images",
    ):
        assert word in out
    rows = target.read_text().splitlines()
    assert rows[0].startswith("class,count,share,verdict,add_labels,add_images,expected_labels")
    assert len(rows) == 4
    status, out, _ = run(capsys, "plan", *PARTS, "--cutoff-ratio", "0.2", "--csv", "-")
    assert out.splitlines()[0] == rows[0]
    assert [row.split(",")[0] for row in out.splitlines()[1:]] == ["Platelets", "WBC", "RBC"]


def test_a_plan_without_additions_is_a_sentence(capsys):
    _, out, _ = run(capsys, "plan", *PARTS, "--cutoff-ratio", "0.01")
    assert "nothing has to be added" in out
    assert "RBC" not in out


def test_a_budget_that_is_none_is_told_before_the_data_are_read(capsys):
    status, _, err = run(capsys, "plan", "no/such/path", "--budget", "-3")
    assert (status, len(err.strip().splitlines())) == (1, 1)
    assert "budget: a whole number of images" in err


def test_markdown_tables_and_charts_are_written(capsys, tmp_path):
    page, text, out = tmp_path / "page.html", tmp_path / "a b.md", tmp_path / "out"
    folders = ["--csv", out / "tables", "--svg", out / "charts", "--png", out / "charts"]
    status, said, _ = run(capsys, "report", *PARTS, "--html", page, "--markdown", text, *folders)
    assert status == 0
    assert "RBC" in said
    assert "| `Platelets` |" in text.read_text("utf-8")
    assert (tmp_path / "a b-insight_summary.svg").exists()
    assert (out / "tables" / "box_area.csv").exists()
    assert {"insight_summary.svg", "box_position.svg", "comparison.svg", "box_area.png"} <= {
        file.name for file in (out / "charts").iterdir()
    }
    for option in (["--markdown", text], folders[:2], folders[2:4], folders[4:]):
        status, _, err = run(capsys, "report", *PARTS, *option)
        assert status == 1
        assert "is there already" in err
        assert "--overwrite" in err
        assert run(capsys, "report", *PARTS, *option, "--overwrite")[0] == 0


def test_markdown_goes_to_standard_output_alone(capsys):
    status, out, _ = run(capsys, "report", *PARTS, "--markdown", "-")
    assert status == 0
    assert out.startswith("## ")
    assert "![" not in out
    status, _, err = run(capsys, "report", *PARTS, "--markdown", "-", "--json", "-")
    assert status == 2
    assert "--json and --markdown cannot both go to standard output" in err
