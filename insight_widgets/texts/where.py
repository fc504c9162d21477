"""Where something stands in data: in a file, a line, a record, an image, a class."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from insight_widgets.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE_NAME = "file name"
"""What makes an image the same as one of another split, where nothing else is known."""

NO_CLASS = "no class"
NO_CLASS_NAME = "no class name"

RECORDS = {
    "annotation": "annotation",
    "box": "box",
    "file": "file",
    "label": "label",
    "line": "line",
    "object": "object",
    "record": "record",
    "region": "region",
    "row": "row",
    "shape": "shape",
}
"""What one record of each kind is called; the keys are the names that `Split.record_name` takes."""


def record_text(kind: str, record: object) -> str:
    """Return which record of a kind is meant."""
    return f"{RECORDS.get(kind, kind)} {record}"


def record_in_image(kind: str, record: object, image: str) -> str:
    """Return which record of a kind is meant, and in which image."""
    return f"{record_text(kind, record)}, {image_text(image)}"


def image_text(name: str) -> str:
    """Return which image is meant."""
    return f'image "{shorten(name)}"'


def image_by_id(number: object, name: str) -> str:
    """Return which image is meant, by its id and its file."""
    return f'image id {number}, file "{shorten(name)}"'


def mask_text(name: str) -> str:
    """Return which mask is meant."""
    return f'mask "{shorten(name)}"'


def labels_of(name: str) -> str:
    """Return the labels of which image are meant."""
    return f'labels of "{shorten(name)}"'


def class_text(name: str) -> str:
    """Return which class is meant."""
    return f'class "{shorten(name)}"' if name else NO_CLASS_NAME


def class_number(number: int) -> str:
    """Return which class is meant that has no name."""
    return f"class {number}"


def class_in_list(place: int, name: str) -> str:
    """Return which class of a list is meant."""
    return f'class {place} "{shorten(name)}"'


def category_ids(both: Iterable[tuple[object, str]]) -> str:
    """Return which categories of COCO are meant, by ids and names."""
    told = (f'{one} "{shorten(name)}"' for one, name in both)
    return f"category ids {' and '.join(told)}"


def folder_text(name: str) -> str:
    """Return which folder is meant."""
    return f'folder "{shorten(name)}"'


def entry_of(key: str, number: int) -> str:
    """Return which entry of a list in JSON is meant."""
    return f'"{key}", entry {number}'


def track_text(track: str, frame: str) -> str:
    """Return which shape of a video is meant."""
    return f"of track {shorten(track)}, frame {shorten(frame)}"


def sample_text(place: int, name: str) -> str:
    """Return which sample of a loader is meant."""
    return f"sample {place} of the {name}"


def box_text(numbers: Iterable[float]) -> str:
    """Return which box is meant, by x, y, width and height; infinite ones stand for what is no box."""
    numbers = tuple(numbers)
    if all(map(isinf, numbers)):
        return "box without four numbers"
    return f"box [{', '.join(f'{number:g}' for number in numbers)}]"


def no_image_in(source: str) -> str:
    """Return that a split holds no image."""
    return f"{source or 'split'}: no image"


def and_more(first: str, others: int) -> str:
    """Return the first of several names, and how many others there are."""
    return f"{first} and {others:,} more" if others else first


def from_line(name: str, line: int) -> str:
    """Return which part of a file of lines is meant."""
    return f"{name} from line {line}"


def row_groups(name: str, first: int, last: int) -> str:
    """Return which part of a Parquet file is meant."""
    return f"{name}, row groups {first} to {last}"


def files_from(name: str, number: int) -> str:
    """Return which part of the files of a folder is meant, by its first."""
    return f"{name}, files from {number}"


def images_from(name: str, number: int) -> str:
    """Return which part of the images of a folder is meant, by its first."""
    return f"{name}, images from {number}"


def masks_from(name: str, number: int) -> str:
    """Return which part of the masks of a folder is meant, by its first."""
    return f"{name}, masks from {number}"
