"""Several data sets as splits of one: names, class lists, tasks."""

from __future__ import annotations

import pytest

from insight_widgets.columns import Split
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, ReadError
from insight_widgets.loading import load
from tests.builders import images, labels


def part(task, classes, rows, name="all"):
    return Dataset(task, tuple(classes.split()), {name: Split(images(*[(0, 0)] * 3), labels=labels(rows))})


def test_class_lists_are_united_and_labels_follow():
    joined = load(
        {
            "valid": part("multiclass", "cat bird", [(0, 1), (1, -1)]),
            "train": part("multiclass", "dog cat", [(0, 1)]),
        }
    )
    assert joined.classes == ("cat", "bird", "dog")
    assert list(joined.splits) == ["train", "val"]
    assert joined.splits["train"].labels.label.tolist() == [0]
    assert joined.splits["val"].labels.label.tolist() == [1, -1]


def test_multiclass_beside_multilabel_is_multilabel():
    parts = {"train": part("multilabel", "a", []), "val": part("multiclass", "a", [])}
    assert load(parts).task == "multilabel"


@pytest.mark.parametrize(
    ("parts", "error", "message"),
    [
        ({}, DataError, "empty one"),
        ({"val": "multiclass", "valid": "multiclass"}, DataError, 'two splits are called "val"'),
        ({"train": "multiclass", "val": "detection"}, DataError, "train: multiclass, val: detection"),
    ],
)
def test_parts_that_do_not_fit(parts, error, message):
    with pytest.raises(error, match=message):
        load({name: part(task, "a", []) for name, task in parts.items()})


def test_a_part_with_several_splits_is_refused():
    several = Dataset("multiclass", ("a",), {"train": Split(images()), "val": Split(images())}, "pets")
    with pytest.raises(ReadError, match="pets: one split is wanted for train; this holds train, val"):
        load({"train": several})


def test_anything_else_is_one_clear_error():
    with pytest.raises(DataError, match="a Dataset, a path, a data set of another library"):
        load(42)
    with pytest.raises(ReadError, match="no such file or folder"):
        load("nowhere/at-all")
    with pytest.raises(DataError, match='did you mean "detection"'):
        load("nowhere", task="detecton")
