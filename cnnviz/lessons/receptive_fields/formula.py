"""What the page says in formulas and code: fields layer by layer, weights, branches, and the measurement in PyTorch."""

from collections.abc import Callable

from cnnviz.lessons.receptive_fields.stack import Layer, Stack
from cnnviz.lessons.words import text_in_formula

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour

GENERAL = (
    r"r_l = r_{l-1} + (K_l - 1)\, D_l\, j_{l-1}",
    r"j_l = j_{l-1}\, S_l",
    r"s_l = s_{l-1} + \left(\tfrac{(K_l - 1)\, D_l}{2} - P_l\right) j_{l-1}",
)


def number(value: float) -> str:
    """A number without a needless .0.

    >>> number(15.5), number(3.0)
    ('15.5', '3')
    """
    return f"{value:g}"


def field_term(stack: Stack, level: int, paint: Paint) -> str:
    """The field of one level from the level below, with its numbers."""
    layer, below, here = stack.layers[level - 1], stack.reaches[level - 1], stack.reaches[level]
    taps = paint("window", rf"({layer.kernel}-1)\cdot {layer.dilation}")
    jump = paint("output", str(below.jump))
    return f"{paint('field', str(below.field))} + {taps} \\cdot {jump} = {paint('field', str(here.field))}"


def jump_term(stack: Stack, level: int, paint: Paint) -> str:
    layer, below, here = stack.layers[level - 1], stack.reaches[level - 1], stack.reaches[level]
    stride = paint("window", str(layer.stride))
    return rf"{paint('output', str(below.jump))} \cdot {stride} = {paint('output', str(here.jump))}"


def start_term(stack: Stack, level: int, paint: Paint) -> str:
    layer, below, here = stack.layers[level - 1], stack.reaches[level - 1], stack.reaches[level]
    half = paint("window", number((layer.window.span - 1) / 2))
    shift = rf"({half} - {paint('padding', str(layer.padding))})"
    before = number(below.start) if below.start >= 0 else f"({number(below.start)})"
    return rf"{before} + {shift} \cdot {paint('output', str(below.jump))} = {number(here.start)}"


def unrolled(stack: Stack, level: int, paint: Paint) -> str:
    """The field of one level in a single sum: r = 1 + sum of (K - 1) D times the jump in front of each layer."""
    terms = [
        rf"{paint('window', str(layer.window.span - 1))} \cdot {paint('output', str(below.jump))}"
        for layer, below in zip(stack.layers[:level], stack.reaches, strict=False)
    ]
    field = paint("field", str(stack.reaches[level].field))
    return " + ".join([rf"r_{{{level}}} = 1", *terms]) + f" = {field}"


def steps(stack: Stack, paint: Paint) -> str:
    """The whole calculation as one LaTeX array, a row for each layer."""
    heads = (r"\text{layer}", "", r"\text{size}", r"\text{field } r", r"\text{jump } j", r"\text{start } s")
    lines = [" & ".join(heads) + r" \\ \hline", rf"0 & \text{{input}} & {stack.input} & 1 & 1 & 0"]
    for level, layer in enumerate(stack.layers, start=1):
        name = text_in_formula(layer.name)
        terms = [term(stack, level, paint) for term in (field_term, jump_term, start_term)]
        lines.append(" & ".join([str(level), name, str(stack.reaches[level].size), *terms]))
    body = lines[0] + "\n" + " \\\\\n".join(lines[1:])
    return rf"\def\arraystretch{{1.35}}\begin{{array}}{{rlrlll}}{body}\end{{array}}"


def weights(stack: Stack) -> tuple[int, int] | None:
    """Weights for one pair of channels, no biases: of the stack, and of one kernel as large as its field.

    None where the comparison makes no sense: with pooling, a stride or a dilation.
    """
    if any(layer.kind != "c" or layer.stride > 1 or layer.dilation > 1 for layer in stack.layers):
        return None
    field = stack.reaches[-1].field
    return sum(layer.kernel**2 for layer in stack.layers), field**2


def branches(stack: Stack, kernels: tuple[int, ...] = (1, 3, 5)) -> list[tuple[int, int]]:
    """(kernel, field) of parallel branches on top of the stack: r + (K - 1) j each."""
    last = stack.reaches[-1]
    return [(kernel, last.field + (kernel - 1) * last.jump) for kernel in kernels]


def snippet(stack: Stack) -> str:
    """The field of the measured unit by autograd: runs as printed, its last names are the page's numbers."""
    level, (row, column) = stack.measured
    lines = "\n".join(f"    {_module(layer)}," for layer in stack.layers[:level])
    pooled = any(layer.kind == "m" for layer in stack.layers[:level])
    note = (
        "\n# An average has a gradient everywhere, so it stands for the maximum, which sees as far."
        if pooled
        else ""
    )
    return f"""\
import torch
from torch import nn
{note}
layers = nn.Sequential(
{lines}
).double()
for weights in layers.parameters():
    nn.init.ones_(weights)  # no path may cancel another

x = torch.ones(1, 1, {stack.input}, {stack.input}, dtype=torch.float64, requires_grad=True)  # (N, C, H, W)
y = layers(x)
y[0, 0, {row}, {column}].backward()  # which pixels change this unit?

size = tuple(y.shape[2:])
rows = x.grad[0, 0].sum(1).nonzero().flatten().tolist()
columns = x.grad[0, 0].sum(0).nonzero().flatten().tolist()
print("size", size)
for name, pixels in (("rows", rows), ("columns", columns)):
    print(name, f"{{pixels[0]}} to {{pixels[-1]}}: {{len(pixels)}} seen" if pixels else "none seen")
"""


def _module(layer: Layer) -> str:
    numbers = [f"stride={layer.stride}"] if layer.stride > 1 or layer.kind != "c" else []
    numbers += [f"padding={layer.padding}"] if layer.padding else []
    numbers += [f"dilation={layer.dilation}"] if layer.dilation > 1 else []
    if layer.kind == "c" or layer.dilation > 1:  # torch's average has no dilation; a convolution of ones does
        return f"nn.Conv2d({', '.join(['1', '1', str(layer.kernel), *numbers, 'bias=False'])})"
    return f"nn.AvgPool2d({', '.join([str(layer.kernel), *numbers])})"
