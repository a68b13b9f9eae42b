"""Loading a network of the catalogue: once per process and device."""

import threading

import torch

from cnnviz.networks.catalogue import Entry, find_entry
from cnnviz.networks.devices import find_device
from cnnviz.networks.labels import imagenet_labels
from cnnviz.networks.network import Network
from cnnviz.networks.weights import file_hash

_loaded: dict[tuple[str, str], Network] = {}
_loading = threading.Lock()


def load_network(name: str, device: str = "auto") -> Network:
    """The trained network of that name, on "auto" (CUDA, else MPS, else CPU) or a named device.

    It is loaded once per process and device, however many threads ask; all share one `Network`.

    Raises:
        ValueError: no such network or device.
        WeightsError: its weights file is missing or damaged.
    """
    entry, place = find_entry(name), find_device(device)
    key = (name, str(place))
    with _loading:
        if key not in _loaded:
            _loaded[key] = _load(name, entry, place)
        return _loaded[key]


def _load(name: str, entry: Entry, device: torch.device) -> Network:
    path = entry.file()
    network = Network(
        name=name,
        title=entry.title,
        module=entry.build(path),
        labels=imagenet_labels(),
        preprocessing=entry.preprocessing,
        weights_id=file_hash(path),
    )
    return network.to(device)
