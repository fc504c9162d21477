"""What a Parquet file says of itself that `insight-widgets convert` has written."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from insight_widgets.dataset import TASKS
from insight_widgets.problems import Problem

if TYPE_CHECKING:
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions

METADATA = b"insight-widgets"
VERSION = 1
FOUND_AGAIN = frozenset({"image-no-size", "image-no-label", "box-outside-image", "split-empty"})
"""Codes of what is written all the same, so that it is found again."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What was known when the file was written.

    Attributes
    ----------
    task : Task
    classes : tuple of str
    split : str
    relative : bool
        Whether boxes are shares of their image.
    keys : bool
        Whether an image of the same name in another split is the same image.
    key_name : str
        What that name is, for messages.
    problems : tuple of Problem
        What was found, and is not in the rows.
    """

    task: Task
    classes: tuple[str, ...]
    split: str
    relative: bool
    keys: bool
    key_name: str
    problems: tuple[Problem, ...]

    def options(self, given: ReadOptions) -> ReadOptions:
        """Return what the caller says, and the task and class list where that is nothing."""
        return replace(given, task=given.task or self.task, classes=given.classes or self.classes)


def converted(schema: Any) -> Converted | None:
    """Return what a file says of itself, or None if it was written by somebody else."""
    try:
        told = json.loads((schema.metadata or {})[METADATA])
        found = Converted(
            cast("Task", told["task"]),
            tuple(map(str, told["classes"])),
            str(told["split"]),
            bool(told["relative"]),
            bool(told["keys"]),
            str(told["key_name"]),
            tuple(
                Problem(str(code), int(count), tuple(map(str, texts)))
                for code, count, texts in told["problems"]
            ),
        )
    except (KeyError, ValueError, TypeError):
        return None
    known = (
        told["version"] == VERSION and found.task in TASKS and len(set(found.classes)) == len(found.classes)
    )
    return found if known else None
