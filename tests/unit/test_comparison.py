"""Train against validation: intervals and tests as published and as in scipy, findings by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial.distance import jensenshannon

from insight_widgets.columns import Boxes, Images, Labels, Masks, Split, image_names
from insight_widgets.comparison.document import comparisons
from insight_widgets.dataset import Dataset
from insight_widgets.errors import SelectionError
from insight_widgets.report import build_report
from insight_widgets.stats.check import check
from insight_widgets.stats.counting import count
from insight_widgets.stats.discovery import discovery_rates
from insight_widgets.stats.distance import jensen_shannon, stability_index
from insight_widgets.stats.exact_test import exact_test
from insight_widgets.stats.intervals import difference, ratio, share
from insight_widgets.texts.comparison import ratio_text

ONE_KIND = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))
SEEDS = range(120)


def whole(*numbers):
    return np.array(numbers, dtype=np.int64)


def triple(found):
    return [float(value[0]) for value in (found.value, found.low, found.high)]


@given(ONE_KIND)
def test_the_interval_of_a_share_is_that_of_scipy(pair):
    count, of = pair
    found = triple(share(whole(count), whole(of)))
    if of == 0:
        assert found[1:] == [0, 1]
        return
    limits = stats.binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert found == pytest.approx([count / of, limits.low, limits.high], abs=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "limits"),
    [
        ((48, 80), (56, 70), (-0.3339, -0.0524)),
        ((3, 10), (9, 10), (-0.8090, -0.1705)),
        ((0, 29), (5, 56), (-0.1926, 0.0381)),
        ((0, 20), (0, 10), (-0.2775, 0.1611)),
    ],
)
def test_the_interval_of_a_difference_is_that_of_newcombe(one, other, limits):
    """Table II of Newcombe (1998), method 10, the signs turned round."""
    shares = [share(whole(count), whole(of)) for count, of in (other, one)]
    low, high = triple(difference(*shares))[1:]
    assert (round(low, 4), round(high, 4)) == limits


@given(ONE_KIND, ONE_KIND)
def test_the_interval_of_a_ratio_holds_it_and_turns_round_with_it(one, other):
    if not (one[1] and other[1] and one[0] + other[0]):
        return
    shares = [share(whole(count), whole(of)) for count, of in (one, other)]
    value, low, high = triple(ratio(*shares))
    assert 0 <= low <= value <= high
    back = triple(ratio(*reversed(shares)))
    turned = [np.inf if number == 0 else 1 / number for number in (back[0], back[2], back[1])]
    assert [value, low, high] == pytest.approx(turned, rel=1e-9)


def test_the_interval_of_a_ratio_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(0)
    counts = [rng.binomial(of, rate, 20_000) for of, rate in ((900, 0.02), (200, 0.05))]
    found = ratio(share(counts[0], np.full(20_000, 900)), share(counts[1], np.full(20_000, 200)))
    assert 0.94 <= np.mean((found.low <= 2.5) & (found.high >= 2.5)) <= 0.97


@given(ONE_KIND, ONE_KIND)
def test_the_exact_test_is_that_of_scipy(one, other):
    (count, of), (others, other_of) = one, other
    expected = stats.fisher_exact([[count, of - count], [others, other_of - others]]).pvalue
    found = exact_test(whole(count), whole(of), whole(others), whole(other_of))
    assert found == pytest.approx([expected], rel=1e-9)


def test_the_exact_test_is_that_of_scipy_for_a_million_images_and_for_many_rows_at_once():
    rng = np.random.default_rng(1)
    of, other_of = 1_000_000, 250_000
    have = (3e5 / np.arange(1, 3001)).astype(np.int64)
    count = rng.binomial(have, 0.8)
    found = exact_test(count, np.full(3000, of), have - count, np.full(3000, other_of))
    for row in (0, 1, 7, 100, 2999):
        table = [[count[row], of - count[row]], [have[row] - count[row], other_of - have[row] + count[row]]]
        assert found[row] == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6)
    assert np.mean(found <= 0.05) <= 0.06


def test_a_difference_beyond_any_doubt_is_found_in_large_splits():
    found = exact_test(whole(500_000), whole(1_000_000), whole(10), whole(250_000))
    assert 0 <= found[0] < 1e-20


@given(st.lists(st.floats(0, 1), max_size=40))
def test_the_rates_of_false_discoveries_are_those_of_scipy(p):
    expected = stats.false_discovery_control(p) if p else []
    assert discovery_rates(np.array(p)) == pytest.approx(expected)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20))
def test_the_distance_is_that_of_scipy(pairs):
    one, other = np.array(pairs).T
    found = jensen_shannon(one, other)
    if not one.sum() or not other.sum():
        assert np.isnan(found)
        return
    assert found == pytest.approx(float(jensenshannon(one, other, base=2)), abs=1e-7)
    assert stability_index(one, other) >= 0


def test_the_stability_index_of_worked_numbers():
    """(0.5 - 0.25) ln 2 + (0.5 - 0.75) ln(2 / 3), up to the half count added to each bin."""
    assert stability_index(whole(25_000, 75_000), whole(50_000, 50_000)) == pytest.approx(0.2747, abs=1e-4)


def test_a_worked_comparison():
    document = _document({"train": [30, 60, 10], "val": [2, 8, 10]})["comparison"]
    rows = {row["name"]: row for row in document["classes"]}
    bird = rows["c"]
    assert (bird["train"]["count"], bird["train"]["of"], bird["train"]["share"]) == (10, 100, 0.1)
    assert (bird["val"]["count"], bird["val"]["of"], bird["val"]["share"]) == (10, 20, 0.5)
    assert bird["ratio"][0] == pytest.approx(5)
    assert bird["difference"][0] == pytest.approx(0.4)
    expected = [
        stats.fisher_exact(table).pvalue
        for table in ([[30, 70], [2, 18]], [[60, 40], [8, 12]], [[10, 90], [10, 10]])
    ]
    assert [rows[name]["p"] for name in "abc"] == pytest.approx(expected)
    assert [rows[name]["q"] for name in "abc"] == pytest.approx(
        stats.false_discovery_control(expected).tolist()
    )
    assert [row["name"] for row in document["classes"] if row["differs"]] == ["c"]
    assert document["classes"][0] is not None
    assert document["text"].startswith(
        "1 of 3 classes differs between train and validation by more than chance: "
        f"c (validation has {ratio_text(bird['ratio'])} of what train suggests)."
    )


def test_a_class_of_one_split_alone_is_named_and_has_no_upper_limit():
    document = _document({"train": [50, 50, 0], "val": [0, 40, 10]})["comparison"]
    assert document["only_in"] == {"train": ["a"], "val": ["c"]}
    rows = {row["name"]: row for row in document["classes"]}
    assert rows["c"]["ratio"][0] is rows["c"]["ratio"][2] is None
    assert rows["c"]["ratio"][1] > 1
    assert rows["a"]["ratio"][:2] == [0, 0]
    assert rows["a"]["differs"]


def test_without_validation_train_is_compared_with_test_and_with_nothing_else():
    document = _document({"train": [30, 60, 10], "test": [2, 8, 10]})
    assert document["comparison"] is None
    assert document["comparisons"]["test"]["classes"][0]["name"] == "c"
    assert "train and test" in document["comparisons"]["test"]["text"]
    alone = _document({"train": [30, 60, 10]})
    assert alone["comparison"] is None
    assert alone["comparisons"] == {}
    assert _document({"train": [3, 2, 1], "val": [0, 0, 0]})["comparison"] is None


def test_a_class_that_no_image_has_is_no_test():
    document = _document({"train": [5, 5, 0], "val": [5, 5, 0]})["comparison"]
    last = next(row for row in document["classes"] if row["name"] == "c")
    assert document["tested"] == 2
    assert (last["ratio"], last["p"], last["q"], last["differs"]) == (None, 1, 1, False)


def test_a_bin_is_compared_by_images_and_not_by_boxes():
    """Ten images with a crowd of small boxes each are ten draws, whatever the number of boxes."""
    crowd = [(at, 0, 0, 0, 2, 2 + place % 3) for at in range(10) for place in range(40)]
    large = [(at, 0, 0, 0, 60, 60) for at in range(10, 90)]
    train = Split(_images(90), boxes=_boxes([*crowd, *large]))
    val = Split(_images(30), boxes=_boxes([(at, 0, 0, 0, 60, 60) for at in range(30)]))
    found = build_report(Dataset("detection", ("a",), {"train": train, "val": val}), progress=False)
    area = found.document["comparison"]["distributions"][0]
    smallest = area["bins"][0]
    assert (smallest["train"]["count"], smallest["train"]["of"]) == (10, 90)
    assert smallest["p"] == pytest.approx(stats.fisher_exact([[10, 80], [0, 30]]).pvalue)
    assert not smallest["differs"]
    assert area["psi"] > 0.25
    assert "maybe by chance" in area["text"]


def test_images_whose_size_is_not_known_take_no_part_in_areas():
    sizes = np.where(np.arange(40) < 20, -1, 100).astype(np.int32)
    train = Split(
        Images(image_names(map(str, range(40))), sizes, sizes),
        boxes=_boxes([(at, 0, 0, 0, 20, 20) for at in range(40)]),
    )
    val = Split(_images(10), boxes=_boxes([(at, 0, 0, 0, 20, 20) for at in range(10)]))
    found = build_report(Dataset("detection", ("a",), {"train": train, "val": val}), progress=False)
    area = found.document["comparison"]["distributions"][0]
    assert {row["train"]["of"] for row in area["bins"]} == {20}


@pytest.mark.parametrize("kind", ["multiclass", "multilabel", "detection", "segmentation"])
@pytest.mark.parametrize("classes", [20, 200])
def test_of_splits_dealt_at_random_at_most_one_in_twenty_shows_anything(kind, classes):
    """Boxes cluster in images, classes are rare; splits of the same images are dealt many times."""
    rng = np.random.default_rng(classes)
    whole_set = _clustered(kind, classes, 600, rng)
    found = [_differs(kind, classes, whole_set, rng) for _ in SEEDS]
    assert sum(found) <= stats.binom.ppf(0.99, len(SEEDS), 0.05)
    assert np.mean(found) <= 0.05


def test_what_is_planted_is_found():
    rng = np.random.default_rng(5)
    pictures, rows = _clustered("detection", 40, 800, rng)
    dealt = rng.random(800) < 0.25
    dealt[np.unique(rows[0][rows[1] == 2])[::3]] = True
    counts = {
        name: _counts("detection", 40, (pictures, rows), part)
        for name, part in (("train", ~dealt), ("val", dealt))
    }
    rare = comparisons(counts, tuple(f"class {at}" for at in range(40)))["val"]
    assert "class 2" in [row["name"] for row in rare["classes"] if row["differs"]]
    assert rare["classes"][0]["ratio"][1] > 1


def _document(labels):
    """Return the document of a multi-class set with so many images of each class by split."""
    splits = {name: _multiclass(numbers) for name, numbers in labels.items()}
    return build_report(Dataset("multiclass", ("a", "b", "c"), splits), progress=False).document


def _multiclass(numbers):
    rows = np.repeat(np.arange(len(numbers)), numbers)
    return Split(_images(len(rows)), labels=Labels(np.arange(len(rows)), rows.astype(np.int32)))


def _images(number):
    side = np.full(number, 100, dtype=np.int32)
    return Images(image_names(f"image {at}" for at in range(number)), side, side)


def _boxes(rows):
    table = np.array(rows, dtype=np.float64).T
    return Boxes(table[0].astype(np.int64), table[1].astype(np.int32), *table[2:])


def _clustered(kind, classes, images, rng):
    """Return rows (image, class, side of a box) of images that hold few classes, many times over."""
    weights = 1 / np.arange(1, classes + 1)
    own = rng.choice(classes, (images, 3), p=weights / weights.sum())
    number = np.ones(images, int) if kind == "multiclass" else rng.geometric(0.15, images)
    image = np.repeat(np.arange(images), number)
    label = own[image, 0] if kind == "multiclass" else own[image, rng.integers(0, 3, len(image))]
    side = np.clip(rng.normal(rng.uniform(3, 60, images)[image], 3), 2, 90)
    return images, np.stack([image, label, side.round()]).astype(np.int64)


def _counts(kind, classes, whole_set, chosen):
    image, label, side = whole_set[1]
    place = np.cumsum(chosen) - 1
    kept = chosen[image]
    at, label, side = place[image[kept]], label[kept].astype(np.int32), side[kept]
    if kind == "detection":
        nothing = np.arange(len(at), dtype=np.float64) % 7
        split = Split(_images(chosen.sum()), boxes=Boxes(at, label, nothing, nothing, side * 1.0, side * 1.0))
    elif kind == "segmentation":
        pairs, first = np.unique(np.stack([at, label]), axis=1, return_index=True)
        area = side[first] ** 2
        split = Split(
            _images(chosen.sum()),
            masks=Masks(pairs[0], pairs[1].astype(np.int32), area, np.full(len(area), 10_000)),
        )
    else:
        pairs = np.unique(np.stack([at, label]), axis=1)
        split = Split(_images(chosen.sum()), labels=Labels(pairs[0], pairs[1].astype(np.int32)))
    return count(check(split, kind, tuple(map(str, range(classes)))).split, kind, classes)


def _differs(kind, classes, whole_set, rng):
    """Whether anything is found in a split that is dealt at random."""
    chosen = rng.permutation(whole_set[0]) < 0.2 * whole_set[0]
    counts = {
        "train": _counts(kind, classes, whole_set, ~chosen),
        "val": _counts(kind, classes, whole_set, chosen),
    }
    found = comparisons(counts, tuple(map(str, range(classes))))["val"]
    bins = [row for one in found["distributions"] for row in one["bins"]]
    return any(row["differs"] for row in [*found["classes"], *bins])


def test_the_comparison_is_a_frame_with_a_row_a_class():
    splits = {"train": _multiclass([30, 60, 10]), "val": _multiclass([2, 8, 10])}
    report = build_report(Dataset("multiclass", ("a", "b", "c"), splits), progress=False)
    frame = report.compare()
    assert frame["class"][0] == "c"
    assert (frame["train"][0], frame["val"][0], frame["val_share"][0]) == (10, 10, 0.5)
    assert frame["ratio"][0] == pytest.approx(5)
    assert frame["differs"].tolist() == [True, False, False]
    assert frame.attrs["text"] == report.document["comparison"]["text"]
    with pytest.raises(SelectionError, match='train is compared with val; got "test"'):
        report.compare("test")


def test_without_an_upper_limit_the_frame_has_no_number():
    splits = {"train": _multiclass([5, 5, 0]), "val": _multiclass([5, 5, 5])}
    frame = build_report(Dataset("multiclass", ("a", "b", "c"), splits), progress=False).compare()
    row = frame[frame["class"] == "c"].iloc[0]
    assert np.isnan(row["ratio"])
    assert row["ratio_low"] > 0
    alone = build_report(Dataset("multiclass", ("a",), {"all": _multiclass([3])}), progress=False)
    with pytest.raises(SelectionError, match="images of train and of val or test are wanted"):
        alone.compare()
