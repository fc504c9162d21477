"""Images that the rows of a table name: their sizes, and what is in their files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.image_lookup import roots_of, with_sizes
from insight_widgets.problems import ProblemLog
from insight_widgets.streams.content import content_of_part

if TYPE_CHECKING:
    from insight_widgets.columns import Split
    from insight_widgets.streams.image_column import ImageColumn
    from insight_widgets.streams.table_plan import TablePlan


def sized(split: Split, plan: TablePlan, name: str) -> Split:
    """Return a split with the sizes of images that their files tell, as for tables that are read whole."""
    images = split.images
    asked = plan.options.images is not None
    unsized = bool(((images.width <= 0) | (images.height <= 0)).any())
    if plan.folder is None or not (asked or (plan.task == "detection" and unsized)):
        return split
    log = ProblemLog(split.problems)
    named = replace(images, name=getattr(images.name, "column", lambda: images.name)())
    options = replace(plan.options, progress=False)
    looked_up = with_sizes(named, _folders(plan), options, log, split=name)
    return replace(split, images=looked_up, problems=log.problems())


def _folders(plan: TablePlan) -> tuple[Path, ...]:
    """Return the folders in which images may lie; none where the table is of another place."""
    return () if plan.folder is None else (Path(plan.folder), Path(plan.folder) / "images")


def content_of_rows(split: Split, images: ImageColumn, plan: TablePlan, name: str) -> Any:
    """Return what is in the files of images, as for tables that are read whole."""
    asked = plan.options.images
    roots = roots_of(_folders(plan) if asked is None else (asked,), name)
    return content_of_part(replace(split.images, roots=roots), images.image_hashes)
