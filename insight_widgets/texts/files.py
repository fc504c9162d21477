"""What is said of files of a data set: those that cannot be read, are passed over, or stand for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ANSWER_COLUMNS = "a column of 0 and 1 a class"
NO_FILE = "no such file"
EMPTY = "the file is empty"
EMPTY_TABLE = "the file is empty; a table with a header is wanted"
NO_CELLS = "no row of cells in this file; a table with a header is wanted"
NO_ROWS = "no row that can be read"
NO_JSON = "valid JSON is wanted"
NO_RECORD = "no JSON record of an image in it"
CUT_OFF = "the file is cut off; more JSON is wanted"
ENDS_HERE = "the file ends here"
NO_SPLITS = "no folder is called train, val or test; holdout=0.2 makes train and val of the classes"


def link_outside(name: str) -> str:
    """Return that a link leads to a file out of the data set's folder."""
    return f"{name}: a link to a file outside of the data set"


def folder_outside(name: str) -> str:
    """Return that a link leads to a folder out of the data set's."""
    return f"{name}: a link to a folder outside of the data set"


def dead_link(name: str) -> str:
    """Return that a link leads to nothing."""
    return f"{name}: a link to a file that is not there"


def same_file(name: str, first: str) -> str:
    """Return that a link leads to a file that came before."""
    return f"{name} is the same file as {first}"


def not_utf8(name: str, line: int) -> str:
    """Return which line of a file is not UTF-8."""
    return f"{name}: line {line} is not UTF-8; the file is read as Latin-1"


def unreadable(name: str, reason: object) -> str:
    """Return why a file cannot be read."""
    return f"{shorten(name)}: cannot be read: {reason}"


def broken_json(line: int, column: int, reason: str) -> str:
    """Return where and why text is no JSON."""
    return f"line {line}, column {column}: {NO_JSON}; {reason}"


def broken_cells(where: str, reason: str) -> str:
    """Return why the cells of a row are no JSON."""
    return f"{where}: {NO_JSON} in its cells; {reason}"


def wanted(name: str, what: str) -> str:
    """Return what is wanted in a file."""
    return f"{shorten(name)}: {what} is wanted"


def found_text(text: str) -> str:
    """Return what stands where something else is wanted."""
    return f'found "{shorten(text, 20)}"' if text else ENDS_HERE


def json_beside(name: str) -> str:
    """Return that a table is passed over for JSON."""
    return f"{name}: there is JSON beside"


def fine_one_beside(name: str) -> str:
    """Return that a coarse annotation is passed over for a fine one."""
    return f"{name}: there is a fine one"


def taken_column(taken: str, others: Iterable[str]) -> str:
    """Return which column is taken of several that could be."""
    return f"{taken}, not {', '.join(others)}"


def read_instead(name: str, other: str) -> str:
    """Return that another file is read."""
    return f"{name}: {other} is read instead"


def no_header(taken: Iterable[str], other: Iterable[str]) -> str:
    """Return what the columns of a table without a header are taken as."""
    return f"there is no header; columns are taken as {', '.join(taken)}, not {', '.join(other)}"


def only_label(label: str, columns: str) -> str:
    """Return that a column has the classes, and not those of yes and no."""
    return f"classes are in {label}; the columns {columns} are not read"


def only_columns(columns: str, label: str) -> str:
    """Return that columns of yes and no have the classes, and not another one."""
    return f"classes are the columns {columns}; {label} is not read"


def lacking_columns(missing: Sequence[str]) -> str:
    """Return which columns a file lacks that the first one has."""
    return f"the columns of the first file are wanted; {', '.join(missing)} is missing"


def other_kind(name: str, wanted: str, found: str) -> str:
    """Return of what kind a column is here, and was in the first file."""
    return f'{wanted} are wanted in column "{shorten(name)}", as in the first file; got {found}'


def other_columns(missing: str, columns: str) -> str:
    """Return which columns a table lacks that the first one has, and which it has."""
    return f"the columns of the first file are wanted; {missing} is missing; columns are {columns}"


def other_width(wanted: int, came: int) -> str:
    """Return how many cells a row of a table without a header has, and the first table has."""
    return f"rows of {wanted} cells are wanted, as in the first file; got {came}"


def not_there(config: str, key: str, path: str) -> str:
    """Return that the description of a data set points to nothing."""
    return f'{config}: "{key}: {shorten(path)}" is not there'


def points_to_train(config: str, split: str, taken: str) -> str:
    """Return that the description of a data set names the images of train for another split."""
    return f'{config}: "{split}" points to the images of train; {taken} is taken'


def unlisted(name: str) -> str:
    """Return that a name in a list is that of nothing."""
    return f'"{shorten(name)}": neither an annotation nor an image'


def no_image(name: str) -> str:
    """Return that there is no image of a name."""
    return f'"{shorten(name)}": there is no such image'


def alone(mask: str, folder: object) -> str:
    """Return that a mask has no image."""
    return f'mask "{shorten(mask)}": no image in {folder}'


def second_mask(name: str, first: str) -> str:
    """Return that an image has several masks."""
    return f"{name} is a mask of the same image as {first}"


def no_image_of(name: str) -> str:
    """Return that a name of a list is that of no image."""
    return f'no image "{shorten(name)}"'


def lacking_image(name: str, folder: object) -> str:
    """Return that an image is damaged, or in which folder it is not."""
    return f'image "{shorten(name)}": {"damaged" if folder is None else f"not in {folder}"}'
