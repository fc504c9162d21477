"""Cityscapes files, gathered one after the other: the objects of each image, and what is seen of them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Masks
from insight_widgets.errors import shorten
from insight_widgets.image_lookup import find_image
from insight_widgets.image_size import image_size, known_side
from insight_widgets.mask_painting import visible_pixels
from insight_widgets.mask_parts import MaskError, parts_of
from insight_widgets.outlines import Outlines
from insight_widgets.readers._cityscapes_labels import is_void
from insight_widgets.readers._cityscapes_records import FILE
from insight_widgets.readers._json_record import read_record
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.texts.records import list_wanted
from insight_widgets.texts.where import entry_of, record_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.columns import Images
    from insight_widgets.image_size import Size
    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._cityscapes_records import CityObject, Scene
    from insight_widgets.readers._image_tree import FoundFile
    from insight_widgets.shape_points import Point
    from insight_widgets.tables.class_index import ClassIndex

ENDING = "_polygons.json"
IMAGES = "leftImg8bit"

_TRUTH = re.compile(r"(_gt[A-Za-z]+)?_polygons\.json$")
_GROUP = "group"
_NO_GROUP = frozenset({"polegroup"})
"""Classes whose name only ends like that of a group."""

_NOT_PAINTED = frozenset({"license plate"})
"""Lies on the car that it belongs to; the format's own masks leave it out."""


@dataclass(slots=True)
class Gathered:
    """What the files of a split hold.

    Attributes
    ----------
    shapes : ShapeSplit
        The images, and the bounding boxes of their objects.
    painted : dict of str to (int, mapping of str to int)
        By image: the pixels of the whole of it (0 where its size is not known), and those of each class.
    """

    shapes: ShapeSplit
    painted: dict[str, tuple[int, Counter[str]]] = field(default_factory=dict)

    @property
    def log(self) -> ProblemLog:
        """The problems found."""
        return self.shapes.log

    def extend(self, other: Gathered) -> None:
        """Take what another one holds."""
        self.shapes.extend(other.shapes)
        self.painted.update(other.painted)

    def masks(self, images: Images, classes: ClassIndex) -> Masks:
        """Return the area of every class that is seen in an image."""
        rows = [(row, *self.painted[name]) for row, name in enumerate(images.name.tolist())]
        labels = [label for _, _, seen in rows for label in seen]
        numbers = [(row, pixels, total) for row, total, seen in rows for pixels in seen.values()]
        columns = np.array(numbers, dtype=np.int64).reshape(-1, 3)
        places = classes.places(labels)
        kept = (places >= 0) & (columns[:, 1] > 0)
        image, pixels, total = columns[kept].T
        return Masks(image, places[kept], pixels, total)


def image_of(file: str) -> str:
    """Return the name of the image of a file: that of its scene in the folder of its city.

    Examples
    --------
    >>> image_of("gtFine/train/aachen/aachen_000000_000019_gtFine_polygons.json")
    'train/aachen/aachen_000000_000019_leftImg8bit.png'
    """
    folder, base = posixpath.split(file)
    inner = [part for part in folder.split("/") if part and not is_truth(part)]
    return "/".join([*inner, f"{_TRUTH.sub('', base)}_{IMAGES}.png"])


def is_truth(folder: str) -> bool:
    """Whether a folder is called as those of annotations are: gtFine or gtCoarse."""
    return folder.startswith("gt") and folder[2:3].isupper()


def read_files(files: Sequence[FoundFile], source: str, roots: Sequence[Path], *, masks: bool) -> Gathered:
    """Return what some files hold.

    Parameters
    ----------
    files : sequence of FoundFile
    source : str
        What messages call the folder.
    roots : sequence of Path
        Folders of the images, for sizes that a file does not tell.
    masks : bool
        Whether the objects are painted.
    """
    gathered = Gathered(ShapeSplit(source, "object"))
    for file in files:
        scene = read_record(Path(file.path), file.name, FILE, gathered.log, "a record of Cityscapes")
        if scene is None:
            continue
        if scene.objects is None:
            gathered.log.add("record-unreadable", list_wanted(shorten(file.name), "objects"))
            continue
        name = image_of(file.name)
        size = _size(scene, name, roots)
        objects = labelled_objects(scene, file.name, gathered.log, masks=masks, image=name)
        counted = [one for one in objects if not is_void(one.label)]
        _add_boxes(gathered.shapes, gathered.shapes.image(name, *size), counted)
        if masks:
            gathered.painted[name] = _painted(objects, size, file.name, gathered.log, name)
    return gathered


@dataclass(frozen=True, slots=True)
class Labelled:
    """An object that counts: its number in the file, its class, whether it is a group, and its outline."""

    number: int
    label: str
    crowd: bool
    polygon: Sequence[Point]


def _size(scene: Scene, name: str, roots: Sequence[Path]) -> Size:
    size = known_side(scene.img_width), known_side(scene.img_height)
    if all(size):
        return size
    image = find_image(name, roots)
    return (image_size(image) if image is not None else None) or (0, 0)


def labelled_objects(
    scene: Scene, file: str, log: ProblemLog, *, masks: bool, image: str = ""
) -> list[Labelled]:
    """Return the objects that count; deleted ones never do. Others are told, as of the image of this name."""
    found = []
    for number, one in enumerate(scene.objects or (), start=1):
        if one is None:
            log.add("record-unreadable", f"{shorten(file)}: {entry_of('objects', number)}", images=[image])
        elif masks and one.label in _NOT_PAINTED:
            words = f"{shorten(file)}: {record_text('object', number)}: {one.label}"
            log.add("region-ignored", words, images=[image])
        elif not one.deleted:
            found.append(_labelled(number, one))
    return found


def _labelled(number: int, one: CityObject) -> Labelled:
    """Return an object by its class; a cargroup is several cars."""
    single = one.label.removesuffix(_GROUP)
    is_group = bool(single) and single != one.label and one.label not in _NO_GROUP
    return Labelled(number, single if is_group else one.label, is_group, one.polygon)


def _add_boxes(shapes: ShapeSplit, image: int, objects: Sequence[Labelled]) -> None:
    points = np.array([point for one in objects for point in one.polygon], dtype=np.float64).reshape(-1, 2)
    length = np.array([len(one.polygon) for one in objects], dtype=np.int64)
    for one, (x, y, width, height) in zip(objects, Outlines(points, length).boxes().tolist(), strict=True):
        corners = [(x, y), (x + width, y + height)]
        shapes.shape(image, one.label, corners, outline=False, record=one.number, crowd=one.crowd)


def _painted(
    objects: Sequence[Labelled], size: Size, file: str, log: ProblemLog, image: str
) -> tuple[int, Counter[str]]:
    """Return the pixels of an image, and those of each class when objects are painted in their order."""
    width, height = size
    if not width or not height:
        return 0, Counter({one.label: 1 for one in objects})
    parts, labels = [], []
    for one in objects:
        try:
            parts += parts_of([[number for point in one.polygon for number in point]], height, width)
            labels.append(one.label)
        except MaskError as error:
            words = f"{shorten(file)}: {record_text('object', one.number)}: {error}"
            log.add("mask-unreadable", words, images=[image])
    seen: Counter[str] = Counter()
    for label, pixels in zip(labels, visible_pixels(parts), strict=True):
        seen[label] += pixels
    return width * height, seen
