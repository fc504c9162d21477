"""Sizes of JPEG files from their headers, against opening each file and reading its first bytes."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from insight_widgets.image_size import image_size

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FILES = 500
ROUNDS = 7
PROFILE = 500_000
"""Bytes of a colour profile, as printers embed them."""


def main() -> None:
    """Print microseconds a file and their ratio to opening it."""
    with tempfile.TemporaryDirectory() as folder:
        plain = _files(Path(folder), "plain")
        heavy = _files(Path(folder), "heavy", exif=_notes(), icc_profile=bytes(PROFILE))
        print(f"Sizes of {FILES} JPEG files of 640 x 480, warm cache")
        for what, files in (("plain", plain), ("60 KB of EXIF, 500 KB profile", heavy)):
            size, floor = _seconds(image_size, files), _seconds(_open, files)
            print(f"  {what:<30}{size * 1e6:>5.0f} us   goal 100; {size / floor:.1f} of opening the file")


def _files(folder: Path, name: str, **options: Any) -> list[Path]:
    image = Image.effect_noise((640, 480), 40)
    files = [folder / f"{name}{number}.jpg" for number in range(FILES)]
    for file in files:
        image.save(file, **options)
    return files


def _notes() -> bytes:
    notes = Image.Exif()
    notes[0x010E] = "x" * 60_000
    return notes.tobytes()


def _open(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(64)


def _seconds(function: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Return the seconds a file, the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for file in files:
            function(file)
        best = min(best, (time.perf_counter() - started) / len(files))
    return best


if __name__ == "__main__":
    main()
