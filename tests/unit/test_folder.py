"""Reading a tree of folders."""

from __future__ import annotations

import os

import pytest

from insight_widgets.errors import FormatError, ReadError
from insight_widgets.image_lookup import find_image
from insight_widgets.loading import load
from insight_widgets.read_options import ReadOptions
from insight_widgets.readers import find_reader, folder
from insight_widgets.report import build_report
from tests.real_data import REAL_DATA, needs_real_data

QUIET = ReadOptions(progress=False)


def tree(root, *files):
    """Make files below a folder; a name that ends with a slash is an empty folder."""
    for name in files:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return root


def counts(dataset):
    """Return labels of each class by split."""
    return {
        name: {
            dataset.classes[label]: split.labels.label.tolist().count(label)
            for label in set(split.labels.label)
        }
        for name, split in dataset.splits.items()
    }


def problems(split):
    return {problem.code: problem.count for problem in split.problems}


def test_split_class_image(tmp_path):
    tree(tmp_path, "training/dog/1.jpg", "training/dog/2.PNG", "training/cat/1.jpg", "valid/dog/1.jpeg")
    dataset = folder.read(tmp_path, QUIET)
    assert dataset.task == "multiclass"
    assert dataset.classes == ("cat", "dog")
    assert counts(dataset) == {"train": {"cat": 1, "dog": 2}, "val": {"dog": 1}}
    assert dataset.splits["train"].images.name.tolist() == ["cat/1.jpg", "dog/1.jpg", "dog/2.PNG"]


def test_class_image_is_one_split(tmp_path):
    dataset = folder.read(tree(tmp_path, "10/a.jpg", "9/a.jpg", "b/a.jpg"), QUIET)
    assert dataset.classes == ("9", "10", "b")
    assert list(dataset.splits) == ["all"]


def test_other_folders_of_classes_beside_train_are_splits(tmp_path):
    dataset = folder.read(tree(tmp_path, "train/a/1.jpg", "holdout/a/1.jpg", "notes/readme.txt"), QUIET)
    assert list(dataset.splits) == ["train", "holdout"]


def test_a_class_may_be_called_train(tmp_path):
    dataset = folder.read(tree(tmp_path, "bus/1.jpg", "car/1.jpg", "train/1.jpg"), QUIET)
    assert dataset.classes == ("bus", "car", "train")
    assert list(dataset.splits) == ["all"]


def test_the_only_folder_that_holds_splits_is_passed_through(tmp_path):
    dataset = folder.read(tree(tmp_path, "pets/train/a/1.jpg", "pets/val/a/1.jpg"), QUIET)
    assert list(dataset.splits) == ["train", "val"]


def test_folders_below_a_class_belong_to_it(tmp_path):
    dataset = folder.read(tree(tmp_path, "train/dog/puppies/small/1.jpg", "train/dog/2.jpg"), QUIET)
    assert counts(dataset) == {"train": {"dog": 2}}


def test_an_empty_folder_is_a_declared_class(tmp_path):
    dataset = folder.read(tree(tmp_path, "train/dog/1.jpg", "train/cat/", "val/dog/1.jpg"), QUIET)
    assert dataset.classes == ("cat", "dog")
    assert counts(dataset) == {"train": {"dog": 1}, "val": {"dog": 1}}


def test_hidden_files_are_passed_over_and_others_counted_as_information(tmp_path):
    tree(
        tmp_path, "a/1.jpg", "a/.hidden.jpg", "a/.DS_Store", ".git/a/2.jpg", "__MACOSX/a/3.jpg", "a/notes.md"
    )
    dataset = folder.read(tmp_path, QUIET)
    assert dataset.classes == ("a",)
    assert problems(dataset.splits["all"]) == {"hidden-file": 4, "not-an-image": 1, "split-none": 1}
    assert {problem.level for problem in dataset.splits["all"].problems} == {"info"}


def test_a_share_to_hold_out_is_offered_where_no_split_is_told(tmp_path):
    tree(tmp_path / "one", "dog/1.jpg", "cat/1.jpg")
    told = folder.read(tmp_path / "one", QUIET).splits["all"].problems
    assert [(problem.code, problem.count, problem.level) for problem in told] == [("split-none", 2, "info")]
    assert "holdout=0.2" in told[0].examples[0]
    tree(tmp_path / "two", "dog/2.jpg", "cat/2.jpg")
    both = load({"train": tmp_path / "one", "val": tmp_path / "two"}, progress=False)
    assert [split.problems for split in both.splits.values()] == [(), ()]


