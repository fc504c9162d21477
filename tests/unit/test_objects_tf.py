"""Pipelines of tf.data and Keras: stand-ins of their interface only; they are some 600 MB to install.

The adapters were tried with TensorFlow 2.21 and Keras 3.15.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from insight_widgets.errors import DataError
from tests.fake_libraries import loaded, named, of_module

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE, HIGH = 30, 20


@of_module("tensorflow.python.data.ops.dataset_ops")
class DatasetV2:
    """tf.data.Dataset of elements that are given."""

    def __init__(self, *elements: Any, count: int | None = None, class_names: Any = None) -> None:
        self.elements = elements
        self.count = len(elements) if count is None else count
        if class_names is not None:
            self.class_names = class_names

    @property
    def element_spec(self) -> Any:
        """Shapes of an element; their rank is told."""
        return spec_of(self.elements[0])

    def cardinality(self) -> np.int64:
        """Return how many there are, -1 for endless, -2 for unknown."""
        return np.int64(self.count)

    def as_numpy_iterator(self) -> Iterator[Any]:
        """Yield the elements as arrays."""
        return iter(self.elements)


def spec_of(element: Any) -> Any:
    """Return a spec as tf.data has it."""
    if isinstance(element, dict):
        return {key: spec_of(value) for key, value in element.items()}
    if isinstance(element, tuple):
        return tuple(map(spec_of, element))
    return SimpleNamespace(shape=SimpleNamespace(rank=np.ndim(element)))


@of_module("tensorflow.python.data.ops.prefetch_op")
class Prefetched(DatasetV2):
    """What prefetch returns."""


@of_module("keras.src.trainers.data_adapters.py_dataset_adapter")
class PyDataset:
    """keras.utils.PyDataset of batches that are given."""

    def __init__(self, *batches: Any) -> None:
        self.batches = batches

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, place: int) -> Any:
        return self.batches[place]


@of_module("keras.src.legacy.preprocessing.image")
class DirectoryIterator(PyDataset):
    """What flow_from_directory returns: it lists files and their classes."""

    directory = "/pets"
    classes = np.array([0, 0, 1])
    class_indices = {"cat": 0, "dog": 1}  # noqa: RUF012  (as there)
    filepaths = ("/pets/cat/a.png", "/pets/cat/b.png", "/pets/dog/a.png")


IMAGE = np.zeros((HIGH, WIDE, 3), np.float32)
IMAGES = np.zeros((2, HIGH, WIDE, 3), np.float32)


def test_single_samples():
    dataset = loaded(DatasetV2((IMAGE, np.int64(1)), (IMAGE, np.int64(0)), class_names=["cat", "dog"]))
    assert (dataset.task, named(dataset)) == ("multiclass", [("0", "dog"), ("1", "cat")])
    images = dataset.splits["all"].images
    assert (images.width.tolist(), images.height.tolist()) == ([WIDE] * 2, [HIGH] * 2)


@pytest.mark.parametrize(
    "labels", [np.array([1, 0]), np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[1.0], [0.0]])]
)
def test_batches_of_numbers_vectors_and_columns(labels):
    dataset = loaded(Prefetched((IMAGES, labels), class_names=["cat", "dog"]))
    assert (dataset.task, named(dataset)) == ("multiclass", [("0", "dog"), ("1", "cat")])


def test_vectors_of_several_classes():
    assert loaded(DatasetV2((IMAGES, np.array([[1, 1, 0], [0, 0, 0]])))).task == "multilabel"


def test_names_and_elements_that_are_mappings():
    assert named(loaded(DatasetV2({"image": IMAGES, "label": np.array([b"dog", b"cat"])}))) == [
        ("0", "dog"),
        ("1", "cat"),
    ]


def test_masks_with_one_channel():
    masks = np.zeros((2, HIGH, WIDE, 1), np.uint8)
    masks[1, 0] = 1
    dataset = loaded(DatasetV2((IMAGES, masks)), classes=["background", "cat"])
    assert dataset.splits["all"].masks.pixels.tolist() == [WIDE]


def test_a_pipeline_that_never_ends_is_refused():
    with pytest.raises(DataError, match=r"never ends .repeat.; give the one before it, or .take.n. of it"):
        loaded(DatasetV2((IMAGE, 1), count=-1))
    assert len(loaded(DatasetV2((IMAGE, np.int64(1)), count=-2)).splits["all"].images) == 1


def test_something_else_than_labels():
    with pytest.raises(
        DataError, match=r"sample 0: a target is wanted .* got ndarray of shape \(20, 30, 3\)"
    ):
        loaded(DatasetV2((IMAGES, IMAGES)))


def test_batches_of_keras():
    assert named(loaded(PyDataset((IMAGES, np.array([0, 1]))), classes=["cat", "dog"]))[1] == ("1", "dog")


def test_an_iterator_over_folders_is_not_passed_through():
    dataset = loaded(DirectoryIterator())
    assert named(dataset) == [("cat/a.png", "cat"), ("cat/b.png", "cat"), ("dog/a.png", "dog")]
