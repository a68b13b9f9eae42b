"""Projections here against captum's, side by side in one process: python -m benchmarks.deconvnet [layer ...]

VGG-16 with random weights (they cost what trained ones cost), one sample photo, the 64 strongest maps and
one map. Captum's `Deconvolution` is run as a notebook would: on the layers up to the chosen one, one unit
at a time: its time per unit, times 64. Each time is the fastest of a few, taken in turns. The pictures are compared, too.
"""

import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
import torch
from captum.attr import Deconvolution
from torch import nn
from torchvision import models

from benchmarks.report import table
from cnnviz import load_image, project
from cnnviz.networks.labels import imagenet_labels
from cnnviz.networks.network import Network
from cnnviz.networks.preprocessing import Preprocessing

LAYERS = {
    "features.1": "conv1_1",
    "features.3": "conv1_2",
    "features.6": "conv2_1",
    "features.8": "conv2_2",
    "features.11": "conv3_1",
    "features.15": "conv3_3",
    "features.22": "conv4_3",
    "features.29": "conv5_3",
}
MAPS, REPEATS = 64, 3


def vgg16() -> Network:
    """VGG-16 with He's random weights, so that signals neither die nor explode, and no biases."""
    torch.manual_seed(0)
    with torch.device("meta"):
        module = models.vgg16()
    module = module.to_empty(device="cpu")
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_in", nonlinearity="relu")
            assert layer.bias is not None
            nn.init.zeros_(layer.bias)
    preprocessing = Preprocessing(256, 224, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    return Network("vgg16", "VGG-16", module, imagenet_labels(), preprocessing, "random")


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(net: Network, layer: str) -> list[str]:
    """One row: both of us on one layer."""
    image = load_image("cat")
    module = net.module.get_submodule("features")
    assert isinstance(module, nn.Sequential)
    trunk = module[: int(layer.rpartition(".")[2]) + 1]
    captum, pixels = Deconvolution(trunk), net.preprocess(image)[None]
    made = project(net, image, layer, k=MAPS)
    unit = tuple(int(number) for number in made.units[0])
    theirs = captum.attribute(pixels.clone(), target=unit)[0].detach().permute(1, 2, 0).numpy()
    theirs = theirs * made.activations[0]
    difference = np.abs(theirs - made.whole(0)).max() / np.abs(theirs).max()
    mine, one, captums = [], [], []
    for _ in range(REPEATS):
        captums.append(seconds(lambda: captum.attribute(pixels.clone(), target=unit)))
        one.append(seconds(lambda: project(net, image, layer, k=1)))
        mine.append(seconds(lambda: project(net, image, layer, k=MAPS)))
    times = [1000 * min(values) for values in (mine, one, captums)]
    return [
        f"{LAYERS[layer]}, {made.field.size[0]} px",
        f"{times[0]:.0f}",
        f"{MAPS * times[2]:.0f}",
        f"{MAPS * times[2] / times[0]:.1f}",
        f"{times[1]:.1f}",
        f"{times[2]:.1f}",
        f"{times[2] / times[1]:.1f}",
        f"{difference:.1e}",
    ]


def main(layers: list[str]) -> None:
    warnings.filterwarnings("ignore", category=UserWarning)  # captum's, about the hooks that it sets
    net = vgg16()
    header = (
        "layer, field",
        f"cnnviz, {MAPS} maps, ms",
        f"captum, {MAPS} maps, ms",
        "captum / cnnviz",
        "cnnviz, 1 map, ms",
        "captum, 1 map, ms",
        "captum / cnnviz",
        "largest difference",
    )
    rows = [measure(net, layer) for layer in layers or LAYERS]
    table(f"Projections, VGG-16 on the CPU, {torch.get_num_threads()} threads", header, rows)


if __name__ == "__main__":
    main(sys.argv[1:])
