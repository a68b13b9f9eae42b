"""Load torch once per process, in the background, and keep the garbage collector off everybody's back.

With torch and torchvision imported a full collection walks half a million objects, which holds the
interpreter's lock for some 200 ms of everybody's time. Those objects live as long as the process, so
after the import they are frozen: moved out of the collector's sight.
"""

import atexit
import gc
import importlib
import threading
import time

# What the pages of trained networks need, the slow ones first.
HEAVY = (
    "torch",
    "torchvision",
    "cnnviz.networks.loading",
    "cnnviz.networks.own_build",
    "cnnviz.probes.occlusion",
    "cnnviz.probes.units",
    "cnnviz.probes.deconvnet",
    "cnnviz.probes.top_patches",
)
FIRST_PAGE_S = 1.0  # let the page that asked be drawn before the import competes with it

_once = threading.Lock()
_started = False
_ready = threading.Event()


def warm_up(delay_s: float = FIRST_PAGE_S) -> None:
    """Start loading torch in the background, once per process; returns at once."""
    global _started  # noqa: PLW0603  (one flag for the process: modules are loaded once for all sessions)
    with _once:
        if _started:
            return
        _started = True
    threading.Thread(target=_load, args=(delay_s,), name="warm-up", daemon=True).start()


def is_warm() -> bool:
    """Whether torch is loaded and frozen, so that nothing waits for it any more."""
    return _ready.is_set()


def wait_until_warm(timeout_s: float) -> bool:
    """Wait for the warm-up; False when it takes longer than the timeout."""
    return _ready.wait(timeout_s)


def _load(delay_s: float) -> None:
    time.sleep(delay_s)
    try:
        for name in HEAVY:
            importlib.import_module(name)
    finally:
        gc.collect()
        gc.freeze()
        atexit.register(gc.unfreeze)  # the interpreter tidies up at its end, and needs to see everything
        _ready.set()
