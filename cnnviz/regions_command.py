"""`python -m cnnviz regions`: measure what covering each ninth of a sample photo does, for the exercises of lesson C3.

Lessons never load torch, so their exercises on a real network stand on numbers that are measured once, by this command,
and kept beside them.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.networks.network import Network

NETWORK = "cnnviz_zfnet"
LAYERS = ("relu1", "relu2", "relu3", "relu4", "relu5")


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `regions` to the commands of `python -m cnnviz`."""
    parser = commands.add_parser(
        "regions", help="measure what covering each ninth of a sample photo does and print it as JSON"
    )
    parser.set_defaults(run=_run)


def measure(photos: Sequence[str] = (), layers: Sequence[str] = LAYERS) -> dict[str, Any]:
    """For each sample photo (none: for all) the probabilities and the sums of each layer's strongest map.

    The square is as large as a third of the side, or a little larger; its nine positions lie edge to edge or overlap a little.
    """
    from cnnviz.images import SAMPLES, load_image
    from cnnviz.networks.loading import load_network

    net = load_network(NETWORK, "cpu")
    side = net.input_size
    stride = side // 3
    size = side - 2 * stride
    titles = {layer.name: layer.title for layer in net.layers}
    return {
        "network": net.title,
        "weights": net.weights_id,
        "side": side,
        "size": size,
        "layers": [titles[layer] for layer in layers],
        "photos": {
            name: _photo(net, load_image(name), layers, size, stride) for name in photos or tuple(SAMPLES)
        },
    }


def _photo(
    net: "Network", image: "Image.Image", layers: Sequence[str], size: int, stride: int
) -> dict[str, Any]:
    from cnnviz.probes.occlusion import occlusion_maps

    maps = [occlusion_maps(net, image, size=size, stride=stride, layer=layer) for layer in layers]
    first = maps[0]
    return {
        "label": first.names[first.target],
        "clean": round(first.target_probability, 4),
        "probability": [round(float(p), 4) for p in first.probability.ravel()],
        "says": [first.names[label] for label in first.label.ravel()],
        "units": [one.unit for one in maps],
        "sums": [float(f"{one.unit_activation:.4g}") for one in maps],
        "covered": [
            [float(f"{value:.4g}") for value in one.activation.ravel()]
            for one in maps
            if one.activation is not None
        ],
    }


def _run(_asked: argparse.Namespace) -> int:
    json.dump(measure(), sys.stdout, indent=None, separators=(",", ":"))
    print()
    return 0
