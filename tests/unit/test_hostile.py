"""Data sets that are meant to harm: entities, tags that run code, files that claim to be huge."""

from __future__ import annotations

import json
import struct
import zlib

import pytest

from insight_widgets.errors import InsightError
from insight_widgets.image_size import image_size
from tests.mutation.guard import WATCH, guarded
from tests.mutation.seeds import seeds
from tests.mutation.verdict import reported

UNREAD = "what nobody may read"
LAUGHS = "".join(
    f'<!ENTITY l{place} "{f"&l{place - 1};" * 10}">' if place else '<!ENTITY l0 "ha ha ha ">'
    for place in range(10)
)
DOCUMENT_TYPES = {
    "entities in entities": (f"<!DOCTYPE a [{LAUGHS}]>", "&l9;"),
    "entity of a file": ('<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>', "&x;"),
    "parameter entity": ('<!DOCTYPE a [<!ENTITY % x SYSTEM "file://{secret}"> %x;]>', ""),
    "long entity": (f'<!DOCTYPE a [<!ENTITY x "{"ha" * 50_000}">]>', "&x;" * 50_000),
}
"""What declares entities, and what refers to them."""

ALIASES = "\n".join(
    [
        "l0: &l0 [a, b]",
        *(f"l{place}: &l{place} [{', '.join([f'*l{place - 1}'] * 10)}]" for place in range(1, 12)),
    ]
)
TAGS = {
    "call": 'names: !!python/object/apply:os.system ["touch {harm}"]',
    "new": 'names: !!python/object/new:subprocess.Popen [["touch", "{harm}"]]',
    "module": "names: !!python/module:antigravity",
    "aliases of aliases": ALIASES + "\nnames: *l11",
    "alias of itself": "names: &x [a, *x]",
}
SETS_OF_XML = [seed for name in ("voc", "cvat") for seed in seeds(name)]
SETS_OF_MASKS = seeds("mask")


def told(folder, path, **options):
    """Return what is said of a set, which may open nothing outside of it and takes little time and memory."""
    with WATCH.over(folder, set()) as outside, guarded():
        try:
            text = json.dumps(reported(path, options))
        except InsightError as error:
            text = str(error)
    assert outside == []
    return text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("kind", DOCUMENT_TYPES)
@pytest.mark.parametrize("seed", SETS_OF_XML, ids=str)
def test_entities_are_refused(seed, kind, encoding, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(UNREAD)
    folder = tmp_path / "set"
    folder.mkdir()
    path = seed.build(folder)
    declared, reference = DOCUMENT_TYPES[kind]
    for file in folder.rglob("*.xml"):
        head, _, body = file.read_text().replace("cat<", f"{reference}cat<").rpartition("?>\n")
        text = f"{head}?>\n{declared.replace('{secret}', str(secret))}{body}"
        file.write_bytes(text.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding))
    words = told(folder, path, format=seed.format)
    assert "refused" in words
    assert UNREAD not in words


@pytest.mark.parametrize("kind", TAGS)
@pytest.mark.parametrize("name", [None, "yolo"])
def test_tags_and_aliases_in_yaml_do_nothing(kind, name, tmp_path):
    seed = seeds("yolo")[0]
    path = seed.build(tmp_path)
    harm = tmp_path / "harm"
    lines = ["train: train/images", "val: valid/images", TAGS[kind].replace("{harm}", str(harm))]
    (tmp_path / "data.yaml").write_text("\n".join(lines))
    words = told(tmp_path, path, format=name)
    assert not harm.exists()
    assert "data.yaml" in words or '"classes": []' not in words


def png_of_size(side):
    """Return a small PNG that claims to be large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(bytes(10_000))),
            chunk(b"IEND", b""),
        ]
    )


@pytest.mark.parametrize("all_of_them", [False, True])
@pytest.mark.parametrize("seed", SETS_OF_MASKS, ids=str)
def test_masks_that_claim_to_be_huge_are_refused(seed, all_of_them, tmp_path):
    path = seed.build(tmp_path)
    masks = sorted(
        file for file in tmp_path.rglob("*.png") if "image" not in str(file.relative_to(tmp_path)).lower()
    )
    for mask in masks if all_of_them else masks[:1]:
        mask.write_bytes(png_of_size(60_000))
    words = told(tmp_path, path, format="mask")
    assert masks[0].name in words


def test_headers_of_huge_images_are_only_numbers(tmp_path):
    jpeg = (
        b"\xff\xd8\xff\xc0\0\x11\x08"
        + struct.pack(">HH", 60_000, 60_000)
        + b"\3\1\x11\0\2\x11\1\3\x11\1\xff\xd9"
    )
    for name, content in {"a.jpg": jpeg, "a.png": png_of_size(60_000)}.items():
        (tmp_path / name).write_bytes(content)
        with guarded():
            assert image_size(tmp_path / name) == (60_000, 60_000)
