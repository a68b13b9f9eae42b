"""Running many items through a network in batches that fit into the device's memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import torch

T = TypeVar("T")
R = TypeVar("R")


def in_batches(
    run: Callable[[Sequence[T]], R], items: Sequence[T], batch: int
) -> Iterator[tuple[Sequence[T], R]]:
    """Run all items, `batch` at a time: gives each (some items, `run(some items)`) in order.

    When the device runs out of memory the batch is halved, and it stays so. What `run` did before it failed
    must not matter, since it is called again for the same items.

    Raises:
        ValueError: the batch is below 1, or the memory does not do for one item.

    >>> [done for _, done in in_batches(sum, [1, 2, 3, 4, 5], 2)]
    [3, 7, 5]
    """
    if batch < 1:
        raise ValueError(f"The batch is {batch}, but at least 1 item has to be computed at a time.")
    first = 0
    while first < len(items):
        some = items[first : first + batch]
        done = _attempt(run, some)
        if done is None:
            if len(some) == 1:
                raise ValueError(
                    "The device's memory does not do for a single picture. Take a smaller network, or close what else uses it."
                )
            batch = len(some) // 2
            continue
        first += len(some)
        yield some, done[0]


def _attempt(run: Callable[[Sequence[T]], R], some: Sequence[T]) -> tuple[R] | None:
    """The result in a tuple, or None if the memory was too small for it."""
    try:
        return (run(some),)
    except (RuntimeError, MemoryError) as error:
        if not _is_out_of_memory(error):
            raise
    # Outside the handler: until it is left, the error's traceback holds the tensors of the failed try.
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()
    return None


def _is_out_of_memory(error: Exception) -> bool:
    """CUDA has a class of its own for it; MPS and the CPU only say so."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    words = str(error).lower()
    return "out of memory" in words or "can't allocate memory" in words or "not enough memory" in words
