"""`python -m cnnviz effective`: measure the effective receptive fields that the lesson on fields shows.

That lesson never loads torch, so its pictures are measured once, by this command, and kept beside it.
"""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NETWORK = "cnnviz_zfnet"
LAYERS = ("relu1", "relu2", "relu3", "relu4", "relu5")
SHARES = (0.5, 0.95)


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `effective` to the commands of `python -m cnnviz`."""
    parser = commands.add_parser(
        "effective", help="measure ZFNet's effective receptive fields and print them as JSON"
    )
    parser.set_defaults(run=_run)


def measure(layers: tuple[str, ...] = LAYERS) -> dict[str, Any]:
    """The fields of the trained network's layers over the sample photos' crops, as plain data."""
    from cnnviz.images import sample_crops
    from cnnviz.networks.loading import load_network
    from cnnviz.probes.effective import effective_field

    net, crops = load_network(NETWORK, "cpu"), sample_crops()
    titles = {layer.name: layer.title for layer in net.layers}
    measured = []
    for layer in layers:
        found = effective_field(net, (crops.load(index) for index in range(len(crops))), layer)
        measured.append(
            {
                "layer": layer,
                "title": titles[layer],
                "theoretical": found.theoretical,
                "sides": {f"{share:g}": found.side_with(share) for share in SHARES},
                "picture": _picture(found.heat),
            }
        )
    return {
        "network": net.title,
        "weights": net.weights_id,
        "pictures": len(crops),
        "side": net.input_size,
        "layers": measured,
    }


def _picture(heat: "npt.NDArray[np.float64]") -> str:
    """The heat as a PNG in a data address: opaque where it is strongest; the square root lifts the weak pixels."""
    import numpy as np
    from PIL import Image

    from cnnviz.images import data_uri
    from cnnviz.palette import FIELD

    colour = [*bytes.fromhex(FIELD.light_text[1:])]
    picture = np.empty((*heat.shape, 4), np.uint8)
    picture[..., :3] = colour
    picture[..., 3] = (255 * (heat / heat.max()) ** 0.5).round()
    return data_uri(Image.fromarray(picture))


def _run(_asked: argparse.Namespace) -> int:
    json.dump(measure(), sys.stdout, indent=1)
    print()
    return 0
