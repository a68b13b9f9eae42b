"""The formula with the learner's numbers in it, and the snippet that gives the page's numbers."""

from collections.abc import Callable

from cnnviz.lessons.convolution.cells import Volume
from cnnviz.lessons.convolution.lab import Lab

Paint = Callable[[str, str], str]

CORRELATION = r"O(i,j) = \sum_{c}\sum_{k}\sum_{l}\, I(c,\; S\,i + k - P,\; S\,j + l - P)\; K(c, k, l) \;+\; b"
TRUE_CONVOLUTION = r"O(i,j) = \sum_{c}\sum_{k}\sum_{l}\, I(c,\; S\,i + k - P,\; S\,j + l - P)\; K(c,\; k_{\max} - k,\; l_{\max} - l) \;+\; b"
CHANNELS = ("red", "green", "blue")


def number(value: float) -> str:
    """A number as on the page: at most three decimals, no negative zero.

    >>> number(2.0), number(-1 / 3), number(-0.0)
    ('2', '-0.333', '0')
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _terms(lab: Lab, channel: int, row: int, paint: Paint) -> str:
    pairs = zip(lab.window(channel)[row], lab.weights(channel)[row], strict=True)
    return " + ".join(
        rf"{paint('input', _bracketed(value))}\cdot {paint('window', _bracketed(weight))}"
        for value, weight in pairs
    )


def channel_name(lab: Lab, channel: int) -> str:
    return CHANNELS[channel] if len(lab.input) == 3 else f"channel {channel}"


def formula(lab: Lab, paint: Paint) -> str:
    """The chosen output term by term in LaTeX, in the colours of the picture: a line per row of the kernel."""
    several, cell = len(lab.input) > 1, rf"O({lab.at[0]},{lab.at[1]}) = {{}} "
    more = several or _follows(lab)
    lines = []
    for channel, total in enumerate(lab.sums):
        rows = [_terms(lab, channel, row, paint) for row in range(lab.size[0])]
        start = rf"\text{{{channel_name(lab, channel) if several else 'sum'}: }} " if more else cell
        lines.append(f"{start}& " + r" \\ & \;+\; ".join(rows) + (f" = {number(total)}" if more else ""))
    if more:
        lines.append(f"{cell}& {_ending(lab, paint)}")
    else:
        lines[-1] += f" = {paint('output', number(lab.output))}"
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"


def _follows(lab: Lab) -> bool:
    return lab.divisor != 1 or lab.bias[lab.filter] != 0 or lab.activation != "none"


def _ending(lab: Lab, paint: Paint) -> str:
    """From the sums to the output: divisor, bias, activation."""
    sums = [_bracketed(total) for total in lab.sums]
    inner = " + ".join(sums)
    if lab.divisor != 1:
        inner = rf"\frac{{{inner}}}{{{paint('window', str(lab.divisor))}}}"
    bias = lab.bias[lab.filter]
    inner += f" + {paint('field', _bracketed(bias))}" if bias else ""
    if lab.activation == "none":
        return f"{inner} = {paint('output', number(lab.output))}"
    name = {"relu": r"\operatorname{ReLU}", "tanh": r"\tanh"}[lab.activation]
    step = f"{name}({inner})" + (f" = {name}({number(lab.linear)})" if inner != number(lab.linear) else "")
    return f"{step} = {paint('output', number(lab.output))}"


def snippet(lab: Lab) -> str:
    """The layer in PyTorch: runs as printed; `maps` holds the page's maps and `cell` the chosen value."""
    divided = f" / {lab.divisor}" if lab.divisor != 1 else ""
    flip = "weight = weight.flip(-2, -1)  # true convolution turns the kernel by 180°\n" if lab.flip else ""
    act = "" if lab.activation == "none" else f"maps = torch.{lab.activation}(maps)\n"
    layout = f"stride={lab.stride}, padding={lab.padding}"
    row, column = lab.at
    return f"""\
import torch
from torch.nn import functional

picture = torch.tensor({_nested((lab.input,))})  # (N, C, H, W)
weight = torch.tensor({_nested(lab.kernel)}){divided}  # (maps, C, K, K)
bias = torch.tensor({[float(value) for value in lab.bias]})
{flip}maps = functional.conv2d(picture, weight, bias, {layout})
{act}
cell = maps[0, {lab.filter}, {row}, {column}].item()
parameters = weight[0].numel() + 1  # one filter: its weights through all channels, and one bias
print(maps)
print(cell, parameters)
"""


def _nested(volumes: tuple[Volume, ...]) -> str:
    """Nested lists with a row on every line; the points make them floats."""

    def plane(rows: tuple[tuple[int, ...], ...]) -> str:
        return "[" + ",\n    ".join("[" + ", ".join(f"{cell}." for cell in row) + "]" for row in rows) + "]"

    return (
        "["
        + ",\n   ".join("[" + ",\n   ".join(plane(rows) for rows in volume) + "]" for volume in volumes)
        + "]"
    )
