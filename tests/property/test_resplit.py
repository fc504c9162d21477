"""A proposed split: every image once, groups whole, shares kept better than before and than by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight_widgets import DataError, Dataset, InsightReport, examples, load, resplit
from insight_widgets.cli import main
from tests.real_data import REAL_DATA, needs_real_data


def labelled(labels, split):
    return pd.DataFrame({"image": [f"{split}{place}.jpg" for place in range(len(labels))], "label": labels})


def skewed():
    """Three classes; validation has hardly any fish."""
    train = ["dog"] * 100 + ["cat"] * 60 + ["fish"] * 40
    return Dataset.from_frames(
        {"train": labelled(train, "t"), "val": labelled(["dog"] * 40 + ["cat"] * 9 + ["fish"], "v")},
        classes=["dog", "cat", "fish"],
    )


def shares(table):
    return table[table["kind"] == "class"].set_index("name")["share"]


def test_a_skewed_split_is_mended_with_few_moves():
    found = resplit(skewed(), 0.2)
    assert shares(found.before)["fish"] == pytest.approx(1 / 41)
    assert (shares(found.after) - 0.2).abs().max() < 0.03
    assert len(found.moves) <= 30
    assert found.text.startswith(f"{len(found.moves)} images of 250 change sides.")
    report = InsightReport(found.dataset, progress=False).to_dict()
    assert (
        report["comparison"]["text"].startswith("0 of 3 classes differ")
        or "No class" in report["comparison"]["text"]
    )


def test_a_split_that_keeps_its_shares_is_left_alone():
    frames = {"train": labelled(["a"] * 80 + ["b"] * 40, "t"), "val": labelled(["a"] * 20 + ["b"] * 10, "v")}
    found = resplit(Dataset.from_frames(frames), 0.2)
    assert found.moves.empty
    assert found.text.startswith("Nothing moves")


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True), min_size=12, max_size=60),
    st.integers(2, 3),
    st.floats(0.2, 0.5),
    st.integers(0, 3),
)
def test_every_image_is_there_once_and_groups_stay_whole(labels, size, fraction, seed):
    names = [f"{place // size}_{place}.jpg" for place in range(len(labels))]
    frame = pd.DataFrame({"image": names, "label": [[f"class{one}" for one in of] for of in labels]})
    held = len(names) // 3
    data = Dataset.from_frames({"train": frame[held:], "val": frame[:held]}, task="multilabel")
    found = resplit(data, fraction, groups=r"^(\d+)_", seed=seed)
    lists = found.split_lists()
    assert sorted(lists["train"] + lists["val"]) == sorted(names)
    groups = [{name.split("_")[0] for name in lists[split]} for split in ("train", "val")]
    assert not groups[0] & groups[1]
    for table in (found.before, found.after):
        assert (table["train"] + table["val"]).tolist() == (
            found.before["train"] + found.before["val"]
        ).tolist()
    assert sum(len(split.images) for split in found.dataset.splits.values()) == len(names)
    again = resplit(data, fraction, groups=r"^(\d+)_", seed=seed)
    assert again.split_lists() == lists


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True), min_size=36, max_size=120),
    st.integers(1, 3),
    st.floats(0.2, 0.5),
    st.integers(0, 3),
)
def test_a_proposal_is_never_worse_than_the_split_there_is(labels, size, fraction, seed):
    names = [f"{place // size}_{place}.jpg" for place in range(len(labels))]
    frame = pd.DataFrame({"image": names, "label": [[f"class{one}" for one in of] for of in labels]})
    held = size * max(1, len(names) // (4 * size))  # groups stand in one split now
    data = Dataset.from_frames({"train": frame[held:], "val": frame[:held]}, task="multilabel")
    found = resplit(data, fraction, groups=r"^(\d+)_", seed=seed)
    standing = [
        {place // size for place, of in enumerate(labels) if int(name.removeprefix("class")) in of}
        for name in data.classes
    ]
    several = [False, *(len(groups) > 1 for groups in standing)]
    assert off(found.after, fraction, several) <= off(found.before, fraction, several)


def off(table, fraction, several):
    """Return how many shares are off by more than a tenth; both splits want classes of several groups."""
    val, total = table["val"].to_numpy(), (table["train"] + table["val"]).to_numpy()
    wanted = np.where(several, np.clip(fraction * total, 1, total - 1), fraction * total)
    allowed = np.maximum(0.1 * np.minimum(wanted, total - wanted), 0.5)
    return int((np.abs(val - wanted) > allowed + 1e-9).sum())


def test_shares_are_kept_better_than_by_chance():
    rng = np.random.default_rng(4)
    rates = 1 / np.arange(2, 42)
    rows = [[f"c{place}" for place in np.flatnonzero(rng.random(40) < rates)] for _ in range(1500)]
    frame = pd.DataFrame({"image": [f"{place}.jpg" for place in range(1500)], "label": rows})
    data = Dataset.from_frames(frame, task="multilabel")
    off = (shares(resplit(data, 0.2).after) - 0.2).abs().max()
    by_chance = (shares(resplit_at_random(data, rng)) - 0.2).abs().max()
    assert off < by_chance / 3


def resplit_at_random(data, rng):
    """Return the table of a split drawn at random."""
    found = resplit(data, 0.2)
    table = found.after.copy()
    split = next(iter(data.splits.values()))
    held = rng.permutation(len(split.images)) < len(split.images) // 5
    val = np.bincount(split.labels.label[held[split.labels.image]], minlength=len(data.classes))
    total = np.bincount(split.labels.label, minlength=len(data.classes))
    table.loc[table["kind"] == "class", "share"] = val / total
    return table


def test_boxes_keep_their_areas_too_and_test_is_not_touched():
    data = load(examples.blood_cells(), progress=False)
    found = resplit(data, 0.25)
    areas = found.after[(found.after["kind"] == "area") & (found.after["train"] + found.after["val"] > 40)]
    assert (areas["share"] - 0.25).abs().max() < 0.03
    assert found.dataset.splits["test"] is data.splits["test"]
    counted = InsightReport(found.dataset, progress=False).to_dict()["statistics"]["box_labels"]
    assert found.after[found.after["kind"] == "class"]["val"].tolist() == counted["val"]


def test_a_split_that_groups_do_not_let_be_mended_says_so():
    frames = {"train": labelled(["a"] * 4, "t"), "val": labelled(["a"] * 6, "v")}
    found = resplit(Dataset.from_frames(frames), 0.2, groups=lambda name: name[0])
    assert found.moves.empty
    assert found.text.startswith("Nothing moves: no better split was found.")


def test_one_split_alone_is_parted():
    found = resplit(Dataset.from_frames(labelled(["a"] * 50 + ["b"] * 10, "x")), 0.2)
    assert len(found.split_lists()["val"]) == len(found.moves) == 12
    assert found.text.startswith("12 images of 60 become validation.")
    assert shares(found.after)["b"] == pytest.approx(0.2)


@needs_real_data
def test_near_copies_stay_together():
    data = load(REAL_DATA / "coffee1014_yolo", progress=False)
    found = resplit(data, 0.2, near_copies=True, progress=False)
    report = InsightReport(found.dataset, progress=False, check_leaks=True)
    assert [
        one for one in report.to_dict()["problems"] if one["code"] == "leak" and one["split"] == "val"
    ] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"fraction": 1.5}, "between 0 and 1"),
        ({"groups": r"no group"}, "with one group"),
        ({"groups": r"(unclosed"}, "no regular expression"),
        ({"groups": ["a", "b"]}, "a sequence of 250"),
        ({"groups": lambda _: "all of them"}, "leaves a split empty"),
    ],
)
def test_what_does_not_fit_is_said(options, words):
    with pytest.raises(DataError, match=words):
        resplit(skewed(), **options)


def test_a_widget_on_a_bare_report_has_no_rows():
    widget = InsightReport(InsightReport(skewed(), progress=False).report)
    with pytest.raises(DataError, match="needs the data set"):
        widget.resplit()


def test_the_command_line_writes_what_moves(tmp_path, capsys):
    target = tmp_path / "moves.csv"
    assert main(["resplit", str(examples.blood_cells()), "--fraction", "0.25", "--csv", str(target)]) == 0
    assert "change sides" in capsys.readouterr().out
    assert list(pd.read_csv(target).columns) == ["image", "from", "to", "group"]