def test_images_are_found_by_their_names(tmp_path):
    tree(tmp_path, "pets/train/dog/puppies/1.jpg", "pets/train/2.jpg", "pets/val/dog/1.jpg")
    for name, split in folder.read(tmp_path, QUIET).splits.items():
        found = [find_image(image, split.images.roots) for image in split.images.name]
        assert found == [tmp_path / "pets" / name / image for image in split.images.name]


def test_empty_folders_of_classes_count_with_nothing(tmp_path):
    report = build_report(folder.read(tree(tmp_path, "dog/1.jpg", "cat/"), QUIET), progress=False).to_dict()
    assert {row["name"]: row["count"] for row in report["summary"]["classes"]} == {"dog": 1, "cat": 0}


def test_images_in_no_class_count_as_images_without_label(tmp_path):
    tree(tmp_path, "train/cat/1.jpg", "train/dog/1.jpg", "test/1.jpg", "test/2.jpg")
    report = build_report(folder.read(tmp_path, QUIET), progress=False).to_dict()
    assert report["splits"]["test"] == {"images": 2, "labels": 0}
    found = {(problem["split"], problem["code"]): problem["count"] for problem in report["problems"]}
    assert found[("test", "image-no-label")] == 2


def test_a_class_list_makes_other_folders_unknown(tmp_path):
    tree(tmp_path, "dog/1.jpg", "unicorn/1.jpg")
    dataset = folder.read(tmp_path, ReadOptions(classes=("cat", "dog"), progress=False))
    assert dataset.classes == ("cat", "dog")
    found = {
        problem["code"]: problem for problem in build_report(dataset, progress=False).to_dict()["problems"]
    }
    assert found["unknown-class"]["count"] == 1
    assert "unicorn" in found["unknown-class"]["examples"][0]


def test_folders_called_by_number_are_places_in_the_class_list(tmp_path):
    tree(tmp_path, "00000/1.jpg", "00001/1.jpg", "00001/2.jpg", "00007/1.jpg")
    dataset = folder.read(tmp_path, ReadOptions(classes=("stop", "yield"), progress=False))
    assert dataset.splits["all"].labels.label.tolist() == [0, 1, 1, -1]


def test_a_link_to_an_image_that_is_there_already_counts_once(tmp_path):
    tree(tmp_path, "train/dog/1.jpg", "train/cat/2.jpg")
    (tmp_path / "train/dog/again.jpg").symlink_to(tmp_path / "train/dog/1.jpg")
    dataset = folder.read(tmp_path, QUIET)
    assert counts(dataset)["train"] == {"cat": 1, "dog": 1}
    assert problems(dataset.splits["train"]) == {"duplicate-image": 1}


def test_a_link_into_train_is_a_leak(tmp_path):
    tree(tmp_path, "train/dog/1.jpg", "val/dog/2.jpg")
    (tmp_path / "val/dog/1.jpg").symlink_to(tmp_path / "train/dog/1.jpg")
    found = build_report(folder.read(tmp_path, QUIET), progress=False).to_dict()["problems"]
    assert {(problem["code"], problem["split"], problem["count"]) for problem in found} == {
        ("leak", "val", 1)
    }


def test_the_same_bare_name_in_two_splits_is_no_leak(tmp_path):
    tree(tmp_path, "train/dog/1.jpg", "val/dog/1.jpg")
    assert build_report(folder.read(tmp_path, QUIET), progress=False).to_dict()["problems"] == []


def test_folders_outside_are_not_followed(tmp_path):
    outside = tree(tmp_path / "outside", "secret/1.jpg")
    root = tree(tmp_path / "data", "train/dog/1.jpg")
    (root / "train/dog/more").symlink_to(outside)
    (root / "train/cat").symlink_to(outside / "secret")
    (root / "val").symlink_to(outside)
    dataset = folder.read(root, QUIET)
    assert dataset.classes == ("dog",)
    assert problems(dataset.splits["train"]) == {"link-outside": 2}
    assert problems(dataset.splits["val"]) == {"link-outside": 1}
    assert len(dataset.splits["val"].images) == 0


