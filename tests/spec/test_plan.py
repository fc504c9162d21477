"""The plan: worked numbers, what a budget does, and what comes along."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets.columns import Split
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, SelectionError
from insight_widgets.report import build_report, curves_report
from insight_widgets.stats.balance import BalanceRule, judge
from insight_widgets.stats.counting import count
from insight_widgets.stats.counts import Counts
from insight_widgets.stats.plan import plan
from tests.builders import boxes, images, labels, masks

counts_of_classes = st.lists(st.integers(0, 60), min_size=1, max_size=6).filter(any)
ratios = st.sampled_from([0.1, 0.3, 0.55, 0.75, 0.9, 1])


def flat(counts):
    """Return the counts of a set in which every image has one label."""
    return Counts(sum(counts), np.array(counts, dtype=np.int64))


def report_on(task, classes, split, **splits):
    dataset = Dataset(task, tuple(classes.split()), {"train": split, **splits})
    return build_report(dataset, progress=False)


def photographs():
    """Two boxes of bus an image, three persons beside them in one of two; and persons alone."""
    rows = [(0, 0), (0, 0), (1, 0), (1, 0), (0, 1), (0, 1), (0, 1), *[(image, 1) for image in range(2, 40)]]
    return Split(images(*[(50, 50)] * 40), boxes=boxes([(*row, n, 0, 5, 5) for n, row in enumerate(rows)]))


def test_the_first_example_of_the_summary():
    found = plan(flat([123, 110, 53, 11]))
    assert found.now.target == 70
    assert found.additions == found.images == (0, 0, 17, 59)
    assert found.after.verdicts == ("well",) * 4
    assert found.after.cutoff == 70


def test_boxes_are_planned_in_images_and_what_comes_along_is_expected():
    frame = report_on("detection", "bus person tram", photographs()).plan()
    assert frame["class"].tolist() == ["tram", "bus", "person"]
    assert frame["count"].tolist() == [0, 4, 41]
    target = frame.attrs["target"]
    assert frame["add_labels"].tolist() == [target, target - 4, 0]
    assert frame["add_images"].tolist() == [target, -(-(target - 4) // 2), 0]
    # three persons in two images with a bus
    assert frame["expected_labels"].tolist() == [0, 0, round(1.5 * frame["add_images"][1] + 0.01)]
    assert "A class without any box is taken to have one an image." in frame.attrs["text"]
    assert f"An estimate: these images bring {frame['expected_labels'].sum()} boxes" in frame.attrs["text"]


def test_the_document_says_null_where_images_are_not_known():
    document = report_on("detection", "bus person tram", photographs()).to_dict()
    added = {row["name"]: row["add"]["images"] for row in document["summary"]["classes"]}
    assert added["tram"] is None


@pytest.mark.parametrize(
    ("budget", "additions"),
    [
        (0, (0, 0, 0, 0)),
        (3, (0, 0, 3, 0)),
        (4, (0, 0, 4, 0)),  # bird is at the cutoff, 57
        (5, (0, 0, 4, 1)),  # the rest goes to fish
        (75, (0, 0, 17, 58)),
        (76, (0, 0, 17, 59)),
        (1000, (0, 0, 17, 59)),
    ],
)
def test_a_budget_lifts_the_cheapest_class_first(budget, additions):
    found = plan(flat([123, 110, 53, 11]), budget=budget)
    assert found.additions == additions


@given(counts_of_classes, ratios, st.integers(0, 300))
def test_a_budget_is_kept_and_wastes_nothing(counts, ratio, budget):
    rule = BalanceRule(cutoff_ratio=ratio)
    found = plan(flat(counts), rule, budget)
    more = plan(flat(counts), rule, budget + 1)
    assert sum(found.images) <= budget
    assert all(a <= b for a, b in zip(found.additions, more.additions, strict=True))
    for now, after, added in zip(counts, found.after.verdicts, found.additions, strict=True):
        if now >= found.now.cutoff:
            assert after == "well"  # what is well stays well
        if added:
            assert now + added <= found.after.cutoff  # nothing is added to classes above the cutoff


@given(counts_of_classes, ratios, st.data())
def test_a_budget_that_covers_the_plan_is_the_plan(counts, ratio, data):
    whole = plan(flat(counts), BalanceRule(cutoff_ratio=ratio))
    budget = data.draw(st.integers(sum(whole.images), sum(whole.images) + 5))
    spent = plan(flat(counts), BalanceRule(cutoff_ratio=ratio), budget)
    assert spent.additions == whole.additions
    assert set(whole.after.verdicts) == {"well"}
    if sum(whole.images):
        assert plan(
            flat(counts), BalanceRule(cutoff_ratio=ratio), budget=sum(whole.images) - 1
        ).additions != (whole.additions)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any), ratios, st.integers(0, 20))
def test_no_other_way_to_spend_it_lifts_more(counts, ratio, budget):
    """Where a label is an image: against trying all classes to be well together."""
    rule = BalanceRule(cutoff_ratio=ratio)
    found = plan(flat(counts), rule, budget).after.verdicts.count("well")
    best = 0
    for size in range(len(counts) + 1):
        for chosen in combinations(range(len(counts)), size):
            if least_cost(counts, chosen, rule) <= budget:
                best = max(best, size)
    assert found == best


def least_cost(counts, chosen, rule):
    """Return how many labels it takes at least that all chosen classes are well together."""
    for level in range(max(counts) + 1):
        topped = [max(n, level) if place in chosen else n for place, n in enumerate(counts)]
        if all(topped[place] >= judge(topped, rule).cutoff for place in chosen):
            return sum(topped) - sum(counts)
    return 0


pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 4)), max_size=40)


@given(pairs, st.integers(0, 8))
def test_what_comes_together_is_counted_as_by_hand_and_adds_up(rows, cut):
    placed = [(image, label, place, 0, 3, 3) for place, (image, label) in enumerate(rows)]
    whole = count(Split(images(*[(90, 90)] * 8), boxes=boxes(placed)), "detection", 5).together
    table = whole.dense().tolist()
    for i in range(5):
        having = {image for image, label in rows if label == i}
        assert table[i] == [sum(image in having and label == j for image, label in rows) for j in range(5)]
    parts = [[row for row in placed if (row[0] < cut) == first] for first in (True, False)]
    counted = [count(Split(images(*[(90, 90)] * 8), boxes=boxes(part)), "detection", 5) for part in parts]
    assert (counted[0] + counted[1]).together == whole


@given(pairs)
def test_labels_and_masks_come_together_once_an_image(rows):
    once = sorted(set(rows))
    frames = images(*[(9, 9)] * 8)
    by_label = count(Split(frames, labels=labels(once)), "multilabel", 5).together
    by_mask = count(
        Split(frames, masks=masks([(*row, 5, 81) for row in once[::-1]])), "segmentation", 5
    ).together
    assert by_label == by_mask
    assert np.diag(by_label.dense()).tolist() == [sum(label == j for _, label in once) for j in range(5)]
    assert (by_label.dense() == by_label.dense().T).all()


def test_much_is_looked_at_a_piece_at_a_time(monkeypatch):
    rng = np.random.default_rng(3)
    rows = sorted({(int(a), int(b)) for a, b in rng.integers(0, (60, 30), (900, 2))})
    split = Split(images(*[(9, 9)] * 60), labels=labels(rows))
    at_once = count(split, "multilabel", 30).together
    monkeypatch.setattr("insight_widgets.stats.together.AT_ONCE", 7)
    assert count(split, "multilabel", 30).together == at_once
    monkeypatch.setattr("insight_widgets.stats.sparse.DENSE_CELLS", 0)
    assert count(split, "multilabel", 30).together == at_once


def test_what_comes_along_is_exact_however_large():
    table = count(Split(images((9, 9)), labels=labels([(0, 0), (0, 1)])), "multilabel", 2).together
    from insight_widgets.stats.together import expected_along

    million = np.array([10**9, 0])
    huge = type(table)((2, 2), table.index, table.count * 10**9)
    assert expected_along(huge, np.array([10**9, 10**9]), million).tolist() == [0, 10**9]


def test_a_split_can_be_planned_for_alone():
    val = Split(images(*[(9, 9)] * 3), labels=labels([(0, 0), (1, 0), (2, 1)]))
    train = Split(images(*[(9, 9)] * 4), labels=labels([(0, 1), (1, 1), (2, 1), (3, 0)]))
    report = report_on("multiclass", "dog cat", train, val=val)
    assert report.plan(split="val")["count"].tolist() == [1, 2]
    assert report.plan()["count"].tolist() == [3, 4]
    with pytest.raises(SelectionError, match=r'no split "vall" .*"val"'):
        report.plan(split="vall")


@pytest.mark.parametrize("budget", [-1, 1.5, "many", True, float("nan")])
def test_a_budget_is_a_whole_number(budget):
    with pytest.raises(DataError, match="budget: a whole number of images"):
        plan(flat([3, 1]), budget=budget)


def test_a_ratio_out_of_range_and_a_report_on_no_data_are_told():
    report = report_on("multiclass", "a b", Split(images((9, 9)), labels=labels([(0, 0)])))
    with pytest.raises(DataError, match="cutoff_ratio"):
        report.plan(cutoff_ratio=1.5)
    with pytest.raises(DataError, match="training curves alone"):
        curves_report((), "a run").plan()


def test_a_plan_never_touches_the_report():
    report = report_on("detection", "bus person tram", photographs())
    before = report.to_dict()
    report.plan(cutoff_ratio=0.2, budget=3)
    assert report.to_dict() == before
    assert report.plan(cutoff_ratio=0.2).attrs["cutoff"] == 3


def test_without_labels_nothing_is_planned():
    report = report_on("multiclass", "a b", Split(images((9, 9))))
    frame = report.plan(budget=10)
    assert frame["add_labels"].tolist() == [0, 0]
    assert frame.attrs["text"] == "There are no labels to plan with."
