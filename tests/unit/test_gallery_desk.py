"""What the page asks of samples is answered: at once what is told, then pixels, and nothing that is stale."""

from __future__ import annotations

import gc
import threading
import time

import numpy as np
import pytest
from PIL import Image

from insight_widgets import Dataset, InsightReport, SampleGallery, build_report
from insight_widgets.columns import Images, Split, image_names
from insight_widgets.gallery import painter
from insight_widgets.gallery.cache import ByteCache
from insight_widgets.gallery.gallery import Gallery
from tests.builders import boxes

NOTHING = {"classes": [], "bins": {}, "split": None}
IMAGES = 30


class Page:
    """What was sent to a page; it may take its time."""

    def __init__(self):
        self.sent = []
        self._lock = threading.Lock()

    def __call__(self, content, buffers=None):
        with self._lock:
            self.sent.append((content, buffers or []))

    def of(self, kind, request=None):
        with self._lock:
            return [
                (content, buffers)
                for content, buffers in self.sent
                if content["kind"] == kind and request in {None, content["request"]}
            ]

    def wait(self, kind, number, request=None):
        end = time.monotonic() + 20
        while len(self.of(kind, request)) < number:
            assert time.monotonic() < end, [content for content, _ in self.sent]
            time.sleep(0.01)
        return self.of(kind, request)


@pytest.fixture
def dataset(tmp_path):
    """Thirty images of one box each, which grows with the image's number; the last file is missing."""
    names = [f"{number:02}.jpg" for number in range(IMAGES)]
    for name in names[:-1]:
        Image.new("RGB", (80, 60), "red").save(tmp_path / name)
    side = np.full(IMAGES, 80, dtype=np.int32)
    images = Images(image_names(names), side, side - 20, roots=(tmp_path,))
    table = boxes([(number, number % 2, 1, 1, 2 + number, 3 + number) for number in range(IMAGES)])
    return Dataset("detection", ("a", "b"), {"train": Split(images, boxes=table)})


@pytest.fixture
def desk(dataset):
    page = Page()
    gallery = Gallery(dataset, build_report(dataset, progress=False).document, page)
    yield gallery, page
    gallery.close()


def ask(gallery, request, kind="samples", **more):
    content = {"kind": kind, "request": request, "picked": NOTHING, "split": "train", **more}
    gallery.answers()[kind](content, [])


def test_what_is_told_comes_at_once_and_each_thumbnail_as_it_is_ready(desk):
    gallery, page = desk
    ask(gallery, 1, order="smallest", offset=0, limit=4, side=40)
    ((told, _),) = page.wait("samples", 1)
    assert (told["images"], told["units"], told["offset"]) == (IMAGES, IMAGES, 0)
    assert [item["row"] for item in told["items"]] == [0, 1, 2, 3]
    assert told["items"][1] == {
        "row": 1,
        "name": "01.jpg",
        "path": "01.jpg",
        "width": 80,
        "height": 60,
        "labels": [],
        "objects": [
            {
                "class": "b",
                "box": [0.0125, 0.016667, 0.0375, 0.066667],
                "outline": None,
                "mask": None,
                "matches": True,
                "area": pytest.approx(0.25),
                "ratio": 0.75,
                "record": "row 1",
                "crowd": False,
            }
        ],
        "more": 0,
    }
    thumbnails = page.wait("thumbnail", 4)
    assert sorted(told["row"] for told, _ in thumbnails) == [0, 1, 2, 3]
    for told, (data,) in thumbnails:
        assert (told["state"], told["type"], told["width"], told["height"]) == ("ok", "image/jpeg", 40, 30)
        assert data[:2] == b"\xff\xd8"


def test_a_pick_narrows_the_samples_and_marks_what_matches(desk):
    gallery, page = desk
    ask(gallery, 1, picked={**NOTHING, "classes": ["b"]}, order="largest", limit=3)
    ((told, _),) = page.wait("samples", 1)
    assert told["images"] == told["units"] == IMAGES // 2
    assert [item["row"] for item in told["items"]] == [29, 27, 25]
    ask(gallery, 2, kind="image", picked={**NOTHING, "classes": ["b"]}, row=2)
    ((told, _),) = page.wait("image", 1)
    assert [one["matches"] for one in told["item"]["objects"]] == [False]


def test_a_missing_image_is_told_as_such_with_its_path(desk):
    gallery, page = desk
    ask(gallery, 1, order="largest", limit=1)
    ((told, buffers),) = page.wait("thumbnail", 1)
    assert (told["row"], told["state"], buffers) == (29, "missing", [b""])
    assert "no file of this name" in told["reason"]
    assert page.of("samples")[0][0]["items"][0]["path"] == "29.jpg"


