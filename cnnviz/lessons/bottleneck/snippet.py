"""Both ways in PyTorch, with their costs computed from the shapes."""

from cnnviz.maths import Block, BlockLayer

_COST = """\
def cost(*branches):  # layers of a branch follow each other, branches stand side by side
    parameters = macs = values = 0
    for branch in branches:
        y = x
        for layer in branch:
            y = layer(y)
            values += y.numel()
            if isinstance(layer, nn.Conv2d):
                parameters += sum(p.numel() for p in layer.parameters())
                macs += y[0].numel() * layer.weight[0].numel()
    return parameters, macs, 4 * values  # float32: 4 bytes a value
"""


def snippet(pair: tuple[Block, Block], bias: bool) -> str:
    """Runs as printed; the numbers of the page are in `<way>_cost` as (parameters, MACs, activation bytes)."""
    first, second = pair
    grouped = any(layer.groups > 1 for block in pair for layer in block.layers)
    extra, passed = (", groups=1", ", groups=groups") if grouped else ("", "")
    return f"""\
import torch
from torch import nn

def conv(c_in, c_out, kernel{extra}):  # stride 1, the size stays
    return nn.Conv2d(c_in, c_out, kernel, padding="same"{passed}, bias={bias})

{_written(first)}
{_written(second)}
x = torch.randn(1, {first.in_channels}, {first.size}, {first.size})  # one picture: (N, C, H, W)

{_COST}
{first.name}_cost = cost({_arguments(first)})
{second.name}_cost = cost({_arguments(second)})
print({first.name}_cost, {second.name}_cost)  # parameters, MACs, bytes of activations
"""


def _written(block: Block) -> str:
    note = "  # the block returns this plus its input" if block.residual else ""
    if len(block.branches) == 1:
        return f"{block.name} = {_sequence(block.branches[0])}{note}"
    inside = "".join(f"    {_sequence(branch)},\n" for branch in block.branches)
    return f"{block.name} = [  # the outputs are concatenated: torch.cat(..., dim=1)\n{inside}]"


def _sequence(branch: tuple[BlockLayer, ...]) -> str:
    return f"nn.Sequential({', '.join(_layer(layer) for layer in branch)})"


def _layer(layer: BlockLayer) -> str:
    high, wide = layer.kernel
    if layer.pool:
        return f"nn.MaxPool2d({high}, stride=1, padding={high // 2})"
    kernel = str(high) if high == wide else f"({high}, {wide})"
    groups = f", groups={layer.groups}" if layer.groups > 1 else ""
    return f"conv({layer.in_channels}, {layer.out_channels}, {kernel}{groups})"


def _arguments(block: Block) -> str:
    return block.name if len(block.branches) == 1 else f"*{block.name}"
