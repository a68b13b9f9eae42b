"""What is made of a weight once and kept as long as the weight lives: the next picture finds it."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from torch import Tensor
from torch.utils.weak import WeakTensorKeyDictionary

T = TypeVar("T")

_lock = Lock()
_kept: WeakTensorKeyDictionary = WeakTensorKeyDictionary()


def prepared(weight: Tensor, kind: str, make: Callable[[], T]) -> T:
    """What `make` gives, made anew only if the weight's numbers have changed since; one thing of a kind is kept.

    What is made must not hold the weight itself, or neither would ever go. Threads may share a weight: one of them makes it, the
    others wait.
    """
    if weight.is_inference():  # it does not count its changes
        return make()
    state = weight.data_ptr(), weight._version
    with _lock:
        made: dict[str, tuple[Any, T]] = _kept.setdefault(weight, {})  # type: ignore[no-untyped-call]
        if kind not in made or made[kind][0] != state:
            made[kind] = state, make()
        return made[kind][1]
