"""Progress bars for long work, shown only where somebody waits."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

from insight_widgets.texts.progress import FILES, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item")

DELAY = 1.0
"""Seconds before a bar appears: work shorter than this shows none."""


def track(items: Iterable[Item], what: str, *, total: int | None = None, show: bool = True) -> Iterable[Item]:
    """Pass `items` through under a progress bar (standard error, or the notebook)."""
    if not show:
        return items
    from tqdm.auto import tqdm

    bar: Iterable[Item] = tqdm(items, desc=what, total=total, delay=DELAY, leave=False)
    return bar


def byte_bar(what: str, total: int, *, show: bool = True) -> Any:
    """Return a progress bar that counts bytes; a context manager with ``update(n)``."""
    from tqdm.auto import tqdm

    return tqdm(desc=what, total=total, unit="B", unit_scale=True, disable=not show, delay=DELAY, leave=False)


def count_bar(what: str, total: int, *, show: bool = True) -> Any:
    """Return a progress bar that counts files; a context manager with ``update(n)``."""
    from tqdm.auto import tqdm

    return tqdm(desc=what, total=total, unit=FILES, disable=not show, delay=DELAY, leave=False)


def part_bar(what: str, *, show: bool = True) -> Any:
    """Return a progress bar that counts parts; a context manager with ``update(n)``."""
    from tqdm.auto import tqdm

    return tqdm(desc=what, total=0, unit=PARTS, disable=not show, delay=DELAY, leave=False)


def say(what: str) -> None:
    """Tell on standard error what takes longer than one would think, and why."""
    print(f"insight-widgets: {what}", file=sys.stderr)  # noqa: T201  (meant for who waits)
