"""Names and sizes of the images of a Hugging Face data set; none is decoded."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Images, image_names, unknown_sizes
from insight_widgets.image_size import Size, image_size, size_in_memory
from insight_widgets.objects._files import file_images
from insight_widgets.objects._hf_columns import sides
from insight_widgets.objects._pictures import HeldPictures
from insight_widgets.progress import track
from insight_widgets.texts.progress import READING_SIZES

SIDES = ("image_width", "image_height")
"""Columns that sizes are put into."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.objects._hf_roles import Roles


def images_of(obj: Any, table: Any, roles: Roles, *, show: bool) -> Images:
    """Return the images of a data set, given the table of its columns without images.

    Sizes are needed for boxes only: they are read from columns, else from the headers of the images.
    """
    images = _named(obj, table, roles)
    if roles.kind != "boxes":
        return images
    if roles.sides:
        width, height = sides(table, roles.sides)
    elif roles.image is not None:
        width, height = _header_sizes(obj, roles.image, len(table), show=show)
    else:
        return images
    return replace(images, width=width, height=height)


def pictures_of(obj: Any, roles: Roles) -> HeldPictures | None:
    """Return the images themselves, each as the file that Arrow holds or names; None where there are none."""
    if roles.image is None or not _is_random(obj):
        return None
    column, indices = obj.data.column(roles.image), obj._indices  # noqa: SLF001

    def give(row: int) -> Path | bytes | None:
        place = row if indices is None else indices.column(0)[row].as_py()
        held = column[place].as_py() or {}
        path = held.get("path")
        if held.get("bytes") is not None:
            return held["bytes"]  # type: ignore[no-any-return]
        return Path(path) if path and os.path.isfile(path) else None  # noqa: PTH113

    return HeldPictures(give, files=True)


def with_header_sizes(batch: Any, column: str) -> Any:
    """Return a table with two columns of sizes in place of its images: what streams by is not seen again."""
    import pyarrow as pa
    import pyarrow.compute as pc

    images = batch.column(column)
    contents, paths = pc.struct_field(images, "bytes"), pc.struct_field(images, "path").to_pylist()
    found = [_size(content, path) or (0, 0) for content, path in zip(contents, paths, strict=True)]
    for name, sizes in zip(SIDES, zip(*found, strict=True), strict=False):
        batch = batch.append_column(name, pa.array(sizes, type=pa.int64()))
    return batch.drop_columns([column])


def _named(obj: Any, table: Any, roles: Roles) -> Images:
    size = unknown_sizes(len(table))
    if roles.file is not None:
        names = image_names(name or row for row, name in enumerate(table.column(roles.file).to_pylist()))
        return Images(names, size, size, names)
    paths = _paths(obj, roles.image) if roles.image is not None and _is_random(obj) else None
    known = [path for path in paths or () if path is not None]
    if len(known) < len(table) or len(set(known)) < len(known):
        return Images(image_names(range(len(table))), size, size)
    if all(map(os.path.isabs, known)):
        return file_images(known)
    return Images(image_names(known), size, size)


def _is_random(obj: Any) -> bool:
    """Whether a data set lies in Arrow tables rather than streams by."""
    return hasattr(obj, "data") and hasattr(obj, "_indices")


def _paths(obj: Any, column: str) -> list[str | None]:
    """Return the paths that stand beside the images; the images themselves are not touched."""
    return _member(obj, column, "path").to_pylist()  # type: ignore[no-any-return]


def _member(obj: Any, column: str, name: str) -> Any:
    """Return a member of a column of images, in the order of the data set."""
    import pyarrow.compute as pc

    member = pc.struct_field(obj.data.column(column), name)
    indices = obj._indices  # noqa: SLF001  (the rows of a selection or shuffle, which no public name tells)
    return member if indices is None else member.take(indices.column(0))


def _header_sizes(obj: Any, column: str, count: int, *, show: bool) -> np.ndarray[Any, Any]:
    """Return width and height from the headers of images, shape (2, n); 0 where they cannot be told."""
    contents, paths = _rows(obj, column), _paths(obj, column)
    read = track(zip(contents, paths, strict=True), READING_SIZES, total=count, show=show)
    found = [_size(content, path) or (0, 0) for content, path in read]
    return np.array(found, dtype=np.int32).reshape(-1, 2).T


def _rows(obj: Any, column: str) -> Sequence[Any]:
    """Return the files of images as Arrow holds them, one by one and uncopied."""
    import pyarrow.compute as pc

    contents = pc.struct_field(obj.data.column(column), "bytes")
    indices = obj._indices  # noqa: SLF001
    if indices is None:
        return contents  # type: ignore[no-any-return]
    return [contents[place] for place in indices.column(0).to_pylist()]


def _size(content: Any, path: str | None) -> Size | None:
    if content is not None and content.is_valid:
        return size_in_memory(memoryview(content.as_buffer()))
    return image_size(Path(path)) if path else None
