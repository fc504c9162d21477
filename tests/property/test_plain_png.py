"""Masks that are unpacked without Pillow are what Pillow makes of them, whatever is done to the file."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from insight_widgets import byte_counts
from insight_widgets.readers import _plain_png
from insight_widgets.readers._mask_file import MaskError, read_mask
from insight_widgets.readers._plain_png import plain_counts

SIGNATURE = 8
of_one_folder = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mask(width, height, seed=0, values=4):
    chance = np.random.default_rng(seed)
    coarse = chance.integers(0, values, (height // 5 + 1, width // 9 + 1), dtype=np.uint8)
    return np.kron(coarse, np.ones((5, 9), dtype=np.uint8))[:height, :width]


def palette_png(values, **options):
    image = Image.fromarray(values).convert("P")
    image.putdata(values.ravel().tolist())
    image.putpalette(bytes(range(256)) * 3)
    written = io.BytesIO()
    image.save(written, "PNG", **options)
    return written.getvalue()


def chunks_of(png):
    start = SIGNATURE
    while start < len(png):
        (length,) = struct.unpack_from(">I", png, start)
        yield png[start + 4 : start + 8], png[start + 8 : start + 8 + length]
        start += 12 + length


def png_of(chunks):
    def whole(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    return b"\x89PNG\r\n\x1a\n" + b"".join(whole(*chunk) for chunk in chunks)


def repacked(png, change):
    """Return a PNG with other rows, each with the byte before it that tells its filter."""
    chunks = list(chunks_of(png))
    rows = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    others = [chunk for chunk in chunks if chunk[0] != b"IDAT"]
    return png_of([*others[:-1], (b"IDAT", change(rows)), others[-1]])


def told(path):
    try:
        found = read_mask(path)
    except MaskError as error:
        return str(error)
    return found.size, found.values.tolist(), found.pixels.tolist()


def told_by_both(folder, content):
    """Return what is read of a file as it is unpacked here, and as Pillow decodes it."""
    path = folder / "mask.png"
    path.write_bytes(content)
    ours = told(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_plain_png, "_zlib_ng", lambda: None)
        return ours, told(path)


@of_one_folder
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 99), st.sampled_from([1, 2, 4, 200]))
def test_masks_are_counted_as_numpy_counts_them(tmp_path, width, height, seed, values):
    drawn = mask(width, height, seed, values)
    path = tmp_path / "mask.png"
    path.write_bytes(palette_png(drawn))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_plain_png, "PIECE", 500)
        size, pixels = plain_counts(path)
    assert size == (width, height)
    assert pixels.tolist() == np.bincount(drawn.ravel(), minlength=256).tolist()


@of_one_folder
@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_file_whose_bytes_are_changed_is_told_as_by_pillow(tmp_path, changes):
    content = bytearray(palette_png(mask(40, 30)))
    for place, byte in changes:
        content[place % len(content)] = byte
    ours, pillows = told_by_both(tmp_path, bytes(content))
    assert ours == pillows


@of_one_folder
@given(st.integers(0, 999))
def test_a_file_that_is_cut_is_told_as_by_pillow(tmp_path, length):
    content = palette_png(mask(40, 30))
    ours, pillows = told_by_both(tmp_path, content[: length % len(content)])
    assert ours == pillows


CHANGED_ROWS = {
    "a filter in the last row": lambda rows: zlib.compress(rows[:-41] + b"\1" + rows[-40:]),
    "a filter in the first row": lambda rows: zlib.compress(b"\2" + rows[1:]),
    "a row too few": lambda rows: zlib.compress(rows[:-41]),
    "a row too many": lambda rows: zlib.compress(rows + rows[:41]),
    "half a row": lambda rows: zlib.compress(rows[:-20]),
    "no check sum": lambda rows: zlib.compress(rows)[:-4],
    "a wrong check sum": lambda rows: zlib.compress(rows)[:-1] + b"?",
    "no rows": lambda _rows: b"",
    "not packed": lambda rows: rows,
    "very much more": lambda rows: zlib.compress(rows + bytes(10**7)),
}


@pytest.mark.parametrize("change", CHANGED_ROWS.values(), ids=CHANGED_ROWS)
def test_rows_that_are_not_as_they_should_be_are_told_as_by_pillow(tmp_path, change):
    ours, pillows = told_by_both(tmp_path, repacked(palette_png(mask(40, 30)), change))
    assert ours == pillows


def changed_header(**told):
    places = {"width": 0, "height": 4, "bits": 8, "colour": 9, "packing": 10, "filters": 11, "interlaced": 12}

    def change(chunks):
        header = bytearray(chunks[0][1])
        for name, number in told.items():
            size = 4 if name in {"width", "height"} else 1
            header[places[name] : places[name] + size] = number.to_bytes(size)
        return [(b"IHDR", bytes(header)), *chunks[1:]]

    return change


CHANGED_CHUNKS = {
    "no palette": lambda chunks: [chunk for chunk in chunks if chunk[0] != b"PLTE"],
    "no end": lambda chunks: chunks[:-1],
    "no header": lambda chunks: chunks[1:],
    "a chunk that must be known": lambda chunks: [*chunks[:2], (b"NEWS", b"?"), *chunks[2:]],
    "an animation": lambda chunks: [chunks[0], (b"acTL", struct.pack(">II", 1, 0)), *chunks[1:]],
    "a text bomb": lambda chunks: [
        chunks[0],
        (b"zTXt", b"a\0\0" + zlib.compress(bytes(2**26))),
        *chunks[1:],
    ],
    "pixels in many chunks": lambda chunks: [
        *chunks[:2],
        *((b"IDAT", chunks[2][1][at : at + 1]) for at in range(len(chunks[2][1]))),
        chunks[-1],
    ],
    "no width": changed_header(width=0),
    "far too wide": changed_header(width=2**31 - 1),
    "far too large": changed_header(width=2**15, height=2**15),
    "grey": changed_header(colour=0),
    "four bits": changed_header(bits=4),
    "interlaced": changed_header(interlaced=1),
    "another packing": changed_header(packing=1),
    "other filters": changed_header(filters=1),
}


@pytest.mark.parametrize("change", CHANGED_CHUNKS.values(), ids=CHANGED_CHUNKS)
def test_chunks_that_are_not_as_they_should_be_are_told_as_by_pillow(tmp_path, change):
    chunks = list(chunks_of(palette_png(mask(40, 30))))
    assert chunks[2][0] == b"IDAT"
    ours, pillows = told_by_both(tmp_path, png_of(change(chunks)))
    assert ours == pillows


def test_what_says_nothing_of_the_pixels_is_passed_over(tmp_path):
    text = PngImagePlugin.PngInfo()
    text.add_text("Software", "an annotator's")
    drawn = mask(40, 30)
    path = tmp_path / "mask.png"
    path.write_bytes(
        palette_png(drawn, pnginfo=text, dpi=(72, 72), transparency=0) + b"something behind the end"
    )
    _, pixels = plain_counts(path)
    assert pixels.sum() == drawn.size


def test_other_files_are_left_to_pillow(tmp_path):
    Image.fromarray(mask(40, 30)).save(tmp_path / "grey.png")
    Image.fromarray(mask(40, 30)).convert("P").save(tmp_path / "palette.gif")
    (tmp_path / "empty.png").write_bytes(b"")
    assert [plain_counts(tmp_path / name) for name in ("grey.png", "palette.gif", "empty.png")] == [None] * 3


def test_without_zlib_ng_pillow_reads_all(tmp_path, monkeypatch):
    drawn = mask(40, 30)
    path = tmp_path / "mask.png"
    path.write_bytes(palette_png(drawn))
    monkeypatch.setattr(_plain_png, "_zlib_ng", lambda: None)
    assert plain_counts(path) is None
    assert read_mask(path).pixels.sum() == drawn.size


def test_a_limit_of_pixels_holds_for_them_too(tmp_path, monkeypatch):
    path = tmp_path / "mask.png"
    path.write_bytes(palette_png(mask(40, 30)))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert plain_counts(path) is None


@given(
    st.lists(st.lists(st.sampled_from([0, 1, 255]), min_size=1, max_size=50), max_size=4), st.integers(1, 9)
)
def test_bytes_in_pieces_are_counted_each_once(pieces, times):
    arrays = [np.repeat(np.array(piece, dtype=np.uint8), times) for piece in pieces]
    whole = np.concatenate([np.zeros(0, dtype=np.uint8), *arrays])
    assert byte_counts.count_bytes(arrays).tolist() == np.bincount(whole, minlength=256).tolist()
