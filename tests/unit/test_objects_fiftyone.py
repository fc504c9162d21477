"""FiftyOne's data sets: a stand-in only, as the library needs a database server.

The names of classes, fields and values are those of FiftyOne 1.22.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from insight_widgets.errors import DataError
from tests.fake_libraries import loaded, named, of_module, problems, xywh

if TYPE_CHECKING:
    from collections.abc import Mapping


@of_module("fiftyone.core.collections")
class SampleCollection:
    """fiftyone.core.collections.SampleCollection: values by path, None where a sample has none."""

    default_classes: tuple[str, ...] = ()

    def __init__(
        self, values: Mapping[str, Any], classes: Mapping[str, Any] | None = None, **kinds: str
    ) -> None:
        self._values = {
            "filepath": ["/data/a.jpg", "/data/b.jpg", "/data/c.jpg"],
            "tags": [[], [], []],
        } | dict(values)
        self.classes = classes or {}
        self._kinds = kinds

    def get_field_schema(self) -> dict[str, Any]:
        """Return the fields; those of labels have a document type."""
        made = {name: SimpleNamespace(document_type=type(kind, (), {})) for name, kind in self._kinds.items()}
        return {"filepath": SimpleNamespace(), **made}

    def values(self, path: str) -> list[Any]:
        """Return what stands at a path, sample by sample."""
        return self._values.get(path, [None] * len(self._values["filepath"]))  # type: ignore[no-any-return]

    def has_field(self, path: str) -> bool:
        """Whether some sample has something at a path."""
        return path in self._values


@of_module("fiftyone.core.dataset", "Dataset")
class Fifty(SampleCollection):
    """fiftyone.core.dataset.Dataset."""

    name = "pets"


@of_module("fiftyone.core.view")
class DatasetView(SampleCollection):
    """fiftyone.core.view.DatasetView, which has no name unless it is saved."""

    name = None


DETECTIONS = {
    "metadata.width": [100, None, 100],
    "metadata.height": [50, None, 50],
    "ground_truth.detections.label": [["cat", "dog"], None, ["dog"]],
    "ground_truth.detections.bounding_box": [
        [[0.1, 0.2, 0.3, 0.4], [0, 0, 1, 1]],
        None,
        [[0.5, 0.5, 0.5, 0.5]],
    ],
}


def test_detections_are_shares_of_their_images():
    dataset = loaded(Fifty(DETECTIONS, ground_truth="Detections"))
    assert (dataset.task, dataset.classes, dataset.title) == ("detection", ("cat", "dog"), "pets")
    assert named(dataset) == [("a.jpg", "cat"), ("a.jpg", "dog"), ("c.jpg", "dog")]
    assert dataset.splits["all"].boxes.relative
    assert xywh(dataset)[0] == [0.1, 0.2, 0.3, 0.4]
    assert dataset.splits["all"].images.width.tolist() == [100, 0, 100]
    assert problems(dataset)["image-no-label"] == 1


def test_crowds():
    crowd = {"ground_truth.detections.iscrowd": [[None, True], None, [False]]}
    dataset = loaded(Fifty(DETECTIONS | crowd, ground_truth="Detections"))
    assert dataset.splits["all"].boxes.crowd.tolist() == [False, True, False]


def test_sizes_that_are_not_known_come_from_the_files(tmp_path):
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    values = {"filepath": [str(tmp_path / "a.png")], "tags": [[]], "gt.detections.label": [["cat"]]}
    values["gt.detections.bounding_box"] = [[[0, 0, 1, 1]]]
    images = loaded(DatasetView(values, gt="Detections")).splits["all"].images
    assert (images.width.tolist(), images.height.tolist(), images.roots) == ([30], [20], (tmp_path,))


def test_tags_are_splits():
    values = DETECTIONS | {"tags": [["odd", "train"], ["validation"], None]}
    dataset = loaded(Fifty(values, ground_truth="Detections"))
    assert {name: split.images.name.tolist() for name, split in dataset.splits.items()} == {
        "train": ["a.jpg"],
        "val": ["b.jpg"],
        "all": ["c.jpg"],
    }
    assert named(dataset, "all") == [("c.jpg", "dog")]


def test_a_view_of_one_class_each_with_a_class_list():
    view = DatasetView(
        {"kind.label": ["dog", None, "cat"]}, {"kind": ["dog", "cat", "bird"]}, kind="Classification"
    )
    dataset = loaded(view)
    assert (dataset.task, dataset.classes, dataset.title) == ("multiclass", ("dog", "cat", "bird"), "")
    assert named(dataset) == [("a.jpg", "dog"), ("c.jpg", "cat")]
    unknown = loaded(view, classes=["dog"])
    assert problems(unknown)["unknown-class"] == 1


def test_several_classes_each():
    dataset = loaded(
        Fifty({"tags_of.classifications.label": [["a", "b"], [], ["a"]]}, tags_of="Classifications")
    )
    assert dataset.task == "multilabel"
    assert named(dataset) == [("a.jpg", "a"), ("a.jpg", "b"), ("c.jpg", "a")]


def test_the_field_is_asked_for_where_several_could_be_meant():
    fifty = Fifty(
        {"one.label": ["x"] * 3, "two.label": ["y"] * 3}, one="Classification", two="Classification"
    )
    assert loaded(fifty, columns={"label": "two"}).classes == ("y",)
    with pytest.raises(DataError, match=r'field "ground_truth".*got one .Classification., two .*columns='):
        loaded(fifty)
    with pytest.raises(DataError, match=r'the field "three" of .* is wanted'):
        loaded(fifty, columns={"label": "three"})
    with pytest.raises(DataError, match="got none"):
        loaded(Fifty({}, keypoints="Keypoints"))
