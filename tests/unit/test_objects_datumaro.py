"""Datumaro's data sets: a stand-in of its annotations, and the library itself where it is installed."""

from __future__ import annotations

import sys
from enum import Enum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from insight_widgets import from_datumaro
from insight_widgets.errors import DataError, ReadError
from tests.fake_libraries import kinds_of, loaded, named, of_module, problems, xywh

if TYPE_CHECKING:
    from collections.abc import Iterator

AnnotationType = Enum("AnnotationType", ["label", "mask", "points", "polygon", "polyline", "bbox", "caption"])


class Annotation:
    """What all annotations of Datumaro have."""

    kind = ""

    def __init__(
        self, *shape: Any, label: Any = None, group: int = 0, attributes: Any = None, **named: int
    ) -> None:
        self.shape, self.label, self.id, self.group = shape, label, named.get("id", 0), group
        self.attributes = attributes or {}
        self.type = AnnotationType[self.kind]


class Label(Annotation):
    """datumaro Label."""

    kind = "label"

    def __init__(self, label: int) -> None:
        super().__init__(label=label)


class Bbox(Annotation):
    """datumaro Bbox: x, y, width, height."""

    kind = "bbox"

    def get_bbox(self) -> Any:
        """Return x, y, width, height."""
        return self.shape


class Polygon(Annotation):
    """datumaro Polygon: x, y, x, y, ..."""

    kind = "polygon"

    @property
    def points(self) -> Any:
        """The points."""
        return self.shape[0]


class Points(Polygon):
    """datumaro Points."""

    kind = "points"


class Mask(Annotation):
    """datumaro Mask: an array of bool."""

    kind = "mask"

    @property
    def image(self) -> Any:
        """The pixels."""
        return self.shape[0]

    def get_bbox(self) -> Any:
        """Return x, y, width, height, the last pixel left out as Datumaro does."""
        rows, columns = np.nonzero(self.image)
        x, y = columns.min(), rows.min()
        return x, y, columns.max() - x, rows.max() - y


@of_module("datumaro.components.dataset", "Dataset")
class Datumaro:
    """datumaro.Dataset."""

    def __init__(self, items: Any, categories: Any) -> None:
        self.items = list(items)
        named = [SimpleNamespace(name=name) for name in categories]
        self.listed = {AnnotationType.label: SimpleNamespace(items=named)}

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def categories(self) -> Any:
        """Return the class list by kind of annotation."""
        return self.listed


def stand_in() -> SimpleNamespace:
    def item(name: str, subset: str, *annotations: Any) -> Any:
        media = SimpleNamespace(size=(20, 30))
        return SimpleNamespace(id=name, subset=subset, media=media, annotations=list(annotations))

    return SimpleNamespace(
        Label=Label, Bbox=Bbox, Polygon=Polygon, Points=Points, Mask=Mask, item=item, dataset=Datumaro
    )


def real() -> SimpleNamespace:
    import datumaro
    from datumaro.components import annotation, media

    def item(name: str, subset: str, *annotations: Any) -> Any:
        image = media.Image.from_numpy(np.zeros((20, 30, 3), np.uint8))
        return datumaro.DatasetItem(id=name, subset=subset, media=image, annotations=list(annotations))

    return SimpleNamespace(
        **{name: getattr(annotation, name) for name in ("Label", "Bbox", "Polygon", "Points", "Mask")},
        item=item,
        dataset=lambda items, categories: datumaro.Dataset.from_iterable(items, categories=categories),
    )


@pytest.fixture(params=kinds_of("datumaro"))
def dm(request):
    return stand_in() if request.param == "stand-in" else real()


def test_the_library_itself_is_tested_too():
    pytest.importorskip("datumaro", reason="datumaro is not installed; only its stand-in is tested")


