"""Counting the values of index masks, against Pillow's decoding of the same files.

``python -m benchmarks.bench_masks 100000`` counts so many on all cores, links to a few hundred or a thousand
different ones.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from benchmarks.label_files import interleaved
from insight_widgets import build_report
from insight_widgets.loading import load
from insight_widgets.readers._mask_file import read_mask
from insight_widgets.workers import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REAL = Path(__file__).parents[2] / "shared" / "data" / "camvid_subset" / "trainannot"
SIZE = (960, 720)
FILES = 200
DISTINCT = 1_000
ROUNDS = 5
MANY = 2_000
"""Links to the files: so many are read by processes, fewer by threads."""


def main() -> None:
    """Print the ratios for real masks, where they are there, and for masks made here."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "masks")
        _make(made)
        for what, masks in (("CamVid, 480 x 360", REAL), (f"made here, {SIZE[0]} x {SIZE[1]}", made)):
            if masks.is_dir():
                _tell(what, masks)
        _tell_many(_linked(made, Path(folder, "many")))


def in_parts(number: int) -> None:
    """Print the CPU that a report in parts takes of what decoding alone takes, and how many cores it uses."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made")
        _make(made, DISTINCT)
        real = Path(folder, "real")
        if REAL.is_dir():
            shutil.copytree(REAL, real)  # links lead to files of one disk
        for what, masks in (("CamVid, 480 x 360", real), (f"made here, {SIZE[0]} x {SIZE[1]}", made)):
            if masks.is_dir():
                _tell_in_parts(what, masks, _linked(masks, Path(folder, f"many {masks.name}"), number))


def _tell_in_parts(what: str, distinct: Path, many: Path) -> None:
    files = sorted(distinct.glob("*.png"))
    number = len(list(many.iterdir()))
    decoded = [_decoding(files) for _ in range(ROUNDS)]
    begun, before = time.perf_counter(), os.times()
    build_report(load(many, format="mask", engine="processes", progress=False), progress=False)
    seconds, after = time.perf_counter() - begun, os.times()
    decoded += [_decoding(files) for _ in range(ROUNDS)]  # as the machine may have become quicker or slower
    decode, cpu = sum(decoded) / len(decoded) * number, sum(after[:4]) - sum(before[:4])
    print(f"{number:,} index masks in parts, of {len(files):,} different ones, {what}")
    print(f"  decoding alone                {decode:.0f} s of CPU")
    print(f"  report / decoding             {cpu / decode:.2f} CPU")
    print(f"  CPU / wall                    {cpu / seconds:.2f}   {cores()} cores")


def _decoding(files: Sequence[Path]) -> float:
    """Return the seconds of CPU that a file takes to be decoded."""
    begun = time.process_time()
    _each(_decode, files)
    return (time.process_time() - begun) / len(files)


def _tell(what: str, folder: Path) -> None:
    files = sorted(folder.glob("*.png"))
    decode, histogram, read, whole, threads = interleaved(
        lambda: _each(_decode, files),
        lambda: _each(_histogram, files),
        lambda: _each(read_mask, files),
        lambda: load(folder, format="mask", progress=False),
        lambda: _in_threads(_decode, files),
    )
    print(f"Index masks, {len(files)} palette or grey PNG files, {what}")
    print(f"  decoding a file               {decode / len(files) * 1e3:.2f} ms")
    print(f"  counting / decoding           {read / decode:.2f}   goal 1.40")
    print(f"  histogram of Pillow / decoding {histogram / decode:.2f}")
    print(f"  one at a time / whole read    {read / whole:.2f}   {cores()} cores")
    print(f"  the same of decoding alone    {decode / threads:.2f}")


def _tell_many(folder: Path) -> None:
    files = sorted(folder.glob("*.png"))
    decode, whole = interleaved(
        lambda: _each(_decode, files),
        lambda: load(folder, format="mask", progress=False),
    )
    print(f"{len(files):,} such files")
    print(f"  decoding alone / whole read   {decode / whole:.2f}   {cores()} cores")


def _each(function: Callable[[Path], object], files: Sequence[Path]) -> None:
    for file in files:
        function(file)


def _in_threads(function: Callable[[Path], object], files: Sequence[Path]) -> None:
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(function, files))


def _decode(file: Path) -> None:
    """Decode a file and let the image go: where it is kept, the next one takes new memory."""
    with Image.open(file) as image:
        image.load()


def _histogram(file: Path) -> object:
    with Image.open(file) as image:
        return image.histogram()


def _linked(made: Path, many: Path, count: int = MANY) -> Path:
    many.mkdir()
    files = sorted(made.iterdir())
    for number in range(count):
        os.link(files[number % len(files)], many / f"{number}.png")
    return many


def _make(folder: Path, count: int = FILES) -> None:
    """Write masks of a few regions with rough edges, as annotators draw them."""
    folder.mkdir()
    chance = np.random.default_rng(0)
    palette = chance.integers(0, 256, 768).tolist()
    for number in range(count):
        coarse = chance.integers(0, 12, (9, 12)).astype(np.uint8)
        rough = Image.fromarray(coarse).resize((240, 180), Image.Resampling.NEAREST)
        mask = rough.effect_spread(2).resize(SIZE, Image.Resampling.NEAREST)
        mask.putpalette(palette)
        mask.save(folder / f"{number}.png")


if __name__ == "__main__":
    print("with zlib-ng" if find_spec("zlib_ng") else 'without zlib-ng: pip install "insight-widgets[masks]"')
    if sys.argv[1:]:
        in_parts(int(sys.argv[1]))
    else:
        main()
