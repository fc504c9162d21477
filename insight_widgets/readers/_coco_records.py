"""The records of a COCO file, as far as they are read, and what is made of damaged ones."""

from __future__ import annotations

from typing import Any

import msgspec

from insight_widgets.readers._json_arrays import Layout
from insight_widgets.readers._json_values import as_number, as_text

Id = int | float | str | None


class Image(msgspec.Struct, gc=False):
    """An entry of ``images``; ``split`` and ``subset`` are what other programs call the split of an image."""

    id: Id = None
    file_name: str | None = None
    width: int | float | None = None
    height: int | float | None = None
    coco_url: str | None = None
    split: str | None = None
    subset: str | None = None

    @property
    def name(self) -> str:
        """The file name, or where there is none the last folder and file of its address (as LVIS has it)."""
        return self.file_name or "/".join((self.coco_url or "").split("/")[-2:])

    @property
    def told_split(self) -> str:
        """The split that the entry tells; empty where it tells none."""
        return (self.split or self.subset or "").strip()


class Category(msgspec.Struct, gc=False):
    """An entry of ``categories``."""

    id: Id = None
    name: str | None = None


class Annotation(msgspec.Struct, gc=False):
    """An entry of ``annotations``; its polygons are skipped."""

    id: Id = None
    image_id: Id = None
    category_id: Id = None
    bbox: tuple[float, float, float, float] | None = None
    iscrowd: float | bool | None = None


class MaskAnnotation(msgspec.Struct):
    """An entry of ``annotations`` with its mask, as polygons or run lengths."""

    id: Id = None
    segmentation: Any = None


def as_id(value: Any) -> Id:
    """Return what can be an id, None for anything else."""
    return value if isinstance(value, int | float | str) and not isinstance(value, bool) else None


def _is_one(value: Any) -> bool:
    return value is True or as_number(value) == 1


def _as_box(value: Any) -> tuple[float, float, float, float] | None:
    """Return four numbers, NaN for those that are none; None if they are not four."""
    if not isinstance(value, list) or len(value) != 4:  # noqa: PLR2004  (x, y, width, height)
        return None
    numbers = (as_number(number) for number in value)
    x, y, width, height = (float("nan") if number is None else number for number in numbers)
    return x, y, width, height


def _mend_image(value: Any) -> Image | None:
    if not isinstance(value, dict):
        return None
    file_name, *others = (as_text(value.get(key)) for key in ("file_name", "coco_url", "split", "subset"))
    size = (as_number(value.get("width")), as_number(value.get("height")))
    return Image(as_id(value.get("id")), file_name, *size, *others)


def _mend_category(value: Any) -> Category | None:
    if not isinstance(value, dict):
        return None
    return Category(as_id(value.get("id")), as_text(value.get("name")))


def _mend_annotation(value: Any) -> Annotation | None:
    if not isinstance(value, dict):
        return None
    record, image, category = (as_id(value.get(key)) for key in ("id", "image_id", "category_id"))
    return Annotation(record, image, category, _as_box(value.get("bbox")), _is_one(value.get("iscrowd")))


def _mend_mask_annotation(value: Any) -> MaskAnnotation | None:
    if not isinstance(value, dict):
        return None
    return MaskAnnotation(as_id(value.get("id")), value.get("segmentation"))


IMAGES = Layout(Image, _mend_image)
CATEGORIES = Layout(Category, _mend_category)
ANNOTATIONS = Layout(Annotation, _mend_annotation)
MASK_ANNOTATIONS = Layout(MaskAnnotation, _mend_mask_annotation)
