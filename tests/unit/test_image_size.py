"""Sizes of images from their headers."""

from __future__ import annotations

import struct
import warnings

import pytest
from PIL import Image

from insight_widgets.image_size import image_size

LARGE = (40_000, 50_000)


@pytest.mark.parametrize("suffix", ["jpg", "png", "bmp", "gif", "tif", "webp", "ppm", "jp2"])
def test_sizes_of_formats(tmp_path, suffix):
    Image.new("RGB", (12, 7)).save(tmp_path / f"a.{suffix}")
    assert image_size(tmp_path / f"a.{suffix}") == (12, 7)


def test_the_size_is_the_stored_one_whatever_the_orientation(tmp_path):
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (12, 7)).save(tmp_path / "a.jpg", exif=turned.tobytes())
    assert image_size(tmp_path / "a.jpg") == (12, 7)


def test_data_before_the_header_are_passed_over(tmp_path):
    notes = Image.Exif()
    notes[0x010E] = "x" * 60_000
    Image.new("RGB", (12, 7)).save(tmp_path / "a.jpg", exif=notes.tobytes(), icc_profile=bytes(500_000))
    assert image_size(tmp_path / "a.jpg") == (12, 7)


@pytest.mark.parametrize(
    "header",
    [
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I4sII", 13, b"IHDR", *LARGE)
        + bytes([8, 0, 0, 0, 0])
        + bytes(60),
        b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 17, 8, *reversed(LARGE), 3) + bytes(60),
        b"BM" + bytes(12) + struct.pack("<IiiHH", 40, LARGE[0], -LARGE[1], 1, 8) + bytes(60),
    ],
)
def test_a_header_that_claims_a_large_image_is_still_a_size(tmp_path, header):
    (tmp_path / "a").write_bytes(header)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert image_size(tmp_path / "a") == LARGE


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no image",
        b"\xff\xd8" + bytes(1_000_000),
        b"\xff\xd8\xff\xe1\x00\x00",
        b"\x89PNG\r\n\x1a\n" + bytes(9),
        b"GIF89a" + struct.pack("<HH", *LARGE),
        b"II*\x00" + b"\xff" * 200,
        b"RIFF" + b"\xff" * 4 + b"WEBPVP8 ",
    ],
)
def test_what_is_damaged_has_no_size(tmp_path, data):
    (tmp_path / "a.jpg").write_bytes(data)
    assert image_size(tmp_path / "a.jpg") is None


def test_what_is_no_file_has_no_size(tmp_path):
    assert image_size(tmp_path) is None
    assert image_size(tmp_path / "missing.jpg") is None
    assert image_size(tmp_path / "a\0b.jpg") is None


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("suffix", ["jpg", "png", "gif", "tif", "webp"])
def test_a_file_cut_anywhere_has_its_size_or_none(tmp_path, suffix):
    whole = tmp_path / f"whole.{suffix}"
    Image.effect_noise((12, 7), 50).save(whole)
    data = whole.read_bytes()
    for end in range(len(data)):
        (tmp_path / "cut").write_bytes(data[:end])
        assert image_size(tmp_path / "cut") in {(12, 7), None}
