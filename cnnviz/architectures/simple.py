"""Layers that keep what comes in, value for value, or put several inputs together."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from cnnviz.architectures.layers import Layer, Measure, Shape, one
from cnnviz.architectures.windows import by

Function = Literal["ReLU", "ReLU6", "tanh", "scaled tanh", "sigmoid", "SiLU"]


@dataclass(frozen=True)
class Activation(Layer):
    """A nonlinearity, value by value; "scaled tanh" is LeNet's 1.7159 tanh(2x/3)."""

    function: Function = "ReLU"
    in_place = True

    @property
    def words(self) -> str:
        return self.function


@dataclass(frozen=True)
class BatchNorm(Layer):
    """Batch normalisation: a scale and a shift for each map. Its running mean and variance are not trained."""

    eps: float = 1e-5
    kind = "batch norm"

    def measure(self, *inputs: Shape) -> Measure:
        shape = one(self, inputs)
        return Measure(shape, shape[0], shape[0], 0, 2 * shape[0])


@dataclass(frozen=True)
class ResponseNorm(Layer):
    """Local response normalisation with the paper's alpha (Krizhevsky et al. 2012, section 3.3)."""

    size: int = 5
    alpha: float = 1e-4
    beta: float = 0.75
    k: float = 2.0
    kind = "response norm"


@dataclass(frozen=True)
class Dropout(Layer):
    """Dropout; `share` of the values is set to 0 while training."""

    share: float = 0.5
    kind = "dropout"
    in_place = True


@dataclass(frozen=True)
class Flatten(Layer):
    """Maps in a row of values."""

    kind = "flatten"
    in_place = True

    def measure(self, *inputs: Shape) -> Measure:
        count = 1
        for size in one(self, inputs):
            count *= size
        return Measure((count,))


@dataclass(frozen=True)
class Concat(Layer):
    """All maps of all inputs, which must be of one size."""

    kind = "concatenation"
    sees = "merge"
    verb: ClassVar[str] = "concatenate"

    def measure(self, *inputs: Shape) -> Measure:
        first = inputs[0]
        maps = first[0]
        for other in inputs[1:]:
            if other[1:] != first[1:]:
                raise ValueError(_different(self.verb, first, other))
            maps += other[0]
        return Measure((maps, *first[1:]))


@dataclass(frozen=True)
class Add(Layer):
    """The sum of inputs of one shape."""

    kind = "sum"
    sees = "merge"

    def measure(self, *inputs: Shape) -> Measure:
        for other in inputs[1:]:
            if other != inputs[0]:
                raise ValueError(_different("add", inputs[0], other))
        return Measure(inputs[0])


def _different(verb: str, first: Shape, other: Shape) -> str:
    return f"cannot {verb} {_shape(first)} and {_shape(other)}."


def _shape(shape: Shape) -> str:
    return f"{shape[0]} maps of {by(shape[1], shape[2])}" if len(shape) == 3 else f"{shape[0]} values"
