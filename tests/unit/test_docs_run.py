"""What the pages tell a reader to type, typed: all Python and all commands, in a folder with data."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

import insight_widgets
from insight_widgets import Dataset, InsightReport, build_report, examples, load
from insight_widgets.cli import main
from insight_widgets.streams.conversion import convert

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
RUN_ELSEWHERE = {"add_a_chart", "add_a_format", "training_curves"}
COMMAND = re.compile(
    r"insight-widgets ((?:report|plan|resplit|convert|curves|check|diff) [^`\n#>)]+)(?:`|\n|#|>)"
)
WORKFLOW = re.compile(r"```yaml\nname: .*?ref: .*?```", re.DOTALL)
"""A workflow that looks at two versions; it is run as a whole."""

STANDS_FOR = {"PATH": "data", "SET": "data", "LOG": "runs/exp1"}
ALLOWED = {"check": {0, 3}}
OF_THE_NETWORK = re.compile(r"^.*s3://.*$", re.MULTILINE)
LOG = "epoch,train/loss,val/loss\n" + "".join(f"{n},{9 - n},{9.5 - n}\n" for n in range(9))


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """A folder that has what the pages speak of."""
    folder = tmp_path_factory.mktemp("reader")
    for place in ("data", "path/to/data"):
        shutil.copytree(examples.coco_tiny(), folder / place)
    for split in ("train", "val"):
        shutil.copy(folder / "data" / f"instances_{split}2017.json", folder / f"{split}.json")
    for run in ("train", "exp1"):
        (folder / "runs" / run).mkdir(parents=True)
        (folder / "runs" / run / "results.csv").write_text(LOG)
    data = load(folder / "data", progress=False)
    document = json.dumps(build_report(data, progress=False).to_dict())
    for name in ("old", "new", "main"):
        (folder / f"{name}.json").write_text(document)
    files = convert(data, folder / "shards", progress=False)
    shutil.copy(files[0], folder / "boxes.parquet")
    return folder


@pytest.fixture
def folder(laid_out, tmp_path, monkeypatch):
    """A copy of that folder of its own, in which one is."""
    place = tmp_path / "reader"
    shutil.copytree(laid_out, place)
    monkeypatch.chdir(place)
    return place


def commands():
    found = []
    for page in PAGES:
        said = dict.fromkeys(
            one.strip() for one in COMMAND.findall(WORKFLOW.sub("", page.read_text("utf-8")))
        )
        found += [pytest.param(command, id=f"{page.stem}: {command}") for command in said]
    return found


@pytest.mark.parametrize("command", commands())
def test_the_command_runs(command, folder, capsys):
    arguments = [STANDS_FOR.get(word, word) for word in shlex.split(command)]
    status = main(arguments)
    told = capsys.readouterr()
    assert status in ALLOWED.get(arguments[0], {0}), told.err
    for option, value in pairwise(arguments):
        if (
            option in ("--html", "--json", "--csv", "--svg", "--pdf", "--markdown", "--junit")
            and value != "-"
        ):
            assert (folder / value).exists()


def blocks():
    found = []
    for page in PAGES:
        if page.stem not in RUN_ELSEWHERE and "```python" in (text := page.read_text("utf-8")):
            code = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
            found.append(pytest.param(page.stem, code, id=page.stem))
    return found


def names_for(page):
    """Return what a page takes as given."""
    names = {name: getattr(insight_widgets, name) for name in insight_widgets.__all__}
    if page == "jupyterlab":
        from traitlets.config import Config

        return {"c": Config()}
    if page == "resplit":
        samples = [
            {"image": f"patient{n // 3}_{n}.jpg", "label": ("dog", "cat", "bird")[n % 3]} for n in range(90)
        ]
        ds = Dataset.from_samples({"train": samples[:75], "val": samples[75:]})
    else:
        ds = load(examples.blood_cells() if page in ("samples", "comparison") else "data", progress=False)
    if page == "scale":
        names["client"] = "local"
    curves = {"epoch": range(9), "loss": range(9, 0, -1), "val_loss": range(10, 1, -1)}
    report = InsightReport(ds, curves=curves, progress=False)
    return names | {
        "ds": ds,
        "report": report,
        "other": InsightReport(ds),
        "loss": 1.0,
        "val_loss": 1.0,
        "epoch": 1,
    }


@pytest.mark.parametrize(("page", "code"), blocks())
def test_the_python_of_a_page_runs_from_its_first_block_to_its_last(page, code, folder):
    names = names_for(page)
    for block in code:
        exec(compile(OF_THE_NETWORK.sub("", block), page, "exec"), names)  # noqa: S102  (our own documentation)


def steps():
    """Return the commands of the workflow that compares a pull request with its base."""
    (found,) = WORKFLOW.findall((PROJECT / "docs" / "check.md").read_text("utf-8"))
    jobs = yaml.safe_load(found.removeprefix("```yaml").removesuffix("```"))["jobs"]
    said = [step["run"] for step in jobs["data"]["steps"] if "run" in step]
    return [command for command in said if not command.startswith("pip install")]


def test_the_workflow_tells_what_changed_and_fails_where_a_limit_is_broken(laid_out, tmp_path):
    for side in ("base", "head"):
        shutil.copytree(laid_out / "data", tmp_path / side / "data")
    changed = tmp_path / "head" / "data" / "instances_train2017.json"
    document = json.loads(changed.read_text())
    gone = next(one for one in document["annotations"] if not one["iscrowd"])
    document["annotations"].remove(gone)
    changed.write_text(json.dumps(document))
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": paths, "GITHUB_STEP_SUMMARY": "summary.md"}
    ended = [
        subprocess.run(
            ["/bin/bash", "-eo", "pipefail", "-c", command],
            cwd=tmp_path,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        for command in steps()
    ]
    assert [one.returncode for one in ended] == [0, 0, 0, 0, 3], [one.stderr for one in ended]
    assert "::error title=insight-widgets max-serious" in ended[-1].stdout
    name = next(one["name"] for one in document["categories"] if one["id"] == gone["category_id"])
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.startswith("**1 class lost 1 box")
    assert f"| {name} | train |" in summary
    assert {"report.html", "diff.html", "check.xml"} <= {file.name for file in tmp_path.iterdir()}
