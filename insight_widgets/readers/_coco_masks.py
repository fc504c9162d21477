"""The masks of a COCO file: a second pass over its annotations, with their polygons this time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.mask_union import MaskError, MaskUnions, runs_of, union_area
from insight_widgets.progress import track
from insight_widgets.readers._coco_records import MASK_ANNOTATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.columns import Boxes, Images, Masks
    from insight_widgets.mask_union import Runs
    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._coco_records import MaskAnnotation
    from insight_widgets.readers._json_pieces import JsonPieces


def read_masks(
    pieces: JsonPieces,
    annotations_at: int | None,
    boxes: Boxes,
    images: Images,
    log: ProblemLog,
    *,
    show: bool,
) -> Masks:
    """Return the area of every class in every image.

    Parameters
    ----------
    pieces : JsonPieces
    annotations_at : int or None
        Where in the file the annotations start; None if it has none.
    boxes : Boxes
        The annotations' columns, from the first pass; a row an annotation.
    images : Images
    log : ProblemLog
        Told of masks that are damaged or of another size than their image.
    show : bool
        Whether a progress bar is shown.
    """
    unions = MaskUnions()
    places = zip(boxes.image.tolist(), boxes.label.tolist(), strict=True)
    for annotation, (image, label) in zip(_annotations(pieces, annotations_at), places, strict=True):
        if image >= 0 and label >= 0:
            _add(unions, annotation, (image, label), images, log)
    areas = [union_area(parts) for parts in track(unions.parts(), "Uniting masks", show=show)]
    return unions.masks(areas)


def _annotations(pieces: JsonPieces, position: int | None) -> Iterator[MaskAnnotation]:
    if position is not None:
        for records in pieces.records(position, MASK_ANNOTATIONS):
            yield from (record for record in records if record is not None)


def _add(
    unions: MaskUnions, annotation: MaskAnnotation, place: tuple[int, int], images: Images, log: ProblemLog
) -> None:
    image, label = place
    size = [int(images.height[image]), int(images.width[image])]
    where = f'annotation {annotation.id}, image "{images.name[image]}"'
    try:
        runs: Runs = runs_of(annotation.segmentation, *size)
        if runs["size"] != size:
            log.add("mask-size", f"{where}: mask {_told(runs['size'])}, image {_told(size)}")
        unions.add(image, label, runs)
    except MaskError as error:
        log.add("mask-unreadable", f"{where}: {error}")


def _told(size: list[int]) -> str:
    return f"{size[1]} x {size[0]}"
