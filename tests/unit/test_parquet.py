"""Tables in Parquet files."""

from __future__ import annotations

import json
import sys

import pytest

from insight_widgets import build_report, load
from insight_widgets.errors import FormatError, InsightError, ReadError
from insight_widgets.readers import find_reader
from tests.csv_tables import labels, problems, reported

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

LABELS = {"image": ["a.jpg", "b.jpg", "c.jpg"], "label": ["dog", "cat", None]}
BOXES = {
    "image": ["a.jpg", "a.jpg", "b.jpg"],
    "label": ["dog", "cat", None],
    "xmin": [1, 2, None],
    "ymin": [1.5, 2, None],
    "xmax": [11, 12, None],
    "ymax": [11, 12, None],
}


def write(path, columns, metadata=None, **options):
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    if metadata is not None:
        table = table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": metadata}})})
    parquet.write_table(table, path, **options)
    return path


def read(path, **options):
    return load(path, progress=False, **options)


def test_labels_in_one_file(tmp_path):
    path = write(tmp_path / "labels.parquet", LABELS)
    assert find_reader(path).FORMAT == "parquet"
    dataset = read(path)
    assert (dataset.task, dataset.classes) == ("multiclass", ("cat", "dog"))
    assert labels(dataset) == {"a.jpg": ["dog"], "b.jpg": ["cat"], "c.jpg": []}
    assert dataset.splits["all"].images.roots == (tmp_path, tmp_path / "images")


def test_boxes(tmp_path):
    split = read(write(tmp_path / "train.parquet", BOXES)).splits["train"]
    assert split.boxes.x.tolist() == [1, 2]
    assert split.boxes.height.tolist() == [9.5, 10]
    assert split.images.name.tolist() == ["a.jpg", "b.jpg"]


def test_a_file_a_split_and_several_files_one_split(tmp_path):
    (tmp_path / "data").mkdir()
    for piece in range(2):
        columns = {"image": [f"{piece}.jpg", "x.jpg"], "label": ["dog", "cat"]}
        write(tmp_path / f"data/train-0000{piece}-of-00002.parquet", columns)
    write(tmp_path / "data/validation-00000-of-00001.parquet", {"image": ["v.jpg"], "label": ["dog"]})
    assert find_reader(tmp_path).FORMAT == "parquet"
    dataset = read(tmp_path)
    assert {name: len(split.images) for name, split in dataset.splits.items()} == {"train": 3, "val": 1}
    assert labels(dataset, "train") == {"0.jpg": ["dog"], "x.jpg": ["cat", "cat"], "1.jpg": ["dog"]}


def test_pieces_must_have_the_same_columns(tmp_path):
    write(tmp_path / "train-0.parquet", LABELS)
    write(tmp_path / "train-1.parquet", {"image": ["v.jpg"], "kind": ["dog"]})
    with pytest.raises(ReadError, match=r"train-1.parquet: the columns of train-0.parquet are wanted"):
        read(tmp_path)


def test_different_tables_of_one_split_are_refused(tmp_path):
    write(tmp_path / "train_a.parquet", LABELS)
    write(tmp_path / "train_b.parquet", LABELS)
    with pytest.raises(FormatError, match="are all the split train"):
        read(tmp_path)


def test_a_column_of_splits_lists_and_repeated_words(tmp_path):
    table = pa.table(
        {
            "image": ["a", "b", "c"],
            "labels": [["dog", "cat"], [], ["cat"]],
            "split": pa.array(["train", "val", "train"]).dictionary_encode(),
        }
    )
    dataset = read(write(tmp_path / "x.parquet", table))
    assert dataset.task == "multilabel"
    assert labels(dataset, "train") == {"a": ["dog", "cat"], "c": ["cat"]}
    assert labels(dataset, "val") == {"b": []}


def test_columns_of_yes_and_no(tmp_path):
    columns = {"image": ["a", "b"], "dog": [True, None], "cat": [True, False]}
    dataset = read(write(tmp_path / "x.parquet", columns))
    assert labels(dataset) == {"a": ["dog", "cat"], "b": []}
    assert problems(dataset) == {"label-blank": 1}


def test_pictures_in_the_table_are_never_read(tmp_path):
    pictures = [{"bytes": b"x" * 1000, "path": f"{name}.png"} for name in "abc"]
    features = {"image": {"_type": "Image"}, "kind": {"names": ["cat", "dog", "bird"], "_type": "ClassLabel"}}
    path = write(tmp_path / "train.parquet", {"image": pictures, "kind": [1, 0, -1]}, features)
    dataset = read(path)
    assert dataset.classes == ("cat", "dog", "bird")
    assert labels(dataset, "train") == {"a.png": ["dog"], "b.png": ["cat"], "c.png": [None]}
    assert reported(dataset)["unknown-class"] == 1


def test_pictures_without_a_name_are_called_by_their_row(tmp_path):
    pictures = [{"bytes": b"x", "path": None}] * 2
    for number, image in enumerate((pictures, [b"x", b"y"])):
        dataset = read(write(tmp_path / f"x{number}.parquet", {"image": image, "label": ["dog", "cat"]}))
        assert labels(dataset) == {"0": ["dog"], "1": ["cat"]}
        assert dataset.splits["all"].images.key is None


def test_columns_called_otherwise(tmp_path):
    path = write(tmp_path / "x.parquet", {"photo": ["a"], "what": ["dog"], "place": ["x"]})
    assert read(path, columns={"image": "photo", "label": "what"}).classes == ("dog",)


def outcome(path):
    """Return what is said of a path: the error, or the path itself where it is read."""
    try:
        read(path)
    except InsightError as error:
        return str(error)
    return str(path)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 20, b"no table at all"])
def test_a_damaged_file_is_one_clear_error(tmp_path, data):
    path = tmp_path / "x.parquet"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="cannot be read as Parquet") as error:
        read(path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


def test_a_byte_that_is_wrong_ends_in_a_report_or_one_clear_error(tmp_path):
    whole = write(tmp_path / "whole.parquet", LABELS).read_bytes()
    path = tmp_path / "wrong.parquet"
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert str(path) in outcome(path)


def test_a_table_that_does_not_fit_is_one_clear_error(tmp_path):
    path = write(tmp_path / "x.parquet", {"epoch": [1, 2], "loss": [0.5, 0.25]})
    with pytest.raises(ReadError, match="no column of image names"):
        read(path)


def test_without_pyarrow_it_is_said_how_to_install_it(tmp_path, monkeypatch):
    path = write(tmp_path / "x.parquet", LABELS)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ReadError, match=r'pip install "insight-widgets\[parquet\]"'):
        read(path)


def test_columns_of_one_name_are_one_clear_error(tmp_path):
    table = pa.table([["a.png"], ["dog"], ["cat"]], names=["image", "label", "label"])
    parquet.write_table(table, tmp_path / "train.parquet")
    for options in ({}, {"engine": "local"}):
        with pytest.raises(ReadError, match=r'train\.parquet: .*every column needs its own name; "label"'):
            build_report(load(tmp_path, progress=False, **options), progress=False)
