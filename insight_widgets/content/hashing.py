"""What an image file is known by: a digest of its bytes, and a hash of what it shows."""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from insight_widgets.image_lookup import find_image
from insight_widgets.workers import in_chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Images

UNREAD = 0
"""Digest of a file that cannot be read."""

_SIDE = 8
_DIGEST_BYTES = 8
_LEAST_CONTRAST = 8
_LEAST_BITS = 4
_CHUNK = 50
_WORTH_PROCESSES = 400


class Content(NamedTuple):
    """The content of the images of a split.

    Attributes
    ----------
    digest : ndarray of uint64, shape (n,)
        64-bit BLAKE2b digest of the file's bytes; 0 where it cannot be read.
    look : ndarray of uint64, shape (n,)
        Difference hash: is each of 8 x 8 places darker than the one to its right?
    telling : ndarray of bool, shape (n,)
        Whether the hash tells anything: the image can be opened, and is not plain.
    """

    digest: NDArray[np.uint64]
    look: NDArray[np.uint64]
    telling: NDArray[np.bool_]

    @classmethod
    def of(cls, rows: NDArray[np.uint64]) -> Content:
        """Return the content that rows of `rows_of` say."""
        return cls(rows[:, 0], rows[:, 1], rows[:, 2] > 0)


def content_of(images: Images, *, what: str, show: bool = True) -> Content:
    """Return the content of images, of which each file is read once.

    Parameters
    ----------
    images : Images
        Looked for by name in their roots.
    what : str
        What the progress bar says.
    show : bool
        Whether a progress bar is shown.
    """
    found = [find_image(name, images.roots) for name in images.name.tolist()]
    files = [str(file) for file in found if file is not None]
    parts = in_chunks(hashed, files, what=what, show=show, worth=_WORTH_PROCESSES, size=_CHUNK)
    return Content.of(_whole(found, list(parts)))


def rows_of(names: Sequence[str], roots: Sequence[Path]) -> NDArray[np.uint64]:
    """Return what `hashed` does for images by name, all read in this process; zeros for those not there."""
    found = [find_image(name, roots) for name in names]
    return _whole(found, [hashed([str(file) for file in found if file is not None])])


def _whole(found: Sequence[Path | None], parts: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Return a row for every image, zeros for those that are not there."""
    whole = np.zeros((len(found), 3), dtype=np.uint64)
    whole[[file is not None for file in found]] = np.concatenate([whole[:0], *parts])
    return whole


def hashed(files: Sequence[str]) -> NDArray[np.uint64]:
    """Return digest, difference hash, and whether that tells anything (1 or 0), shape (n, 3)."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a suspiciously large image is one that is not opened
        return np.array([_hashed(Path(file)) for file in files], dtype=np.uint64).reshape(-1, 3)


def _hashed(file: Path) -> tuple[int, int, int]:
    try:
        data = file.read_bytes()
    except OSError:
        return UNREAD, 0, 0
    look = _look(data)
    number = int.from_bytes(hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()) or 1
    return (number, 0, 0) if look is None else (number, look, 1)


def _look(data: bytes) -> int | None:
    """Return the difference hash of an image; None if it cannot be opened, or is too plain to tell."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as image:
            image.draft("L", (4 * _SIDE, 4 * _SIDE))  # JPEG is decoded at an eighth of its size
            small = image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
            grey = np.asarray(small, dtype=np.int16)
    except (OSError, ValueError, SyntaxError, TypeError, Warning, Image.DecompressionBombError):
        return None
    bits = (grey[:, :-1] < grey[:, 1:]).ravel()
    if np.ptp(grey) < _LEAST_CONTRAST or not _LEAST_BITS <= bits.sum() <= len(bits) - _LEAST_BITS:
        return None
    return int.from_bytes(np.packbits(bits).tobytes())
