"""The cases of training curves, sentence by sentence."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from insight_widgets.curves import Curve, read_curves
from insight_widgets.errors import DataError
from insight_widgets.judging.data_words import DataWords, data_words
from insight_widgets.judging.document import curves_document
from insight_widgets.judging.judge import judge
from insight_widgets.judging.rule import CurveRule
from insight_widgets.report import curves_report
from tests import documents
from tests.losses import NOTHING, RULE, falling, points, said, valley
from tests.real_data import REAL_DATA

NAN, INF = float("nan"), float("inf")
PUBLISHED = REAL_DATA.parent / "spec" / "curves.csv"


def document(*, x="epoch", **columns):
    length = max(map(len, columns.values()))
    return curves_document(read_curves({x: range(length), **columns}))


def noise(length, size, seed=1):
    return size * np.random.default_rng(seed).normal(size=length)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published curves lie beside the project only")
@pytest.mark.parametrize("case", ["A", "B", "C", "D"])
def test_the_published_curves(case):
    with Path(PUBLISHED).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["case"] == case]
    columns = {"epoch": "step", "loss": "train_loss", "val_loss": "val_loss"}
    found = curves_document(read_curves({to: [row[name] for row in rows] for to, name in columns.items()}))
    assert found["curves_headline"]["verdict"] == case
    assert found["curves"][0]["evidence"]["confidence"] > 0.5


def test_evidence_always_has_kind_confidence_span_and_the_rule():
    for verdict in (said(falling(), falling()), said([NAN]), said([1.0]), said([0.0] * 9)):
        evidence = verdict.evidence(RULE)
        assert 0 <= evidence["confidence"] <= 1
        assert len(evidence["span"]) == 2
        assert evidence["kind"]
        assert evidence["rule"]["least_rise"] == 0.05


def test_steps_are_those_of_the_log():
    steps = np.arange(60) * 500 + 499
    verdict = judge(points(falling(60), steps), points(valley(0.5), steps), RULE)
    assert verdict.numbers["since"] in steps[18:24]
    assert verdict.span == (verdict.numbers["since"], steps[-1])


def test_both_fall_is_fine():
    verdict = said(falling(), falling() + 0.05)
    assert (verdict.case, verdict.kind) == ("A", "learning")


@pytest.mark.parametrize("length", [0, 1, 3])
def test_under_4_points_are_short(length):
    verdict = said(falling()[:length], falling()[:length])
    assert (verdict.case, verdict.numbers["points"]) == ("short", length)


@pytest.mark.parametrize("length", [4, 5, 7])
def test_4_to_7_points_are_a_verdict_of_little_confidence(length):
    verdict = said(np.linspace(2, 1, length), np.linspace(2, 1.1, length))
    assert verdict.case == "A"
    assert verdict.confidence <= 0.5


def test_with_under_4_points_of_validation_train_is_judged_alone():
    verdict = said(falling(), [1.0, 2.0, 3.0])
    assert verdict.case == "A"
    assert "val" not in verdict.numbers


@pytest.mark.parametrize("bad", [NAN, INF, -INF])
def test_an_end_that_is_not_finite(bad):
    values = falling()
    values[[4, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49]] = bad
    verdict = said(values, falling())
    assert (verdict.case, verdict.numbers["since"], verdict.numbers["split"]) == ("nan", 40, "train")


def test_too_many_after_warm_up():
    values = falling(100)
    values[:5] = NAN
    values[30:60:2] = NAN
    assert said(values).case == "A"
    values[60:80:2] = NAN
    verdict = said(values)
    assert (verdict.case, verdict.numbers["since"]) == ("nan", 30)


def test_some_not_finite_are_counted_and_the_others_judged():
    values = falling()
    values[[10, 20]] = NAN
    verdict = said(values, falling())
    assert (verdict.case, verdict.numbers["nonfinite"]) == ("A", {"train": 2})


def test_not_finite_comes_before_short():
    assert said([1.0, NAN]).case == "nan"


def bump(length, middle, height):
    return height * np.exp(-(((np.arange(length) - middle) / (length / 12)) ** 2))


@pytest.mark.parametrize(
    "more",
    [
        bump(80, 6, 0.5),
        bump(80, 35, 0.6),
        np.where(np.arange(80) == 60, 5.0, 0),
        np.where(np.arange(80) == 79, 5.0, 0),
        0.2 * (1 - (np.arange(80) % 20) / 19),
    ],
    ids=["an early bump", "double descent", "a spike", "a spike at the end", "warm restarts"],
)
def test_where_it_ends_decides(more):
    losses = np.linspace(2, 0.5, 80) + noise(80, 0.01)
    assert said(losses + more, losses + more + 0.05).case == "A"


def test_a_rise_like_those_that_came_back_before_is_not_told_yet():
    wave = 0.2 * (1 - np.cos(2 * np.pi * np.arange(170) / 40))
    losses = 0.5 + np.exp(-np.arange(170) / 30) + wave + noise(170, 0.005)
    verdict = said(losses, losses)
    assert verdict.case == "A"
    assert verdict.confidence <= 0.5


def test_the_least_rise_that_counts_is_5_percent_of_what_was_learnt():
    assert said(falling(60), valley(0.03)).case == "A"
    assert said(falling(60), valley(0.10)).case == "B"
    strict = CurveRule(least_rise=0.2)
    assert judge(points(falling(60)), points(valley(0.10)), strict).case == "A"


def test_a_rise_within_noise_does_not_count():
    assert said(falling(60), valley(0.06) + noise(60, 0.1)).case == "A"


@pytest.mark.parametrize("train", [falling(60), np.where(np.arange(60) < 20, falling(60), 0.7)])
def test_overfitting_is_told_with_the_lowest_step_of_validation(train):
    verdict = said(train, valley(0.4) + noise(60, 0.005))
    assert (verdict.case, verdict.kind) == ("B", "overfitting")
    assert verdict.numbers["since"] == pytest.approx(20, abs=3)


@pytest.mark.parametrize("split", ["train", "both"])
def test_rising(split):
    verdict = said(valley(0.6), valley(0.6) if split == "both" else falling(60))
    assert (verdict.case, verdict.kind) == ("B", "rising")


def test_validation_that_learns_slowly():
    verdict = said(falling(50, 2, 0.4), falling(50, 2, 1.7))
    assert (verdict.case, verdict.kind) == ("C", "slow-validation")
    assert verdict.confidence > 0.5


def test_a_constant_gap_with_like_falls_is_fine():
    assert said(falling(50, 1, 0.4), falling(50, 2, 1.2)).case == "A"


def test_validation_that_learnt_then_went_level_is_fine_and_said():
    verdict = said(np.linspace(2, 0.2, 60), np.maximum(np.linspace(2, 0.2, 60), 1.1))
    assert (verdict.case, verdict.kind) == ("A", "stalled")
    assert verdict.numbers["stalled_since"] == pytest.approx(30, abs=4)


@pytest.mark.parametrize("slope", [0, 0.01, -0.01])
def test_train_that_neither_fell_nor_rose(slope):
    level = 1.95 * (1 + slope * np.linspace(0, 1, 50)) + noise(50, 0.01)
    assert said(level, level + 0.02).case == "D"


def test_exactly_level_is_not_learning():
    assert said([1.95] * 8, [1.95] * 8).case == "D"


def test_a_level_after_a_fall_is_fine():
    assert said([2.3, 0.5] + [0.3] * 98, [2.3, 0.6] + [0.35] * 98).case == "A"


def test_a_fall_within_the_first_steps_of_a_long_run_is_seen():
    losses = 0.3 + 2 * np.exp(-np.arange(200_000) / 50)
    assert said(losses).case == "A"


def test_flat_while_a_metric_of_validation_improves_is_fine_tuning():
    level = [0.1] * 30
    found = document(loss=level, val_loss=level, val_accuracy=np.linspace(0.6, 0.9, 30))
    assert found["curves"][0]["verdict"] == "A"
    assert found["curves"][0]["evidence"]["kind"] == "fine-tuned"
    worse = document(loss=level, val_loss=level, val_accuracy=np.linspace(0.9, 0.6, 30))
    assert worse["curves"][0]["verdict"] == "D"


def test_precedence():
    level, rising = np.full(60, 1.0), valley(0.6)
    assert said(level, rising).case == "D"
    lost = rising.copy()
    lost[-1] = NAN
    assert said(level, lost).case == "nan"
    assert said(level, falling(60)).case == "A"


@pytest.mark.parametrize(
    ("values", "case", "kind"),
    [
        (falling(60), "A", "learning"),
        (valley(0.6), "B", "rising"),
        ([1.0] * 60, "D", "not-learning"),
        ([1.0] * 59 + [NAN], "nan", "non-finite"),
        ([1.0] * 3, "short", "short"),
    ],
)
def test_one_split_alone(values, case, kind):
    for train, val in ((points(values), NOTHING), (NOTHING, points(values))):
        verdict = judge(train, val, RULE)
        assert (verdict.case, verdict.kind) == (case, kind)


def test_a_loss_that_is_zero_all_along_has_no_verdict():
    found = document(sem_loss=[0.0] * 9, val_sem_loss=[0.0] * 9)
    assert (found["curves"][0]["verdict"], found["curves_headline"]) == (None, None)


def test_metrics_have_no_verdict():
    found = document(accuracy=[0.1] * 9)["curves"][0]
    assert (found["verdict"], found["evidence"], found["text"], found["advice"]) == (None, {}, "", "")


def test_parts_are_judged_each_and_the_headline_names_the_worst():
    fine, worse = falling(60), valley(0.5)
    parts = {"train/box_loss": fine, "val/box_loss": fine, "train/dfl_loss": fine, "val/dfl_loss": worse}
    found = document(**parts)
    assert {curve["metric"]: curve["verdict"] for curve in found["curves"]} == {
        "box_loss": "A",
        "dfl_loss": "B",
    }
    assert (found["curves_headline"]["metric"], found["curves_headline"]["verdict"]) == ("dfl_loss", "B")
    assert found["curves_headline"]["text"].startswith("dfl_loss: it overfits since epoch")


@pytest.mark.parametrize("total", ["loss", "total_loss"])
def test_where_the_total_is_logged_the_headline_is_its(total):
    found = document(**{total: falling(60), "box_loss": valley(0.5)})
    assert (found["curves_headline"]["metric"], found["curves_headline"]["verdict"]) == (total, "A")


def test_the_headline_is_that_of_the_last_run_that_is_not_short():
    values = [falling(), valley(0.6), [1.0, 0.9]]
    runs = [Curve("loss", points(loss), NOTHING, "epoch", run=run, runs=3) for run, loss in enumerate(values)]
    found = curves_document(runs)
    assert [curve["verdict"] for curve in found["curves"]] == ["A", "B", "short"]
    assert (found["curves_headline"]["run"], found["curves_headline"]["verdict"]) == (1, "B")
    assert curves_document(runs[2:])["curves_headline"]["verdict"] == "short"


def test_a_report_of_curves_has_the_two_keys():
    found = curves_report(read_curves({"loss": falling()}), "a run").to_dict()
    assert found["curves"][0]["verdict"] == "A"
    assert found["curves_headline"]["text"] == "loss falls (train 2 to 0.501)."


def test_slow_validation_names_the_classes_that_are_short():
    run = read_curves({"loss": falling(50, 2, 0.4), "val_loss": falling(50, 2, 1.7)})
    found = documents.document("multiclass", curves=run)
    short = [row["name"] for row in found["summary"]["classes"] if row["verdict"] != "well"]
    assert found["curves"][0]["verdict"] == "C"
    assert short
    assert all(name in found["curves"][0]["advice"] for name in short)


def summaries(train, val):
    """Return the summaries of two splits with so many labels of a, b, c, ..."""
    counted = {"train": train, "val": val}
    return {
        split: {
            "classes": [{"name": name, "count": count} for name, count in zip("abcdef", of, strict=False)]
        }
        for split, of in counted.items()
    }


@pytest.mark.parametrize(
    ("train", "val", "said"),
    [
        ([900, 100], [100, 100], [("b", "10%", "50%"), ("a", "90%", "50%")]),
        ([900, 100], [90, 10], []),
        ([9, 1], [1, 1], []),
        ([500, 500, 0], [250, 250, 100], [("c", "0%", "17%")]),
        ([0, 0], [5, 5], []),
        ([], [], []),
    ],
)
def test_splits_that_differ_are_told_beyond_chance_alone(train, val, said):
    document = {"summary": {"classes": []}, "summaries": summaries(train, val)}
    assert sorted(data_words(document).different) == sorted(said)


def test_slow_validation_says_how_the_splits_differ():
    words = DataWords(["b"], [("b", "10%", "50%")]).sentences()
    assert words == [
        "By the Insight Summary too few labels: b.",
        "The splits differ: b (10% of train, 50% of validation).",
    ]


@pytest.mark.parametrize("bad", [0, -1, "a", NAN])
def test_a_threshold_is_a_positive_number(bad):
    with pytest.raises(DataError, match="least_rise: a positive number is wanted"):
        CurveRule(least_rise=bad)


def test_a_loss_that_explodes_at_once_rises_however_noisy_it_is_after_that():
    noise = np.random.default_rng(0).normal(size=40)
    loss = [0.7, *np.exp(4 + 0.7 * noise[1:] - np.arange(39) / 20)]
    found = document(loss=loss, val_loss=loss, val_accuracy=np.linspace(0.5, 0.9, 40))
    assert found["curves_headline"]["verdict"] == "B"
    assert found["curves"][0]["evidence"]["since"] == 0
