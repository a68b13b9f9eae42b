"""The lesson's state as one layer with numbers in it, and what follows from them."""

from dataclasses import dataclass, field

from cnnviz.lessons.convolution.cells import Volume
from cnnviz.lessons.convolution.presets import DIGIT_3, LAPLACIAN
from cnnviz.maths import AFTERWARDS, channel_sums, convolve, flipped, output_shape, window_values

Map = list[list[float]]


@dataclass(frozen=True)
class Lab:
    """A picture (C, H, W), filters (N, C, K, K) of whole numbers, and what is done with their dot products.

    The weights are the whole numbers over `divisor`. `at` is the output cell that is looked at, `filter` its map.

    Raises:
        ValueError: the parts do not fit each other; the message says which.
    """

    input: Volume = (DIGIT_3,)
    kernel: tuple[Volume, ...] = ((LAPLACIAN,),)
    bias: tuple[int, ...] = (0,)
    divisor: int = 1
    flip: bool = False
    activation: str = "none"
    stride: int = 1
    padding: int = 0
    at: tuple[int, int] = (0, 0)
    filter: int = 0
    shape: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        shape = output_shape(self.input, self.kernel, self.stride, self.padding)
        if len(self.bias) != len(self.kernel):
            raise ValueError(
                f"{len(self.kernel)} kernels need {len(self.kernel)} biases, one each; given: {len(self.bias)}."
            )
        inside = tuple(min(place, side - 1) for place, side in zip(self.at, shape, strict=True))
        object.__setattr__(self, "shape", shape)
        object.__setattr__(self, "at", inside)
        object.__setattr__(self, "filter", min(self.filter, len(self.kernel) - 1))

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the kernel."""
        return len(self.kernel[0][0]), len(self.kernel[0][0][0])

    @property
    def sums(self) -> list[float]:
        """The dot products at `at`, channel by channel, before divisor and bias."""
        return channel_sums(
            self.input,
            self.kernel[self.filter],
            self.at,
            stride=self.stride,
            padding=self.padding,
            flip=self.flip,
        )

    @property
    def linear(self) -> float:
        """The value at `at` before the activation."""
        total = sum(self.sums)
        return (total / self.divisor if self.divisor != 1 else total) + self.bias[self.filter]

    @property
    def output(self) -> float:
        return AFTERWARDS[self.activation](self.linear)

    def window(self, channel: int) -> Map:
        """What the window reads of one channel at `at`."""
        return window_values(self.input[channel], self.size, self.at, self.stride, self.padding)

    def weights(self, channel: int) -> Map:
        """The weights as the sum uses them: turned if it is a true convolution."""
        plane = self.kernel[self.filter][channel]
        return flipped(plane) if self.flip else [list(row) for row in plane]

    def maps(self, flip: bool | None = None) -> list[Map]:
        """All output maps, (N, H', W')."""
        return convolve(
            self.input,
            self.kernel,
            divisor=self.divisor,
            bias=self.bias,
            activation=self.activation,
            stride=self.stride,
            padding=self.padding,
            flip=self.flip if flip is None else flip,
        )

    @property
    def parameters(self) -> int:
        """Values that one filter learns: its weights through all channels, and one bias."""
        return len(self.input) * self.size[0] * self.size[1] + 1


def flip_words(lab: Lab) -> str:
    """When turning the chosen kernel matters, in a sentence.

    >>> flip_words(Lab())
    'This kernel looks the same when it is turned by 180°, so both operators give the same map.'
    """
    planes = lab.kernel[lab.filter]
    turned = [flipped(plane) for plane in planes]
    same = all(t == [list(row) for row in p] for t, p in zip(turned, planes, strict=True))
    negative = all(t == [[-w for w in row] for row in p] for t, p in zip(turned, planes, strict=True))
    if same:
        return "This kernel looks the same when it is turned by 180°, so both operators give the same map."
    if negative:
        return "This kernel becomes its own negative when it is turned by 180°: every sum of the map changes its sign."
    one, other = (lab.maps(flip)[lab.filter] for flip in (False, True))
    cells = [(a, b) for rows in zip(one, other, strict=True) for a, b in zip(*rows, strict=True)]
    differing = sum(a != b for a, b in cells)
    return (
        "This kernel looks different when it is turned by 180°: with and without turning, "
        f"{differing} of the map's {len(cells)} values differ."
    )


def table(lab: Lab) -> list[tuple[int, int, int, float]]:
    """Every value of every map, as (map, row, column, value): for a table to take home."""
    return [
        (number, row, column, value)
        for number, rows in enumerate(lab.maps())
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    ]
