"""Which attribute of VIA's regions is their class, and which classes a region has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import ReadError, shorten
from insight_widgets.naming import union_of_classes
from insight_widgets.readers._json_values import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from insight_widgets.readers._via_records import Attributes, Region, ViaFile

ONLY_CLASS = "object"
"""What regions are called that nothing is said of."""

_CLASS_WORDS = ("class", "label", "name", "type", "category", "object")
"""What the attribute is called, the surest first."""


@dataclass(frozen=True, slots=True)
class ClassAttribute:
    """The attribute that tells the class of a region.

    Attributes
    ----------
    name : str or None
        None where nothing is said of any region.
    others : tuple of str
        Attributes that were not chosen.
    options : tuple of str
        The classes that the files declare, in their order.
    only : str
        The class of all regions where there is no attribute.
    """

    name: str | None = None
    others: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    only: str = ONLY_CLASS

    def classes_of(self, region: Region) -> Sequence[str]:
        """Return the classes of a region; one empty name where its attribute is not filled in."""
        if self.name is None:
            return (self.only,)
        return _names(region.attributes.get(self.name)) or ("",)


def class_attribute(
    files: Iterable[ViaFile], wanted: str | None = None, classes: Sequence[str] | None = None
) -> ClassAttribute:
    """Return the attribute that is the class, in all files alike.

    Parameters
    ----------
    files : iterable of ViaFile
    wanted : str, optional
        The attribute that the caller says; else the one whose name says so, or that has options, or that
        most regions have.
    classes : sequence of str, optional
        The caller's class list; if it has one name, regions without attributes are called so.

    Raises
    ------
    ReadError
        No region has the attribute that the caller wants.
    """
    files = list(files)
    regions = (region for file in files for region in _regions(file))
    filled = Counter(name for region in regions for name in _filled(region.attributes))
    if wanted is not None and wanted not in filled:
        there = ", ".join(map(shorten, filled)) or "none"
        raise ReadError(f'no region has an attribute "{shorten(wanted)}"; there are {there}')
    if not filled:
        only = classes[0] if classes is not None and len(classes) == 1 else ONLY_CLASS
        return ClassAttribute(only=only)
    name = _likeliest(filled, files) if wanted is None else wanted
    options = union_of_classes(file.options.get(name, ()) for file in files)
    return ClassAttribute(name, tuple(other for other in filled if other != name), options)


def _likeliest(filled: Counter[str], files: Iterable[ViaFile]) -> str:
    by_word = {name.strip().lower(): name for name in reversed(filled)}
    named = [by_word[word] for word in _CLASS_WORDS if word in by_word]
    with_options = [name for file in files for name in file.options if name in filled]
    return [*named, *with_options, filled.most_common(1)[0][0]][0]


def _regions(file: ViaFile) -> Iterable[Region]:
    images = (image for image in file.images if image is not None)
    return (region for image in images for region in (image.regions or {}).values() if region is not None)


def _filled(attributes: Attributes) -> Iterable[str]:
    return (name for name, value in attributes.items() if _names(value))


def _names(value: Any) -> tuple[str, ...]:
    """Return the names that an attribute holds: text, or of several options those that are ticked."""
    if isinstance(value, dict):
        return tuple(as_text(name) or "" for name, ticked in value.items() if ticked is True)
    name = (as_text(value) or "").strip()
    return (name,) if name else ()
