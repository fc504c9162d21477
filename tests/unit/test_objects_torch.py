"""Data sets and loaders of torch: stand-ins of their interface, and torch itself where it is installed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from insight_widgets.errors import DataError
from tests.fake_libraries import TORCH, kinds_of, loaded, named, problems, real_torch, xywh

WIDE, HIGH = 30, 20


@pytest.fixture(params=kinds_of("torch"))
def torch(request):
    return real_torch() if request.param == "torch" else TORCH


def test_torch_itself_is_tested_too():
    pytest.importorskip("torch", reason="torch is not installed; only its stand-in is tested")


@pytest.fixture
def data(torch):
    """Make a data set of targets, one a sample, with images of 30 x 20 in torch's form."""

    def make(*targets, classes=None, image=None):
        shown = torch.tensor(np.zeros((3, HIGH, WIDE), np.float32)) if image is None else image

        class Data(torch.Dataset):
            def __len__(self):
                return len(targets)

            def __getitem__(self, place):
                return shown, targets[place]

        made = Data()
        if classes is not None:
            made.classes = classes
        return made

    return make


@pytest.fixture
def stream(torch):
    def make(*samples):
        class Stream(torch.IterableDataset):
            def __iter__(self):
                return iter(samples)

        return Stream()

    return make


def objects(torch, boxes, labels, **more):
    target = {"boxes": torch.tensor(np.array(boxes, np.float32).reshape(-1, 4))}
    return target | {"labels": torch.tensor(np.array(labels, np.int64))} | more


def test_class_numbers_are_places_in_the_classes_of_the_data_set(data, torch):
    dataset = loaded(data(1, torch.tensor(0), np.int64(1), 1.0, classes=["cat", "dog"]))
    assert dataset.task == "multiclass"
    assert named(dataset) == [("0", "dog"), ("1", "cat"), ("2", "dog"), ("3", "dog")]
    assert dataset.splits["all"].images.width.tolist() == [WIDE] * 4
    assert dataset.splits["all"].images.height.tolist() == [HIGH] * 4


def test_numbers_without_a_class_list_and_names(data):
    assert loaded(data(10, 9)).classes == ("9", "10")
    assert loaded(data("dog", "cat")).classes == ("cat", "dog")
    assert named(loaded(data(1, 0), classes=["a", "b"])) == [("0", "b"), ("1", "a")]


def test_a_mapping_of_splits_with_other_things(data, tmp_path):
    (tmp_path / "val.csv").write_text("image,label\na.jpg,dog\n")
    dataset = loaded({"train": data(0, 1, classes=["cat", "dog"]), "val": tmp_path / "val.csv"})
    assert {name: len(split.images) for name, split in dataset.splits.items()} == {"train": 2, "val": 1}


def test_vectors_of_one_class_each_are_classes_and_others_are_several_labels(data, torch):
    vectors = torch.tensor(np.eye(3))
    one = loaded(data(*vectors))
    assert (one.task, one.classes) == ("multiclass", ("0", "1", "2"))
    several = loaded(data(vectors[0], vectors[0] + vectors[2], vectors[1] * 0))
    assert (several.task, several.classes) == ("multilabel", ("0", "1", "2"))
    assert named(several) == [("0", "0"), ("1", "0"), ("1", "2")]
    assert loaded(data(*vectors), task="multilabel").task == "multilabel"
    assert named(loaded(data([0, 1, 0], [1, 0, 0], classes=["a", "b", "c"]))) == [("0", "b"), ("1", "a")]


def test_boxes_are_corners_and_crowds_are_told(data, torch):
    first = objects(torch, [[1, 2, 5, 7], [0, 0, 3, 3]], [1, 2], iscrowd=torch.tensor(np.array([0, 1])))
    dataset = loaded(data(first, objects(torch, [], []), classes=["__background__", "cat", "dog"]))
    assert (dataset.task, dataset.classes) == ("detection", ("cat", "dog"))
    assert xywh(dataset) == [[1, 2, 4, 5], [0, 0, 3, 3]]
    assert named(dataset) == [("0", "cat"), ("0", "dog")]
    assert problems(dataset) == {"crowd": 1, "image-no-label": 1}
    assert loaded(data(first), task="multilabel").task == "multilabel"


