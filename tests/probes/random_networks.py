"""Every architecture of the catalogue with made-up weights, whose answers depend on every part of the picture."""

import numpy as np
import torch
from PIL import Image
from torch import nn

from cnnviz.networks import pair
from cnnviz.networks.build import empty
from cnnviz.networks.efficientnet_lite0 import EfficientNetLite0
from cnnviz.networks.network import Network
from cnnviz.networks.own_build import OURS
from cnnviz.networks.preprocessing import Preprocessing

CLASSES = 12


def random_network(name: str, side: int) -> Network:
    """The catalogue's network of that name, with `CLASSES` classes, for pictures of side × side pixels."""
    with torch.device("meta"):
        if name in OURS:
            module: nn.Module = pair.build(OURS[name], CLASSES)
        elif name == "efficientnet_lite0":
            module = EfficientNetLite0(CLASSES)
        else:
            module = empty(name, CLASSES)
    fill(module.to_empty(device="cpu"))
    names = tuple(f"class {index}" for index in range(CLASSES))
    net = Network(name, name, module, names, Preprocessing(side, side, (0.5,) * 3, (0.25,) * 3), name)
    scale_answers(module, torch.stack([net.preprocess(smooth_noise(side, seed)) for seed in (100, 101)]))
    return net.to(torch.device("cpu"))


def fill(module: nn.Module) -> None:
    """Weights that keep the signal's size; quickly: the largest have 100 million numbers, so a few thousand repeat."""
    generator = torch.Generator().manual_seed(0)
    block = torch.randn(10_007, generator=generator)
    for part in module.modules():
        if isinstance(part, nn.Conv2d | nn.Linear):
            weight = part.weight.data
            numbers = block.repeat(-(-weight.numel() // len(block)))[: weight.numel()].view_as(weight)
            weight.copy_(numbers).mul_((2 / weight[0].numel()) ** 0.5)
            if part.bias is not None:
                part.bias.data.normal_(0, 0.1, generator=generator)
        elif isinstance(part, nn.BatchNorm2d):
            part.reset_parameters()
            part.weight.data.uniform_(0.5, 1.0, generator=generator)
            part.bias.data.normal_(0, 0.3, generator=generator)


def scale_answers(module: nn.Module, pictures: torch.Tensor) -> None:
    """Batch norm's statistics from a few pictures; logits far enough apart that probabilities say something."""
    norms = [part for part in module.modules() if isinstance(part, nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = None
        norm.train()
    for part in module.modules():
        if isinstance(part, nn.Dropout | nn.Dropout2d):
            part.eval()
    last = [part for part in module.modules() if isinstance(part, nn.Linear | nn.Conv2d)][-1]
    with torch.no_grad():
        module.training = False  # GoogLeNet and Inception v3 would ask for their auxiliary answers
        if norms:
            module(pictures)
        module.eval()
        spread = float(module(pictures).std())
        # Not more: untrained, a hundred layers turn the last bit of a float into the fifth digit of the answer.
        last.weight.mul_(0.5 / spread)
        if last.bias is not None:
            last.bias.mul_(0.5 / spread)


def smooth_noise(side: int, seed: int) -> Image.Image:
    """Blobs of colour."""
    values = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    return Image.fromarray(values).resize((side, side), Image.Resampling.BICUBIC)
