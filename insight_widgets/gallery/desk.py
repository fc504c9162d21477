"""Answers what the page asks of the images behind a pick, in threads of its own: the kernel stays free."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import InsightError
from insight_widgets.gallery.items import FEW_OBJECTS, ItemMaker
from insight_widgets.gallery.painter import Painter
from insight_widgets.gallery.requests import image_request, page_request, request_number, view_number
from insight_widgets.texts.gallery import UNREAD
from insight_widgets.workers import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from insight_widgets.gallery.finder import Finder, Found
    from insight_widgets.gallery.items import Item
    from insight_widgets.gallery.requests import PageRequest

    Send = Callable[[dict[str, Any], list[bytes]], object]

_MOST_THREADS = 4


class Desk:
    """Answers requests for samples.

    A newer request of the same view for the same split takes the place of the last: what is not sent by
    then is not made.

    Parameters
    ----------
    finder : Finder
    document : mapping
        The document of the report.
    send : callable
        Sends content and buffers to the page; called by one thread at a time.
    """

    def __init__(self, finder: Finder, document: Mapping[str, Any], send: Send) -> None:
        self.painter = Painter(finder.dataset)
        self._finder = finder
        self._document = document
        self._send = send
        self._makers: dict[str, ItemMaker] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self._stopped: dict[int, int] = {}
        self._closed = False
        self._sending = threading.Lock()
        self._search: ThreadPoolExecutor | None = None
        self._draw: ThreadPoolExecutor | None = None

    def samples(self, content: Mapping[str, Any], _buffers: object = ()) -> None:
        """Answer a request for a page of samples."""
        self._take(content, page_request, self._send_page)

    def image(self, content: Mapping[str, Any], _buffers: object = ()) -> None:
        """Answer a request for one image with all its objects."""
        self._take(content, image_request, self._send_image)

    def stop(self, content: Mapping[str, Any], _buffers: object = ()) -> None:
        """Answer nothing more of the requests of a view up to one."""
        view = view_number(content)
        self._stopped[view] = max(self._stopped.get(view, 0), request_number(content))

    def close(self) -> None:
        """Answer nothing more at all, and let go of the threads."""
        self._closed = True
        for pool in (self._search, self._draw):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)

    def _take(
        self,
        content: Mapping[str, Any],
        check: Callable[[Mapping[str, Any], Mapping[str, Any]], PageRequest],
        answer: Callable[[PageRequest], None],
    ) -> None:
        try:
            request = check(content, self._document)
        except InsightError as error:
            self._tell(request_number(content), view_number(content), str(error))
            return
        self._newest[request.place] = max(self._newest.get(request.place, 0), request.number)
        searching, _ = self._pools()
        searching.submit(self._guarded, request, answer)

    def _pools(self) -> tuple[ThreadPoolExecutor, ThreadPoolExecutor]:
        if self._search is None or self._draw is None:
            self._search = ThreadPoolExecutor(1, "insight-widgets samples")
            self._draw = ThreadPoolExecutor(min(_MOST_THREADS, cores()), "insight-widgets pictures")
        return self._search, self._draw

    def _guarded(self, request: PageRequest, answer: Callable[[PageRequest], None]) -> None:
        if not self._is_wanted(request):
            return
        try:
            answer(request)
        except InsightError as error:
            self._tell(request.number, request.view, str(error))
        except Exception:
            if self._closed:  # the threads are let go of
                return
            logging.getLogger(__name__).exception("samples could not be shown")
            self._tell(request.number, request.view, UNREAD)

    def _send_page(self, request: PageRequest) -> None:
        found = self._finder.find(request.split, request.picked, request.order, request.seed)
        items = self._items(request, found, request.offset)
        told = {
            "kind": "samples",
            "request": request.number,
            "split": request.split,
            "images": len(found.images),
            "units": found.matches.units,
            "unplaced": self._unplaced(request),
            "offset": request.offset,
            "items": [item.told for item in items],
        }
        self._reply(request, told)
        _, drawing = self._pools()
        for item in items:
            drawing.submit(self._send_thumbnail, request, item)
        for item in self._items(request, found, request.offset + request.limit):
            drawing.submit(self._prefetch, request, item)

    def _unplaced(self, request: PageRequest) -> int:
        """Return how many of what the picked problem counts are in no image that is known."""
        code = request.picked.get("problem")
        if code is None:
            return 0
        problems = self._document["problems"]
        counts = [one["count"] for one in problems if (one["code"], one["split"]) == (code, request.split)]
        return sum(counts) - self._finder.index(request.split).placed(code) if counts else 0

    def _items(self, request: PageRequest, found: Found, offset: int) -> list[Item]:
        """Return what is told of the images of a page; of none once the page is left."""
        if not self._is_wanted(request):
            return []
        rows = found.images[offset : offset + request.limit].tolist()
        return self._maker(request.split).items(rows, found.matches.rows, FEW_OBJECTS)

    def _maker(self, split: str) -> ItemMaker:
        if split not in self._makers:
            index, originals = self._finder.index(split), self._finder.originals(split)
            self._makers[split] = ItemMaker(self._finder.dataset, split, index, originals)
        return self._makers[split]

    def _send_thumbnail(self, request: PageRequest, item: Item) -> None:
        if not self._is_wanted(request):
            return
        drawn = self.painter.drawn(request.split, item, request.side)
        told = {"kind": "thumbnail", "request": request.number, "split": request.split, "row": item.row}
        self._reply(request, told | drawn.told(), [drawn.picture.data, *drawn.masks])

    def _prefetch(self, request: PageRequest, item: Item) -> None:
        if self._is_wanted(request):
            self.painter.drawn(request.split, item, request.side)

    def _send_image(self, request: PageRequest) -> None:
        found = self._finder.find(request.split, request.picked)
        (item,) = self._maker(request.split).items([request.row or 0], found.matches.rows, None)
        drawn = self.painter.drawn(request.split, item, request.side)
        told = {"kind": "image", "request": request.number, "split": request.split, "item": item.told}
        self._reply(request, told | drawn.told(), [drawn.picture.data, *drawn.masks])

    def _is_wanted(self, request: PageRequest) -> bool:
        return self._is_open(request.number, request.view) and request.number >= self._newest.get(
            request.place, 0
        )

    def _is_open(self, number: int, view: int) -> bool:
        return not self._closed and number > self._stopped.get(view, 0)

    def _reply(self, request: PageRequest, told: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        """Send a reply, unless the page has gone on in the meantime."""
        with self._sending:
            if self._is_wanted(request):
                self._send(told | {"view": request.view}, buffers or [])

    def _tell(self, number: int, view: int, text: str) -> None:
        with self._sending:
            if self._is_open(number, view):
                self._send({"kind": "samples-error", "request": number, "view": view, "text": text}, [])