def test_one_image_comes_large(desk):
    gallery, page = desk
    ask(gallery, 1, kind="image", row=5, side=1600)
    ((told, (data,)),) = page.wait("image", 1)
    assert (told["item"]["row"], told["state"], told["width"]) == (5, "ok", 80)
    assert len(data) > 100


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("samples", {"split": "test"}, "samples split: one of train is wanted"),
        ("samples", {"split": ["train"]}, "samples split"),
        ("samples", {"order": "best"}, 'no order "best"; there are largest'),
        ("samples", {"order": 3}, "samples order: a name is wanted"),
        ("samples", {"offset": -1}, "samples offset: a whole number is wanted; got -1"),
        ("samples", {"limit": "all"}, "samples limit"),
        ("samples", {"picked": {"classes": ["c"]}}, 'no class "c"'),
        ("samples", {"picked": 5}, "a dict with classes, bins, split is wanted"),
        ("image", {"row": IMAGES}, "samples row: one from 0 to 29 is wanted; got 30"),
        ("image", {"row": None}, "samples row"),
    ],
)
def test_what_does_not_fit_is_answered_in_words(desk, kind, more, words):
    gallery, page = desk
    ask(gallery, 7, kind=kind, **more)
    ((told, _),) = page.wait("samples-error", 1)
    assert told["request"] == 7
    assert words in told["text"]


def test_no_more_than_a_page_is_given_at_a_time(desk):
    gallery, page = desk
    ask(gallery, 1, limit=10_000)
    assert len(page.wait("samples", 1)[0][0]["items"]) == 24
    ask(gallery, 2, limit=12, offset=24)
    assert len(page.wait("samples", 1, request=2)[0][0]["items"]) == 6


@pytest.fixture
def held(monkeypatch):
    """Holds every picture back until it is set free; counts those that were begun."""
    gate, begun = threading.Event(), []
    real = painter.picture_of

    def slow(source, side):
        begun.append(source)
        assert gate.wait(20)
        return real(source, side)

    monkeypatch.setattr(painter, "picture_of", slow)
    yield gate, begun
    gate.set()


def test_when_the_page_is_left_nothing_more_is_made_or_sent(desk, held):
    gallery, page = desk
    gate, begun = held
    ask(gallery, 1, order="smallest", limit=12)
    page.wait("samples", 1)
    ask(gallery, 1, kind="samples-stop")
    gate.set()
    ask(gallery, 2, kind="image", row=0)
    page.wait("image", 1)
    assert page.of("thumbnail") == []
    assert len(begun) <= 6  # those that were under way, and the one image


def test_a_newer_request_of_the_split_takes_the_place_of_the_last(desk, held):
    gallery, page = desk
    gate, _ = held
    ask(gallery, 1, order="smallest", limit=12)
    page.wait("samples", 1)
    ask(gallery, 2, picked={**NOTHING, "classes": ["a"]}, limit=3)
    gate.set()
    page.wait("thumbnail", 3, request=2)
    assert page.of("thumbnail", request=1) == []


def test_views_of_one_widget_do_not_take_each_others_place(desk, held):
    gallery, page = desk
    gate, _ = held
    ask(gallery, 1, view=7, limit=3)
    ask(gallery, 2, view=8, limit=3)
    gate.set()
    for request in (1, 2):
        page.wait("thumbnail", 3, request=request)


def test_the_next_page_is_made_ahead(desk):
    gallery, page = desk
    ask(gallery, 1, order="smallest", limit=5, side=50)
    page.wait("thumbnail", 5)
    cache = gallery._desk.painter.cache  # noqa: SLF001
    end = time.monotonic() + 20
    while len(cache) < 10:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert cache.get(("train", 9, 50)) is not None


def test_a_thousand_quick_requests_leave_no_threads_and_end_with_the_last(desk):
    gallery, page = desk
    threads = threading.active_count()
    for number in range(1, 1001):
        ask(gallery, number, picked={**NOTHING, "classes": ["ab"[number % 2]]}, limit=6, side=32)
    page.wait("thumbnail", 6, request=1000)
    assert threading.active_count() <= threads + 5
    told = page.of("samples", request=1000)[0][0]
    rows = {item["row"] for item in told["items"]}
    assert {content["row"] for content, _ in page.of("thumbnail", request=1000)} == rows
    last = [content["request"] for content, _ in page.sent]
    assert last == sorted(last)  # nothing of an older request after a newer one


def test_a_closed_gallery_answers_nothing(desk):
    gallery, page = desk
    gallery.close()
    ask(gallery, 1)
    time.sleep(0.1)
    assert page.sent == []


def test_a_cache_keeps_to_its_limit():
    cache = ByteCache[bytes](100, len)
    for number in range(50):
        cache.put(number, bytes(30))
    assert cache.bytes == 90
    assert [cache.get(number) is not None for number in (46, 47, 48, 49)] == [False, True, True, True]
    cache.put("large", bytes(101))
    assert cache.get("large") is None
    cache.get(47)
    cache.put("new", bytes(30))
    assert cache.get(47) is not None
    assert cache.get(48) is None
    cache.put("new", bytes(10))
    assert cache.bytes == 70


def test_widgets_with_rows_offer_samples_and_answer(dataset):
    for widget in (InsightReport(dataset, progress=False), SampleGallery(dataset, progress=False)):
        widget.answer({"kind": "samples", "request": 1, "picked": NOTHING, "split": "train"})
        widget.close()
    assert SampleGallery.panels == ("samples",)


def test_a_closed_widget_lets_go_of_its_data_set(dataset):
    widget = InsightReport(dataset, progress=False)
    widget.answer({"kind": "samples", "request": 1, "picked": NOTHING, "split": "train"})
    widget.close()
    del widget
    gc.collect()
    names = {thread.name for thread in threading.enumerate()}
    end = time.monotonic() + 20
    while any(name.startswith("insight-widgets samples") for name in names):
        assert time.monotonic() < end
        time.sleep(0.02)
        names = {thread.name for thread in threading.enumerate()}
