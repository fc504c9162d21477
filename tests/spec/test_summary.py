"""The worked numbers of the Insight Summary."""

from __future__ import annotations

import pytest

from insight_widgets.columns import Split
from insight_widgets.errors import DataError
from insight_widgets.stats.balance import BalanceRule, judge
from tests.builders import document, images, labels


@pytest.mark.parametrize(
    ("counts", "cutoff", "verdicts", "headline"),
    [
        ([123, 110, 53, 11], 56, "well well mild serious", "A"),
        ([123, 110, 61, 53], 66, "well well mild mild", "B"),
        ([123, 110, 76, 74], 72, "well well well well", "C"),
        ([123, 115, 110, 105], 85, "well well well well", "D"),
        ([25, 25, 25], 19, "well well well", "D"),
    ],
)
def test_published_examples(counts, cutoff, verdicts, headline):
    found = judge(counts)
    assert (found.cutoff, " ".join(found.verdicts), found.headline) == (cutoff, verdicts, headline)


def test_plan_of_the_first_example():
    found = judge([123, 110, 53, 11])
    assert found.target == 70
    assert found.additions == (0, 0, 17, 59)


def test_cutoff_is_exact_on_the_ratio_as_written():
    assert judge([100, 100], BalanceRule(cutoff_ratio=0.55)).cutoff == 55


def test_border_of_serious_is_half_the_cutoff_and_belongs_to_mild():
    assert judge([100, 28, 27, 69]).cutoff == 42
    assert judge([100, 21, 20, 83]).verdicts == ("well", "mild", "serious", "well")


def test_even_tolerance_is_inclusive():
    assert judge([110, 90, 100]).headline == "D"
    assert judge([111, 89, 100]).headline == "C"


@pytest.mark.parametrize("counts", [[], [0, 0]])
def test_nothing_to_judge(counts):
    found = judge(counts)
    assert (found.cutoff, found.headline) == (0, None)


@pytest.mark.parametrize("ratio", [0, -1, 1.01, float("nan"), float("inf"), "x", None])
def test_a_ratio_out_of_range_is_one_clear_error(ratio):
    with pytest.raises(DataError, match="cutoff_ratio"):
        BalanceRule(cutoff_ratio=ratio)


def test_document_adds_up_the_splits_and_lists_the_longest_first():
    train = Split(
        images(*[(0, 0)] * 9), labels=labels([(0, 1), (1, 1), (2, 0), (3, 0), *[(i, 2) for i in range(4, 9)]])
    )
    val = Split(images(*[(0, 0)] * 3), labels=labels([(0, 0), (1, 1), (2, 2)]))
    summary = document("multiclass", "dog cat bird fish", {"train": train, "val": val})["summary"]
    rows = [(row["name"], row["count"], row["verdict"]) for row in summary["classes"]]
    assert rows == [("bird", 6, "well"), ("dog", 3, "well"), ("cat", 3, "well"), ("fish", 0, "serious")]
    assert summary["cutoff"] == 3
    assert summary["classes"][0]["share"] == 0.5
    assert summary["classes"][3]["add"] == {"labels": 3, "images": 3}
