"""The images of one split of CVAT files, with their shapes and their tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from insight_widgets.errors import shorten
from insight_widgets.readers._cvat_shapes import POLYGONS, WITHOUT_AREA, area_of
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.texts import records as words
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from insight_widgets.image_size import Size
    from insight_widgets.problems import ProblemLog

TAG = "tag"
_ATTRIBUTES = ("occluded", "rotation")


@dataclass(slots=True)
class CvatSplit:
    """The images of a split.

    Attributes
    ----------
    shapes : ShapeSplit
        The images and their shapes.
    tags : ShapeSplit
        The same images, with the tags of whole images as shapes without points.
    keys : list of str or None
        What makes each image the same in another split, if anything does.
    kinds : set of str
        Types of shapes met.
    most_tags : int
        How many tags one image has at the most.
    """

    shapes: ShapeSplit
    tags: ShapeSplit
    keys: list[str | None] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    most_tags: int = 0
    _said: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str) -> CvatSplit:
        """Return one without any image; `source` is what messages call the folder."""
        return cls(ShapeSplit(source), ShapeSplit(source, TAG))

    @property
    def log(self) -> ProblemLog:
        """The problems found."""
        return self.shapes.log

    @property
    def only_polygons(self) -> bool:
        """Whether every shape is a polygon or a mask."""
        return self.kinds <= POLYGONS

    def image(self, name: str, size: Size, key: str | None) -> int:
        """Take an image and return its row."""
        row = self.shapes.image(name, *size)
        self.tags.image(name, *size)
        if row == len(self.keys):
            self.keys.append(key)
        return row

    def tag(self, row: int, tags: list[str]) -> None:
        """Take the tags of an image; a row is given its tags at once."""
        self.most_tags = max(self.most_tags, len(set(tags)))
        for tag in tags:
            self.tags.shape(row, tag, (), outline=False, record=tag)

    def shape(self, row: int, label: str, shape: Element, record: str, where: str) -> None:
        """Take a shape.

        Parameters
        ----------
        row : int
            Of its image, or -1 where there is none.
        label : str
        shape : Element
        record : str
            What the shape is called in messages.
        where : str
            What it stands in, for messages.
        """
        if shape.tag in WITHOUT_AREA:
            self.kinds.add(shape.tag)
            told = f'{where}: {record_text("shape", record)}: {shape.tag} "{shorten(label)}"'
            self.shapes.tell("shape-no-area", told, row)
            return
        area = area_of(shape)
        if area is None:
            told = words.unknown_type(f"{where}: {record_text('shape', record)}", shape.tag)
            self.shapes.tell("record-unreadable", told, row)
            return
        self.kinds.add(shape.tag)
        self.shapes.shape(
            row,
            label,
            area.points,
            outline=area.outline,
            record=record,
            attributes=self._attributes(shape),
            drawing=area.drawing,
        )

    def chosen(self, *, by_tags: bool) -> ShapeSplit:
        """Return the images with their tags or with their shapes, and all problems."""
        if by_tags:
            self.tags.log = self.log
            return self.tags
        if self.most_tags:
            self.log.add("column-choice", words.tags_too(self.shapes.source))
        return self.shapes

    def _attributes(self, shape: Element) -> Mapping[str, str]:
        """Return what else is said of a shape; shapes of which the same is said share it."""
        said = [(name, shape.attrib[name]) for name in _ATTRIBUTES if name in shape.attrib]
        said += [(one.get("name", ""), (one.text or "").strip()) for one in shape if one.tag == "attribute"]
        key = tuple(said)
        if key not in self._said:
            self._said[key] = dict(said)
        return self._said[key]
