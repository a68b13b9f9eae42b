"""Which operations a network really performs, and on what: read off a run, whatever code ordered them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import getitem
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from cnnviz.networks.network import Network
from cnnviz.probes.watch import run_watched


@dataclass(eq=False)
class Node:
    """One operation of a run.

    Attributes:
        op: PyTorch's own name of it, such as "convolution"; the same for the one that works in place.
        function: what computes it.
        arguments: its positional arguments; for a result that depends on the picture, its operation.
        inputs: the operations whose results it reads.
        value: its result, the first one if it gives several.
        others: its other results, such as where the maxima of a max pooling were.
        options: its arguments by name.
        depends: whether its result depends on the picture.
    """

    op: str
    function: Any
    arguments: tuple[Any, ...]
    inputs: tuple["Node", ...]
    value: torch.Tensor
    others: tuple[torch.Tensor, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    depends: bool = True
    read: bool = False

    def reaches(self, other: "Node") -> bool:
        """Whether the result of `other` has any part in this one's."""
        seen, waiting = set(), [self]
        while waiting:
            node = waiting.pop()
            if node is other:
                return True
            if node not in seen:
                seen.add(node)
                waiting.extend(node.inputs)
        return False

    def before(self) -> Iterator["Node"]:
        """This operation and all that it depends on."""
        seen, waiting = {self}, [self]
        while waiting:
            node = waiting.pop()
            yield node
            fresh = [source for source in node.inputs if source not in seen]
            seen.update(fresh)
            waiting.extend(fresh)


class Recorder(TorchDispatchMode):  # type: ignore[no-untyped-call]  # torch leaves the mode's class untyped
    """Notes every operation while it is entered; only those of its own thread.

    With `keep`, every node's value stays what it was, even if it was only read by what works on it in place.

    Attributes:
        hidden: what happened that no operation's result shows, in words, as far as it is noted ("" if nothing did): a number was
            read off a result, or (with `keep`) a part of a result was overwritten.
    """

    def __init__(self, picture: torch.Tensor, keep: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.keep, self.hidden = keep, ""
        self._sharing: dict[int, set[int]] = {}
        self._shared(picture).add(id(picture))
        self.made: dict[int, Node] = {id(picture): Node("input", None, (), (), picture)}

    def node(self, tensor: torch.Tensor) -> Node | None:
        return self.made.get(id(tensor))

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        name = func._schema.name.partition("::")[2]
        inputs = tuple(node for tensor in _tensors(args) if (node := self.node(tensor)))
        if name.endswith("_") and inputs and (inputs[0].read or self.keep):
            # Somebody read what is overwritten now: the value that was read is still asked for.
            inputs[0].value = inputs[0].value.clone()
        written = args[0] if func._schema.is_mutable and args else None
        if self.keep and isinstance(written, torch.Tensor) and len(self._shared(written)) > 1:
            self.hidden = f"changes a part of a result in place ({name})"
        result = func(*args, **(kwargs or {}))
        for node in inputs:
            node.read = True
        results = list(_tensors((result,)))
        if not results and any(node.depends for node in inputs):
            self.hidden = "looks at numbers that depend on the picture to decide what it does next"
        for tensor in results:
            self._shared(tensor).add(id(tensor))
        if results:
            # Every node keeps its tensors, so no other one can come to have their ids.
            first, *others = results
            known = self._known((args, kwargs or {}))
            node = Node(name.removesuffix("_"), func, known[0], inputs, first, tuple(others), known[1])
            node.depends = any(source.depends for source in inputs)
            self.made[id(first)] = node
            for position, other in enumerate(others, 1):
                item = Node("item", getitem, (node, position), (node,), other, depends=node.depends)
                self.made[id(other)] = item
        return result

    def _shared(self, tensor: torch.Tensor) -> set[int]:
        """Which results lie in the same memory."""
        return self._sharing.setdefault(tensor.untyped_storage().data_ptr(), set())

    def _known(self, value: Any) -> Any:
        """`value` with the operations in place of their results, as far as they depend on the picture."""
        if isinstance(value, torch.Tensor):
            node = self.node(value)
            return node if node and node.depends else value
        if isinstance(value, list | tuple):
            return type(value)(self._known(one) for one in value)
        if isinstance(value, dict):
            return {name: self._known(one) for name, one in value.items()}
        return value


def _tensors(values: Any) -> Iterator[torch.Tensor]:
    for value in values:
        if isinstance(value, torch.Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)


@dataclass(frozen=True)
class Trace:
    """A run up to one layer: the operation that made its output, and the layers whose outputs were met on the way."""

    output: Node
    addresses: dict[Node, str]


def trace(net: Network, picture: torch.Tensor, layer: str) -> Trace:
    """The operations that make the output of `layer` from (1, 3, side, side) pixels.

    Raises:
        ValueError: there is no such layer, or it gives no feature maps.
    """
    listed = {known.name for known in net.layers}
    picture = picture.contiguous(memory_format=torch.channels_last)
    recorder = Recorder(picture)
    addresses: dict[Node, str] = {}
    last: list[Node] = []

    def listen(heard: str, output: torch.Tensor) -> bool:
        node = recorder.node(output)
        if node and (node not in addresses or _goes_by(heard, addresses[node], listed)):
            addresses[node] = heard
        if node and heard == layer:
            last.append(node)
        return heard == layer

    # Not inference_mode: there, operations arrive whole that are told apart here.
    with torch.no_grad(), recorder:
        run_watched(net, picture, listen)
    if not last:
        raise ValueError(f"This network has no layer {layer!r} that gives feature maps.")
    return Trace(last[0], addresses)


def _goes_by(heard: str, known: str, listed: set[str]) -> bool:
    """Whether an output that is called `known` is better called `heard`: a listed layer's name comes first, then
    that of the layer around; one that only hands its input on (a dropout, an identity) has no claim."""
    return known not in listed and (heard in listed or known.startswith(f"{heard}."))
