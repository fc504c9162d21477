"""A CVAT file: images with shapes, or tracks of shapes through the frames of videos."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from insight_widgets.image_size import known_side
from insight_widgets.naming import split_name
from insight_widgets.readers._cvat_meta import MOST_FRAMES, Meta, Video, read_meta, whole_number
from insight_widgets.readers._cvat_split import TAG, CvatSplit
from insight_widgets.readers._json_values import as_number
from insight_widgets.readers._xml import XmlError
from insight_widgets.readers._xml_stream import children, first_tags
from insight_widgets.texts import records as words
from insight_widgets.texts.where import image_text, track_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._image_tree import FoundFile

_ROOT = "annotations"
_FIRST = frozenset({"version", "meta", "image", "track"})
_NO_SUBSET = frozenset({"", "default"})
_NOWHERE = -1


def is_cvat(head: bytes) -> bool:
    """Whether the first bytes of a file are those of one of CVAT's."""
    root, *below = first_tags(head) or [""]
    return root == _ROOT and set(below[:1]) <= _FIRST


@dataclass(slots=True)
class CvatFile:
    """A file, and what it adds to the splits.

    Attributes
    ----------
    file : FoundFile
    split : str
        Of the images of which the file itself tells none.
    part : callable
        Returns what is gathered of a split.
    images : Path
        The folder that the names of images start from.
    alone : bool
        Whether no other file lies in its folder.
    meta : Meta
        What stands before the images.
    """

    file: FoundFile
    split: str
    part: Callable[[str], CvatSplit]
    images: Path
    alone: bool = True
    meta: Meta = field(default_factory=Meta)
    _rows: dict[tuple[str, str], tuple[CvatSplit, int]] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict)
    _listed: bool = False

    def read(self, log: ProblemLog, *, show: bool) -> None:
        """Take what the file holds, as far as it can be read; damage is told."""
        try:
            for element in children(Path(self.file.path), _ROOT, show=show):
                self._take(element, log)
            self._list_frames(log)
            if not self._rows:
                log.add("record-unreadable", words.no_image_here(self.file.name))
        except XmlError as error:
            told = words.kept_before(self.file.name, error, kept=bool(self._rows))
            log.add("record-unreadable", told)

    def _take(self, element: Element, log: ProblemLog) -> None:
        if element.tag == "meta":
            self.meta = read_meta(element)
        elif element.tag == "image":
            self._take_image(element, log)
        elif element.tag == "track":
            self._list_frames(log)
            self._take_track(element)

    def _take_image(self, element: Element, log: ProblemLog) -> None:
        number = element.get("id", "")
        name = element.get("name", "").strip() or (f"image {number}" if number else "")
        if not name:
            log.add("record-unreadable", words.nameless_image(self.file.name))
            return
        width, height = (known_side(as_number(element.get(side))) for side in ("width", "height"))
        subset = element.get("subset", "")
        part = self._part(subset)
        row = part.image(posixpath.join(self._folder(subset), name.replace("\\", "/")), (width, height), name)
        self._rows.setdefault((self._task(element), number), (part, row))
        part.tag(row, [_label(tag) for tag in element if tag.tag == TAG])
        where = f"{self.file.name}: {image_text(name)}"
        for place, shape in enumerate(element, start=1):
            if shape.tag != TAG:
                part.shape(row, _label(shape), shape, str(place), where)

    def _take_track(self, element: Element) -> None:
        task, label, subset = self._task(element), _label(element), element.get("subset", "")
        for shape in element:
            frame = shape.get("frame")
            if frame is None or shape.get("outside") == "1":
                continue
            part, row = self._frame(task, frame, subset)
            record = track_text(element.get("id", ""), frame)
            part.shape(row, label, shape, record, self.file.name)

    def _frame(self, task: str, frame: str, subset: str) -> tuple[CvatSplit, int]:
        """Return where a frame is; no row if the video has no such frame."""
        number = whole_number(frame)
        if number is not None and not self.meta.has_frames and (task, frame) not in self._rows:
            self._add_frame(Video(task, subset=subset), number)
        return self._rows.get((task, frame)) or (self._part(subset), _NOWHERE)

    def _list_frames(self, log: ProblemLog) -> None:
        """Take every frame of the videos as an image, once, unless images have come."""
        if self._rows or self._listed:
            return
        self._listed = True
        if self.meta.frame_count > MOST_FRAMES:
            log.add("record-unreadable", words.claimed_frames(self.file.name, self.meta.frame_count))
        elif self.meta.has_frames:
            for video in self.meta.videos:
                for frame in video.frames:
                    self._add_frame(video, frame)

    def _add_frame(self, video: Video, frame: int) -> None:
        """Take a frame; without a key, as frames of other videos are called alike."""
        several = len(self.meta.videos) > 1
        within = [
            "" if self.alone else PurePosixPath(self.file.name).stem,
            f"task {video.task}" if several else "",
        ]
        name = posixpath.join(self._folder(video.subset), *filter(None, within), f"frame_{frame:06}")
        part = self._part(video.subset)
        self._rows[video.task if several else "", str(frame)] = part, part.image(name, video.size, None)

    def _part(self, subset: str) -> CvatSplit:
        told = next((name for name in (subset.strip(), self.meta.subset) if name not in _NO_SUBSET), None)
        return self.part(self.split if told is None else split_name(told))

    def _task(self, element: Element) -> str:
        """Return the task of an element, where there are several."""
        return element.get("task_id", "") if len(self.meta.videos) > 1 else ""

    def _folder(self, subset: str) -> str:
        """Return the folder in which images lie, from the root: CVAT writes images/Train/a.jpg."""
        if subset not in self._folders:
            self._folders[subset] = self._find_folder(subset if _is_base_name(subset) else "")
        return self._folders[subset]

    def _find_folder(self, subset: str) -> str:
        own = posixpath.dirname(self.file.name)
        inner = (posixpath.join("images", subset), "images", subset)
        folders = (posixpath.join(own, folder).rstrip("/") for folder in inner)
        there = (folder for folder in (*folders, own) if os.path.isdir(self.images / folder))  # noqa: PTH112
        return next(there, "")


def _is_base_name(name: str) -> bool:
    return name == posixpath.basename(name) and name not in {".", ".."}


def _label(element: Element) -> str:
    return element.get("label", "").strip()
