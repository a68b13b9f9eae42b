"""What an occlusion map is and what it costs, in LaTeX and in PyTorch."""

from collections.abc import Callable

Paint = Callable[[str, str], str]

GENERAL = (
    r"m(r, c) = p\big(\text{class} \mid \text{picture with the occluder at row } rS \text{, column } cS\big)"
)
SUM = r"b(r, c) = \sum_{i,j} a_{ij}\big(\text{picture with the occluder at row } rS \text{, column } cS\big)"


def positions(side: int, size: int, stride: int) -> int:
    """Positions of the occluder along one side: ceil((I - K) / S) + 1.

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
    return (
        rf"\left\lceil \frac{{I - K}}{{S}} \right\rceil + 1 = \left\lceil {fraction} \right\rceil + 1 = {rows}, \qquad "
        rf"{rows} \cdot {rows} = {looks} \text{{ looks}}"
    )