def test_boxes_by_subset(dm):
    box = dm.Bbox(1, 2, 3, 4, label=1, id=7, attributes={"is_crowd": True, "occluded": False})
    items = [
        dm.item("a", "train", box, dm.Bbox(0, 0, 9, 9, label=0), dm.Label(0)),
        dm.item("b", "validation"),
    ]
    dataset = from_datumaro(dm.dataset(items, ["cat", "dog"]), progress=False)
    assert (dataset.task, dataset.classes, [*dataset.splits]) == (
        "detection",
        ("cat", "dog"),
        ["train", "val"],
    )
    assert xywh(dataset, "train") == [[1, 2, 3, 4], [0, 0, 9, 9]]
    boxes = dataset.splits["train"].boxes
    assert (boxes.crowd.tolist(), boxes.attributes["occluded"].tolist()[0]) == ([True, False], False)
    assert dataset.splits["train"].images.width.tolist() == [30]


def test_items_without_a_subset_are_one_split(dm):
    some = dm.dataset([dm.item("a", "default", dm.Bbox(1, 2, 3, 4, label=0))], ["cat"])
    assert [*loaded(some).splits] == ["all"]


def test_masks_and_polygons(dm):
    mask = np.zeros((20, 30), bool)
    mask[:4, :5] = True
    shapes = [
        dm.Mask(mask, label=1, group=3),
        dm.Bbox(0, 0, 30, 20, label=1, group=3),
        dm.Polygon([0, 0, 6, 0, 6, 3, 0, 3], label=1),
        dm.Polygon([0, 0, 9, 0, 9, 9, 0, 9], label=0),
        dm.Points([1, 1], label=1),
    ]
    some = dm.dataset([dm.item("a", "train", *shapes)], ["background", "dog"])
    dataset = from_datumaro(some, task="segmentation", progress=False)
    assert dataset.classes == ("dog",)
    assert dataset.splits["train"].masks.pixels.tolist() == [23]
    assert problems(dataset) == {"shape-no-area": 1}
    alone = dm.dataset([dm.item("a", "train", shapes[0])], ["background", "dog"])
    assert from_datumaro(alone, progress=False).task == "segmentation"


def test_labels_also_of_boxes(dm):
    one = dm.dataset([dm.item("a", "train", dm.Label(1)), dm.item("b", "train")], ["cat", "dog"])
    assert (loaded(one).task, named(loaded(one), "train")) == ("multiclass", [("a", "dog")])
    several = dm.dataset([dm.item("a", "train", dm.Label(1), dm.Label(0))], ["cat", "dog"])
    assert loaded(several).task == "multilabel"
    boxes = dm.dataset([dm.item("a", "train", dm.Bbox(1, 1, 2, 2, label=0))], ["cat", "dog"])
    assert named(loaded(boxes, task="multilabel"), "train") == [("a", "cat")]


def test_a_label_that_is_not_in_the_class_list():
    some = stand_in().dataset(
        [stand_in().item("a", "x", Bbox(1, 1, 2, 2, label=9), Bbox(1, 1, 2, 2))], ["cat"]
    )
    assert problems(loaded(some))["unknown-class"] == 2


def test_a_mask_of_another_size_is_told():
    some = stand_in().dataset([stand_in().item("a", "x", Mask(np.ones((3, 3), bool), label=0))], ["cat"])
    assert problems(loaded(some, task="segmentation"))["mask-unreadable"] == 1


def test_what_is_no_data_set_of_datumaro():
    with pytest.raises(DataError, match=r"a datumaro.Dataset or a path is wanted; got list"):
        from_datumaro([])


def test_without_datumaro_a_path_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "datumaro", None)
    with pytest.raises(ReadError, match=r"^data: reading it needs Datumaro, .*: pip install datumaro$"):
        from_datumaro("data", "mot_seq")


def test_what_datumaro_cannot_read_is_one_error(monkeypatch, tmp_path):
    def refuse(path, name):
        raise KeyError(name)

    library = SimpleNamespace(Dataset=SimpleNamespace(import_from=refuse))
    monkeypatch.setitem(sys.modules, "datumaro", library)
    with pytest.raises(ReadError, match="Datumaro cannot read it: KeyError: 'mot'"):
        from_datumaro(tmp_path, "mot")
