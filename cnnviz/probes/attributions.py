"""Two other answers to the question which part of a picture counts: Grad-CAM and integrated gradients.

Selvaraju, R. R. et al. (2017). Grad-CAM. ICCV. https://arxiv.org/abs/1610.02391
Sundararajan, M., Taly, A. & Yan, Q. (2017). Axiomatic attribution for deep networks. ICML. https://arxiv.org/abs/1703.01365
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from captum.attr import LayerGradCam
from PIL import Image

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.tap import private_copy, require_layer, require_maps

Floats = npt.NDArray[np.float32]
STEPS = 48
"""Points on the way from the covered to the clean picture."""


@dataclass(frozen=True)
class Attributions:
    """Where two gradient methods see the evidence for a class; arrays read-only.

    Attributes:
        cam: (h, w) Grad-CAM at the resolution of `layer`: max(0, sum over maps of weight · map), where a map's weight
            is the mean gradient of the class score over its units.
        integrated: (side, side) integrated gradients of the probability, summed over the colours; signed. Zeros while
            `done` is 0.
        target: the class.
        probability: its probability in the clean picture.
        covered: its probability when the whole picture is covered by `fill`; there the path begins.
        layer, fill: as asked for.
        done, total: points of the path computed so far, and all of them.
    """

    cam: Floats
    integrated: Floats
    target: int
    probability: float
    covered: float
    layer: str
    fill: str
    done: int
    total: int

    @property
    def gap(self) -> float:
        """How far the pixels' sum is from what it has to be, p(clean) - p(covered), once all points are computed."""
        return float(self.integrated.sum()) - (self.probability - self.covered)


def attributions(
    net: Network, image: Image.Image, *, target: int, layer: str, fill: str = "gray", seed: int = 0
) -> Attributions:
    """Grad-CAM at a layer and integrated gradients, for one class.

    Integrated gradients follow the straight line from the picture x' that is wholly covered to the picture x:

        IG_i = (x_i - x'_i) · mean over a in 0..1 of dp(x' + a (x - x')) / dx_i

    by Gauss and Legendre's rule with `STEPS` points, as captum does; so all pixels add up to p(x) - p(x').

    Raises:
        ValueError: there is no such class or layer, or the layer gives no maps.
    """
    for step in attribution_steps(net, image, target=target, layer=layer, fill=fill, seed=seed):
        last = step
    return last


def attribution_steps(
    net: Network, image: Image.Image, *, target: int, layer: str, fill: str = "gray", seed: int = 0
) -> Iterator[Attributions]:
    """The same, step by step: Grad-CAM first, then a few points of the path at a time.

    captum would walk the path in one go, and everybody else on this device would wait for it.
    Arguments and errors as for `attributions`; the errors come at the call, but for a layer without maps.
    """
    if not 0 <= target < len(net.labels):
        raise ValueError(f"There is no class {target}: this network has classes 0 to {len(net.labels) - 1}.")
    require_layer(net.module, layer)
    view = net.view(image)
    clean, covered = net.normalise(view), net.normalise(filled_picture(view, fill, seed))
    return _steps(net, clean, covered, Attributions(*_nothing(net), target, 0.0, 0.0, layer, fill, 0, STEPS))


def _nothing(net: Network) -> tuple[Floats, Floats]:
    return np.zeros((1, 1), np.float32), np.zeros((net.input_size, net.input_size), np.float32)


def _steps(
    net: Network, clean: torch.Tensor, covered: torch.Tensor, empty: Attributions
) -> Iterator[Attributions]:
    module = private_copy(net.module)  # captum hooks it, and other threads run the original
    with exact_arithmetic(net.device):
        cam = grad_cam(module, clean, empty.layer, empty.target)
        with torch.inference_mode():
            answers = torch.softmax(module(torch.stack([clean, covered])), dim=1)[:, empty.target]
    found = replace(empty, cam=_frozen(cam), probability=float(answers[0]), covered=float(answers[1]))
    yield replace(found, integrated=_frozen(torch.zeros(clean.shape[1:])))
    points, weights = path_points(STEPS)
    total = torch.zeros_like(clean)
    batch = 4 if net.device.type == "cpu" else STEPS
    for first in range(0, STEPS, batch):
        some = slice(first, first + batch)
        with exact_arithmetic(net.device):
            gradients = _gradients(module, covered, clean - covered, points[some], empty.target)
        total += (weights[some].to(net.device)[:, None, None, None] * gradients).sum(0)
        so_far = ((clean - covered) * total).sum(0)
        yield replace(found, integrated=_frozen(so_far), done=min(first + batch, STEPS))


def grad_cam(module: torch.nn.Module, picture: torch.Tensor, layer: str, target: int) -> torch.Tensor:
    """(h, w) Grad-CAM of the class score, by captum; `module` is hooked for a while, so give a private copy.

    Raises:
        ValueError: the layer gives no maps.
    """
    shape: list[torch.Size] = []
    tapped = module.get_submodule(layer)
    handle = tapped.register_forward_hook(lambda _m, _i, output: shape.append(output.shape))
    try:
        with torch.enable_grad():
            batch = picture[None].clone().requires_grad_()
            made = LayerGradCam(module, tapped).attribute(batch, target=target, relu_attributions=True)
    finally:
        handle.remove()
    require_maps(shape[0][1:])
    cam: torch.Tensor = made[0, 0].detach()
    return cam


def path_points(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Gauss and Legendre's points in 0..1 and their weights, which add up to 1."""
    at, weight = np.polynomial.legendre.leggauss(count)
    points, weights = (torch.tensor(values, dtype=torch.float32) for values in ((1 + at) / 2, weight / 2))
    return points, weights


def _gradients(
    module: torch.nn.Module, start: torch.Tensor, way: torch.Tensor, points: torch.Tensor, target: int
) -> torch.Tensor:
    """(N, 3, side, side) gradients of the class's probability at N points of the path."""
    with torch.enable_grad():
        batch = (start + points.to(start.device)[:, None, None, None] * way).requires_grad_()
        answers = torch.softmax(module(batch), dim=1)[:, target].sum()
        (gradients,) = torch.autograd.grad(answers, batch)
    return gradients


def _frozen(values: torch.Tensor) -> Floats:
    array: Floats = values.detach().float().cpu().numpy().copy()
    array.setflags(write=False)
    return array
