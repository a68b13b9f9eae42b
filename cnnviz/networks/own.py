"""A learner's own network: one of torchvision's architectures, or ours, with the numbers of a file.

What is kept for the pages is kept under a name that nobody can guess, in this process's memory only, up to a number of
bytes; what was used longest ago goes first. Without torch until a file is read.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.networks.entry import IMAGENET_MEAN, IMAGENET_STD, Entry
from cnnviz.networks.preprocessing import Preprocessing
from cnnviz.networks.weights import WeightsError, read_bytes

if TYPE_CHECKING:
    from torch import nn

    from cnnviz.networks.network import Network

PREFIX = "own-"
LIMIT = 2**30  # bytes of all kept networks together
_kept: "OrderedDict[str, tuple[Entry, int]]" = OrderedDict()
_lock = threading.Lock()


def load_own(
    architecture: str,
    weights: bytes | Path | str,
    labels: Sequence[str] = (),
    *,
    side: int | None = None,
    device: str = "auto",
) -> "Network":
    """A network of one's own, as every probe takes it.

    Args:
        architecture: a name of `architectures()`, such as "resnet18".
        weights: a safetensors file or a PyTorch checkpoint of named tensors, or its bytes. Code inside is
            never run.
        labels: the names of the classes, in the order of the outputs. Without them 1,000 classes are
            taken for ImageNet's, and others are numbered.
        side: of the square input, in pixels; None takes the architecture's usual one.
        device: as for `load_network`.

    Raises:
        ValueError: there is no such architecture, or as many labels as classes there are not.
        WeightsError: the file is damaged or another network's; the text says which layers differ.
    """
    from cnnviz.networks.loading import network_of

    data = weights if isinstance(weights, bytes) else read_bytes(Path(weights))
    return network_of("own", make_entry(architecture, data, labels, side=side), device)


def keep(
    session: str, architecture: str, data: bytes, labels: Sequence[str] = (), *, side: int | None = None
) -> str:
    """Read a learner's file and keep it for this session. Gives the name under which the engine finds it.

    Raises: as `load_own`.
    """
    entry = make_entry(architecture, data, labels, side=side)
    name = PREFIX + hashlib.sha256(f"{session} {entry.weights.identify()}".encode()).hexdigest()[:32]
    with _lock:
        _kept[name] = (entry, len(data))
        _kept.move_to_end(name)
        while sum(size for _, size in _kept.values()) > LIMIT and len(_kept) > 1:
            _kept.popitem(last=False)
    return name


def is_own(name: str) -> bool:
    """Whether that is the name of a learner's own network."""
    return name.startswith(PREFIX)


def find(name: str) -> Entry:
    """The network kept under that name.

    Raises:
        WeightsError: it is not kept any more.
    """
    with _lock:
        if name not in _kept:
            raise WeightsError(
                "Your network is not here any more: others needed the room. Choose its file again."
            )
        _kept.move_to_end(name)
        return _kept[name][0]


@dataclass(frozen=True, eq=False)
class _Held:
    """Weights in memory. Every build is a module of its own over the same numbers."""

    digest: str
    module: "nn.Module"

    def check(self) -> None:
        """They are here."""

    def identify(self) -> str:
        return self.digest

    def build(self) -> "nn.Module":
        from copy import deepcopy

        return deepcopy(self.module)


def make_entry(architecture: str, data: bytes, labels: Sequence[str], *, side: int | None = None) -> Entry:
    """The row of a learner's own network; the numbers are read and fitted, so that every mistake shows now.

    Raises: as `load_own`.
    """
    from cnnviz.networks.own_build import fitted, names_of, usual_resize, usual_side

    module, classes = fitted(architecture, data)
    names = names_of(classes, labels)
    side = side or usual_side(architecture)
    _try_out(module, architecture, side)
    settings = f"{architecture} {side} {names}".encode()
    return Entry(
        title=f"Your own ({architecture})",
        source="A file of your own",
        licence="yours",
        citation="",
        preprocessing=Preprocessing(usual_resize(architecture, side), side, IMAGENET_MEAN, IMAGENET_STD),
        weights=_Held(hashlib.sha256(settings + data).hexdigest(), module),
        labels=partial(tuple, names),
    )


def _try_out(module: "nn.Module", architecture: str, side: int) -> None:
    from cnnviz.networks.layers import list_layers

    try:
        list_layers(module, side)
    except RuntimeError as error:
        raise WeightsError(
            f"{architecture} does not work on pictures of {side} × {side} pixels: {error}"
        ) from error
