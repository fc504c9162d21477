"""One split parted into several, by lists and by a share held out."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight_widgets.columns import Images, Labels, Split, image_names, unknown_sizes
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, ReadError
from insight_widgets.loading import load
from insight_widgets.parting import hold_out, part_by_lists, read_name_list
from insight_widgets.problems import Problem
from insight_widgets.report import build_report
from tests.builders import boxes, images, labels, masks
from tests.unit.test_folder import tree


def pictures(*names):
    return Images(image_names(names), unknown_sizes(len(names)), unknown_sizes(len(names)))


def multiclass(*kinds):
    """Return images named 0.jpg, 1.jpg ... with one label each."""
    rows = labels(list(enumerate(kinds)))
    split = Split(pictures(*(f"{row}.jpg" for row in range(len(kinds)))), labels=rows)
    return Dataset("multiclass", ("a", "b", "c"), {"all": split})


def named(dataset):
    return {name: split.images.name.tolist() for name, split in dataset.splits.items()}


def problems(dataset):
    return {
        (name, problem.code): problem.count
        for name, split in dataset.splits.items()
        for problem in split.problems
    }


def label_counts(split, table):
    """Return labels of each class in a split."""
    return np.bincount(getattr(split, table).label, minlength=3)


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("dog/1.jpg", "dog/1.jpg"),
        ("/data/images/dog/1.jpg", "dog/1.jpg"),
        (r"C:\data\dog\1.jpg", "dog/1.jpg"),
        ("2.jpg", "dog/2.jpg"),
        ("2", "dog/2.jpg"),
        ("images/2.png", "dog/2.jpg"),
        ("frame.0001", "frame.0001.jpg"),
    ],
)
def test_lists_name_images_as_written_without_folders_and_without_suffix(listed, name):
    split = Split(pictures("dog/1.jpg", "dog/2.jpg", "cat/1.jpg", "frame.0001.jpg"))
    dataset = part_by_lists(Dataset("multiclass", ("dog",), {"all": split}), {"validation": [listed]})
    assert named(dataset)["val"] == [name]
    assert len(named(dataset)["all"]) == 3
    assert problems(dataset) == {}


def test_a_name_that_fits_several_images_fits_none():
    split = Split(pictures("dog/1.jpg", "cat/1.jpg", "cat/2.jpg"))
    dataset = part_by_lists(Dataset("multiclass", (), {"all": split}), {"train": ["2.jpg"], "val": ["1.jpg"]})
    assert named(dataset) == {"train": ["cat/2.jpg"], "val": [], "all": ["dog/1.jpg", "cat/1.jpg"]}
    assert problems(dataset) == {("val", "list-no-image"): 1}


def test_names_that_no_image_has_are_told_with_their_split():
    dataset = part_by_lists(
        multiclass(0, 1), {"train": ["0.jpg", "gone.jpg", "gone.jpg"], "test": ["1", "?"]}
    )
    assert problems(dataset) == {("train", "list-no-image"): 1, ("test", "list-no-image"): 1}
    assert dataset.splits["train"].problems[0].examples == ('no image "gone.jpg"',)
    assert dataset.splits["train"].problems[0].level == "problem"


def test_an_image_in_two_lists_is_in_both_splits_and_a_leak():
    dataset = part_by_lists(multiclass(0, 1, 2), {"train": ["0", "1"], "val": ["1", "2"]})
    assert named(dataset) == {"train": ["0.jpg", "1.jpg"], "val": ["1.jpg", "2.jpg"]}
    found = build_report(dataset, progress=False).to_dict()["problems"]
    assert [(p["split"], p["count"]) for p in found if p["code"] == "leak"] == [("val", 1)]


def test_a_list_called_all_takes_the_rest():
    assert named(part_by_lists(multiclass(0, 1, 2), {"all": ["0"], "val": ["1"]})) == {
        "val": ["1.jpg"],
        "all": ["0.jpg", "2.jpg"],
    }


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        ({"train": ["x"], "val": ["y"]}, "no image of the data set stands in the lists of train, val"),
        ({"val": ["0"], "valid": ["1"]}, 'two lists are of the split "val"'),
        ({"val": 3}, "a list of image names, or a path of one, is wanted for val"),
        ({}, "a list of image names for each split is wanted"),
    ],
)
def test_lists_that_do_not_part_are_one_clear_error(lists, words):
    with pytest.raises(DataError, match=words):
        part_by_lists(multiclass(0, 1), lists)


def test_lists_in_files(tmp_path):
    tree(tmp_path, "data/dog/1.jpg", "data/dog/2.jpg", "data/cat/1.jpg")
    (tmp_path / "val.txt").write_text("\ufeffdog/1.jpg\r\n\r\n  cat/1.jpg \n")
    dataset = load(
        tmp_path / "data", splits={"val": tmp_path / "val.txt", "train": ["dog/2.jpg"]}, progress=False
    )
    assert named(dataset) == {"train": ["dog/2.jpg"], "val": ["cat/1.jpg", "dog/1.jpg"]}


def test_lists_that_cannot_be_read_are_one_clear_error(tmp_path):
    with pytest.raises(ReadError, match=r"missing.txt: the list of images cannot be read: No such file"):
        read_name_list(tmp_path / "missing.txt")
    (tmp_path / "list.txt").write_bytes(b"a\xff")
    with pytest.raises(ReadError, match="not UTF-8 text at byte 1"):
        read_name_list(tmp_path / "list.txt")


def test_records_of_no_image_or_class_stay_with_the_first_and_keep_their_words():
    rows = Labels(np.array([0, -1, 1, 1]), np.array([0, 1, -1, 2], dtype=np.int32), np.arange(4))
    split = Split(
        pictures("a", "b"),
        labels=rows,
        unresolved={1: 'image "gone"', 2: 'class "unicorn"'},
        problems=(Problem("text-encoding", 1),),
    )
    whole = Dataset("multiclass", ("x", "y", "z"), {"all": split})
    parts = part_by_lists(whole, {"train": ["b"], "val": ["a"]}).splits
    assert parts["train"].labels.record.tolist() == [1, 2, 3]
    assert parts["train"].labels.image.tolist() == [-1, 0, 0]
    assert parts["train"].unresolved == {0: 'image "gone"', 1: 'class "unicorn"'}
    assert parts["val"].labels.record.tolist() == [0]
    assert parts["val"].unresolved == {}
    assert problems(Dataset("multiclass", ("x", "y", "z"), parts)) == {("train", "text-encoding"): 1}


def test_words_of_boxes_are_not_mixed_up_with_masks():
    split = Split(
        images((9, 9), (9, 9)),
        boxes=boxes([(0, 0, 0, 0, 2, 2), (1, -1, 0, 0, 2, 2)]),
        masks=masks([(1, 0, 3, 81), (0, 0, 4, 81), (1, 1, 5, 81)]),
        unresolved={1: 'class "unicorn"'},
    )
    whole = Dataset("segmentation", ("a", "b"), {"all": split})
    parts = part_by_lists(whole, {"train": ["image0"], "val": ["image1"]}).splits
    assert parts["train"].unresolved == {}
    assert parts["val"].unresolved == {0: 'class "unicorn"'}
    assert parts["val"].masks.pixels.tolist() == [3, 5]


@given(
    st.lists(st.integers(0, 2), min_size=10, max_size=80),
    st.sampled_from([0.1, 0.2, 1 / 3, 0.5]),
    st.integers(0, 9),
)
def test_of_every_class_the_same_share_is_held_out(kinds, share, seed):
    whole = multiclass(*kinds)
    dataset = hold_out(whole, share, seed)
    held, kept = (label_counts(dataset.splits[name], "labels") for name in ("val", "train"))
    everything = label_counts(whole.splits["all"], "labels")
    assert (held + kept == everything).all()
    assert (abs(held - share * everything) <= 1).all()
    assert abs(held.sum() - share * len(kinds)) <= 0.5 + 1e-9
    assert sorted(chain.from_iterable(named(dataset).values())) == sorted(named(whole)["all"])


def test_the_seed_decides_which_images_are_held_out():
    whole = multiclass(*[0, 1] * 50)
    assert named(hold_out(whole, 0.2, 3)) == named(hold_out(whole, 0.2, 3))
    assert named(hold_out(whole, 0.2, 3)) != named(hold_out(whole, 0.2, 4))


MULTILABEL = Split(pictures(*map(str, range(30))), labels=labels([(row, row % 3) for row in range(30)] * 2))
DETECTION = Split(
    images(*[(9, 9)] * 30), boxes=boxes([(row % 20, row % 3, 1, 1, 2, 2) for row in range(60)], relative=True)
)
SEGMENTATION = Split(
    images(*[(9, 9)] * 30), masks=masks([(row % 20, row % 3, row + 1, 81) for row in range(60)])
)


@pytest.mark.parametrize(
    ("task", "split", "table"),
    [
        ("multilabel", MULTILABEL, "labels"),
        ("detection", DETECTION, "boxes"),
        ("segmentation", SEGMENTATION, "masks"),
    ],
)
def test_every_task_is_parted_without_loss(task, split, table):
    whole = Dataset(task, ("a", "b", "c"), {"all": split})
    parts = hold_out(whole, 0.3, 1).splits
    assert {name: len(part.images) for name, part in parts.items()} == {"train": 21, "val": 9}
    together = sum(label_counts(part, table) for part in parts.values())
    assert together.tolist() == label_counts(split, table).tolist()
    for part in parts.values():
        rows = getattr(part, table)
        assert rows.image.min() >= 0
        assert rows.image.max() < len(part.images)
    before = set(
        zip(split.images.name[getattr(split, table).image], getattr(split, table).label, strict=True)
    )
    after = {
        pair
        for part in parts.values()
        for pair in zip(part.images.name[getattr(part, table).image], getattr(part, table).label, strict=True)
    }
    assert before == after


def test_an_image_of_several_classes_is_dealt_with_as_one_of_the_rarest():
    rows = [(row, 0) for row in range(40)] + [(row, 1) for row in range(10)]
    split = Split(pictures(*map(str, range(40))), labels=labels(rows))
    for seed in range(10):
        parts = hold_out(Dataset("multilabel", ("often", "rare"), {"all": split}), 0.2, seed).splits
        assert label_counts(parts["val"], "labels").tolist() == [8, 2, 0]


def test_what_is_held_out_is_told_and_the_offer_is_gone(tmp_path):
    tree(tmp_path, *(f"{kind}/{row}.jpg" for kind in ("cat", "dog") for row in range(10)))
    dataset = load(tmp_path, holdout=0.2, seed=7, progress=False)
    assert problems(dataset) == {("val", "split-made"): 20}
    told = dataset.splits["val"].problems[0]
    assert told.examples == ("0.2 of the images of every class, seed 7",)
    assert told.level == "info"


def test_what_is_parted_already_is_refused():
    split = multiclass(0).splits["all"]
    dataset = Dataset("multiclass", ("a",), {"train": split, "val": split})
    with pytest.raises(DataError, match="the data set is parted already: train, val"):
        hold_out(dataset, 0.2, 0)
    with pytest.raises(DataError, match="the data set is parted already: train, val"):
        part_by_lists(dataset, {"val": ["0"]})


@pytest.mark.parametrize("share", [0, 1, -0.1, 20, float("nan")])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(DataError, match="a share between 0 and 1 is wanted"):
        hold_out(multiclass(0, 1), share, 0)


def test_a_share_that_leaves_a_split_empty_is_refused():
    with pytest.raises(DataError, match=r"0.2 of 2 images leaves a split without any"):
        hold_out(multiclass(0, 1), 0.2, 0)


def test_lists_and_a_share_are_not_taken_together(tmp_path):
    with pytest.raises(DataError, match="give one of them"):
        load(multiclass(0, 1), splits={"val": ["0"]}, holdout=0.5)


def test_attributes_go_with_their_boxes():
    table = boxes([(0, 0, 0, 0, 1, 1), (1, 0, 0, 0, 1, 1)], attributes={"difficult": np.array([True, False])})
    whole = Dataset("detection", ("a",), {"all": replace(Split(images((9, 9), (9, 9))), boxes=table)})
    parts = part_by_lists(whole, {"train": ["image1"], "val": ["image0"]}).splits
    assert parts["val"].boxes.attributes["difficult"].tolist() == [True]
    assert parts["train"].boxes.attributes["difficult"].tolist() == [False]
