"""What a CVAT file says before its images: labels, subsets, and the frames of videos."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from insight_widgets.image_size import known_side
from insight_widgets.readers._json_values import as_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from insight_widgets.image_size import Size

MOST_FRAMES = 2**20
"""Of the videos of a file (ten hours); one that claims more is damaged."""

_WITHOUT_AREA = frozenset({"tag", "points", "polyline"})
_OF_IMAGES = frozenset({"tag", "any", ""})
_STEP = re.compile(r"step\s*=\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Video:
    """The frames of a task.

    Attributes
    ----------
    task : str
        Its id.
    frames : range
        Their numbers; none where they are not told.
    size : tuple of int
        Width and height in pixels, 0 where they are not known.
    subset : str
        What the split is called, or nothing.
    """

    task: str
    frames: range = range(0)
    size: Size = (0, 0)
    subset: str = ""


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands before the images.

    Attributes
    ----------
    labels : dict of str to str
        Names of the labels, and the type of shape each is meant for (``"any"`` or nothing for all).
    videos : tuple of Video
        The tasks of the file, videos or not.
    """

    labels: dict[str, str] = field(default_factory=dict)
    videos: tuple[Video, ...] = ()

    @property
    def subset(self) -> str:
        """The subset of all tasks, or nothing where they differ."""
        subsets = {video.subset for video in self.videos}
        return subsets.pop() if len(subsets) == 1 else ""

    @property
    def has_frames(self) -> bool:
        """Whether the frames of videos are told, in a number that can be believed."""
        return 0 < self.frame_count <= MOST_FRAMES

    @property
    def frame_count(self) -> int:
        """How many frames the videos are said to have."""
        return sum(len(video.frames) for video in self.videos)

    def drawn_labels(self) -> list[str]:
        """Return the labels that objects may have."""
        return [name for name, kind in self.labels.items() if kind not in _WITHOUT_AREA]

    def tag_labels(self) -> list[str]:
        """Return the labels that whole images may have."""
        return [name for name, kind in self.labels.items() if kind in _OF_IMAGES]


def read_meta(element: Element) -> Meta:
    """Return what an element ``meta`` says; parts of skeletons are no labels of their own."""
    labels = {
        _text(label, "name"): _text(label, "type")
        for label in element.iter("label")
        if _text(label, "name") and not _text(label, "parent")
    }
    tasks = [task for tag in ("task", "job") for task in element.iter(tag)]
    return Meta(labels, tuple(map(_video, tasks)))


def _video(task: Element) -> Video:
    width, height = (
        known_side(as_number(_text(task, f"original_size/{side}"))) for side in ("width", "height")
    )
    return Video(_text(task, "id"), _frames(task), (width, height), _text(task, "subset"))


def _frames(task: Element) -> range:
    """Return the frames from the first to the last in steps, or as many as there are said to be."""
    step_told = _STEP.search(_text(task, "frame_filter")[:80])
    step = max(int(step_told[1]), 1) if step_told else 1
    start, stop, size = (whole_number(_text(task, name)) for name in ("start_frame", "stop_frame", "size"))
    first = start or 0
    if stop is None:
        stop = -1 if size is None else first + (size - 1) * step
    return range(first, stop + 1, step)


def whole_number(text: str) -> int | None:
    """Return a whole number that is not negative, or None."""
    return int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else None


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
