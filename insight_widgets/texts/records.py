"""What is said of records: rows, shapes and masks that cannot be read, or are taken as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OTHER_SIZE = "its size differs from that of the other parts of the class"
NO_PNG = "the mask is no PNG in base64"


def no_image_here(file: str) -> str:
    """Return that a file tells of no image."""
    return f"{file}: no image and no video here"


def kept_before(file: str, error: object, *, kept: bool) -> str:
    """Return why a file cannot be read to its end, and whether its beginning counts."""
    return f"{file}: {error}{'; what stands before is counted' if kept else ''}"


def nameless_image(file: str) -> str:
    """Return that an image is told by nothing."""
    return f"{file}: an image without name and id"


def claimed_frames(file: str, frames: int) -> str:
    """Return that a video claims too many frames."""
    return f"{file}: meta: {frames:,} frames are claimed; only those with shapes are counted"


def unknown_type(place: str, kind: str) -> str:
    """Return that shapes of a type are not known."""
    return f'{place}: type "{shorten(kind)}" is not known'


def unknown_shape(place: str, kind: str) -> str:
    """Return that a shape is not known."""
    return f'{place}: shape "{shorten(kind)}" is not known'


def tags_too(source: str) -> str:
    """Return that the shapes of images are taken, not their tags."""
    return f"{source}: images have tags too; their shapes are taken"


def flags_too(source: str) -> str:
    """Return that the shapes of images are taken, not their flags."""
    return f"{source}: images have flags too; their shapes are taken"


def several_codes(file: str, name: str, code: str) -> str:
    """Return that a class has several codes."""
    return f'{file}: class "{shorten(name)}" has several codes, one is {code}'


def other_size(where: str) -> str:
    """Return that masks of a class in an image differ in size."""
    return f"{where}: another size than other masks of its class there"


def open_quote(place: str, line: str) -> str:
    """Return that a quote goes on to the end."""
    return f'{place}: a quote that is not closed: "{shorten(line)}"'


def cells_wanted(place: str, wanted: int, came: int) -> str:
    """Return that a row has more or fewer cells than its header."""
    return f"{place}: {wanted} cells are wanted, got {came}"


def closed_quotes(name: str, line: int) -> str:
    """Return that a line has quotes that are not closed."""
    return f"{shorten(name)}: line {line}: cells in closed quotes are wanted"


def image_name_wanted(name: str, line: int) -> str:
    """Return that a line names no image."""
    return f"{shorten(name)}: line {line}: the name of an image is wanted"


def nameless_row(place: str) -> str:
    """Return that a row names no image."""
    return f"{place}: no image name"


def images_by_name(name: str) -> str:
    """Return that a file does not tell images by their names."""
    return f"{shorten(name)}: images by their names are wanted"


def no_image_entry(name: str, number: int) -> str:
    """Return that an entry is no image."""
    return f"{shorten(name)}: entry {number} is no image"


def one_class(source: str, name: str) -> str:
    """Return what regions are called that say nothing of themselves."""
    return f'{source}: regions without attributes; they are called "{name}"'


def class_attribute(source: str, name: str, others: Iterable[str]) -> str:
    """Return which attribute of regions is taken as the class."""
    return f"{source}: {shorten(name)} is the class, not {', '.join(map(shorten, others))}"


def list_wanted(where: str, key: str) -> str:
    """Return that a record lacks a list."""
    return f'{where}: a list "{key}" is wanted'


def columns_wanted(where: str, columns: Iterable[str]) -> str:
    """Return which columns a table of a known layout has."""
    return f"{where}: the columns {', '.join(columns)} are wanted"


def corner_boxes(count: int) -> str:
    """Return how many boxes are written as two corners, where a width and a height are usual."""
    return f"{count:,} boxes of x, y, x, y"


def no_shape(place: str) -> str:
    """Return that a region has no shape."""
    return f"{place} has no shape"


def no_number(name: str, word: str, length: int = 80) -> str:
    """Return that a word is no number where one is wanted."""
    return f'{name} "{shorten(word, length)}" is no number'


def no_object(place: str, line: str) -> str:
    """Return that a line of YOLO is no object."""
    return (
        f"{place}: a class and 4 numbers (a box), or x and y of three points and more, are wanted; "
        f'got "{shorten(line)}"'
    )


def fourteen_numbers(came: int) -> str:
    """Return what a line of KITTI has."""
    return f"a class and 14 numbers are wanted; got {came} values"


def colours_not_indices(shown: str) -> str:
    """Return that a mask has colours where indices are wanted."""
    return (
        f"colours such as {shown}, not one index a pixel; give a file of lines such as `128 0 0 car` as the "
        "class list (classes=), or convert colours to indices"
    )


def black_and_white(source: str) -> str:
    """Return that masks have the values 0 and 255 only."""
    return (
        f"{source}: every mask has only the values 0 and 255, and 255 is ignored; "
        "ignore=None counts it as a class"
    )


def no_class_for(place: str, values: str) -> str:
    """Return which values of a mask are no class."""
    return f"{place}: no class for value {values}"


def numbers_wanted(column: str, came: str) -> str:
    """Return that a column of numbers holds words."""
    return f'numbers are wanted in column "{shorten(column)}"; got "{shorten(came)}"'


def came_before(name: str) -> str:
    """Return that an image is there already."""
    return f'image "{shorten(name)}" came before'


def mask_size(size: Sequence[int], image: Sequence[int]) -> str:
    """Return how large a mask is and how large its image, of sizes (width, height)."""
    return f"mask is {size[0]} x {size[1]}, its image {image[0]} x {image[1]}"
