"""The lesson in PyTorch: its parts run as printed and give the page's numbers."""

import math

from cnnviz.lessons.activations.batch import Batch, batch_snippet
from cnnviz.lessons.activations.formulas import BATCH, Inputs
from cnnviz.lessons.activations.norm import Maps
from cnnviz.lessons.activations.numbers import figures
from cnnviz.maths import activation

_CODE = {
    "relu": "functional.relu(x)",
    "leaky_relu": "functional.leaky_relu(x, negative_slope=0.01)",
    "sigmoid": "torch.sigmoid(x)",
    "tanh": "torch.tanh(x)",
    "lenet": "1.7159 * torch.tanh(2 * x / 3)",
}
_EDGE = "torch.tensor(0.99, dtype=torch.float64).sqrt().atanh()"
_HIGH = {"sigmoid": f"2 * {_EDGE}", "tanh": _EDGE, "lenet": f"1.5 * {_EDGE}"}


def snippet(inputs: Inputs, maps: Maps, batch: Batch) -> str:
    """All three parts, one after the other."""
    return f"{_curve_snippet(inputs)}\n{norm_snippet(maps)}\n{batch_snippet(batch)}"


def _curve_snippet(inputs: Inputs) -> str:
    infinite = math.isinf(activation(inputs.f).high)
    low = ("0.0" if inputs.f == "relu" else 'float("-inf")') if infinite else "-high"
    high = 'float("inf")' if infinite else _HIGH[inputs.f]
    return f"""\
import torch
from torch import nn
from torch.nn import functional

def f(x):
    return {_CODE[inputs.f]}

x = torch.tensor({inputs.x:g}, dtype=torch.float64, requires_grad=True)
value = f(x)
(slope,) = torch.autograd.grad(value, x)

y = x
for _ in range({inputs.depth}):  # layers
    y = f(y)
(through_all,) = torch.autograd.grad(y, x)

inputs = torch.distributions.Normal(
    torch.tensor({inputs.shift:g}, dtype=torch.float64), torch.tensor({inputs.scale:g}, dtype=torch.float64)
)
high = {high}  # beyond: slope under 1 % of the largest
low = {low}
saturated = inputs.cdf(torch.as_tensor(low)) + 1 - inputs.cdf(torch.as_tensor(high))
silent = inputs.cdf(torch.as_tensor(0.0)) ** {BATCH}  # a ReLU unit that fires for no example of a batch
print(value.item(), slope.item(), through_all.item(), saturated.item(), silent.item())
"""


def norm_snippet(maps: Maps, *, converted: bool = True, alone: bool = False) -> str:
    """Local response normalisation: `converted` for torch's alpha, or the paper's alpha as it stands."""
    head = "import torch\nfrom torch import nn\n\n" if alone else ""
    given = "n * alpha" if converted else "alpha"
    note = "torch divides alpha by n" if converted else "divided by n inside: not the paper's numbers"
    return f"""\
{head}a = torch.tensor({list(map(float, maps.values))}, dtype=torch.float64)
n, k, alpha, beta = {maps.n}, {maps.k:g}, {maps.alpha if float(maps.alpha) else 0.0}, {maps.beta:g}
norm = nn.LocalResponseNorm(n, alpha={given}, beta=beta, k=k)  # {note}
b = norm(a.reshape(1, -1, 1, 1)).flatten()  # (N, C, H, W): one picture, one position
print(b.tolist())
"""


def shown(values: tuple[float, ...]) -> str:
    """A row of numbers in words.

    >>> shown((1.0, 0.25))
    '1, 0.25'
    """
    return ", ".join(figures(value, 3) for value in values)