def test_masks_of_objects_where_masks_are_asked_for(data, torch):
    masks = np.zeros((2, HIGH, WIDE), np.uint8)
    masks[0, :2, :5], masks[1, :4, :1] = 1, 1
    target = objects(torch, [[0, 0, 5, 2], [0, 0, 1, 4]], [1, 1], masks=torch.tensor(masks))
    assert loaded(data(target)).task == "detection"
    united = loaded(data(target), task="segmentation").splits["all"].masks
    assert (united.pixels.tolist(), united.total.tolist()) == ([12], [600])
    alone = loaded(data({"masks": target["masks"], "labels": target["labels"]}))
    assert alone.task == "segmentation"


@pytest.mark.parametrize("form", ["array", "channel", "image"])
def test_masks(data, torch, form):
    mask = np.zeros((HIGH, WIDE), np.uint8)
    mask[0, :7], mask[1, 0] = 1, 255
    given = {"array": torch.tensor(mask), "channel": torch.tensor(mask[None]), "image": Image.fromarray(mask)}
    dataset = loaded(data(given[form]), classes=["background", "cat"])
    assert (dataset.task, dataset.classes) == ("segmentation", ("cat",))
    assert dataset.splits["all"].masks.pixels.tolist() == [7]


def test_annotations_as_coco_has_them(data):
    annotations = [
        {"bbox": [1, 2, 3, 4], "category_id": 7},
        {"bbox": [0, 0, 1, 1], "category_id": 2, "iscrowd": 1},
    ]
    dataset = loaded(data(annotations, []))
    assert xywh(dataset) == [[1, 2, 3, 4], [0, 0, 1, 1]]
    assert problems(dataset) == {"crowd": 1, "image-no-label": 1}


def test_sizes_of_images_of_pillow_and_of_arrays_with_channels_last(data):
    for image in (Image.new("RGB", (WIDE, HIGH)), np.zeros((HIGH, WIDE, 3)), np.zeros((HIGH, WIDE))):
        assert loaded(data(0, image=image)).splits["all"].images.width.tolist() == [WIDE]


def test_samples_that_are_mappings(stream, torch):
    image = torch.tensor(np.zeros((1, HIGH, WIDE)))
    assert named(loaded(stream({"image": image, "label": "cat"}))) == [("0", "cat")]
    boxes = {"image": image, **objects(torch, [[0, 0, 2, 2]], [3])}
    assert xywh(loaded(stream(boxes))) == [[0, 0, 2, 2]]


def test_a_stream_is_passed_once(stream, torch):
    image = torch.tensor(np.zeros((1, HIGH, WIDE)))
    samples = [(image, number % 2) for number in range(5)]
    assert len(loaded(stream(*samples)).splits["all"].images) == 5
    loader = torch.DataLoader(stream(*samples), batch_size=2)
    assert len(loaded(loader).splits["all"].images) == 5
    assert len(loaded(torch.DataLoader(stream(*samples), batch_size=None)).splits["all"].images) == 5


def test_batches_collated_by_default(data, torch):
    numbers = loaded(torch.DataLoader(data(0, 1, 1, classes=["a", "b"]), batch_size=2))
    assert named(numbers) == [("0", "a"), ("1", "b"), ("2", "b")]
    assert numbers.splits["all"].images.width.tolist() == [WIDE] * 3
    vectors = torch.DataLoader(data([1, 1, 0], [0, 0, 1]), batch_size=2)
    assert named(loaded(vectors)) == [("0", "0"), ("0", "1"), ("1", "2")]
    boxes = torch.DataLoader(
        data(objects(torch, [[0, 0, 2, 3]], [1]), objects(torch, [[1, 1, 2, 3]], [2])), 2
    )
    assert xywh(loaded(boxes)) == [[0, 0, 2, 3], [1, 1, 1, 2]]


def test_batches_as_two_lists(data, torch):
    some = data(objects(torch, [[0, 0, 2, 3]], [1]), objects(torch, [], []))
    loader = torch.DataLoader(some, batch_size=2, collate_fn=lambda batch: tuple(zip(*batch, strict=True)))
    dataset = loaded(loader)
    assert xywh(dataset) == [[0, 0, 2, 3]]
    assert problems(dataset) == {"image-no-label": 1}


