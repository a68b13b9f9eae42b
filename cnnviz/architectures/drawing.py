"""A network as a drawing arranges it: layers that belong together as one unit, columns from left to right, branches in
lanes, equal neighbouring blocks folded into one frame, "× N"."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from cnnviz.architectures.graph import INPUT, Network, Node
from cnnviz.architectures.groups import grouped
from cnnviz.architectures.simple import Add, Flatten


@dataclass(frozen=True)
class Unit:
    """A layer with the small ones around it that keep its shape: normalisation, activation, dropout, flatten.

    Attributes:
        name: the layer's name.
        members: the names of all its nodes, in order.
        inputs: the units that it reads, or `INPUT`.
        frame: the frame that it is drawn in, or "".
        column: counted from 0; the input stands before it.
        lane: 0 is the main path, larger is further down.
    """

    name: str
    members: tuple[str, ...]
    inputs: tuple[str, ...]
    frame: str = ""
    side: str = ""
    column: int = 0
    lane: float = 0.0


@dataclass(frozen=True)
class Frame:
    """A block, and the equal ones that are folded into it.

    Attributes:
        name: the first block's name.
        group: the name of the group that can be folded and unfolded, or "" if there is only one block.
        blocks: the members of every block that this frame stands for.
    """

    name: str
    group: str
    blocks: tuple[tuple[str, ...], ...]

    @property
    def count(self) -> int:
        return len(self.blocks)


@dataclass(frozen=True)
class Drawing:
    """What is drawn: units from left to right, frames around some of them."""

    network: Network
    units: tuple[Unit, ...]
    frames: tuple[Frame, ...]

    @cached_property
    def unit_of(self) -> dict[str, Unit]:
        """The unit that shows a node; nodes of folded blocks are shown by those of the first."""
        shown = {node: unit for unit in self.units for node in unit.members}
        for frame in self.frames:
            for block in frame.blocks[1:]:
                shown |= {other: shown[node] for node, other in zip(frame.blocks[0], block, strict=True)}
        return shown

    def twins(self, unit: Unit) -> tuple[tuple[str, ...], ...]:
        """The members of the unit, and of the same one in every block that is folded into its frame."""
        return self._twins[unit.name]

    @cached_property
    def _twins(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        frames = {frame.name: frame.blocks for frame in self.frames}
        found = {}
        for unit in self.units:
            blocks = frames.get(unit.frame, (unit.members,))
            at = [blocks[0].index(name) for name in unit.members]
            found[unit.name] = tuple(tuple(block[index] for index in at) for block in blocks)
        return found


def arranged(network: Network, unfolded: Collection[str] = ()) -> Drawing:
    """The drawing of a network; the groups named in `unfolded` show each of their blocks.

    >>> from cnnviz.architectures import build
    >>> drawing = arranged(build("resnet18"))
    >>> [(frame.name, frame.count) for frame in drawing.frames][:2]
    [('conv2_1', 2), ('conv3_1', 1)]
    >>> [(unit.name, unit.column, unit.lane) for unit in drawing.units if unit.frame == "conv3_1"]
    [('conv3_1.conv1', 5, 0.0), ('conv3_1.conv2', 6, 0.0), ('conv3_1.shortcut', 5, -1.0), ('conv3_1.add', 7, 0.0)]
    """
    units: dict[str, Unit] = {}
    frames: list[Frame] = []
    shown: dict[str, str] = {INPUT: INPUT}  # node to the unit that shows it
    last: dict[str, int] = {INPUT: -1}  # the column of each unit
    column = 0
    for group, blocks in _folds(network, unfolded):
        name = blocks[0][0].block
        found = _units(network, blocks[0], shown)
        side = found[0].side
        start = 1 + max(last[reads] for reads in found[0].inputs) if side else column
        for unit in _placed(network, found, start):
            units[unit.name] = replace(unit, frame=name)
            last[unit.name] = unit.column
            column = column if side else max(column, unit.column + 1)
        _note(blocks, found, shown)
        if name:
            names = tuple(tuple(node.name for node in block) for block in blocks)
            frames.append(Frame(name, group, names))
    return Drawing(network, _below(units), tuple(frames))


_Block = tuple[Node, ...]


def _folds(network: Network, unfolded: Collection[str]) -> Iterator[tuple[str, tuple[_Block, ...]]]:
    """The blocks that are drawn as one, in order, and the name of their group if there are several."""
    for framed, groups in groupby(grouped(network), key=lambda group: bool(group.nodes[0].block)):
        if not framed:  # layers outside blocks: those that follow each other are one run
            yield "", (tuple(group.nodes[0] for group in groups),)
            continue
        for group in groups:
            name = group.name if group.count > 1 else ""
            folds = [(block,) for block in group.blocks] if group.name in unfolded else [group.blocks]
            yield from ((name, blocks) for blocks in folds)


def _note(blocks: Sequence[Sequence[Node]], found: Sequence[Unit], shown: dict[str, str]) -> None:
    place = {node: unit.name for unit in found for node in unit.members}
    for block in blocks:
        for first, other in zip(blocks[0], block, strict=True):
            shown[other.name] = place[first.name]


def _units(network: Network, nodes: Sequence[Node], shown: dict[str, str]) -> list[Unit]:
    """Small layers join the one before them, or, where that is not possible, the one after them."""
    inside = {node.name for node in nodes}
    to_come = {node.name for node in nodes if not _small(node)}
    made: dict[str, list[str]] = {}  # head to members
    owner: dict[str, str] = {}  # node to head
    waiting: dict[str, list[str]] = {}  # last small node to the run that waits for what comes after
    for node in nodes:
        before = node.inputs[0]
        alone = len(network.readers[before]) == 1 and before in inside
        run = waiting.pop(before, None) if alone else None
        if not _small(node):
            made[node.name] = [*(run or ()), node.name]
            to_come.discard(node.name)
        elif run is not None:
            waiting[node.name] = [*run, node.name]
            continue
        elif alone and before in owner and not _belongs_to_next(node, to_come):
            made[owner[before]].append(node.name)
            owner[node.name] = owner[before]
            continue
        else:
            waiting[node.name] = [node.name]
            continue
        owner |= dict.fromkeys(made[node.name], node.name)
    for run in waiting.values():  # nothing came after: they stay with what is before, or stand alone
        before = network.by_name[run[0]].inputs[0]
        head = owner.get(before, run[-1]) if before in inside else run[-1]
        made.setdefault(head, []).extend(run)
        owner |= dict.fromkeys(run, head)
    here = {name: owner[name] for name in inside}
    return [_unit(network, head, made[head], {**shown, **here}) for head in _ordered(nodes, made)]


def _belongs_to_next(node: Node, to_come: set[str]) -> bool:
    """A normalisation in front of its convolution ("conv2_norm"), and a flatten, wait for the layer that they prepare."""
    return isinstance(node.layer, Flatten) or node.name.rpartition("_")[0] in to_come


def _ordered(nodes: Sequence[Node], made: dict[str, list[str]]) -> list[str]:
    return [node.name for node in nodes if node.name in made]


def _unit(network: Network, head: str, members: list[str], shown: dict[str, str]) -> Unit:
    own = set(members)
    outside = [
        shown[name] for member in members for name in network.by_name[member].inputs if name not in own
    ]
    node = network.by_name[head]
    return Unit(head, tuple(members), tuple(dict.fromkeys(outside)), side=node.side)


def _small(node: Node) -> bool:
    """Whether the layer keeps the shape, value for value: it is drawn with its neighbour."""
    return node.layer.sees == "same" and not node.layer.units


def _placed(network: Network, units: Sequence[Unit], start: int) -> list[Unit]:
    """Columns by the longest way from the block's start, lanes by branch."""
    here = {unit.name: unit for unit in units}
    column: dict[str, int] = {}
    lane: dict[str, int] = {}
    continued: set[str] = set()
    lanes = 0
    for unit in units:
        within = [name for name in unit.inputs if name in here]
        column[unit.name] = max((column[name] + 1 for name in within), default=start)
        joins = len(unit.inputs) > 1
        goes_on = next((name for name in within if name not in continued), None)
        if joins:
            lane[unit.name] = -1  # the middle
            continued |= set(within)
        elif goes_on is not None and lane[goes_on] >= 0:
            lane[unit.name] = lane[goes_on]
            continued.add(goes_on)
        elif goes_on is not None:
            lane[unit.name] = -1
            continued.add(goes_on)
        else:
            lane[unit.name] = lanes
            lanes += 1
    adds = any(isinstance(network.by_name[unit.name].layer, Add) for unit in units)
    middle = 0.0 if adds else (lanes - 1) / 2

    def height(name: str) -> float:
        number = lane[name]
        if number < 0:
            return 0.0
        return float(-number if adds else number - middle)

    return [replace(unit, column=column[unit.name], lane=height(unit.name)) for unit in units]


def _below(units: dict[str, Unit]) -> tuple[Unit, ...]:
    """Side branches go under what stands in the same columns."""
    free: dict[int, float] = {}
    for unit in units.values():
        if not unit.side:
            free[unit.column] = max(free.get(unit.column, 0.0), unit.lane)
    lanes: dict[str, float] = {}
    for side in dict.fromkeys(unit.side for unit in units.values() if unit.side):
        columns = [unit.column for unit in units.values() if unit.side == side]
        lanes[side] = 1.0 + max(free.get(at, 0.0) for at in range(min(columns), max(columns) + 1))
    return tuple(
        replace(unit, lane=lanes[unit.side] + unit.lane) if unit.side else unit for unit in units.values()
    )


__all__ = ["Drawing", "Frame", "Unit", "arranged"]
