"""The masks of a COCO file: a second pass over its annotations, with their polygons this time."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.mask_parts import MaskError, parts_of
from insight_widgets.mask_union import MaskUnions
from insight_widgets.progress import track
from insight_widgets.readers._coco_records import MASK_ANNOTATIONS, MaskAnnotation
from insight_widgets.readers._json_pieces import JsonPieces
from insight_widgets.texts.progress import UNITING_MASKS
from insight_widgets.texts.records import OTHER_SIZE, mask_size
from insight_widgets.texts.where import record_in_image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from insight_widgets.columns import Boxes, Images, Masks
    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._coco_content import Content


def read_masks(
    file: Path, content: Content, boxes: Boxes, images: Images, log: ProblemLog, *, show: bool
) -> Masks:
    """Return the area of every class in every image.

    Parameters
    ----------
    file : Path
    content : Content
        What the first pass found.
    boxes : Boxes
        The annotations' columns, from the first pass.
    images : Images
    log : ProblemLog
        Told of masks that are damaged or of another size than their image.
    show : bool
        Whether a progress bar is shown.
    """
    unions = MaskUnions(boxes.image, boxes.label)
    names = range(len(boxes)) if boxes.record is None else boxes.record
    sizes = np.stack([images.height, images.width], axis=1).tolist()
    rows = zip(boxes.image.tolist(), (boxes.label >= 0).tolist(), strict=True)
    annotations = track(_annotations(file, content), UNITING_MASKS, total=len(boxes), show=show)
    for record, (annotation, (image, has_class)) in enumerate(zip(annotations, rows, strict=True)):
        if image >= 0 and has_class:
            fault = _add(unions, record, annotation, sizes[image])
            if fault is not None:
                code, text = fault
                name = str(images.name[image])
                where = record_in_image("annotation", names[record], name)
                log.add(code, f"{file.name}: {where}: {text}", images=[name])
    return unions.masks()


def _annotations(file: Path, content: Content) -> Iterator[MaskAnnotation]:
    """Yield what were records in the first pass; a blank one where its mask cannot be read at all."""
    if content.annotations_at is None:
        return
    with JsonPieces(file) as pieces:
        records = chain.from_iterable(pieces.records(content.annotations_at, MASK_ANNOTATIONS))
        for number, record in enumerate(records):
            if number not in content.unreadable:
                yield record or MaskAnnotation()


def _add(
    unions: MaskUnions, record: int, annotation: MaskAnnotation, size: list[int]
) -> tuple[str, str] | None:
    """Add an annotation's mask in an image of a size [height, width]; return a problem's code and text."""
    if not all(size) and isinstance(annotation.segmentation, list) and annotation.segmentation:
        unions.add_unsized(record)
        return None
    try:
        parts = parts_of(annotation.segmentation, *size)
    except MaskError as error:
        unions.add(record, [])
        return "mask-unreadable", str(error)
    if not unions.add(record, parts):
        return "mask-unreadable", OTHER_SIZE
    size_of_mask = parts[0]["size"]
    if all(size) and size_of_mask != size:
        return "mask-size", mask_size(size_of_mask[::-1], size[::-1])
    return None
