"""Blocks against published numbers, and any block against real torch modules."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from cnnviz.maths import (
    Block,
    BlockLayer,
    asymmetric_blocks,
    grouped_blocks,
    inception_blocks,
    reduction_blocks,
    residual_blocks,
    separable_blocks,
)


def test_the_classic_reduction() -> None:
    """28 × 28 × 192 to 32 maps through 16. Ng, Convolutional Neural Networks (deeplearning.ai), week 2."""
    direct, reduced = reduction_blocks(28, 192, 32, 5, 16)
    assert direct.cost().macs == 120_422_400
    assert [cost.macs for cost in reduced.costs()] == [2_408_448, 10_035_200]
    assert reduced.cost().macs == 12_443_648
    assert (direct.cost().output_values, reduced.cost().output_values) == (25_088, 37_632)


def inception(*numbers: int) -> tuple[Block, Block]:
    size, maps_in, n1, r3, n3, r5, n5, projection = numbers
    return inception_blocks(size, maps_in, n1, n3, n5, reduce_3=r3, reduce_5=r5, projection=projection)


def test_cs231n_inception_module() -> None:
    """256 maps in, 128, 192 and 96 out: 854M operations naive, 672 and 480 maps (CS231n 2017, lecture 9)."""
    naive, reduced = inception(28, 256, 128, 64, 192, 64, 96, 64)
    assert (naive.cost().weights, naive.out_channels) == (1_089_536, 672)
    assert naive.cost().macs == 854_196_224
    assert (reduced.cost().weights, reduced.out_channels) == (346_112, 480)
    _, passing = inception(28, 256, 128, 64, 192, 64, 96, 0)
    assert (passing.cost().weights, passing.out_channels) == (329_728, 672)


# Szegedy et al. 2014, table 1: side, maps in, #1x1, #3x3 reduce, #3x3, #5x5 reduce, #5x5, pool proj; millions of ops.
GOOGLENET = {
    "3a": ((28, 192, 64, 96, 128, 16, 32, 32), 128),
    "3b": ((28, 256, 128, 128, 192, 32, 96, 64), 304),
    "4a": ((14, 480, 192, 96, 208, 16, 48, 64), 73),
    "4b": ((14, 512, 160, 112, 224, 24, 64, 64), 88),
    "4c": ((14, 512, 128, 128, 256, 24, 64, 64), 100),
    "4d": ((14, 512, 112, 144, 288, 32, 64, 64), 119),
    "4e": ((14, 528, 256, 160, 320, 32, 128, 128), 170),
    "5b": ((7, 832, 384, 192, 384, 48, 128, 128), 71),
}


@pytest.mark.parametrize("module", GOOGLENET)
def test_googlenet_table(module: str) -> None:
    numbers, millions = GOOGLENET[module]
    _, reduced = inception(*numbers)
    assert reduced.cost().macs / 1e6 == pytest.approx(millions, abs=1)


def test_mobilenet_table_3() -> None:
    """Howard et al. 2017, table 3: 14 × 14 × 512: 462 and 52.3 million mult-adds, 2.36 and 0.27 million weights."""
    full, separable = (block.cost() for block in separable_blocks(14, 512, 512, 3))
    assert (round(full.macs / 1e6), round(full.weights / 1e6, 2)) == (462, 2.36)
    assert (round(separable.macs / 1e6, 1), round(separable.weights / 1e6, 2)) == (52.3, 0.27)


def test_resnet_bottleneck() -> None:
    """He et al. 2015, figure 5: both designs of a block take about the same time."""
    plain, bottleneck = residual_blocks(56, 256, 64)
    assert (plain.cost().weights, bottleneck.cost().weights) == (1_179_648, 69_632)
    assert residual_blocks(56, 64, 64)[0].cost().weights == 73_728


def test_alexnet_groups() -> None:
    """Krizhevsky et al. 2012: conv2 has 307,200 and conv4 663,552 weights on two GPUs."""
    assert [b.cost().weights for b in grouped_blocks(27, 96, 256, 5, 2)] == [614_400, 307_200]
    assert grouped_blocks(13, 384, 384, 3, 2)[1].cost().weights == 663_552


@given(st.integers(1, 40), st.integers(1, 64), st.integers(1, 64), st.integers(2, 9))
def test_ratios_are_the_formulas(size: int, maps_in: int, maps_out: int, n: int) -> None:
    def ratio(pair: tuple[Block, Block]) -> float:
        return pair[1].cost().macs / pair[0].cost().macs

    assert ratio(separable_blocks(size, maps_in, maps_out, n)) == pytest.approx(1 / maps_out + 1 / n**2)
    assert ratio(asymmetric_blocks(size, maps_in, maps_in, n, maps_in)) == pytest.approx(2 / n)
    assert ratio(grouped_blocks(size, n * maps_in, n * maps_out, 3, n)) == pytest.approx(1 / n)
    expected = n * (1 / (9 * maps_out) + 1 / maps_in)
    assert ratio(reduction_blocks(size, maps_in, maps_out, 3, n)) == pytest.approx(expected)


def module(layer: BlockLayer, bias: bool) -> nn.Module:
    if layer.pool:
        return nn.MaxPool2d(layer.kernel, 1, padding=1)
    return nn.Conv2d(
        layer.in_channels, layer.out_channels, layer.kernel, padding="same", groups=layer.groups, bias=bias
    )


def counted(block: Block, bias: bool) -> tuple[int, int, int, int]:
    """Parameters, MACs (half of torch's FLOPs), values and maps out, of the real thing."""
    parameters = values = maps = 0
    with torch.device("meta"), FlopCounterMode(display=False) as counter:
        for branch in block.branches:
            y = torch.empty(1, block.in_channels, block.size, block.size)
            for layer in branch:
                built = module(layer, bias)
                y = built(y)
                values += y.numel()
                parameters += sum(p.numel() for p in built.parameters())
            maps += y.shape[1]
    return parameters, counter.get_total_flops() // 2, values, maps


maps = st.integers(1, 6)
few = st.tuples(st.integers(1, 5), maps, maps)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@settings(max_examples=40, deadline=None)
@given(few, maps, maps, st.integers(0, 3), st.sampled_from((1, 3, 4, 5, 7)), st.booleans())
def test_any_block_is_what_torch_counts(
    sizes: tuple[int, int, int], width: int, more: int, projection: int, kernel: int, bias: bool
) -> None:
    size, first, second = sizes
    pairs = (
        reduction_blocks(size, first, second, kernel, width),
        inception_blocks(
            size, first, second, width, more, reduce_3=width, reduce_5=second, projection=projection
        ),
        residual_blocks(size, first, width),
        separable_blocks(size, first, second, kernel),
        asymmetric_blocks(size, first, second, kernel, width),
        grouped_blocks(size, first * more, second * more, kernel, more),
    )
    for block in (block for pair in pairs for block in pair):
        cost = block.cost(bias=bias)
        expected = (cost.parameters, cost.macs, cost.output_values, block.out_channels)
        assert counted(block, bias) == expected, block


def test_sentences() -> None:
    with pytest.raises(ValueError, match="96 input and 256 output channels cannot be split into 5 equal"):
        grouped_blocks(27, 96, 256, 5, 5)[1].cost()
    with pytest.raises(ValueError, match="The output height must be at least 1, not 0"):
        reduction_blocks(0, 1, 1, 1, 1)[0].cost()
    with pytest.raises(ValueError, match="The size must be at least 1, not 0"):
        inception_blocks(0, 1, 1, 1, 1, reduce_3=1, reduce_5=1, projection=0)[0].layers[3].cost(0)
