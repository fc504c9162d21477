"""What the masks of one split hold, read several at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Images, Split, image_names
from insight_widgets.image_size import Size, image_size
from insight_widgets.mask_values import MaskClasses, ValueCounts
from insight_widgets.progress import track
from insight_widgets.readers._mask_file import MaskError, MaskFile, bombs_refused, read_mask
from insight_widgets.readers._mask_shapes import MaskShapes
from insight_widgets.readers._plain_png import plain_counts
from insight_widgets.texts.files import lacking_image
from insight_widgets.texts.progress import READING_MASKS
from insight_widgets.texts.records import mask_size
from insight_widgets.texts.where import image_text, mask_text
from insight_widgets.workers import cores, in_chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from insight_widgets.readers._mask_codes import ClassOf, MaskCode
    from insight_widgets.readers._mask_pairs import MaskPair, MaskPairs

WORTH_PROCESSES = 1000
"""Fewer masks are read by threads, which need no time to start."""

_AT_ONCE = 50
"""Masks a process is given at a time."""

_MOST_THREADS = 16

Read = tuple[MaskFile | MaskError | None, Size | None]
"""What a mask holds, or why it cannot be read, and the size of its image; None for what is not there."""


@dataclass(slots=True)
class MaskSplit:
    """The masks of a split, before their values have become classes.

    Attributes
    ----------
    found : MaskPairs
        The masks and images; its log holds the problems.
    sizes : list of (int, int)
        Width and height of each image; of its mask where there is no image that can be read.
    counts : ValueCounts
        Values of the masks.
    errors : list of str
        Masks and images that cannot be read, and why.
    class_of : callable or None
        Returns the class values of values that hold an instance, too.
    """

    found: MaskPairs
    sizes: list[Size] = field(default_factory=list)
    counts: ValueCounts = field(default_factory=ValueCounts)
    errors: list[tuple[str, str]] = field(default_factory=list)
    class_of: ClassOf | None = None

    def add(self, pair: MaskPair, mask: MaskFile | MaskError | None, size: Size | None) -> None:
        """Take what was read of a mask and its image."""
        if pair.image is not None and size is None:
            self._fail(pair, lacking_image(pair.image.name, None))
        if isinstance(mask, MaskError) and pair.mask is not None:
            self._fail(pair, f"{mask_text(pair.mask.name)}: {mask}")
        if isinstance(mask, MaskFile):
            self._check_size(pair, mask, size)
            self.counts.add(len(self.sizes), mask.values, mask.pixels)
            size = size or mask.size
        self.sizes.append(size or (0, 0))

    def split(self, classes: MaskClasses) -> Split:
        """Return the split."""
        log, shown = self.found.log, [pair.shown for pair in self.found.pairs]
        for text, name in self.errors:
            log.add("image-unreadable", text, images=[name])
        masks = classes.masks(
            self.counts,
            log,
            lambda row: f"{self.found.source}: {image_text(shown[row].name)}",
            lambda row: shown[row].name,
        )
        width, height = np.array(self.sizes, dtype=np.int32).reshape(-1, 2).T
        names, paths = image_names(file.name for file in shown), image_names(file.path for file in shown)
        images = Images(names, width, height, paths, key_name="file", roots=self.found.roots)
        files = [None if pair.mask is None else pair.mask.path for pair in self.found.pairs]
        shapes = MaskShapes(files, classes, self.class_of)
        return Split(images, masks=masks, source=self.found.source, problems=log.problems(), shapes=shapes)

    def _fail(self, pair: MaskPair, text: str) -> None:
        self.errors.append((f"{self.found.source}: {text}", pair.shown.name))

    def _check_size(self, pair: MaskPair, mask: MaskFile, size: Size | None) -> None:
        if size is not None and size != mask.size:
            text = f"{self.found.source}: {image_text(pair.shown.name)}: {mask_size(mask.size, size)}"
            self.found.log.add("mask-size", text, images=[pair.shown.name])


def read_mask_split(found: MaskPairs, code: MaskCode | None, *, colours: bool, show: bool) -> MaskSplit:
    """Return what the masks of a split hold; damaged ones are images without a label.

    Parameters
    ----------
    found : MaskPairs
    code : MaskCode or None
        What the values mean, where it is known.
    colours : bool
        Whether masks painted in colours are read.
    show : bool
        Whether a progress bar is shown.
    """
    split = MaskSplit(found, class_of=None if code is None else code.class_of)
    read = partial(_read, class_of=split.class_of, colours=colours)
    shared = _in_processes if len(found.pairs) >= WORTH_PROCESSES else _in_threads
    for pair, (mask, size) in zip(found.pairs, shared(read, found.pairs, show=show), strict=True):
        split.add(pair, mask, size)
    return split


def _in_processes(function: Callable[[MaskPair], Read], pairs: list[MaskPair], *, show: bool) -> list[Read]:
    """Return what a function makes of each pair; processes share the cores much better than threads do."""
    some = partial(_some, function)
    chunks = in_chunks(some, pairs, what=READING_MASKS, show=show, worth=WORTH_PROCESSES, size=_AT_ONCE)
    return list(chain.from_iterable(chunks))


def _some(function: Callable[[MaskPair], Read], pairs: Sequence[MaskPair]) -> list[Read]:
    with bombs_refused():
        return list(map(function, pairs))


def _in_threads(function: Callable[[MaskPair], Read], pairs: list[MaskPair], *, show: bool) -> list[Read]:
    """Return what a function makes of each pair, several at once where threads do not wait for each other."""
    if cores() == 1 or _is_plain(pairs):
        with bombs_refused():
            return list(track(map(function, pairs), READING_MASKS, total=len(pairs), show=show))
    pool = ThreadPoolExecutor(min(_MOST_THREADS, cores()))
    try:
        with bombs_refused():
            return list(track(pool.map(function, pairs), READING_MASKS, total=len(pairs), show=show))
    finally:
        pool.shutdown(cancel_futures=True)


def _is_plain(pairs: list[MaskPair]) -> bool:
    """Tell whether the first mask is counted as it is unpacked; Pillow's decoding alone sets threads free."""
    first = next((pair.mask for pair in pairs if pair.mask is not None), None)
    try:
        return first is not None and plain_counts(Path(first.path)) is not None
    except OSError:
        return False


def _read(pair: MaskPair, class_of: ClassOf | None, *, colours: bool) -> Read:
    size = None if pair.image is None else image_size(Path(pair.image.path))
    if pair.mask is None:
        return None, size
    try:
        mask = read_mask(Path(pair.mask.path), colours=colours)
    except MaskError as error:
        return error, size
    return mask if class_of is None else replace(mask, values=class_of(mask.values)), size
