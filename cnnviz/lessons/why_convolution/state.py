"""The three things under the learner's hands, with their numbers."""

from dataclasses import dataclass

from cnnviz.lessons.why_convolution.pictures import FILTERS, SHAPES, Rows
from cnnviz.maths import (
    convolution_cost,
    convolved,
    dense_edges,
    dense_parameters,
    different_weights,
    largest_difference,
    permutation,
    permuted,
    reach,
    shifted,
    sparse_edges,
)


@dataclass(frozen=True)
class Network:
    """Rows of units in layers, and the one unit that is looked at.

    >>> Network(units=12, kernel=3).sparse_edges
    34
    """

    units: int = 9
    kernel: int = 3
    layers: int = 1
    layer: int = 1
    unit: int = 4
    weights: str = "shared"

    def __post_init__(self) -> None:
        if self.layer > self.layers:
            raise ValueError(
                f"There is no layer {self.layer} above {self.layers} layers; the outputs are shown instead."
            )
        if self.unit >= self.units:
            raise ValueError(
                f"There is no unit {self.unit} in a row of {self.units}; the last one, {self.units - 1}, is shown instead."
            )

    @property
    def dense_edges(self) -> int:
        return dense_edges(self.units, self.layers)

    @property
    def sparse_edges(self) -> int:
        return sparse_edges(self.units, self.kernel, self.layers)

    @property
    def different_weights(self) -> int:
        return different_weights(self.units, self.kernel, self.layers, shared=self.weights == "shared")

    @property
    def feeding(self) -> int:
        """Inputs that reach one output in the middle of an endless row: 1 + L(K - 1)."""
        return 1 + self.layers * (self.kernel - 1)

    @property
    def fed_by(self) -> range:
        """The inputs that feed the unit."""
        return reach(self.units, self.kernel, self.unit, self.layer)

    @property
    def affects(self) -> range:
        """The outputs that the unit affects."""
        return reach(self.units, self.kernel, self.unit, self.layers - self.layer)


@dataclass(frozen=True)
class Cost:
    """Three layers on one picture: a convolution, a dense layer to some units, a dense layer to the same map.

    >>> Cost(side=1080, channels=3, hidden=100).dense
    349920100
    """

    side: int = 224
    channels: int = 3
    filters: int = 16
    width: int = 3
    hidden: int = 100

    @property
    def inputs(self) -> int:
        return self.side * self.side * self.channels

    @property
    def outputs(self) -> int:
        return self.side * self.side * self.filters

    @property
    def convolution(self) -> int:
        kernel, size = (self.width, self.width), (self.side, self.side)
        return convolution_cost(self.channels, self.filters, kernel, size).parameters

    @property
    def dense(self) -> int:
        return dense_parameters(self.inputs, self.hidden)

    @property
    def same(self) -> int:
        return dense_parameters(self.inputs, self.outputs)


@dataclass(frozen=True)
class Diagram:
    """A picture changed and convolved, in both orders.

    Beyond the border both go on at the other side ("circular"), both see zeros ("zeros"), or the shift goes
    round and the convolution pads with zeros ("mixed").

    >>> Diagram(down=1, right=2).apart, Diagram(down=1, right=2, border="zeros").apart > 0
    (0, True)
    """

    way: str = "shift"
    down: int = 1
    right: int = 2
    number: int = 1
    border: str = "circular"
    shape: str = "edge"
    filter: str = "sobel"

    @property
    def picture(self) -> Rows:
        return SHAPES[self.shape]

    @property
    def kernel(self) -> Rows:
        return FILTERS[self.filter]

    @property
    def order(self) -> list[int]:
        return permutation(len(self.picture) * len(self.picture[0]), self.number)

    @property
    def ends(self) -> tuple[list[list[int]], list[list[int]]]:
        """Changed then convolved, and convolved then changed."""
        circular = self.border == "circular"
        first = convolved(self._changed(self.picture), self.kernel, circular=circular)
        return first, self._changed(convolved(self.picture, self.kernel, circular=circular))

    @property
    def apart(self) -> int:
        """The largest difference of the two ends."""
        return largest_difference(*self.ends)

    def _changed(self, picture: Rows | list[list[int]]) -> list[list[int]]:
        if self.way == "permutation":
            return permuted(picture, self.order)
        return shifted(picture, self.down, self.right, circular=self.border != "zeros")
