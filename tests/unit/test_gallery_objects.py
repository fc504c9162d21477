"""Images that objects hold are shown: had by their row when they are asked for, and none before."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from insight_widgets import Dataset, SampleGallery, load
from insight_widgets.errors import DataError
from insight_widgets.gallery.picture import picture_of
from insight_widgets.gallery.picture_error import PictureError
from insight_widgets.gallery.sources import source_of
from insight_widgets.objects._pictures import image_of
from insight_widgets.parting import hold_out
from insight_widgets.splitting.pool import pooled
from tests import fake_datasets
from tests.fake_libraries import TORCH, loaded
from tests.fake_torchvision import TORCHVISION
from tests.unit.test_gallery_desk import NOTHING, Page

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
COLOURS = (RED, GREEN, BLUE)


def colour(split, row):
    """Return the colour in the middle of the picture that is shown of an image."""
    picture = picture_of(source_of(split, row), 32)
    assert picture.state == "ok", picture.reason
    with Image.open(io.BytesIO(picture.data)) as image:
        middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    return tuple(255 if one > 128 else 0 for one in middle)


def solid(colour, size=(30, 20)):
    """Return an array (height, width, 3) of one colour."""
    return np.full((size[1], size[0], 3), colour, dtype=np.uint8)


def png(colour):
    file = io.BytesIO()
    Image.fromarray(solid(colour)).save(file, "PNG")
    return file.getvalue()


class Pets(TORCH.Dataset):
    """A data set of torch that tells what it was asked for."""

    def __init__(self, images, targets):
        self.images, self.said, self.asked = images, targets, []

    def __len__(self):
        return len(self.images)

    def __getitem__(self, place):
        self.asked.append(place)
        return self.images[place], self.said[place]


@pytest.mark.parametrize(
    "form",
    [
        Image.fromarray,
        lambda array: array,
        lambda array: array.astype(np.float32) / 255,
        lambda array: np.moveaxis(array, -1, 0),
        lambda array: (np.moveaxis(array, -1, 0) / 255.0 - 0.45) / 0.22,
        lambda array: array.astype(np.uint16) * 257,
    ],
    ids=["Pillow", "bytes", "floats", "channels first", "normalised", "16 bit"],
)
def test_samples_of_torch_in_all_forms(form):
    data = Pets([form(solid(one)) for one in COLOURS], [0, 1, 0])
    split = loaded(data).splits["all"]
    before = len(data.asked)
    assert [colour(split, row) for row in range(3)] == [RED, GREEN, BLUE]
    assert data.asked[before:] == [0, 1, 2]


def test_subsets_and_concatenations_of_torch():
    one, other = Pets([solid(RED), solid(GREEN)], [0, 1]), Pets([solid(BLUE)], [1])
    both = TORCH.ConcatDataset([one, other])
    split = loaded(TORCH.Subset(both, [2, 0])).splits["all"]
    assert [colour(split, row) for row in range(2)] == [BLUE, RED]


def test_an_image_that_cannot_be_had_is_told_and_the_others_are_shown():
    data = Pets([solid(RED), solid(GREEN), solid(BLUE)], [0, 1, 0])
    split = loaded(data).splits["all"]
    data.images = [solid(RED), "nothing", None]
    assert colour(split, 0) == RED
    with pytest.raises(PictureError, match="its data set cannot give it: an image is wanted; got str"):
        source_of(split, 1)
    with pytest.raises(PictureError, match="no file"):
        source_of(split, 2)
    data.images = []
    with pytest.raises(PictureError, match="its data set cannot give it"):
        source_of(split, 0)


def test_boxes_lie_on_the_image_and_only_pages_that_are_looked_at_are_had():
    array = solid(RED, (40, 20))
    array[5:10, 10:20] = BLUE
    target = {"boxes": np.array([[10, 5, 20, 10]], np.float32), "labels": np.array([0])}
    data = Pets([array] * 100, [target] * 100)
    data.classes = ["dog"]
    gallery, page = SampleGallery(load(data, progress=False), progress=False), Page()
    gallery._gallery._desk._send = page  # noqa: SLF001
    before = len(data.asked)
    gallery.answer({"kind": "samples", "request": 1, "picked": NOTHING, "split": "all", "limit": 4})
    ((told, _),) = page.wait("samples", 1)
    page.wait("thumbnail", 4)
    assert told["items"][0]["objects"][0]["box"] == [0.25, 0.25, 0.25, 0.25]
    gallery.close()
    assert len(data.asked) - before <= 8  # a page, and the next one
    picture = picture_of(source_of(gallery.dataset.splits["all"], 0), 40)
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.convert("RGB").getpixel((15, 7))[2] > 150


def hub(**columns):
    features = {"image": fake_datasets.Image(), "label": fake_datasets.ClassLabel(names=["cat", "dog"])}
    return fake_datasets.ArrowDataset.from_dict(columns, features)


def test_images_of_hugging_face_by_bytes_and_by_path(tmp_path):
    file = tmp_path / "b.png"
    file.write_bytes(png(GREEN))
    images = [{"bytes": png(RED), "path": "a.png"}, {"bytes": None, "path": str(file)}]
    images += [{"bytes": b"nothing", "path": "c.png"}, {"bytes": None, "path": "gone.png"}]
    data = hub(image=images, label=[0, 1, 0, 1])
    split = loaded(data).splits["all"]
    assert [colour(split, row) for row in range(2)] == [RED, GREEN]
    assert picture_of(source_of(split, 2), 32).state == "damaged"
    with pytest.raises(PictureError, match="no file"):
        source_of(split, 3)
    chosen = loaded(data.select([1, 0])).splits["all"]
    assert [colour(chosen, row) for row in range(2)] == [GREEN, RED]


def test_images_of_hugging_face_itself():
    datasets = pytest.importorskip("datasets", reason="Hugging Face's datasets is not installed")
    features = datasets.Features(
        {"image": datasets.Image(), "label": datasets.ClassLabel(names=["cat", "dog"])}
    )
    images = [Image.fromarray(solid(one)) for one in COLOURS]
    data = datasets.Dataset.from_dict({"image": images, "label": [0, 1, 0]}, features=features)
    shuffled = data.shuffle(seed=0)
    split = loaded(shuffled).splits["all"]
    assert [colour(split, row) for row in range(3)] == [one["image"].getpixel((0, 0)) for one in shuffled]


def test_masks_of_hugging_face_come_with_their_images():
    datasets = pytest.importorskip("datasets", reason="Hugging Face's datasets is not installed")
    features = datasets.Features({"image": datasets.Image(), "mask": datasets.Image()})
    masks = [Image.new("L", (30, 20), value) for value in (1, 2)]
    images = [Image.fromarray(solid(one)) for one in (GREEN, BLUE)]
    data = datasets.Dataset.from_dict({"image": images, "mask": masks}, features=features)
    dataset = loaded(data)
    assert dataset.task == "segmentation"
    assert [colour(dataset.splits["all"], row) for row in range(2)] == [GREEN, BLUE]


def test_arrays_of_torchvision():
    data = TORCHVISION.CIFAR10()
    data.classes, data.targets = ["cat", "dog", "bird"], [0, 1, 2]
    for data.data in (
        np.stack([solid(one, (32, 32)) for one in COLOURS]),
        np.stack([np.moveaxis(solid(one, (32, 32)), -1, 0) for one in COLOURS]),
    ):
        split = loaded(data).splits["all"]
        assert [colour(split, row) for row in range(3)] == [RED, GREEN, BLUE]
        split = loaded(TORCH.Subset(data, [2, 1])).splits["all"]
        assert [colour(split, row) for row in range(2)] == [GREEN, BLUE]


def test_samples_bring_their_images_along():
    calls = []

    def late():
        calls.append(1)
        return solid(BLUE)

    samples = [
        {"image": "a", "label": "cat", "pixels": solid(RED)},
        {"image": "b", "label": "dog", "pixels": Image.fromarray(solid(GREEN))},
        {"image": "c", "label": "dog", "pixels": late},
        {"image": "d", "label": "dog"},
    ]
    split = Dataset.from_samples(samples).splits["all"]
    assert calls == []
    assert [colour(split, row) for row in range(3)] == [RED, GREEN, BLUE]
    assert split.images.width.tolist() == [30, 30, 0, 0]
    with pytest.raises(PictureError, match="no file"):
        source_of(split, 3)


def test_images_stay_with_their_rows_when_splits_are_made_anew():
    samples = [
        {"image": str(number), "label": "ab"[number % 2], "pixels": solid(COLOURS[number % 3])}
        for number in range(30)
    ]
    parts = hold_out(Dataset.from_samples(samples), 0.3, seed=0).splits
    for split in (*parts.values(), pooled(list(parts.values()))):
        for row, name in enumerate(split.images.name.tolist()):
            assert colour(split, row) == COLOURS[int(name) % 3]


@pytest.mark.parametrize("absolute", [False, True])
def test_tables_and_samples_in_memory_are_told_the_folder_of_their_images(tmp_path, absolute):
    for name, one in zip("ab", (RED, GREEN), strict=True):
        (tmp_path / f"{name}.png").write_bytes(png(one))
    names = [str(tmp_path / one) if absolute else one for one in ("a.png", "b.png", "c.png")]
    frame = pd.DataFrame({"image": names, "label": ["x", "y", "y"]})
    samples = [{"image": name, "label": "x"} for name in names]
    for source in (frame, Dataset.from_samples(samples)):
        split = load(source, images=tmp_path, progress=False).splits["all"]
        assert [colour(split, row) for row in range(2)] == [RED, GREEN]
        (problem,) = split.problems
        assert (problem.code, problem.images) == ("image-unreadable", (names[2],))


@pytest.mark.parametrize("shape", [(4,), (0, 3), (2, 2, 2, 2)])
def test_what_is_no_image_is_refused(shape):
    with pytest.raises(DataError, match="an image"):
        image_of(np.zeros(shape, np.uint8), channels_last=True)
