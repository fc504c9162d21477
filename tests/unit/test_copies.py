"""Copies of images, found by what is in the files."""

from __future__ import annotations

import shutil

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from PIL import Image

from insight_widgets.content.near import nearest
from insight_widgets.errors import DataError, ProblemError
from insight_widgets.loading import load
from insight_widgets.report import build_report
from tests.real_data import REAL_DATA, needs_real_data

HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=30)
FLIPS = st.lists(st.tuples(st.integers(0, 29), st.sets(st.integers(0, 63), max_size=12)), max_size=20)


@given(HASHES, HASHES, FLIPS, st.integers(0, 10))
def test_bands_find_what_comparing_all_pairs_finds(known, others, flips, distance):
    near = [known[place] ^ sum(1 << bit for bit in bits) for place, bits in flips if place < len(known)]
    hashes, table = (np.array(one, dtype=np.uint64) for one in ([*others, *near], known))
    place, bits = nearest(hashes, table, distance)
    for one, found, differ in zip(hashes.tolist(), place.tolist(), bits.tolist(), strict=True):
        distances = [(one ^ other).bit_count() for other in known]
        if distances and min(distances) <= distance:
            assert (found, differ) == (distances.index(min(distances)), min(distances))
        else:
            assert found == -1


def picture(seed, size=(64, 48)):
    """Return an image of soft shapes, as photographs are."""
    coarse = np.random.default_rng(seed).integers(0, 256, (6, 8), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


@pytest.fixture
def root(tmp_path):
    for split, seeds in {"train": (0, 1, 2), "val": (3, 4)}.items():
        (tmp_path / split / "dog").mkdir(parents=True)
        for seed in seeds:
            picture(seed).save(tmp_path / split / "dog" / f"{seed}.png")
    return tmp_path


def problems(root, **options):
    document = build_report(load(root, progress=False), progress=False, check_leaks=True, **options).to_dict()
    return {(one["code"], one["split"]): one for one in document["problems"]}


def test_copies_and_near_copies_of_train_are_leaks(root):
    shutil.copy(root / "train" / "dog" / "0.png", root / "val" / "dog" / "same.png")
    picture(1).resize((200, 150)).save(root / "val" / "dog" / "near.jpg", quality=60)
    found = problems(root)
    assert found["leak", "val"]["count"] == 2
    near, same = found["leak", "val"]["examples"]
    assert 'image "dog/near.jpg" is also in train, as "dog/1.png" (near copy, distance' in near
    assert same == 'image "dog/same.png" is also in train, as "dog/0.png" (same content)'
    assert found["content-compared", "val"]["count"] == 4


def test_nothing_is_opened_unless_asked_for(root):
    shutil.copy(root / "train" / "dog" / "0.png", root / "val" / "dog" / "same.png")
    document = build_report(load(root, progress=False), progress=False).to_dict()
    assert document["problems"] == []


def test_a_copy_in_the_same_split_is_told(root):
    shutil.copy(root / "train" / "dog" / "0.png", root / "train" / "dog" / "again.png")
    found = problems(root)
    assert found["duplicate-content", "train"]["examples"] == [
        'image "dog/again.png" is the same file as "dog/0.png"'
    ]


def test_plain_images_are_no_near_copies_of_each_other(root):
    for split, grey in (("train", 0), ("val", 3)):
        Image.new("L", (64, 48), grey).save(root / split / "dog" / "plain.png")
    assert ("leak", "val") not in problems(root)
    shutil.copy(root / "train" / "dog" / "plain.png", root / "val" / "dog" / "plain.png")
    assert problems(root)["leak", "val"]["count"] == 1


def test_damaged_and_huge_files_are_compared_by_their_bytes(root):
    (root / "train" / "dog" / "broken.png").write_bytes(b"no image")
    (root / "val" / "dog" / "broken.png").write_bytes(b"no image")
    Image.new("1", (20_000, 20_000)).save(root / "train" / "dog" / "bomb.png")
    assert problems(root)["leak", "val"]["count"] == 1


def test_the_distance_is_a_parameter(root):
    picture(1).resize((200, 150)).save(root / "val" / "dog" / "near.jpg", quality=10)
    assert ("leak", "val") in problems(root, leak_distance=10)
    with pytest.raises(DataError, match="leak_distance"):
        problems(root, leak_distance=17)


def test_strict_raises_and_keeps_the_report(root):
    shutil.copy(root / "train" / "dog" / "0.png", root / "val" / "dog" / "same.png")
    with pytest.raises(ProblemError, match=r"leak \(val\) 1") as caught:
        problems(root, strict=True)
    assert caught.value.report.document["splits"]["val"]["images"] == 3


@needs_real_data
def test_coffee_beans_have_seven_copies():
    found = problems(REAL_DATA / "coffee1014_yolo")
    copies = [one["count"] for (code, _), one in found.items() if code in {"duplicate-content", "leak"}]
    assert sum(copies) == 7
