"""Costs against published numbers and against torch's own layers and counter."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils.flop_counter import FlopCounterMode

from cnnviz.maths import LayerCost, convolution_cost, transposed_cost

channels = st.integers(1, 3)
pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))


def test_cs231n_maps() -> None:
    """6, then 10 filters of 5x5 on 32x32x3 (https://cs231n.github.io/convolutional-networks/)."""
    first = convolution_cost(3, 6, (5, 5), (28, 28))
    second = convolution_cost(6, 10, (5, 5), (24, 24))
    assert (first.parameters, second.parameters) == (456, 1510)
    assert (first.output_values, second.output_values) == (28 * 28 * 6, 24 * 24 * 10)


def test_alexnet_first_layer() -> None:
    """96 filters of 11x11 with stride 4 (Krizhevsky et al. 2012): 290,400 neurons."""
    cost = convolution_cost(3, 96, (11, 11), (55, 55))
    assert cost == LayerCost(weights=34_848, biases=96, macs=105_415_200, output_values=290_400)
    assert (cost.parameter_bytes, cost.output_bytes) == (139_776, 1_161_600)


def test_alexnet_second_layer_in_two_groups() -> None:
    """256 filters of 5x5x48, half of them on each GPU (Krizhevsky et al. 2012): 307,200 weights."""
    assert convolution_cost(96, 256, (5, 5), (27, 27), groups=2).weights == 307_200


def test_bottleneck() -> None:
    """28x28x192 to 32 maps, straight (120M) and through 16 maps (12.4M).

    Ng, Convolutional Neural Networks (deeplearning.ai), week 2: the motivation of the inception module.
    """
    assert convolution_cost(192, 32, (5, 5), (28, 28)).macs == 120_422_400
    reduced = (
        convolution_cost(192, 16, (1, 1), (28, 28)).macs,
        convolution_cost(16, 32, (5, 5), (28, 28)).macs,
    )
    assert reduced == (2_408_448, 10_035_200)


def counted(layer: torch.nn.Conv2d | torch.nn.ConvTranspose2d, size: tuple[int, int]) -> LayerCost:
    """The same layer's cost as torch sees it; its counter counts FLOPs, two per MAC."""
    with FlopCounterMode(display=False) as counter:
        output = layer(torch.empty(1, layer.in_channels, *size, device="meta"))
    biases = 0 if layer.bias is None else layer.bias.numel()
    return LayerCost(layer.weight.numel(), biases, counter.get_total_flops() // 2, output.numel())


@settings(max_examples=25)
@given(channels, channels, pairs, pairs, st.integers(1, 3), st.booleans())
def test_costs_are_what_torch_counts(
    inside: int, outside: int, kernel: tuple[int, int], size: tuple[int, int], groups: int, bias: bool
) -> None:
    incoming, outgoing = inside * groups, outside * groups
    full = (kernel[0] - 1, kernel[1] - 1)
    forward = torch.nn.Conv2d(
        incoming, outgoing, kernel, padding=full, groups=groups, bias=bias, device="meta"
    )
    output = (size[0] + full[0], size[1] + full[1])
    assert counted(forward, size) == convolution_cost(
        incoming, outgoing, kernel, output, groups=groups, bias=bias
    )
    backward = torch.nn.ConvTranspose2d(incoming, outgoing, kernel, groups=groups, bias=bias, device="meta")
    assert counted(backward, size) == transposed_cost(
        incoming, outgoing, kernel, size, output, groups=groups, bias=bias
    )


def test_sentences() -> None:
    with pytest.raises(
        ValueError, match=r"3 input and 4 output channels cannot be split into 2 equal groups\."
    ):
        convolution_cost(3, 4, (1, 1), (1, 1), groups=2)
    with pytest.raises(ValueError, match="The number of groups must be at least 1, not 0"):
        transposed_cost(3, 4, (1, 1), (1, 1), (1, 1), groups=0)
    with pytest.raises(ValueError, match="The kernel width must be at least 1, not 0"):
        convolution_cost(3, 4, (1, 0), (1, 1))
    with pytest.raises(ValueError, match="The output height must be at least 1, not 0"):
        convolution_cost(3, 4, (1, 1), (0, 1))
    with pytest.raises(ValueError, match="The input width must be at least 1, not 0"):
        transposed_cost(3, 4, (1, 1), (1, 0), (1, 1))
