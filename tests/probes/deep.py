"""Networks with every kind of step that a projection can go down, and the slow way to project through them."""

import numpy as np
import torch
from PIL import Image
from torch import nn

from cnnviz.networks.network import Network
from cnnviz.probes.fields import find_route
from cnnviz.probes.projection import Projection
from cnnviz.probes.rules import project_by_rule


def chain() -> nn.Sequential:
    """Everything that a chain may have: strides, groups, dilation, overlapping and padded pools in ceil mode.

    Every layer fires here and there on noise, so that there is something to compare at the pixels.
    """
    torch.manual_seed(3)
    layers = nn.Sequential(
        nn.Conv2d(3, 8, 5, stride=2, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True),
        nn.MaxPool2d(3, 2, 1), nn.Conv2d(8, 8, 3, padding=2, dilation=2, groups=4), nn.ReLU(),
        nn.MaxPool2d(3, 2, ceil_mode=True), nn.Conv2d(8, 6, (3, 1), padding=(1, 0)), nn.ReLU(inplace=True),
    )  # fmt: skip
    norm, last = layers[1], layers[7]
    assert isinstance(norm, nn.BatchNorm2d)
    assert isinstance(last, nn.Conv2d)
    assert norm.running_mean is not None
    assert norm.running_var is not None
    assert last.bias is not None
    norm.running_mean.uniform_(-0.6, 0.1)
    norm.running_var.uniform_(0.05, 0.2)
    norm.weight.data.uniform_(0.5, 2)
    last.bias.data.uniform_(0.5, 1)
    return layers.eval()


class Everything(nn.Module):
    """A residual and dense network with functional ReLUs, ReLU6, average pools, padding, colours apart."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(2)
        self.stem = nn.Conv2d(3, 6, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(6)
        self.deep = nn.Conv2d(6, 6, 3, padding=1, groups=6)
        self.halved = nn.Conv2d(6, 8, 3, stride=2)
        self.side = nn.Conv2d(6, 8, 1, stride=2)
        self.six = nn.ReLU6(inplace=True)
        self.top = nn.Conv2d(22, 5, 3, padding=1)
        self.drop = nn.Dropout2d()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        red, green, blue = (torch.unsqueeze(x[:, c], 1) * (c + 1) / 2 - 0.1 for c in range(3))
        x = torch.relu(self.norm(self.stem(torch.cat((red, green, blue), 1))))
        y = nn.functional.relu6(self.deep(x)) * 3
        y += x
        y = nn.functional.relu(y, inplace=True)
        y = self.six(self.halved(nn.functional.pad(y, (0, 1, 0, 1)))) + self.side(y)
        low = nn.functional.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False)
        high = nn.functional.max_pool2d(y.relu_(), 3, stride=1, padding=1)
        out: torch.Tensor = self.top(self.drop(torch.cat([low, high, y], 1).clamp(min=0)))
        return out


def whole(module: nn.Module) -> nn.Module:
    """The module under one name, so that its output is a layer's."""
    return nn.Sequential(module)


def by_rule(net: Network, image: Image.Image, made: Projection) -> np.ndarray:
    """(K, side, side, 3): the same projections through autograd, on whole maps."""
    pixels = project_by_rule(
        net.module, made.layer, net.preprocess(image)[None], [tuple(u) for u in made.units.tolist()],
        runs=find_route(net.module, made.layer, net.input_size).runs,
        method=made.method, switches=made.switches,
    )  # fmt: skip
    return np.asarray(pixels.permute(0, 2, 3, 1).cpu())


def assert_same(made: Projection, expected: np.ndarray, least: int = 3) -> None:
    """Equal to 1e-5 of its maximum, in every pixel of the picture; `least` of its values are not 0."""
    for index in range(made.done):
        scale = np.abs(expected[index]).max()
        assert np.count_nonzero(expected[index]) >= least, (
            f"nothing arrives of unit {made.units[index].tolist()}"
        )
        np.testing.assert_allclose(made.whole(index), expected[index], rtol=0, atol=1e-5 * scale)
