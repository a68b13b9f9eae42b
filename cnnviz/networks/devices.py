"""Which device a network runs on, and the arithmetic it runs with."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch


def find_device(name: str = "auto") -> torch.device:
    """The device of that name; "auto" takes CUDA, else Apple's MPS, else the CPU.

    Raises:
        ValueError: there is no such device on this machine.

    >>> find_device("cpu")
    device(type='cpu')
    """
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        return torch.device(next(kind for kind, there in present.items() if there))
    kind, _, number = name.partition(":")
    count = torch.cuda.device_count() if kind == "cuda" else 1
    if not present.get(kind, False) or not (number == "" or (number.isdigit() and int(number) < count)):
        there = ", ".join(kind for kind, there in present.items() if there)
        raise ValueError(f"This machine has no device called {name!r}. It has: {there}. Or say 'auto'.")
    return torch.device(name)


def describe_device(name: str = "auto") -> str:
    """One line on which device computes here, and why.

    Raises:
        ValueError: there is no such device on this machine.

    >>> describe_device("cpu").startswith("Computes on the processor")
    True
    """
    device = find_device(name)
    if device.type == "cuda":
        which = torch.cuda.get_device_name(device)
        return f"Computes on the graphics card {which} (CUDA), the fastest that PyTorch finds here."
    if device.type == "mps":
        return "Computes on Apple's graphics processor (MPS): PyTorch finds no CUDA card here."
    threads = torch.get_num_threads()
    why = (
        "as asked for"
        if name != "auto"
        else "PyTorch finds no CUDA card and no Apple graphics processor here"
    )
    return f"Computes on the processor (CPU, {threads} thread{'s' if threads > 1 else ''}): {why}."


_exact_lock = threading.Lock()
_exact_depth = 0
_tf32_before = (False, False)


@contextmanager
def exact_arithmetic(device: torch.device) -> Iterator[None]:
    """Full float32 on CUDA while inside: TF32 rounds to 10 bits, which moves probabilities by 1e-3.

    cuDNN uses TF32 by default, and the switch belongs to the process, not to a thread. So the first
    thread that enters turns it off and the last one that leaves puts back what was there before.
    On other devices there is nothing to do.
    """
    global _exact_depth, _tf32_before  # noqa: PLW0603 - the switch is the process's, so is its state
    if device.type != "cuda":
        yield
        return
    cudnn, matmul = torch.backends.cudnn, torch.backends.cuda.matmul
    with _exact_lock:
        if _exact_depth == 0:
            _tf32_before = (cudnn.allow_tf32, matmul.allow_tf32)
            cudnn.allow_tf32 = matmul.allow_tf32 = False
        _exact_depth += 1
    try:
        yield
    finally:
        with _exact_lock:
            _exact_depth -= 1
            if _exact_depth == 0:
                cudnn.allow_tf32, matmul.allow_tf32 = _tf32_before
