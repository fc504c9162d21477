"""Names of splits and classes."""

from __future__ import annotations

import pytest

from insight_widgets.naming import is_background, natural_order, split_in_stem, split_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("train", "train"),
        ("Training", "train"),
        ("valid", "val"),
        ("validation", "val"),
        ("dev", "val"),
        ("val2017", "val"),
        ("train_2", "train"),
        ("test", "test"),
        ("holdout", "holdout"),
        (" Fold A ", "Fold A"),
    ],
)
def test_splits_are_normalised(given, name):
    assert split_name(given) == name


@pytest.mark.parametrize(
    ("stem", "split"),
    [("instances_val2017", "val"), ("my-train-set", "train"), ("labels", None), ("trainer", None)],
)
def test_a_file_name_may_tell_its_split(stem, split):
    assert split_in_stem(stem) == split


def test_numbers_are_sorted_by_value_and_before_words():
    assert natural_order(["b", "10", "9", "a", "nan", "-1"]) == ("-1", "9", "10", "a", "b", "nan")


def test_background_is_known_in_any_case():
    assert is_background("Background ")
    assert is_background("_background_")
    assert not is_background("backpack")
