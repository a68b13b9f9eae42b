"""The smallest input on which a layer still works, along one axis: rows and columns never influence each other."""

from cnnviz.architectures.graph import INPUT, Network, Node
from cnnviz.maths import output_size

LARGEST = 4096  # px; a network that needs more than this is broken in another way


def smallest_size(network: Network, name: str, axis: int, too_small: int) -> int | None:
    """The least size along an axis (0 rows, 1 columns) with which the node has an output.

    `too_small` is returned as it is if that size works along this axis. None if no size up to `LARGEST` works.

    >>> from cnnviz.architectures import build
    >>> smallest_size(build("alexnet"), "pool5", 0, 10)
    67
    """
    path = _ancestors(network, name)
    if _works(path, axis, too_small):
        return too_small
    works = 2 * too_small
    while not _works(path, axis, works):
        works *= 2
        if works > LARGEST:
            return None
    low = too_small
    while works - low > 1:
        middle = (low + works) // 2
        if _works(path, axis, middle):
            works = middle
        else:
            low = middle
    return works


def _ancestors(network: Network, name: str) -> list[Node]:
    """The node and all that lead to it, in order."""
    wanted = {name}
    path = []
    for node in reversed(network.nodes):
        if node.name in wanted:
            wanted.update(node.inputs)
            path.append(node)
    return path[::-1]


def _works(path: list[Node], axis: int, size: int) -> bool:
    sizes = {INPUT: size}
    for node in path:
        layer, below = node.layer, sizes[node.inputs[0]]
        if layer.sees == "window":
            try:
                below = output_size(below, layer.windows[axis], getattr(layer, "ceil", False))
            except ValueError:
                return False
        elif layer.sees == "adaptive":
            below = (layer.height, layer.width)[axis]  # type: ignore[attr-defined]
        sizes[node.name] = below
    return True
