"""Batches shrink when the memory does not do, and nothing is lost or done twice."""

from collections.abc import Callable, Sequence

import pytest
import torch

from cnnviz.networks.batches import in_batches
from cnnviz.networks.devices import describe_device


def limited(most: int, error: Exception, calls: list[int]) -> Callable[[Sequence[int]], list[int]]:
    def run(some: Sequence[int]) -> list[int]:
        calls.append(len(some))
        if len(some) > most:
            raise error
        return [10 * item for item in some]

    return run


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"),
        RuntimeError("MPS backend out of memory (MPS allocated: 5 GB)"),
        RuntimeError(
            "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 7 bytes"
        ),
        RuntimeError("DefaultCPUAllocator: not enough memory"),
        MemoryError(),
    ],
)
def test_a_batch_that_is_too_big_is_halved_and_stays_so(error: Exception) -> None:
    calls: list[int] = []
    run = limited(3, error, calls)
    results = list(in_batches(run, list(range(11)), 8))
    assert [item for some, _ in results for item in some] == list(range(11))
    assert [value for _, values in results for value in values] == [10 * item for item in range(11)]
    assert calls == [8, 4, 2, 2, 2, 2, 2, 1]


def test_not_even_one_is_said() -> None:
    with pytest.raises(ValueError, match="memory does not do for a single picture"):
        list(in_batches(limited(0, MemoryError(), []), [1, 2, 3], 2))


def test_another_error_is_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="shapes"):
        list(in_batches(limited(0, RuntimeError("shapes do not fit"), []), [1, 2], 2))


def test_no_batch_is_no_batch() -> None:
    with pytest.raises(ValueError, match="batch is 0"):
        list(in_batches(sum, [1], 0))
    assert list(in_batches(sum, [], 4)) == []


def test_the_device_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert "processor (CPU" in describe_device()
    assert "no CUDA card" in describe_device()
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert "MPS" in describe_device()
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "Card 9000")
    assert "Card 9000 (CUDA)" in describe_device()
    with pytest.raises(ValueError, match="no device called"):
        describe_device("abacus")
