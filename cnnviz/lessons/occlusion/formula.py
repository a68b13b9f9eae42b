"""What an occlusion map is and what it costs, in LaTeX and in PyTorch."""

from collections.abc import Callable

Paint = Callable[[str, str], str]

GENERAL = (
    r"m(r, c) = p\big(\text{class} \mid \text{picture with the square at row } rS \text{, column } cS\big)"
)


def positions(side: int, size: int, stride: int) -> int:
    """Positions of the square along one side: ceil((I - K) / S) + 1.

    The last one sits flush with the border, so that every pixel is covered somewhere.

    >>> positions(224, 32, 16), positions(224, 32, 20)
    (13, 11)
    """
    return -(-(side - size) // stride) + 1


def count_formula(side: int, size: int, stride: int, paint: Paint) -> str:
    """Positions along one side, and how often the network looks, with the learner's numbers."""
    along = positions(side, size, stride)
    fraction = rf"\frac{{{paint('input', str(side))} - {paint('window', str(size))}}}{{{paint('window', str(stride))}}}"
    rows = paint("output", str(along))
    looks = f"{along**2:,}".replace(",", "{,}")
    return rf"\left\lceil {fraction} \right\rceil + 1 = {rows}, \qquad {rows} \cdot {rows} = {looks} \text{{ looks}}"


def snippet(
    picture: str,
    size: int,
    stride: int,
    fill: str,
    target: int | None,
    *,
    loads: str = 'cnnviz.load_network("efficientnet_lite0")',
    side: int = 224,
) -> str:
    """The naive loop: runs as printed and gives the page's map in `probability`.

    `picture` is a sample's name or a file, `target` a class or None for the most probable one; `loads` is the
    expression that loads the network, `side` that of its input, in pixels.
    """
    chosen = "int(clean.argmax())" if target is None else str(target)
    return f"""\
import torch
import cnnviz

net = {loads}
view = net.view(cnnviz.load_image("{picture}"))  # the {side} x {side} pixels that the network sees
x = net.normalise(view)  # (3, {side}, {side})
cover = net.normalise(cnnviz.filled_picture(view, "{fill}"))
size, stride = {size}, {stride}
starts = [*range(0, {side} - size, stride), {side} - size]

with torch.inference_mode():
    clean = net.module(x[None]).softmax(1)[0]
    target = {chosen}
    probability = torch.zeros(len(starts), len(starts))
    for r, top in enumerate(starts):
        for c, left in enumerate(starts):
            covered = x.clone()
            square = (..., slice(top, top + size), slice(left, left + size))
            covered[square] = cover[square]
            probability[r, c] = net.module(covered[None]).softmax(1)[0, target]

print(net.labels[target], float(clean[target]), float(probability.min()))
"""
