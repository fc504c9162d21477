"""The VIA files of one split, and the shapes of their images."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from insight_widgets.errors import shorten
from insight_widgets.readers._json_values import as_text
from insight_widgets.readers._via_files import is_csv, read_via
from insight_widgets.readers._via_shapes import POLYGON, WITHOUT_AREA, area_of
from insight_widgets.texts import records as words
from insight_widgets.texts.files import json_beside
from insight_widgets.texts.where import image_text, record_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._image_beside import ImagesBeside
    from insight_widgets.readers._image_tree import FoundFile
    from insight_widgets.readers._via_classes import ClassAttribute
    from insight_widgets.readers._via_records import Region, ViaFile, ViaImage
    from insight_widgets.shape_split import ShapeSplit


@dataclass(slots=True)
class ViaSplit:
    """The files of a split, and what they draw.

    Attributes
    ----------
    shapes : ShapeSplit
        The images and their shapes.
    files : dict of str to ViaFile
        By their names from the data set's root.
    kinds : set of str
        Names of the shapes met.
    """

    shapes: ShapeSplit
    files: dict[str, ViaFile] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    @property
    def log(self) -> ProblemLog:
        """The problems found."""
        return self.shapes.log

    def read(self, files: Iterable[FoundFile]) -> None:
        """Read files; where there are some in JSON, exports in CSV say the same again."""
        files = list(files)
        only_csv = all(is_csv(file.name) for file in files)
        for file in files:
            if is_csv(file.name) and not only_csv:
                self.log.add("other-file", json_beside(file.name))
                continue
            found = read_via(file, self.log)
            if found is not None:
                self.files[file.name] = found

    def draw(self, attribute: ClassAttribute, beside: ImagesBeside) -> None:
        """Take the images of all files, and their regions as shapes."""
        for name, file in self.files.items():
            for number, image in enumerate(file.images, start=1):
                if image is None:
                    self.log.add("record-unreadable", words.no_image_entry(name, number))
                else:
                    row = self.shapes.image(beside.name(image.name, posixpath.dirname(name)))
                    self._draw_regions(row, image, attribute)
        if attribute.name is None:
            told = words.one_class(self.shapes.source, attribute.only)
            self.log.add("class-made", told, count=len(self.shapes.labels))
        elif attribute.others:
            told = words.class_attribute(self.shapes.source, attribute.name, attribute.others)
            self.log.add("column-choice", told)

    def _draw_regions(self, row: int, image: ViaImage, attribute: ClassAttribute) -> None:
        where = f"{self.shapes.source}: {image_text(image.name)}"
        if image.regions is None:
            self.shapes.tell("record-unreadable", words.list_wanted(where, "regions"), row)
            return
        for key, region in image.regions.items():
            here = f"{where}: {record_text('region', shorten(key))}"
            if region is None:
                self.shapes.tell("record-unreadable", words.no_shape(here), row)
            else:
                self._draw_region(row, key, region, attribute, here)

    def _draw_region(self, row: int, key: str, region: Region, attribute: ClassAttribute, where: str) -> None:
        kind = as_text(region.shape.get("name")) or ""
        if kind in WITHOUT_AREA:
            self.kinds.add(kind)
            self.shapes.tell("shape-no-area", f"{where}: {kind}", row)
            return
        area = area_of(region.shape)
        if area is None:
            told = words.unknown_shape(where, kind)
            self.shapes.tell("record-unreadable", told, row)
            return
        self.kinds.add(kind)
        said = {name: value for name, value in region.attributes.items() if name != attribute.name}
        for label in attribute.classes_of(region):
            self.shapes.shape(row, label, area.points, outline=area.outline, record=key, attributes=said)

    @property
    def only_polygons(self) -> bool:
        """Whether every shape is a polygon."""
        return self.kinds <= {POLYGON}
