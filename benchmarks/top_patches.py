"""The strongest patches of all maps of a layer, against the bare forward pass: python -m benchmarks.top_patches [DATA]

DATA is a folder or a ZIP file of pictures; without it, the sample photos' crops. Four runs over the same pictures,
turn by turn, so that a busy machine is busy for all of them: decoding alone (one thread), the bare forward pass of
the whole network on a batch that is ready, the same as far as the layer, and `top_steps` with everything.
"""

import sys
import time
from collections.abc import Callable
from itertools import islice

import numpy as np
import torch
from torch import nn

from benchmarks.report import table
from cnnviz import image_folder, load_network, sample_crops
from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.occlusion import default_batch
from cnnviz.probes.prefetch import Pictures, picture_view
from cnnviz.probes.top_patches import top_steps

ROUNDS, BATCHES = 3, 12
LAYERS = {
    "cnnviz_zfnet": ("relu1", "relu3", "relu5"),
    "efficientnet_lite0": ("blocks.1", "blocks.8", "blocks.15"),
}


def rate(run: Callable[[], int]) -> float:
    """Pictures per second."""
    start = time.perf_counter()
    pictures = run()
    return pictures / (time.perf_counter() - start)


def wait_for(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def measure(net: Network, images: Pictures, layer: str) -> list[str]:
    batch = default_batch(net.device)
    count = min(BATCHES * batch, len(images))
    views = np.stack([np.asarray(picture_view(net, images, index)) for index in range(batch)])
    ready = net.normalise(views).contiguous(memory_format=torch.channels_last)
    front = nn.Sequential(*front_of(net.module, layer))

    def decode() -> int:
        for index in range(count):
            picture_view(net, images, index)
        return count

    def forward(module: nn.Module) -> Callable[[], int]:
        def run() -> int:
            with torch.inference_mode(), exact_arithmetic(net.device):
                for _ in range(count // batch):
                    module(ready)
            wait_for(net.device)
            return count // batch * batch

        return run

    def everything() -> int:
        for top in islice(top_steps(net, images, layer), count // batch + 1):
            done = top.done
        return done

    runs = (decode, forward(net.module), forward(front), everything)
    for run in runs:
        run()
    best = [max(rates) for rates in zip(*([rate(run) for run in runs] for _ in range(ROUNDS)), strict=True)]
    decoding, whole, part, ours = best
    return [
        f"{net.title}, {layer}",
        f"{decoding:.0f}",
        f"{whole:.1f}",
        f"{part:.1f}",
        f"{ours:.1f}",
        f"{ours / whole:.2f}",
        f"{ours / part:.2f}",
    ]


def front_of(module: nn.Module, layer: str) -> list[nn.Module]:
    """The modules up to a layer: of a network in a row, or of EfficientNet-Lite0, which is padding, stem and blocks."""
    if isinstance(module, nn.Sequential):
        names = [name for name, _ in module.named_children()]
        return list(module)[: names.index(layer) + 1]
    pad, stem, blocks = (module.get_submodule(name) for name in ("pad", "stem", "blocks"))
    assert isinstance(blocks, nn.Sequential)
    return [pad, stem, *list(blocks)[: int(layer.rpartition(".")[2]) + 1]]


def main() -> None:
    images: Pictures = image_folder(sys.argv[1]) if len(sys.argv) > 1 else sample_crops()
    header = (
        "network, layer", "decoding, one thread, pictures/s", "bare forward, whole network", "bare forward to the layer",
        "top patches, all maps", "top / whole", "top / to the layer",
    )  # fmt: skip
    nets = [load_network(name) for name in LAYERS]
    table(
        f"Top patches on {nets[0].device}, {len(images):,} pictures",
        header,
        [measure(net, images, layer) for net in nets for layer in LAYERS[net.name]],
    )


if __name__ == "__main__":
    main()
