"""What every layer of a network gives, holds, multiplies and sees, for any input size and number of classes.

All numbers are for one picture. A network that breaks is reported up to where it breaks, with the reason in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cnnviz.architectures.fields import Sight, looking
from cnnviz.architectures.graph import INPUT, Network, Node, with_classes
from cnnviz.architectures.layers import Shape
from cnnviz.architectures.smallest import smallest_size
from cnnviz.architectures.windows import DoesNotFitError, by
from cnnviz.maths.cost import FLOAT32_BYTES


class Row(NamedTuple):
    """One layer's numbers.

    Attributes:
        inputs: the shapes that come in; `shape` is what goes out.
        weights: trained factors; `biases` are trained summands; `fixed` numbers are held but not trained.
        macs: multiply-accumulates for one picture. Poolings, activations, normalisations and sums have none.
        memory_bytes: of the output at 4 bytes per value; 0 for layers that can work in their input's place.
        neurons: output values of a layer that weighs its inputs; 0 for the others.
        rows, columns: what a unit sees of the input along each axis; with branches, what any of them sees.
    """

    node: Node
    inputs: tuple[Shape, ...]
    shape: Shape
    weights: int
    biases: int
    fixed: int
    macs: int
    memory_bytes: int
    neurons: int
    rows: Sight
    columns: Sight

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def parameters(self) -> int:
        """Weights and biases: the numbers that are trained."""
        return self.weights + self.biases


class Problem(NamedTuple):
    """Where a network breaks, and why.

    Attributes:
        sentence: for a learner; it begins with the node's name.
        smallest: the smallest input (height, width) on which this node works, where another size would help.
    """

    node: str
    sentence: str
    smallest: tuple[int, int] | None = None


@dataclass(frozen=True)
class Totals:
    """Sums over rows."""

    weights: int
    biases: int
    fixed: int
    macs: int
    memory_bytes: int
    neurons: int

    @property
    def parameters(self) -> int:
        return self.weights + self.biases


def total(rows: Iterable[Row]) -> Totals:
    """The sums of the columns."""
    weights = biases = fixed = macs = memory_bytes = neurons = 0
    for row in rows:
        weights += row.weights
        biases += row.biases
        fixed += row.fixed
        macs += row.macs
        memory_bytes += row.memory_bytes
        neurons += row.neurons
    return Totals(weights, biases, fixed, macs, memory_bytes, neurons)


@dataclass(frozen=True)
class Report:
    """The rows of all nodes that could be computed, in order, and what stopped the others."""

    network: Network
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    @property
    def problem(self) -> Problem | None:
        """The first break on the main path, or else the first on a side branch."""
        sides = self.network.by_name
        return min(self.problems, key=lambda problem: bool(sides[problem.node].side), default=None)

    @cached_property
    def by_name(self) -> dict[str, Row]:
        return {row.name: row for row in self.rows}

    @cached_property
    def main(self) -> Totals:
        """The sums over the main path: what it takes to classify a picture."""
        return total(row for row in self.rows if not row.node.side)

    @cached_property
    def sides(self) -> dict[str, Totals]:
        """The sums over each side branch, which only training uses."""
        return {side: total(row for row in self.rows if row.node.side == side) for side in self.network.sides}


def infer(network: Network, input: Shape | None = None, classes: int | None = None) -> Report:
    """Every layer's numbers, for an input of (maps, height, width) and a number of classes of your choice.

    >>> from cnnviz.architectures import build
    >>> report = infer(build("alexnet"))
    >>> report.by_name["pool5"].shape, report.main.parameters
    ((256, 6, 6), 60965224)
    >>> infer(build("alexnet"), (3, 60, 60)).problem.sentence
    'pool5 would give 0 × 0: its 3 × 3 window finds only 2 × 2. The input is 7 px too small: 67 × 67 is the smallest that works here.'

    Raises:
        ValueError: the input is not maps of at least one pixel, or there is less than one class.
    """
    shape = input or network.input
    if len(shape) != 3 or min(shape) < 1:
        raise ValueError(f"The input must be (maps, height, width), each at least 1, not {shape}.")
    if classes is not None:
        network = with_classes(network, classes)
    shapes: dict[str, Shape] = {INPUT: shape}
    sights = {INPUT: (Sight.of_input(shape[1]), Sight.of_input(shape[2]))}
    rows: list[Row] = []
    problems: list[Problem] = []
    for node in network.nodes:
        try:
            inputs = tuple([shapes[name] for name in node.inputs])
        except KeyError:
            continue  # something before it broke
        layer = node.layer
        try:
            out, weights, biases, macs, fixed = layer.measure(*inputs)
        except ValueError as error:
            problems.append(_problem(network, node, shape, error))
            continue
        seen = looking(layer, [sights[name] for name in node.inputs], inputs[0], out)
        shapes[node.name], sights[node.name] = out, seen
        values = out[0] if len(out) == 1 else out[0] * out[1] * out[2]
        rows.append(
            Row(
                node, inputs, out, weights, biases, fixed, macs,
                0 if layer.in_place else FLOAT32_BYTES * values, values if layer.units else 0, *seen,
            )
        )  # fmt: skip
    return Report(network, tuple(rows), tuple(problems))


def _problem(network: Network, node: Node, shape: Shape, error: ValueError) -> Problem:
    sentence = f"{node.name} {error}"
    if not isinstance(error, DoesNotFitError):
        return Problem(node.name, sentence if str(error)[0].islower() else f"{node.name}: {error}")
    found = [smallest_size(network, node.name, axis, shape[1 + axis]) for axis in (0, 1)]
    if found[0] is None or found[1] is None:
        return Problem(node.name, f"{sentence} No larger input helps.")
    least = found[0], found[1]
    short = least[0] - shape[1], least[1] - shape[2]
    if short[0] == short[1] or 0 in short:
        where = "" if short[0] == short[1] else " high" if short[0] else " wide"
        missing = f"{max(short)} px too small" if not where else f"not{where} enough by {max(short)} px"
    else:
        missing = f"{short[0]} px too low and {short[1]} px too narrow"
    return Problem(
        node.name, f"{sentence} The input is {missing}: {by(*least)} is the smallest that works here.", least
    )


__all__ = ["Problem", "Report", "Row", "Sight", "Totals", "infer", "total"]
