"""A cache that holds so many bytes at the most; what was not used for the longest time goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


class ByteCache(Generic[Value]):
    """Holds values up to a limit; may be used from several threads.

    Parameters
    ----------
    limit : int
        Bytes of all values together at the most.
    size_of : callable
        Returns the bytes of a value.
    """

    def __init__(self, limit: int, size_of: Callable[[Value], int]) -> None:
        self.limit = limit
        self.bytes = 0
        self._size_of = size_of
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable) -> Value | None:
        """Return a value, or None if it is not there (any more)."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def put(self, key: Hashable, value: Value) -> None:
        """Take a value; one that is larger than the limit is not kept."""
        size = self._size_of(value)
        if size > self.limit:
            return
        with self._lock:
            self._drop(key)
            self._values[key] = value
            self.bytes += size
            while self.bytes > self.limit:
                self._drop(next(iter(self._values)))

    def _drop(self, key: Hashable) -> None:
        value = self._values.pop(key, None)
        if value is not None:
            self.bytes -= self._size_of(value)
