"""LabelMe files, gathered one after the other: the images, their shapes and their flags."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from insight_widgets.errors import shorten
from insight_widgets.image_size import known_side
from insight_widgets.readers._image_beside import ImagesBeside
from insight_widgets.readers._json_record import read_record
from insight_widgets.readers._labelme_records import FILE
from insight_widgets.readers._labelme_shapes import POLYGON, WITHOUT_AREA, area_of, kind_of
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.texts import records as words
from insight_widgets.texts.where import entry_of, record_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._image_tree import FoundFile
    from insight_widgets.readers._labelme_records import Annotated, Shape

IGNORED = "__ignore__"
NO_CLASS = frozenset({IGNORED, "_background_"})
_WITH_POLYGONS = frozenset({POLYGON, "mask"})


@dataclass(slots=True)
class Gathered:
    """What the files of a split hold.

    Attributes
    ----------
    shapes : ShapeSplit
        The images and their shapes.
    flags : ShapeSplit
        The same images, with the flags that are set as shapes without points.
    flag_names : dict of str to None
        The flags that images can have, in their order.
    most_flags : int
        How many flags are set at the most in one image.
    kinds : set of str
        Types of shapes met.
    """

    shapes: ShapeSplit
    flags: ShapeSplit
    flag_names: dict[str, None] = field(default_factory=dict)
    most_flags: int = 0
    kinds: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, source: str) -> Gathered:
        """Return one without any image; `source` is what messages call the folder."""
        return cls(ShapeSplit(source), ShapeSplit(source, "flag"))

    @property
    def log(self) -> ProblemLog:
        """The problems found."""
        return self.shapes.log

    @property
    def only_polygons(self) -> bool:
        """Whether every shape encloses what it means, point by point."""
        return self.kinds <= _WITH_POLYGONS

    def names(self, *, by_flags: bool) -> list[str]:
        """Return the names of classes that are used, or that flags can have, in their order."""
        if by_flags:
            return list(self.flag_names)
        return [name for name in dict.fromkeys(self.shapes.labels) if name and name not in NO_CLASS]

    def chosen(self, *, by_flags: bool) -> ShapeSplit:
        """Return the images with their flags or with their shapes, and all problems."""
        if by_flags:
            self.flags.log = self.log
            return self.flags
        if self.most_flags:
            self.log.add("column-choice", words.flags_too(self.shapes.source))
        return self.shapes

    def extend(self, other: Gathered) -> None:
        """Take what another one holds."""
        self.shapes.extend(other.shapes)
        self.flags.extend(other.flags)
        self.flag_names.update(other.flag_names)
        self.most_flags = max(self.most_flags, other.most_flags)
        self.kinds |= other.kinds


def read_files(files: Sequence[FoundFile], source: str, images: Path) -> Gathered:
    """Return what some files hold.

    Parameters
    ----------
    files : sequence of FoundFile
    source : str
        What messages call the folder.
    images : Path
        The folder that the names of images start from.
    """
    gathered = Gathered.of(source)
    beside = ImagesBeside(images)
    for file in files:
        record = read_record(Path(file.path), file.name, FILE, gathered.log, "a LabelMe record")
        if record is None:
            continue
        if record.is_other:
            gathered.log.add("other-file", file.name)
        elif record.shapes is None:
            gathered.log.add("record-unreadable", words.list_wanted(shorten(file.name), "shapes"))
        else:
            folder, _, base = file.name.rpartition("/")
            name = beside.name(record.image_path or PurePosixPath(base).stem, folder)
            _add(gathered, file.name, name, record, record.shapes)
    return gathered


def _add(gathered: Gathered, file: str, name: str, record: Annotated, shapes: Sequence[Shape | None]) -> None:
    size = known_side(record.image_width), known_side(record.image_height)
    image = gathered.shapes.image(name, *size)
    _add_flags(gathered, gathered.flags.image(name, *size), record.flags or {})
    for number, shape in enumerate(shapes, start=1):
        if shape is None:
            told = f"{shorten(file)}: {entry_of('shapes', number)}"
            gathered.shapes.tell("record-unreadable", told, image)
        elif shape.label == IGNORED:
            gathered.shapes.tell("region-ignored", f"{shorten(file)}: {record_text('shape', number)}", image)
        else:
            _add_shape(gathered, image, number, shape, file)


def _add_flags(gathered: Gathered, image: int, flags: Mapping[str, bool]) -> None:
    names = [flag for flag in flags if flag != IGNORED]
    gathered.flag_names.update(dict.fromkeys(names))
    are_set = [flag for flag in names if flags[flag]]
    gathered.most_flags = max(gathered.most_flags, len(are_set))
    for flag in are_set:
        gathered.flags.shape(image, flag, (), outline=False, record=flag)


def _add_shape(gathered: Gathered, image: int, number: int, shape: Shape, file: str) -> None:
    kind = kind_of(shape)
    if kind in WITHOUT_AREA:
        told = f'{file}: {record_text("shape", number)}: {kind} "{shorten(shape.label)}"'
        gathered.shapes.tell("shape-no-area", told, image)
        gathered.kinds.add(kind)
        return
    area = area_of(shape)
    if area is None:
        told = words.unknown_type(f"{file}: {record_text('shape', number)}", kind)
        gathered.shapes.tell("record-unreadable", told, image)
        return
    gathered.kinds.add(kind)
    gathered.shapes.shape(
        image,
        shape.label,
        area.points,
        outline=area.outline,
        record=number,
        attributes=shape.flags,
        group=shape.group_id,
        drawing=area.drawing,
    )
