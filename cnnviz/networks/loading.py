"""Loading a network of the catalogue: once per process and device."""

import threading
from collections import OrderedDict

# The package before any of its parts: a thread that begins with a part, while another is importing the package, meets
# it half imported, since each then holds what the other one waits for.
import torchvision  # noqa: F401

from cnnviz.networks.catalogue import find_entry
from cnnviz.networks.devices import find_device
from cnnviz.networks.entry import Entry
from cnnviz.networks.network import Network

# What loaded networks may take together: the offline ones, and two or three of the largest.
LIMIT = 2**31
_loaded: OrderedDict[tuple[str, str], Network] = OrderedDict()
_loading = threading.Lock()


def load_network(name: str, device: str = "auto") -> Network:
    """The trained network of that name, on "auto" (CUDA, else MPS, else CPU) or a named device.

    It is loaded once per process and device, however many threads ask; all share one `Network`. When the
    loaded ones take more than `LIMIT` bytes together, the one that was asked for longest ago is let go.

    Raises:
        ValueError: no such network or device.
        WeightsError: its weights file is missing or damaged.
    """
    entry, place = find_entry(name), str(find_device(device))
    with _loading:
        # The id is part of the key: the file of a network may be replaced while the app runs.
        key = (entry.weights.identify(), place)
        if key not in _loaded:
            _loaded[key] = network_of(name, entry, place)
        _loaded.move_to_end(key)
        while sum(map(_bytes, _loaded.values())) > LIMIT and len(_loaded) > 1:
            _loaded.popitem(last=False)
        return _loaded[key]


def network_of(name: str, entry: Entry, device: str) -> Network:
    """The network of a catalogue row, loaded anew.

    Raises: as `load_network`.
    """
    network = Network(
        name=name,
        title=entry.title,
        module=entry.weights.build(),
        labels=entry.labels(),
        preprocessing=entry.preprocessing,
        weights_id=entry.weights.identify(),
    )
    return network.to(find_device(device))


def _bytes(network: Network) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in network.module.state_dict().values())