def test_a_loader_that_drops_its_last_batch_hides_no_sample(data, torch):
    loader = torch.DataLoader(data(0, 1, 1), batch_size=2, drop_last=True, shuffle=True)
    assert len(loaded(loader).splits["all"].images) == 3


def test_subsets_and_several_behind_one_another(data, torch):
    cats, dogs = data(0, 0, classes=["cat", "dog"]), data(1, classes=["cat", "dog"])
    assert named(loaded(torch.Subset(cats, [1]))) == [("0", "cat")]
    assert named(loaded(torch.ConcatDataset([cats, dogs]))) == [("0", "cat"), ("1", "cat"), ("2", "dog")]


def test_images_alone_are_images_without_a_label(stream, torch):
    image = torch.tensor(np.zeros((1, HIGH, WIDE)))
    assert problems(loaded(stream((image,), (image, None)), task="multiclass")) == {"image-no-label": 2}


class Odd:
    """Something that nobody knows."""


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Odd(), "got Odd"),
        (0.5, r"got float 0\.5"),
        (np.array([0.1, 0.9]), r"a vector with other values, .*shape \(2,\) \(float64\)"),
        (np.zeros((2, 3, 4, 5)), r"shape \(2, 3, 4, 5\)"),
        (np.zeros((4, 4)), r"shape \(4, 4\) \(float64\)"),
        ({"boxes": np.zeros((1, 4))}, r"got dict \{boxes: ndarray of shape \(1, 4\)"),
        ({"boxes": np.zeros((2, 5)), "labels": [1, 2]}, r'"boxes" has the shape \(n, 4\).*got \(2, 5\)'),
        ({"boxes": np.zeros((2, 4)), "labels": [1]}, "got 1 and 2"),
        ({"annotation": {}}, r"got dict \{annotation"),
        ([1, "x"], "got str 'x'|got list"),
        (Image.new("RGB", (4, 4)), "got mode RGB"),
    ],
)
def test_a_target_that_is_not_understood_is_one_error(stream, target, words):
    image = np.zeros((1, HIGH, WIDE))
    first = (image, {"boxes": np.zeros((0, 4)), "labels": []})
    with pytest.raises(DataError, match=f"(?s)sample 1.*{words}"):
        loaded(stream(first, (image, target)))


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (3, r"a pair \(image, target\) is wanted; got int 3"),
        ((1, 2, 3), r"a pair .* got tuple \(int 1, int 2, int 3\)"),
        ({"x": 1}, r".*a dict with one of image, .* got dict \{x: int 1\}"),
    ],
)
def test_a_sample_that_is_no_pair_is_one_error(stream, sample, words):
    with pytest.raises(DataError, match=f"sample 1: {words}"):
        loaded(stream((np.zeros((1, 2, 2)), 0), sample))


def test_a_batch_that_does_not_fit_is_one_error(stream, torch):
    loader = torch.DataLoader(
        stream(*[(np.zeros((1, 2, 2)), 0)] * 3),
        batch_size=2,
        collate_fn=lambda batch: (np.zeros((9, 1, 2, 2)), batch),
    )
    with pytest.raises(DataError, match="batch 0: a batch of 9 images and as many targets is wanted"):
        loaded(loader)


def test_kinds_of_targets_are_not_mixed(data):
    with pytest.raises(DataError, match='are wanted; got "label" and "mask"'):
        loaded(data(1, np.zeros((3, 3), int)))


def test_what_goes_wrong_in_the_data_set_is_told_with_its_sample(torch):
    class Broken(torch.Dataset):
        def __len__(self):
            return 3

        def __getitem__(self, place):
            if place:
                raise FileNotFoundError("7.jpg")
            return np.zeros((1, 2, 2)), 0

    with pytest.raises(
        DataError, match=r"sample 1 cannot be had; asking for it raises FileNotFoundError: 7\.jpg"
    ):
        loaded(Broken())


def test_passing_through_can_be_interrupted(torch):
    class Slow(torch.IterableDataset):
        def __iter__(self):
            yield np.zeros((1, 2, 2)), 0
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loaded(Slow())


def test_an_object_that_nobody_knows():
    with pytest.raises(
        DataError, match=r"a mapping of split names to these is wanted.*got Odd; known are .*torch"
    ):
        loaded(Odd())


def test_another_task_than_the_targets_tell(data):
    with pytest.raises(DataError, match='for detection; got "label"'):
        loaded(data(1), task="detection")