def test_links_in_a_circle_end(tmp_path):
    tree(tmp_path, "train/dog/1.jpg")
    (tmp_path / "train/dog/again").symlink_to(tmp_path / "train/dog")
    assert counts(folder.read(tmp_path, QUIET)) == {"train": {"dog": 1}}


def test_a_link_to_nothing_is_an_image_that_cannot_be_read(tmp_path):
    tree(tmp_path, "dog/1.jpg")
    (tmp_path / "dog/2.jpg").symlink_to(tmp_path / "gone.jpg")
    dataset = folder.read(tmp_path, QUIET)
    assert counts(dataset) == {"all": {"dog": 2}}
    assert problems(dataset.splits["all"]) == {"image-unreadable": 1, "split-none": 2}


@pytest.mark.parametrize(
    "name", ["<b>bold<script>", "狗", "كلب", "a" * 250, "naïve", "dog & cat", " spaced "]
)
def test_odd_class_names_are_text(tmp_path, name):
    dataset = folder.read(tree(tmp_path, f"train/{name}/1.jpg"), QUIET)
    assert dataset.classes == (name.strip(),)


def test_names_that_are_no_text_are_marked(tmp_path):
    tree(tmp_path, "dog/1.jpg")
    (tmp_path / "dog" / os.fsdecode(b"\xff.jpg")).touch()
    assert folder.read(tmp_path, QUIET).splits["all"].images.name.tolist() == [
        "dog/1.jpg",
        "dog/\N{REPLACEMENT CHARACTER}.jpg",
    ]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (["train/notes.txt"], "no image file"),
        ([], "no image file"),
        (["1.jpg", "2.jpg"], "no folder of a class"),
    ],
)
def test_a_folder_without_classes_of_images_is_refused(tmp_path, files, words):
    with pytest.raises(ReadError, match=words):
        folder.read(tree(tmp_path, *files), QUIET)


def test_two_folders_of_one_split_are_refused(tmp_path):
    with pytest.raises(FormatError, match="val and validation are both the split val"):
        folder.read(tree(tmp_path, "val/a/1.jpg", "validation/a/1.jpg"), QUIET)


def test_tasks_that_folders_do_not_tell_are_refused(tmp_path):
    with pytest.raises(ReadError, match="detection needs annotations"):
        folder.read(tree(tmp_path, "a/1.jpg"), ReadOptions(task="detection"))


def test_a_file_is_no_tree(tmp_path):
    with pytest.raises(ReadError, match="a folder of images for every class is wanted"):
        folder.read(tmp_path / "missing", QUIET)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["train/a/1.jpg", "train/b/1.jpg", "val/a/1.jpg"], True),
        (["a/1.jpg", "b/1.jpg"], True),
        (["a/1.jpg", "b/1.jpg", "labels.csv"], True),
        (["train/dog/deep/1.jpg"], True),
        (["1.jpg"], False),
        (["a/1.txt"], False),
        (["train/1.jpg", "val/1.jpg"], False),
        (["images/1.jpg", "labels.csv"], False),
        (["photographs/1.jpg", "labels.csv"], False),
        (["train/images/1.jpg", "train/labels/1.txt"], False),
        (["images/train/1.jpg", "labels/train/1.txt"], False),
        (["JPEGImages/1.jpg", "Annotations/1.xml", "extra/1.jpg"], False),
        (["data.yaml", "train/images/1.jpg", "more/1.jpg"], False),
        (["part1/1.jpg", "part1/1.json"], False),
        (["images/1.png", "masks/1.png"], False),
    ],
)
def test_what_is_taken_for_a_tree_of_classes(tmp_path, files, expected):
    assert folder.detect(tree(tmp_path, *files)) is expected


@needs_real_data
def test_cifar10():
    path = REAL_DATA / "cifar10_tree_subset"
    assert find_reader(path).FORMAT == "folder"
    dataset = folder.read(path, QUIET)
    assert len(dataset.classes) == 10
    assert {name: set(found.values()) for name, found in counts(dataset).items()} == {
        "train": {200},
        "test": {50},
    }
    assert all(split.problems == () for split in dataset.splits.values())


@needs_real_data
def test_other_real_data_are_no_trees_of_classes():
    found = [path.name for path in sorted(REAL_DATA.iterdir()) if path.is_dir() and folder.detect(path)]
    assert found == ["cifar10_tree_subset"]
