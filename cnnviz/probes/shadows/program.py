"""What a network does to a picture, as a list of steps that can be run again: whole, or only a part of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import torch

from cnnviz.networks.network import Network
from cnnviz.probes.shadows.local import SHAPED, Call, Local, Ref
from cnnviz.probes.shadows.readers import POINTWISE, find_local
from cnnviz.probes.traces import Node, Recorder
from cnnviz.probes.watch import run_watched


class NotTraceable(Exception):  # noqa: N818 - no error: there is another way
    """The network cannot be run step by step; the text is a sentence that says why."""


@dataclass(frozen=True, eq=False)
class Step:
    """One operation.

    Attributes:
        call: what it is, and what it is given.
        sources: the steps that it reads, by number, as often as it reads them.
        local: how to compute a part of it; None if it takes all of its inputs.
        sure: whether it is known that it treats every picture of a batch by itself.
    """

    call: Call
    sources: tuple[int, ...]
    local: Local | None
    sure: bool

    @property
    def clean(self) -> torch.Tensor:
        """What it gives for the clean picture."""
        return self.call.result


@dataclass(frozen=True)
class Program:
    """The steps that depend on the picture, in an order in which they can be run.

    Attributes:
        steps: step 0 is the picture, the last one gives the logits.
        watched: the number of the step that gives the watched layer's output; None without a layer.
    """

    steps: tuple[Step, ...]
    watched: int | None

    @property
    def sure(self) -> bool:
        return all(step.sure for step in self.steps)

    @property
    def logits(self) -> torch.Tensor:
        """(1, classes), for the clean picture."""
        return self.steps[-1].clean


def read_program(net: Network, picture: torch.Tensor, layer: str | None) -> Program:
    """Run a private copy of the network on (1, 3, side, side) pixels, and note its steps.

    Raises:
        NotTraceable: it is written so that its steps cannot be run by themselves.
    """
    picture = picture.contiguous(memory_format=torch.channels_last)
    recorder = Recorder(picture, keep=True)
    heard: list[Node | None] = []

    def listen(_address: str, output: torch.Tensor) -> bool:
        heard.append(recorder.node(output))
        return False

    # Not inference_mode: there, operations arrive whole that are told apart here.
    with torch.no_grad(), recorder:
        logits = run_watched(net, picture, listen, () if layer is None else (layer,))
    if recorder.hidden:
        raise NotTraceable(f"This network {recorder.hidden}.")
    output = None if logits is None else recorder.node(logits)
    if output is None or not output.depends or output.value.dim() != 2:
        raise NotTraceable(
            "This network's answer does not come from the picture by steps that can be followed."
        )
    watched = None
    if layer is not None:
        watched = heard[-1] if heard else None
        if watched is None or not watched.depends:
            raise NotTraceable(
                f"What the layer {layer!r} gives is not one stack of maps that depends on the picture."
            )
    return _Writer().write(output, watched)


@dataclass
class _Writer:
    """Numbers the operations, and puts numbers in the place of results."""

    numbers: dict[Node, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def write(self, output: Node, watched: Node | None) -> Program:
        for node in _in_order([*(() if watched is None else (watched,)), output]):
            self.numbers[node] = len(self.steps)
            self.steps.append(self._step(node))
        return Program(tuple(self.steps), None if watched is None else self.numbers[watched])

    def _step(self, node: Node) -> Step:
        if node.function is None:
            return Step(Call("input", None, (), {}, {}, node.value), (), None, True)
        if _only_lays_out(node):
            node = replace(
                node, op="alias", function=torch.ops.aten.alias.default, arguments=node.arguments[:1]
            )
        function = self._out_of_place(node)
        arguments, options = self._numbered(node.arguments), self._numbered(node.options)
        sources = tuple(ref.number for ref in _refs((arguments, options)))
        clean = {number: self.steps[number].clean for number in sources}
        call = Call(node.op, function, arguments, options, clean, node.value)
        local = find_local(call) if not [*_refs(options)] else None
        return Step(call, sources, local, local is not None or _keeps_pictures_apart(call))

    def _out_of_place(self, node: Node) -> Any:
        function = node.function
        if not hasattr(function, "_schema") or not function._schema.is_mutable:
            return function
        packet = getattr(torch.ops.aten, node.op, None)
        overload = getattr(packet, function._overloadname, None)
        if overload is None or overload._schema.is_mutable:
            raise NotTraceable(f"This network changes a part of a result in place ({node.op}).")
        return overload

    def _numbered(self, value: Any) -> Any:
        if isinstance(value, Node):
            return Ref(self.numbers[value])
        if isinstance(value, list | tuple):
            return type(value)(self._numbered(one) for one in value)
        if isinstance(value, dict):
            return {name: self._numbered(one) for name, one in value.items()}
        return value


def _in_order(ends: list[Node]) -> Iterator[Node]:
    """Everything that the ends need and that depends on the picture, each after what it reads; the picture first."""
    seen: set[Node] = set()
    waiting = [(end, False) for end in reversed(ends)]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            yield node
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((source, False) for source in reversed(node.inputs) if source.depends)


def _only_lays_out(node: Node) -> bool:
    """Global average pooling ends with `as_strided_`: the same numbers in another order in memory."""
    source = node.inputs[0].value if node.inputs else None
    return node.op == "as_strided" and source is not None and torch.equal(source, node.value)


def _refs(value: Any) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, dict):
        yield from _refs([*value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _refs(one)


def _keeps_pictures_apart(call: Call) -> bool:
    """Whether a whole operation is known to treat each picture of a batch alone, whatever the others are."""
    if call.result.dim() == 0 or call.result.shape[0] != 1:
        return False
    if call.op in POINTWISE:
        numbers = (one for one in call.arguments if isinstance(one, torch.Tensor))
        refs = (one for one in call.arguments if isinstance(one, Ref))
        return all(call.shape_of(ref) == tuple(call.result.shape) for ref in refs) and all(
            one.dim() < call.result.dim() or one.shape[0] == 1 for one in numbers
        )
    if call.op in SHAPED:
        return bool(call.arguments[1][0] == 1)
    if call.op == "addmm":
        return isinstance(call.arguments[1], Ref) and not any(
            isinstance(call.arguments[i], Ref) for i in (0, 2)
        )
    if call.op == "mean":
        axes = call.arguments[1] if len(call.arguments) > 1 else ()
        dims = len(call.shape_of(call.arguments[0]))
        return bool(axes) and all(axis % dims for axis in axes)
    return call.op in ("_adaptive_avg_pool2d", "adaptive_max_pool2d", "alias")
