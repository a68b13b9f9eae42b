"""A network that is given as text, and how its nodes are wired: for the probes, which do not know architectures."""

from collections.abc import Iterator

from cnnviz.architectures import Network
from cnnviz.architectures.simple import Concat
from cnnviz.architectures.written import assembled, read_pieces


def network_of(text: str, input: tuple[int, int, int]) -> Network:
    """The network of a text on (maps, height, width).

    Raises:
        ValueError: the text is no network.
    """
    return assembled(read_pieces(text), input)


def wiring(network: Network) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Of every node its name, whether it concatenates, and what it reads."""
    for node in network.nodes:
        yield node.name, isinstance(node.layer, Concat), node.inputs
