"""Data sets that are written as Parquet: the report on what is written is the report on the set."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("pyarrow")

from insight_widgets import build_report, examples, load
from insight_widgets.cli import main
from insight_widgets.columns import Split
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.streams import table_source
from insight_widgets.streams.conversion import convert
from insight_widgets.streams.converted import FOUND_AGAIN
from tests.builders import boxes, images
from tests.large_tables import in_parts, text
from tests.mutation.seeds import seeds


def told(document):
    """Return a document without its title, and without the words of problems that are found again."""
    found = json.loads(document)
    for problem in found["problems"]:
        if problem["code"] in FOUND_AGAIN:
            del problem["examples"]
    return {**found, "title": ""}


@pytest.mark.parametrize(
    "seed",
    [
        seed
        for name in ("coco", "mask", "voc", "csv", "folder", "kitti", "labelme", "openimages")
        for seed in seeds(name)
    ],
    ids=str,
)
def test_small_sets_of_every_format(tmp_path, seed):
    (tmp_path / "set").mkdir()
    dataset = load(seed.build(tmp_path / "set"), progress=False, **seed.options)
    convert(dataset, tmp_path / "written", progress=False)
    expected = told(text(build_report(dataset, progress=False)))
    assert told(text(build_report(load(tmp_path / "written", progress=False), progress=False))) == expected
    assert told(in_parts(tmp_path / "written")) == expected


@pytest.mark.parametrize("task", [None, "segmentation", "multilabel"])
def test_a_real_set(tmp_path, monkeypatch, task):
    monkeypatch.setattr(table_source, "PART_ROWS", 1)
    dataset = load(examples.coco_tiny(), progress=False, task=task)
    convert(dataset, tmp_path / "written", progress=False)
    assert told(in_parts(tmp_path / "written")) == told(text(build_report(dataset, progress=False)))


def test_shares_names_that_are_alike_and_splits_of_any_name(tmp_path):
    pictures = images((50, 40), (50, 40))
    pictures.name[:] = "same.jpg"
    shares = boxes([(0, 0, 0.0, 0.0, 1.25, 0.5), (1, 1, 0.5, 0.5, 0.25, 0.25)], relative=True)
    dataset = Dataset(
        "detection", ("a, b", "1"), {"train": Split(pictures, boxes=shares), "odd/name": Split(pictures)}
    )
    convert(dataset, tmp_path / "written", progress=False)
    found = load(tmp_path / "written", progress=False)
    assert found.classes == ("a, b", "1")
    assert {name: len(split.images) for name, split in found.splits.items()} == {"train": 2, "odd/name": 2}
    assert told(text(build_report(found, progress=False))) == told(
        text(build_report(dataset, progress=False))
    )


def test_the_command_line_writes_beside_the_set(tmp_path, capsys):
    source = next(seed for seed in seeds("voc")).build(tmp_path / "set")
    assert main(["convert", str(source), "--to", "parquet"]) == 0
    written = capsys.readouterr().out.split()
    assert written == [str(tmp_path / "set-parquet" / f"{split}.parquet") for split in ("train", "val")]
    assert main(["report", str(tmp_path / "set-parquet"), "--engine", "local"]) == 0
    assert "Object detection, 2 classes" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["convert", str(examples.coco_tiny()), "--output", str(tmp_path / "file" / "below")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_what_was_converted_is_replaced_only_if_asked(tmp_path, capsys):
    command = ["convert", str(examples.coco_tiny()), "--output", str(tmp_path)]
    (tmp_path / "train.parquet").write_text("mine")
    assert main(command) == 1
    assert "train.parquet: is there already" in capsys.readouterr().err
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("train.parquet", "mine")]
    assert main([*command, "--overwrite"]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["train.parquet", "val.parquet"]


def test_splits_that_would_be_called_alike_are_refused(tmp_path):
    one = Split(images((9, 9)), boxes=boxes([(0, 0, 1, 1, 5, 5)]))
    with pytest.raises(DataError, match=r"'a/b' and 'a_b' would both be a_b\.parquet"):
        convert(Dataset("detection", ("dog",), {"a/b": one, "a_b": one}), tmp_path)
    assert list(tmp_path.iterdir()) == []
