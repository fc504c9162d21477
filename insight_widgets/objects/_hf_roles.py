"""What the columns of a Hugging Face data set are, by its features alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from insight_widgets.errors import DataError, shorten, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.read_options import ReadOptions

Kind = Literal["label", "labels", "boxes", "mask"]

_BOX_KEYS = ("bbox", "bboxes", "boxes", "box")
_CLASS_KEYS = ("category", "categories", "label", "labels", "class", "classes", "category_id", "class_id")
_CROWD_KEYS = ("iscrowd", "is_crowd", "crowd")
_LABEL_NAMES = (*_CLASS_KEYS, "target", "targets", "fine_label", "name")
_MASK_NAMES = ("mask", "annotation", "label", "labels", "segmentation", "segmentation_mask", "semantic_mask")
_SIDES = (("width", "height"), ("image_width", "image_height"))
_FILE_NAMES = ("file_name", "filename", "image_path", "file_path")
_LISTS = ("List", "LargeList", "Sequence")


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column, or which member of a column of objects, is what.

    Attributes
    ----------
    kind : {"label", "labels", "boxes", "mask"}
    label : tuple of str
        Column of the labels or masks; with boxes, perhaps the member of it, too.
    names : tuple of str or None
        The class list, where the features have one.
    others : tuple of str
        Columns that could have been meant as well.
    box, crowd : tuple of str
        Where boxes and their crowd flags are; nothing where there are none.
    image, file : str or None
        Columns of images and of their file names.
    sides : tuple of str
        Columns of width and height, where there are some.
    """

    kind: Kind
    label: tuple[str, ...]
    names: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()
    box: tuple[str, ...] = ()
    crowd: tuple[str, ...] = ()
    image: str | None = None
    file: str | None = None
    sides: tuple[str, ...] = ()

    def columns(self) -> list[str]:
        """Return the columns that are read for labels and sizes, each once."""
        heads = [path[0] for path in (self.label, self.box, self.crowd) if path]
        return list(dict.fromkeys([*heads, *self.sides, *filter(None, [self.file])]))


def find_roles(features: Mapping[str, Any], options: ReadOptions) -> Roles:
    """Return what the columns are.

    Raises
    ------
    DataError
        No column tells labels; the message lists what there is.
    """
    asked = options.columns.get("label")
    if asked is not None and asked not in features:
        hint = suggest(str(asked), features)
        raise DataError(f'no column "{shorten(asked)}"{hint}; columns are {", ".join(features)}')
    chosen = {str(asked): features[str(asked)]} if asked is not None else features
    found = [roles for roles in _candidates(features, chosen) if _serves(roles, options)]
    if not found:
        told = ", ".join(f"{name}: {_told(feature)}" for name, feature in features.items())
        raise DataError(
            "a column of ClassLabel, a list of ClassLabel, objects with bbox and category, or a column "
            f"called label is wanted{f' for {options.task}' if options.task else ''}; "
            f'got {shorten(told, 300)}; say which with columns={{"label": ...}}'
        )
    first = found[0]
    others = tuple(roles.label[0] for roles in found[1:] if roles.kind == first.kind)
    return _with_images(first, features, others)


def _candidates(features: Mapping[str, Any], chosen: Mapping[str, Any]) -> Iterator[Roles]:
    """Yield all that could be meant, the likeliest first."""
    yield from _object_columns(chosen)
    if len(chosen) > 1:
        yield from _objects(features, ())
    named = sorted(chosen, key=lambda name: _LABEL_NAMES.index(name) if name in _LABEL_NAMES else 99)
    labels = [roles for name in named if (roles := _label(name, chosen[name], single=len(chosen) == 1))]
    yield from sorted(labels, key=lambda roles: roles.names is None)
    images = [name for name, feature in features.items() if _type(feature) == "Image"]
    yield from (
        Roles("mask", (name,))
        for name in _MASK_NAMES
        if name in images and name in chosen and len(images) > 1
    )


def _serves(roles: Roles, options: ReadOptions) -> bool:
    if options.task == "detection":
        return roles.kind == "boxes"
    return roles.kind == "mask" if options.task == "segmentation" else True


def _object_columns(features: Mapping[str, Any]) -> Iterator[Roles]:
    """Yield the columns of objects: an object of lists (bbox and category), or a list of objects."""
    for name, feature in features.items():
        members = feature if isinstance(feature, Mapping) else inner(feature)
        if isinstance(members, Mapping):
            yield from _objects(members, (name,))


def _objects(members: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[Roles]:
    box = next((key for key in _BOX_KEYS if key in members and inner(members[key]) is not None), None)
    label = next((key for key in _CLASS_KEYS if key in members), None)
    if box is None or label is None or (not above and inner(members[label]) is None):
        return
    crowd = next((key for key in _CROWD_KEYS if key in members), None)
    yield Roles(
        "boxes",
        (*above, label),
        _class_list(members[label]),
        box=(*above, box),
        crowd=(*above, crowd) if crowd else (),
    )


def _label(name: str, feature: Any, *, single: bool) -> Roles | None:
    """Return the roles where a column has one label an image, or several."""
    several = inner(feature)
    leaf = feature if several is None else several
    known = _type(leaf) == "ClassLabel" or (_type(leaf) == "Value" and (single or name in _LABEL_NAMES))
    return Roles("label" if several is None else "labels", (name,), _class_list(feature)) if known else None


def _with_images(roles: Roles, features: Mapping[str, Any], others: tuple[str, ...]) -> Roles:
    images = [
        name for name, feature in features.items() if _type(feature) == "Image" and name != roles.label[0]
    ]
    file = next(
        (name for name in _FILE_NAMES if _dtype(features.get(name)) in {"string", "large_string"}), None
    )
    sides = next((pair for pair in _SIDES if all(name in features for name in pair)), ())
    image = next((name for name in images if name == "image"), images[0] if images else None)
    return Roles(roles.kind, roles.label, roles.names, others, roles.box, roles.crowd, image, file, sides)


def inner(feature: Any) -> Any:
    """Return the feature of a list's elements; None for what is no list."""
    if isinstance(feature, list):
        return feature[0] if feature else None
    return feature.feature if _type(feature) in _LISTS else None


def _class_list(feature: Any) -> tuple[str, ...] | None:
    leaf = feature if inner(feature) is None else inner(feature)
    return tuple(map(str, leaf.names)) if _type(leaf) == "ClassLabel" and leaf.names else None


def _type(feature: Any) -> str:
    return type(feature).__name__


def _dtype(feature: Any) -> str:
    return str(getattr(feature, "dtype", "")) if _type(feature) == "Value" else ""


def _told(feature: Any) -> str:
    if isinstance(feature, Mapping):
        return f"{{{', '.join(feature)}}}"
    below = inner(feature)
    return _type(feature) if below is None else f"{_type(feature)} of {_told(below)}"
