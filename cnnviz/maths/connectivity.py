"""Who is connected to whom, and by how many different weights: dense layers against convolutions.

Layers here are rows of units, as in Goodfellow, Bengio and Courville (2016), figures 9.2 to 9.5. A convolution has an
odd kernel and pads with (K - 1)/2 zeros on each side, so that every layer has as many units as the first.
"""

from cnnviz.maths._checks import require


def taps(units: int, kernel: int, output: int) -> list[tuple[int, int]]:
    """The edges into one output of a convolution, as (input, tap); taps that fall on padding are no edges.

    >>> taps(units=5, kernel=3, output=0)
    [(0, 1), (1, 2)]

    Raises:
        ValueError: a number below 1, an even kernel, or an output that does not exist.
    """
    _check(units, kernel, output)
    first = output - kernel // 2
    return [(first + tap, tap) for tap in range(kernel) if 0 <= first + tap < units]


def dense_edges(units: int, layers: int = 1) -> int:
    """Edges of dense layers, which are also their different weights: L n².

    >>> dense_edges(12)
    144
    """
    require(1, units=units, layers=layers)
    return layers * units * units


def sparse_edges(units: int, kernel: int, layers: int = 1) -> int:
    """Edges of convolutions: L (n K - P (P + 1)) with P = (K - 1)/2, where n is at least P.

    >>> sparse_edges(12, 3)
    34
    """
    require(1, layers=layers)
    return layers * sum(len(taps(units, kernel, output)) for output in range(units))


def different_weights(units: int, kernel: int, layers: int = 1, *, shared: bool = True) -> int:
    """Different weights of convolutions: one per tap and layer, however many units there are.

    Without sharing every edge has its own, as in a locally connected layer.

    >>> different_weights(12, 3), different_weights(12, 3, shared=False)
    (3, 34)
    """
    edges = sparse_edges(units, kernel, layers)
    return layers * kernel if shared else edges


def reach(units: int, kernel: int, unit: int, layers: int) -> range:
    """The units that are connected with `unit` through so many convolutions, upwards or downwards alike.

    >>> reach(units=9, kernel=3, unit=4, layers=2)
    range(2, 7)

    Raises:
        ValueError: a number below 1, an even kernel, or a unit that does not exist.
    """
    _check(units, kernel, unit)
    require(0, layers=layers)
    far = layers * (kernel // 2)
    return range(max(unit - far, 0), min(unit + far, units - 1) + 1)


def dense_parameters(inputs: int, outputs: int) -> int:
    """Parameters of one dense layer: a weight for every pair, and one bias per output.

    >>> dense_parameters(1080 * 1080 * 3, 100)
    349920100

    Raises:
        ValueError: a number below 1.
    """
    require(1, inputs=inputs, outputs=outputs)
    return inputs * outputs + outputs


def _check(units: int, kernel: int, unit: int) -> None:
    require(1, units=units, kernel=kernel)
    require(0, unit=unit)
    if kernel % 2 == 0:
        raise ValueError(f"The kernel must be odd here, so that it has a middle; {kernel} is even.")
    if unit >= units:
        raise ValueError(f"There is no unit {unit} in a row of {units}: the last one is {units - 1}.")
