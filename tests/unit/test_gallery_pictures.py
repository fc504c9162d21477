"""Images of every kind as thumbnails: upright, in eight bits, and never an error from deep inside."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from insight_widgets.gallery import dicom, picture
from insight_widgets.gallery.frame import frame_of
from insight_widgets.gallery.picture import lie_of, picture_of

STORED = (60, 40)
SQUARE = (30, 5, 10, 8)  # x, y, width, height in the stored image
ORIENTATIONS = range(1, 9)


def stored(tmp_path, orientation, suffix="jpg"):
    """Write a grey image with a red square at a known place."""
    image = Image.new("RGB", STORED, (90, 90, 90))
    x, y, width, height = SQUARE
    image.paste((255, 0, 0), (x, y, x + width, y + height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = tmp_path / f"turned{orientation}.{suffix}"
    image.save(file, exif=exif, **({"quality": 100, "subsampling": 0} if suffix == "jpg" else {}))
    return file


def shown(found):
    assert found.state == "ok", found.reason
    return np.asarray(Image.open(BytesIO(found.data)).convert("RGB")).astype(int)


def red_box(pixels):
    """Return left, top, right, bottom of what is red, as shares."""
    red = (pixels[..., 0] > 180) & (pixels[..., 1] < 90)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    height, width = red.shape
    return [columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height]


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_box_of_the_stored_image_covers_what_it_did_however_the_image_is_turned(
    tmp_path, orientation, suffix
):
    file = stored(tmp_path, orientation, suffix)
    frame = frame_of(STORED, *lie_of(file))
    pixels = shown(picture_of(file, 500))
    assert pixels.shape[1::-1] == frame.shown == (STORED if orientation < 5 else STORED[::-1])
    x, y, width, height = frame.box(*SQUARE, relative=False)
    assert [x, y, x + width, y + height] == pytest.approx(red_box(pixels), abs=0.03)


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_a_box_of_the_image_as_it_is_shown_stays_where_it_is(tmp_path, orientation):
    file = stored(tmp_path, orientation)
    left, top, right, bottom = red_box(shown(picture_of(file, 500)))
    width, height = STORED[::-1]
    told = (left * width, top * height, (right - left) * width, (bottom - top) * height)
    frame = frame_of((width, height), *lie_of(file))
    assert frame.box(*told, relative=False) == pytest.approx(
        [left, top, right - left, bottom - top], abs=1e-5
    )


def test_a_size_that_is_not_known_is_that_of_the_file(tmp_path):
    frame = frame_of((0, 0), *lie_of(stored(tmp_path, 6)))
    assert frame.size == STORED
    assert frame.shown == STORED[::-1]
    assert frame_of((0, 0), None, 1).box(1, 1, 2, 2, relative=False) is None
    assert frame_of((0, 0), None, 1).box(0.1, 0.2, 0.3, 0.4, relative=True) == [0.1, 0.2, 0.3, 0.4]


def test_thumbnails_fit_into_a_square_and_are_never_made_larger(tmp_path):
    file = tmp_path / "wide.jpg"
    Image.new("RGB", (4000, 1000), "red").save(file)
    assert picture_of(file, 240).size == (240, 60)
    Image.new("RGB", (20, 10)).save(file)
    assert picture_of(file, 240).size == (20, 10)


def ramp(kind):
    return np.tile(np.linspace(0, 1, 64, dtype=np.float64), (48, 1)).astype(np.float64) * kind


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bits_are_stretched_to_eight(tmp_path, suffix):
    file = tmp_path / f"deep.{suffix}"
    Image.fromarray((ramp(3000) + 1000).astype(np.uint16)).save(file)
    grey = shown(picture_of(file, 240))[..., 0]
    assert grey[:, 0].mean() < 10
    assert grey[:, -1].mean() > 245
    assert (np.diff(grey[24]) >= -2).all()


def test_numbers_with_holes_are_images_too(tmp_path):
    values = ramp(0.5).astype(np.float32)
    values[:8] = np.nan
    file = tmp_path / "floats.tif"
    Image.fromarray(values).save(file)
    assert shown(picture_of(file, 240))[20, -1, 0] > 240


@pytest.mark.parametrize(
    ("mode", "suffix", "kind"),
    [
        ("CMYK", "jpg", "image/jpeg"),
        ("L", "jpg", "image/jpeg"),
        ("P", "gif", "image/jpeg"),
        ("1", "png", "image/jpeg"),
        ("LA", "png", "image/png"),
        ("RGBA", "webp", "image/png"),
        ("RGB", "tif", "image/jpeg"),
        ("YCbCr", "jpg", "image/jpeg"),
    ],
)
def test_every_mode_is_shown(tmp_path, mode, suffix, kind):
    file = tmp_path / f"image.{suffix}"
    image = Image.new("RGB", (32, 24), (200, 30, 30)).convert(mode)
    if mode == "RGBA":
        image.paste((0, 0, 0, 0), (0, 0, 8, 8))
    image.save(file)
    found = picture_of(file, 240)
    assert (found.state, found.type, found.size) == ("ok", kind, (32, 24))


def test_a_palette_with_a_transparent_colour_stays_transparent(tmp_path):
    image = Image.new("P", (8, 8), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (4, 0, 8, 8))
    file = tmp_path / "palette.png"
    image.save(file, transparency=0)
    found = picture_of(file, 240)
    assert found.type == "image/png"
    assert Image.open(BytesIO(found.data)).getchannel("A").getextrema() == (0, 255)


def test_of_an_animation_the_first_frame_is_shown(tmp_path):
    file = tmp_path / "moving.gif"
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    red, _, blue = shown(picture_of(file, 240))[8, 8]
    assert red > 200
    assert blue < 50


@pytest.mark.parametrize(
    "content", [b"", b"no image", b"\xff\xd8\xff\xe0" + b"\0" * 50, b"\x89PNG\r\n\x1a\n\0"]
)
def test_a_damaged_file_is_told_as_such(tmp_path, content):
    file = tmp_path / "damaged.jpg"
    file.write_bytes(content)
    found = picture_of(file, 240)
    assert found.state == "damaged"
    assert found.reason
    assert picture_of(tmp_path / "gone.jpg", 240).state == "damaged"


def test_a_file_that_is_cut_off_is_told_as_damaged(tmp_path):
    file = tmp_path / "cut.png"
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    Image.fromarray(noise).save(file)
    file.write_bytes(file.read_bytes()[:-40_000])
    assert picture_of(file, 240).state == "damaged"


def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr(picture, "MOST_PIXELS", 100)
    file = tmp_path / "bomb.png"
    Image.new("1", (20, 20)).save(file)
    found = picture_of(file, 240)
    assert found.state == "refused"
    assert "20 x 20 pixels; over 100 are not opened" in found.reason


def test_an_image_in_memory_is_not_changed():
    image = Image.new("RGB", (400, 300), "red")
    assert picture_of(image, 100).size == (100, 75)
    assert image.size == (400, 300)


def dicom_file(path, values, **tags):
    pydicom = pytest.importorskip("pydicom")
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    meta = pydicom.dataset.FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    meta.MediaStorageSOPInstanceUID = generate_uid()
    data = pydicom.dataset.FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    data.Rows, data.Columns = values.shape
    data.SamplesPerPixel, data.BitsAllocated, data.BitsStored, data.HighBit = 1, 16, 16, 15
    data.PixelRepresentation, data.PhotometricInterpretation = 0, "MONOCHROME2"
    for name, value in tags.items():
        setattr(data, name, value)
    data.PixelData = values.astype(np.uint16).tobytes()
    data.save_as(path, enforce_file_format=True)
    return path


def test_dicom_is_seen_through_its_window(tmp_path):
    values = np.zeros((20, 40), dtype=np.uint16)
    values[:, 10:20], values[:, 20:30], values[:, 30:] = 1100, 1200, 4000
    tags = {"WindowCenter": 100, "WindowWidth": 200, "RescaleSlope": 1, "RescaleIntercept": -1000}
    file = dicom_file(tmp_path / "scan.dcm", values, **tags)
    grey = shown(picture_of(file, 240))[10, :, 0]
    assert [int(grey[at]) for at in (5, 15, 25, 35)] == pytest.approx([0, 127, 255, 255], abs=4)
    inverted = dicom_file(tmp_path / "negative.dcm", values, PhotometricInterpretation="MONOCHROME1", **tags)
    assert shown(picture_of(inverted, 240))[10, 5, 0] > 250
    assert lie_of(file).size == (40, 20)


def test_dicom_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(dicom, "find_spec", lambda _name: None)
    file = tmp_path / "scan.dcm"
    file.write_bytes(b"\0" * 128 + b"DICM")
    found = picture_of(file, 240)
    assert found.state == "refused"
    assert "pip install 'insight-widgets[dicom]'" in found.reason


def test_damaged_dicom_is_told_as_such(tmp_path):
    pytest.importorskip("pydicom")
    file = tmp_path / "scan.dcm"
    file.write_bytes(b"\0" * 128 + b"DICM" + b"\1" * 30)
    assert picture_of(file, 240).state == "damaged"
