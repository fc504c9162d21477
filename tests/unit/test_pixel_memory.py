"""Pixels where Pillow holds them are those of the image; masks without them are counted all the same."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from insight_widgets.readers._mask_file import MaskError, read_mask
from insight_widgets.readers._pixel_memory import pixel_bytes

SIZES = [(1, 1), (3, 5), (255, 3), (1, 70_000), (640, 480)]


def noise(size):
    return np.random.default_rng(size[0]).integers(0, 256, size[::-1], dtype=np.uint8)


def image_of(mode, size):
    image = Image.fromarray(noise(size))
    if mode == "P":
        image.putpalette(bytes(range(256)) * 3)
    return image.convert("1") if mode == "1" else image


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["L", "P", "1"])
def test_pixels_are_those_of_the_image(mode, size):
    image = image_of(mode, size)
    expected = np.asarray(image.convert("L") if mode == "1" else image)
    assert (pixel_bytes(image).reshape(size[::-1]) == expected).all()


def test_an_image_that_is_held_in_pieces_has_none_and_is_counted_all_the_same(tmp_path):
    values = np.zeros((8192, 4096), dtype=np.uint8)
    values[7] = 3
    Image.fromarray(values).save(tmp_path / "large.png")
    with Image.open(tmp_path / "large.png") as image:
        assert pixel_bytes(image) is None
    found = read_mask(tmp_path / "large.png")
    assert dict(zip(found.values.tolist(), found.pixels.tolist(), strict=True)) == {0: 8191 * 4096, 3: 4096}


def test_where_pillow_does_not_tell_its_memory_masks_are_counted_all_the_same(tmp_path, monkeypatch):
    Image.fromarray(np.eye(9, dtype=np.uint8)).save(tmp_path / "a.png")
    usual = read_mask(tmp_path / "a.png")
    monkeypatch.delattr(Image.Image, "__arrow_c_array__")
    other = read_mask(tmp_path / "a.png")
    assert (usual.values.tolist(), usual.pixels.tolist()) == ([0, 1], [72, 9])
    assert (other.values.tolist(), other.pixels.tolist()) == ([0, 1], [72, 9])


@pytest.mark.parametrize("smooth", [True, False])
def test_masks_of_long_and_of_short_runs_are_counted_exactly(tmp_path, smooth):
    values = noise((400, 300)) % 5
    values = np.repeat(values, 40, axis=1) if smooth else values
    Image.fromarray(values).save(tmp_path / "a.png")
    found = read_mask(tmp_path / "a.png")
    assert (found.pixels == np.bincount(values.ravel())).all()
    assert found.values.tolist() == [0, 1, 2, 3, 4]


def test_a_mask_that_is_cut_is_an_error(tmp_path):
    Image.fromarray(noise((640, 480))).save(tmp_path / "a.png")
    (tmp_path / "a.png").write_bytes((tmp_path / "a.png").read_bytes()[:9000])
    with pytest.raises(MaskError, match="damaged"):
        read_mask(tmp_path / "a.png")
