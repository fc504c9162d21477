"""The records of VIA (VGG Image Annotator), made of parsed JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from insight_widgets.readers._json_values import as_text

Attributes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Region:
    """A region.

    Attributes
    ----------
    shape : dict
        Its ``shape_attributes``: the name of the shape, and its numbers.
    attributes : dict
        Its ``region_attributes``: what is said of it.
    """

    shape: Attributes
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class ViaImage:
    """An image.

    Attributes
    ----------
    name : str
        As written.
    regions : dict of str to Region, or None
        By their ids; None for a region that is no record, and where there are no regions at all.
    """

    name: str
    regions: dict[str, Region | None] | None


@dataclass(frozen=True, slots=True)
class ViaFile:
    """A file.

    Attributes
    ----------
    images : list of ViaImage or None
        None for an entry that is no image.
    options : dict of str to list of str
        The options of attributes of regions that the file declares, in their order.
    """

    images: list[ViaImage | None]
    options: dict[str, list[str]] = field(default_factory=dict)


def via_file(value: Any) -> ViaFile | None:
    """Return what parsed JSON holds, a project or an export; None where it is neither."""
    if not isinstance(value, dict):
        return None
    images = value.get("_via_img_metadata", value)
    if not isinstance(images, dict) or (images is value and any(key.startswith("_via") for key in value)):
        return None
    found = list(map(_image, images.values()))
    if found and not any(found):
        return None
    return ViaFile(found, _options(value.get("_via_attributes")))


def region(shape: Any, attributes: Any) -> Region | None:
    """Return a region of what is written of its shape and of itself; None where there is no shape."""
    if not isinstance(shape, dict):
        return None
    return Region(shape, attributes if isinstance(attributes, dict) else {})


def _image(value: Any) -> ViaImage | None:
    name = as_text(value.get("filename")) if isinstance(value, dict) else None
    return ViaImage(name, _regions(value.get("regions"))) if name else None


def _regions(value: Any) -> dict[str, Region | None] | None:
    if isinstance(value, list):
        value = {str(place): one for place, one in enumerate(value)}
    if not isinstance(value, dict):
        return None
    return {
        as_text(name) or "": region(one.get("shape_attributes"), one.get("region_attributes"))
        if isinstance(one, dict)
        else None
        for name, one in value.items()
    }


def _options(attributes: Any) -> dict[str, list[str]]:
    regions = attributes.get("region") if isinstance(attributes, dict) else None
    declared = regions if isinstance(regions, dict) else {}
    options = {name: one.get("options") for name, one in declared.items() if isinstance(one, dict)}
    return {
        name: list(map(_text, written))
        for name, written in options.items()
        if isinstance(written, dict) and written
    }


def _text(value: Any) -> str:
    return as_text(value) or ""
