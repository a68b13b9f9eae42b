"""The projection of one unit with nothing but autograd: runs as printed and gives the page's numbers."""

_BACK = {
    "deconvnet": "signal.clamp(min=0), None",
    "guided": "signal.clamp(min=0) * ((x > 0) & (x < ctx.top)), None",
    "gradient": "signal * ((x > 0) & (x < ctx.top)), None",
}
_SAYS = {
    "deconvnet": "keep what is positive in the signal",
    "guided": "keep what is positive in the signal, where the input was positive",
    "gradient": "keep the signal where the input was positive",
}
_MIDDLE = '''\


def pool_without_switches(x, kernel_size, stride=None, padding=0, **rest):
    """Max pooling whose way down leads to the middle of each window: the place of the maximum is not known."""
    y = F.max_pool2d(x, kernel_size, stride, padding, **rest).detach()
    places = [(torch.arange(y.shape[axis]) * (stride or kernel_size) - padding + (kernel_size - 1) // 2)
              .clamp(0, x.shape[axis] - 1) for axis in (2, 3)]
    middle = x[:, :, places[0]][..., places[1]]
    return y + middle - middle.detach()
'''
_USE_MIDDLE = """\
        if func.__name__ == "max_pool2d":
            return pool_without_switches(*args, **(kwargs or {}))
"""


def snippet(
    loads: str, picture: str, layer: str, unit: tuple[int, int, int], *, method: str, switches: bool
) -> str:
    """The program that projects one unit.

    Args:
        loads: the expression that loads the network.
        picture: a sample's name or a file.
        layer: an address as probes take it.
        unit: map, row, column.
        method: "deconvnet", "guided" or "gradient".
        switches: whether max pooling remembers where its maxima were.
    """
    return f'''\
import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode

import cnnviz

net = {loads}
x = net.preprocess(cnnviz.load_image("{picture}"))[None].cpu().requires_grad_()  # (1, 3, side, side)
module = net.module.cpu()


class Rectify(torch.autograd.Function):
    """ReLU on the way up. On the way down: {_SAYS[method]}."""

    @staticmethod
    def forward(ctx, x, top):
        ctx.save_for_backward(x)
        ctx.top = top
        return x.clamp(0, top)

    @staticmethod
    def backward(ctx, signal):
        (x,) = ctx.saved_tensors
        return {_BACK[method]}
{"" if switches else _MIDDLE}

class WayDown(TorchFunctionMode):
    """While this is on, every ReLU of the network goes down by that rule."""

    tops = {{"relu": float("inf"), "relu_": float("inf"), "relu6": 6.0, "hardtanh": 6.0}}

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if func.__name__ in self.tops:
            return Rectify.apply(args[0], self.tops[func.__name__])
{"" if switches else _USE_MIDDLE}        return func(*args, **(kwargs or {{}}))


outputs = []
hook = module.get_submodule("{layer}").register_forward_hook(
    lambda layer, inputs, output: outputs.append(output.clone())
)
try:
    with WayDown():
        module(x * 1)
finally:
    hook.remove()

unit = {unit}  # map, row, column
activation = outputs[-1][0][unit]
(signal,) = torch.autograd.grad(activation, x, activation.detach())  # this unit alone, all others 0
signal = signal[0].permute(1, 2, 0)  # (side, side, 3): convolutions transposed, values at their switches

reached = signal.abs().amax(2) > 0
rows, columns = reached.any(1).nonzero()[:, 0], reached.any(0).nonzero()[:, 0]
print("activation:", activation.item(), "largest value:", float(signal.abs().max()))
if len(rows):
    print("rows", int(rows[0]), "to", int(rows[-1]), "columns", int(columns[0]), "to", int(columns[-1]))
'''
