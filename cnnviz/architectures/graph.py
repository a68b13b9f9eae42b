"""A network as plain data: named nodes in an order in which each reads earlier ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from cnnviz.architectures.layers import Layer, Shape, Windowed
from cnnviz.architectures.windows import pair
from cnnviz.maths import Window

INPUT = "input"
"""The name under which nodes read the picture."""


@dataclass(frozen=True)
class Node:
    """One layer at its place.

    Attributes:
        name: unique; inside a block it is the block's name, a dot, and the name in the block.
        inputs: names of the nodes it reads, or `INPUT`.
        block: the name of the block that it belongs to, or "".
        side: the name of the side branch (an auxiliary classifier) that it belongs to, or "".
    """

    name: str
    layer: Layer
    inputs: tuple[str, ...]
    block: str = ""
    side: str = ""

    @property
    def local_name(self) -> str:
        """The name inside the block."""
        return self.name.removeprefix(f"{self.block}.")


@dataclass(frozen=True)
class Network:
    """Nodes in order, the input's (maps, height, width), and which nodes have one output for each class.

    Raises:
        ValueError: a name is missing, unknown or there twice.
    """

    input: Shape
    nodes: tuple[Node, ...]
    heads: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {INPUT}
        for node in self.nodes:
            if node.name in known:
                raise ValueError(f"There are two nodes with the name {node.name}.")
            if not node.inputs or not known.issuperset(node.inputs):
                missing = ", ".join(name for name in node.inputs if name not in known) or "nothing"
                raise ValueError(f"{node.name} reads {missing}, which is not there before it.")
            known.add(node.name)
        if not self.nodes or not known.issuperset(self.heads):
            raise ValueError("A network has at least one node, and its heads are among them.")

    @cached_property
    def by_name(self) -> dict[str, Node]:
        return {node.name: node for node in self.nodes}

    @cached_property
    def readers(self) -> dict[str, tuple[str, ...]]:
        """Who reads each node, in order; a node that reads another twice is named twice."""
        found: dict[str, list[str]] = {INPUT: [], **{node.name: [] for node in self.nodes}}
        for node in self.nodes:
            for name in node.inputs:
                found[name].append(node.name)
        return {name: tuple(names) for name, names in found.items()}

    @cached_property
    def output(self) -> str:
        """The last node of the main path."""
        return next(node.name for node in reversed(self.nodes) if not node.side)

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The side branches, in order."""
        return tuple(dict.fromkeys(node.side for node in self.nodes if node.side))

    @property
    def is_chain(self) -> bool:
        """Whether every node reads the one before it, and nothing else."""
        before = (INPUT, *(node.name for node in self.nodes[:-1]))
        return all(node.inputs == (name,) for node, name in zip(self.nodes, before, strict=True))


def depth(network: Network) -> int:
    """The most weighing layers on any way from the picture to the output: what the "16" in VGG-16 counts.

    >>> from cnnviz.architectures import build
    >>> [depth(build(name)) for name in ("vgg_d", "googlenet", "resnet50", "densenet121")]
    [16, 22, 50, 121]
    """
    deep = {INPUT: 0}
    for node in network.nodes:
        deep[node.name] = max(deep[name] for name in node.inputs) + node.layer.units
    return deep[network.output]


_SLIDING = {"kernel", "stride", "padding", "dilation"}


def edited(network: Network, name: str, **changes: Any) -> Network:
    """The network with other numbers in one layer: kernel, stride, padding, dilation, or any field of it.

    A pair stands for (rows, columns). What follows from the change is for `infer` to say.

    >>> from cnnviz.architectures import build
    >>> edited(build("alexnet"), "conv1", stride=2, maps=64).by_name["conv1"].layer.words
    'convolution 11 × 11, stride 2'

    Raises:
        ValueError: there is no such node, the layer has no such number, or the number is impossible.
    """
    if name not in network.by_name:
        raise ValueError(f"There is no node {name} in this network.")
    layer = network.by_name[name].layer
    own = {f.name for f in fields(layer)} if hasattr(layer, "__dataclass_fields__") else set()  # type: ignore[arg-type]
    allowed = own | _SLIDING if isinstance(layer, Windowed) else own
    if unknown := changes.keys() - allowed:
        raise ValueError(
            f"{name} is a layer of the kind {layer.words}; it has no {', '.join(sorted(unknown))}."
        )
    sliding = {key: pair(changes.pop(key)) for key in _SLIDING & changes.keys()}
    for axis, window_name in enumerate(("rows", "columns")):
        if sliding:
            window: Window = getattr(layer, window_name)
            changes[window_name] = replace(window, **{key: both[axis] for key, both in sliding.items()})
    return replaced(network, name, replace(layer, **changes))  # type: ignore[type-var]


def replaced(network: Network, name: str, layer: Layer) -> Network:
    """The network with another layer in one place."""
    nodes = tuple(replace(node, layer=layer) if node.name == name else node for node in network.nodes)
    return replace(network, nodes=nodes)


def with_classes(network: Network, classes: int) -> Network:
    """The network with another number of classes, in all its heads.

    Raises:
        ValueError: fewer than 1 class.
    """
    if classes < 1:
        raise ValueError(f"A network needs at least 1 class, not {classes}.")
    for name in network.heads:
        key = "outputs" if hasattr(network.by_name[name].layer, "outputs") else "maps"
        network = edited(network, name, **{key: classes})
    return network


@dataclass
class Sketch:
    """A network that is being put together: each layer is added on top of the last, unless told otherwise."""

    input: Shape
    nodes: list[Node] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    last: str = INPUT
    _block: str = ""
    _side: str = ""

    def add(self, name: str, layer: Layer, *inputs: str) -> str:
        """Put a layer on top of the last one, or of `inputs`, and say its full name."""
        full = f"{self._block}.{name}" if self._block else name
        self.nodes.append(Node(full, layer, inputs or (self.last,), self._block, self._side))
        self.last = full
        return full

    def head(self, name: str, layer: Layer) -> str:
        """A layer with one output for each class."""
        self.heads.append(self.add(name, layer))
        return self.last

    @contextmanager
    def block(self, name: str) -> Iterator[str]:
        """What is added inside belongs to the block. Says what the block reads."""
        self._block = name
        yield self.last
        self._block = ""

    @contextmanager
    def side(self, name: str) -> Iterator[None]:
        """A block beside the main path, which goes on from where it was."""
        back, self._side = self.last, name
        with self.block(name):
            yield
        self.last, self._side = back, ""

    def network(self) -> Network:
        return Network(self.input, tuple(self.nodes), tuple(self.heads))
