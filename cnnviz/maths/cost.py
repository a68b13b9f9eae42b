"""What a layer costs: parameters, multiply-accumulates and memory.

A multiply-accumulate (MAC) is one product added to a sum. It is not a FLOP: a FLOP count is twice the MACs.
"""

from dataclasses import dataclass

from cnnviz.maths._checks import require

FLOAT32_BYTES = 4


@dataclass(frozen=True)
class LayerCost:
    """The cost of one layer for one picture: counts of numbers, and MACs. Bytes are for float32."""

    weights: int
    biases: int
    macs: int
    output_values: int

    @property
    def parameters(self) -> int:
        """Weights and biases together."""
        return self.weights + self.biases

    @property
    def parameter_bytes(self) -> int:
        """Memory of the parameters in bytes, at 4 bytes each."""
        return FLOAT32_BYTES * self.parameters

    @property
    def output_bytes(self) -> int:
        """Memory of the output values in bytes, at 4 bytes each."""
        return FLOAT32_BYTES * self.output_values


def convolution_cost(
    in_channels: int,
    out_channels: int,
    kernel: tuple[int, int],
    output: tuple[int, int],
    *,
    groups: int = 1,
    bias: bool = True,
) -> LayerCost:
    """Weights C_out C_in / groups K_h K_w; MACs = weights O_h O_w; `kernel` and `output` as (height, width).

    Every output value counts all its products, those with padding zeros too. Adding the bias is not a MAC.

    >>> convolution_cost(3, 96, (11, 11), (55, 55)).macs
    105415200

    Raises:
        ValueError: a number below 1, or channels that cannot be split into the groups.
    """
    require(1, output_height=output[0], output_width=output[1])
    weights = _weights(in_channels, out_channels, kernel, groups)
    positions = output[0] * output[1]
    return LayerCost(weights, out_channels if bias else 0, weights * positions, out_channels * positions)


def transposed_cost(
    in_channels: int,
    out_channels: int,
    kernel: tuple[int, int],
    input: tuple[int, int],
    output: tuple[int, int],
    *,
    groups: int = 1,
    bias: bool = True,
) -> LayerCost:
    """Weights C_in C_out / groups K_h K_w; MACs = weights I_h I_w; sizes as (height, width).

    Every input value is multiplied by all weights of its channel; products that land in the cropped padding
    are counted. The forward twin, which also multiplies the zeros it stretches with, would take more.

    >>> transposed_cost(2, 1, (3, 3), input=(4, 4), output=(9, 9)).macs
    288

    Raises:
        ValueError: a number below 1, or channels that cannot be split into the groups.
    """
    require(1, input_height=input[0], input_width=input[1], output_height=output[0], output_width=output[1])
    weights = _weights(in_channels, out_channels, kernel, groups)
    return LayerCost(
        weights,
        out_channels if bias else 0,
        weights * input[0] * input[1],
        out_channels * output[0] * output[1],
    )


def _weights(in_channels: int, out_channels: int, kernel: tuple[int, int], groups: int) -> int:
    require(1, input_channels=in_channels, output_channels=out_channels)
    require(1, kernel_height=kernel[0], kernel_width=kernel[1], number_of_groups=groups)
    if in_channels % groups or out_channels % groups:
        raise ValueError(
            f"{in_channels} input and {out_channels} output channels cannot be split into "
            f"{groups} equal groups. Choose a number of groups that divides both."
        )
    return out_channels * in_channels // groups * kernel[0] * kernel[1]
