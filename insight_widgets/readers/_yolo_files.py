"""Images and label files of a YOLO split, paired by their names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.image_files import is_image_name
from insight_widgets.parting import read_name_list
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._image_tree import FileWalk, is_folder, plain
from insight_widgets.readers._yolo_config import is_label_name
from insight_widgets.texts.files import no_image
from insight_widgets.texts.where import image_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from insight_widgets.readers._yolo_paths import WrittenPaths


@dataclass(slots=True)
class YoloFiles:
    """The files of a split, one entry an image; labels without an image have an entry too.

    Attributes
    ----------
    root : Path
        Real path of the set's folder; names start from it.
    log : ProblemLog
    names : list of str
        Names of the images; of the label file where there is no image.
    images : list of str or None
        Where the image lies.
    labels : list of str or None
        Where its labels lie.
    """

    root: Path
    log: ProblemLog = field(default_factory=ProblemLog)
    names: list[str] = field(default_factory=list)
    images: list[str | None] = field(default_factory=list)
    labels: list[str | None] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def add_folder(self, folder: Path) -> None:
        """Take the images below a folder, and the labels that belong there."""
        found = dict(self._found(folder, is_image_name))
        labels = {
            name: path for place in _label_folders(folder) for name, path in self._found(place, is_label_name)
        }
        taken: set[str] = set()
        for name, path in found.items():
            own = label_name(name)
            if own not in labels:
                own = _as_text(name)
            taken.add(own)
            self._add(name, path, labels.get(own))
        beside = {name.rpartition("/")[0] for name in found}
        for name, path in labels.items():
            if name not in taken and (_is_in_labels(name) or not found or name.rpartition("/")[0] in beside):
                self._add(name, None, path)

    def add_list(self, file: Path, paths: WrittenPaths) -> None:
        """Take the images that a text file lists, one a line."""
        for written in read_name_list(file):
            image = paths.find(written, file.parent)
            if image is not None:
                name = _from(image, self.root)
                label = paths.find(label_name(name)) or paths.find(_as_text(name))
                self._add(name, os.path.realpath(image), None if label is None else str(label))
            else:
                label = paths.find(label_name(written.replace("\\", "/")), file.parent)
                self._add(plain(written), None, None if label is None else str(label))

    def _add(self, name: str, image: str | None, label: str | None) -> None:
        known = len(self._seen)
        self._seen.add(image or name)
        if len(self._seen) == known:
            self.log.add("duplicate-image", image_text(name), images=[name])
            return
        self.names.append(name)
        self.images.append(image)
        self.labels.append(label)
        if image is None:
            self.log.add("image-unreadable", no_image(name), images=[name])

    def _found(self, folder: Path, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Pass the files below a folder: the name from the root, and where it lies."""
        walk = FileWalk(str(self.root), self.log, fits=fits)
        name = _from(folder, self.root)
        inner = walk.inner(str(folder), name) if is_folder(folder) else None
        if inner is not None:
            yield from ((file.name, file.path) for file in walk.files(inner, "" if name == "." else name))


def label_name(image: str) -> str:
    """Return the name of the labels of an image: in ``labels`` instead of the last ``images``, as text.

    Examples
    --------
    >>> label_name("images/train/a.jpg"), label_name("train/a.jpg")
    ('labels/train/a.txt', 'train/a.txt')
    """
    head, images, tail = f"/{image}".rpartition("/images/")
    return _as_text(f"{head}/labels/{tail}"[1:] if images else image)


def _as_text(name: str) -> str:
    """Return a name with the suffix ``.txt``."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem if dot and '/' not in suffix else name}.txt"


def _label_folders(folder: Path) -> list[Path]:
    """Return the folders of the labels of images below a folder: beside ``images``, or within."""
    parts = list(folder.parts)
    if "images" not in parts:
        return [folder]
    place = len(parts) - 1 - parts[::-1].index("images")
    labels = Path(*parts[:place], "labels", *parts[place + 1 :])
    return [labels if is_folder(labels) else folder]


def _is_in_labels(name: str) -> bool:
    return "labels" in name.split("/")[:-1]


def _from(path: Path, root: Path) -> str:
    return plain(os.path.relpath(path, root).replace(os.sep, "/"))
