"""A network as a drawing folds it: equal blocks on top of each other are one block, "× N"."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from cnnviz.architectures.graph import Network, Node


@dataclass(frozen=True)
class Group:
    """One node on its own, or one block and the equal ones that follow it.

    Attributes:
        name: the node's, or the first block's.
        blocks: the nodes of every block, block by block; a node on its own is one block of one node.
    """

    name: str
    blocks: tuple[tuple[Node, ...], ...]

    @property
    def count(self) -> int:
        """The N of "× N"."""
        return len(self.blocks)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes of the first block."""
        return self.blocks[0]


def grouped(network: Network) -> tuple[Group, ...]:
    """All nodes in order, equal neighbours folded.

    >>> from cnnviz.architectures import build
    >>> [(group.name, group.count) for group in grouped(build("densenet264")) if group.count > 1]
    [('dense1_1', 6), ('dense2_1', 12), ('dense3_1', 64), ('dense4_1', 48)]
    """
    groups: list[Group] = []
    before: Any = None
    for name, members in groupby(network.nodes, key=lambda node: node.block):
        nodes = tuple(members)
        if not name:
            groups += [Group(node.name, ((node,),)) for node in nodes]
            before = None
            continue
        form = _form(nodes)
        if groups and form == before and _outside(nodes) == {groups[-1].blocks[-1][-1].name}:
            groups[-1] = Group(groups[-1].name, (*groups[-1].blocks, nodes))
        else:
            groups.append(Group(name, (nodes,)))
        before = form
    return tuple(groups)


def _outside(nodes: Sequence[Node]) -> set[str]:
    """What a block reads."""
    inside = {node.name for node in nodes}
    return {name for node in nodes for name in node.inputs if name not in inside}


def _form(nodes: Sequence[Node]) -> Any:
    """Layers and wiring; nodes outside are numbered in the order in which they are read."""
    places: dict[str, int] = {node.name: index for index, node in enumerate(nodes)}
    for node in nodes:
        for name in node.inputs:
            places.setdefault(name, len(nodes) + len(places))
    return tuple(
        (node.local_name, node.layer, node.side, tuple(places[name] for name in node.inputs))
        for node in nodes
    )
