"""Finished results, the most recently used ones, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from typing import Generic, TypeVar

import numpy as np

V = TypeVar("V")

# What the objects around the arrays take, roughly: enough that tiny results do not pile up for nothing.
_OVERHEAD = 2_000


def size_of(result: object) -> int:
    """Bytes of the arrays in a result (dataclasses, tuples and mappings in each other), plus a little for the rest.

    >>> size_of(np.zeros((10, 10))) - size_of(None)
    800
    """
    return _OVERHEAD + _array_bytes(result)


def _array_bytes(value: object) -> int:
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, tuple):
        return sum(map(_array_bytes, value))
    if is_dataclass(value):
        return sum(_array_bytes(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, Mapping):
        return sum(map(_array_bytes, value.values()))
    if isinstance(value, tuple | list):
        return sum(map(_array_bytes, value))
    return 0


class ResultCache(Generic[V]):
    """A mapping that forgets what was used longest ago once it holds more than `limit` bytes.

    Not thread-safe: its owner holds a lock.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Keep `value`, which takes `size` bytes; larger than the limit, it is not kept at all."""
        if key in self._entries:
            self.bytes -= self._entries.pop(key)[1]
        self._entries[key] = (value, size)
        self.bytes += size
        while self.bytes > self.limit:
            self.bytes -= self._entries.popitem(last=False)[1][1]
