"""Sizes, refusals, connections and values against torch, on random rectangular layers."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from cnnviz.maths import (
    Window,
    forward_twin,
    output_size,
    readers,
    reads,
    same_padding,
    transposed_size,
    unseen,
)
from tests.maths.strategies import axes, pooling_axes, sizes, windows

Axis = tuple[int, Window]
Numbers = tuple[int, int, int, int, int]  # size, kernel, stride, padding, dilation

# Possible numbers, and any numbers: sizes and refusals are both met often.
possible = st.tuples(sizes, st.integers(1, 4), st.integers(1, 3), st.integers(0, 4), st.integers(1, 3))
any_number = st.tuples(sizes, st.integers(0, 4), st.integers(0, 3), st.integers(-1, 4), st.integers(0, 3))
numbers = possible | any_number
output_paddings = st.integers(0, 1) | st.integers(-1, 3)


def shape_of(call: Callable[[], torch.Tensor]) -> tuple[int, ...] | None:
    """The last two sizes of what torch returns; None where it refuses."""
    try:
        return tuple(call().shape[-2:])
    except RuntimeError:
        return None


def ours(call: Callable[[], tuple[int, ...]]) -> tuple[int, ...] | None:
    try:
        return call()
    except ValueError:
        return None


def ones(*shape: int) -> torch.Tensor:
    return torch.ones(1, 1, *shape, dtype=torch.float64)


def layer(high: Numbers, wide: Numbers) -> dict[str, Any]:
    """Stride, padding and dilation as torch takes them, (height, width) each."""
    return {
        name: (high[index], wide[index])
        for index, name in enumerate(("stride", "padding", "dilation"), start=2)
    }


@settings(max_examples=400)
@given(numbers, numbers)
def test_convolution_sizes_and_refusals(high: Numbers, wide: Numbers) -> None:
    expected = shape_of(
        lambda: functional.conv2d(ones(high[0], wide[0]), ones(high[1], wide[1]), **layer(high, wide))
    )
    assert (
        ours(lambda: (output_size(high[0], Window(*high[1:])), output_size(wide[0], Window(*wide[1:]))))
        == expected
    )


@settings(max_examples=400)
@given(numbers, numbers, output_paddings, output_paddings)
def test_transposed_sizes_and_refusals(high: Numbers, wide: Numbers, tall: int, broad: int) -> None:
    picture, kernel = ones(high[0], wide[0]), ones(high[1], wide[1])
    geometry = layer(high, wide)
    expected = shape_of(
        lambda: functional.conv_transpose2d(picture, kernel, output_padding=(tall, broad), **geometry)
    )
    assert expected == ours(
        lambda: (
            transposed_size(high[0], Window(*high[1:]), tall),
            transposed_size(wide[0], Window(*wide[1:]), broad),
        )
    )


@settings(max_examples=300)
@given(pooling_axes, pooling_axes, st.booleans(), st.integers(1, 3))
def test_pooling_sizes_and_refusals(high: Axis, wide: Axis, ceil_mode: bool, dilation: int) -> None:
    (height, tall), (width, broad) = high, wide
    picture = ones(height, width)
    geometry = layer(*((0, 0, window.stride, window.before, dilation) for window in (tall, broad)))
    kernel = (tall.kernel, broad.kernel)

    def size(dilation: int) -> tuple[int, ...]:
        dilated = [Window(window.kernel, window.stride, window.padding, dilation) for window in (tall, broad)]
        return output_size(height, dilated[0], ceil_mode), output_size(width, dilated[1], ceil_mode)

    expected = shape_of(lambda: functional.max_pool2d(picture, kernel, ceil_mode=ceil_mode, **geometry))
    assert ours(lambda: size(dilation)) == expected
    del geometry["dilation"]
    expected = shape_of(lambda: functional.avg_pool2d(picture, kernel, ceil_mode=ceil_mode, **geometry))
    assert ours(lambda: size(1)) == expected


def padded(picture: torch.Tensor, high: Window, wide: Window) -> torch.Tensor:
    return functional.pad(picture, (wide.before, wide.after, high.before, high.after))


def convolve(picture: torch.Tensor, kernel: torch.Tensor, high: Window, wide: Window) -> torch.Tensor:
    """The layer that the two windows describe, whatever their padding."""
    strides, dilations = (high.stride, wide.stride), (high.dilation, wide.dilation)
    return functional.conv2d(padded(picture, high, wide), kernel, stride=strides, dilation=dilations)


def outer(rows: list[int], columns: list[int]) -> list[list[int]]:
    return [[row * column for column in columns] for row in rows]


@given(axes, axes, st.data())
def test_connections_of_a_convolution(high: Axis, wide: Axis, data: st.DataObject) -> None:
    """With a kernel of ones, the gradient of an input pixel counts the outputs that use it."""
    (height, tall), (width, broad) = high, wide
    picture = ones(height, width).requires_grad_()
    output = convolve(picture, ones(tall.kernel, broad.kernel), tall, broad)
    assert output.shape[-2:] == (output_size(height, tall), output_size(width, broad))

    (uses,) = torch.autograd.grad(output.sum(), picture, retain_graph=True)
    rows = [len(readers(height, tall, row)) for row in range(height)]
    columns = [len(readers(width, broad, column)) for column in range(width)]
    assert uses[0, 0].tolist() == outer(rows, columns)
    never_down = (uses[0, 0].sum(1) == 0).nonzero().flatten().tolist()
    if sum(columns):
        assert unseen(height, tall) == tuple(never_down)

    row = data.draw(st.integers(0, output.shape[-2] - 1))
    column = data.draw(st.integers(0, output.shape[-1] - 1))
    (seen,) = torch.autograd.grad(output[0, 0, row, column], picture)
    from_rows, from_columns = reads(height, tall, row), reads(width, broad, column)
    assert seen[0, 0].tolist() == outer(
        [int(index in from_rows) for index in range(height)],
        [int(index in from_columns) for index in range(width)],
    )


@given(pooling_axes, st.booleans())
def test_connections_of_pooling(axis: Axis, ceil_mode: bool) -> None:
    """Average pooling passes a gradient to exactly the pixels that it reads, in ceil mode too."""
    size, window = axis
    picture = ones(size, 1).requires_grad_()
    kernel, strides, padding = (window.kernel, 1), (window.stride, 1), (window.before, 0)
    outputs = ours(lambda: (output_size(size, window, ceil_mode), 1))
    if outputs is None:
        return
    pooled = functional.avg_pool2d(picture, kernel, strides, padding, ceil_mode=ceil_mode)
    for output in range(outputs[0]):
        (seen,) = torch.autograd.grad(pooled[0, 0, output, 0], picture, retain_graph=True)
        inside = [position for position in reads(size, window, output, ceil_mode) if 0 <= position < size]
        assert seen.flatten().nonzero().flatten().tolist() == inside
    (uses,) = torch.autograd.grad(pooled.sum(), picture)
    assert unseen(size, window, ceil_mode) == tuple((uses.flatten() == 0).nonzero().flatten().tolist())


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@given(windows(), sizes)
def test_same_padding_is_torch_s(window: Window, size: int) -> None:
    """Not only the size: the odd zero is on the same side, so the values agree."""
    picture = torch.arange(1.0, size + 1, dtype=torch.float64).reshape(1, 1, size, 1)
    kernel = torch.arange(1.0, window.kernel + 1, dtype=torch.float64).reshape(1, 1, -1, 1)
    same = Window(window.kernel, padding=same_padding(window), dilation=window.dilation)
    expected = functional.conv2d(picture, kernel, padding="same", dilation=(window.dilation, 1))
    assert torch.equal(convolve(picture, kernel, same, Window(1)), expected)


def transpose(picture: torch.Tensor, kernel: torch.Tensor, axes: list[tuple[Window, int]]) -> torch.Tensor:
    """Torch's transposed layer; it crops both sides alike, so the padding is cut off here."""
    (tall, _), (broad, _) = axes
    whole = functional.conv_transpose2d(
        picture,
        kernel,
        stride=(tall.stride, broad.stride),
        output_padding=(axes[0][1], axes[1][1]),
        dilation=(tall.dilation, broad.dilation),
    )
    rows, columns = whole.shape[-2:]
    return whole[..., tall.before : rows - tall.after, broad.before : columns - broad.after]


@st.composite
def transposed_axes(draw: st.DrawFn) -> tuple[int, Window, int]:
    size = draw(st.integers(1, 5))
    window = draw(windows(largest_padding=7))
    output_padding = draw(st.integers(0, max(window.stride, window.dilation) - 1))
    written = (size - 1) * window.stride + window.span + output_padding
    if written <= window.before + window.after:
        window = Window(window.kernel, window.stride, 0, window.dilation)
    return size, window, output_padding


@given(transposed_axes(), transposed_axes(), st.integers(0, 1000))
def test_twin_gives_the_same_values(
    high: tuple[int, Window, int], wide: tuple[int, Window, int], seed: int
) -> None:
    """Two maps in, three maps out, whole numbers, so the two ways agree to the last bit."""
    generator = torch.Generator().manual_seed(seed)
    picture = torch.randint(-9, 10, (1, 2, high[0], wide[0]), generator=generator).double()
    kernel = torch.randint(-9, 10, (2, 3, high[1].kernel, wide[1].kernel), generator=generator).double()
    expected = transpose(picture, kernel, [high[1:], wide[1:]])
    assert expected.shape[-2:] == (transposed_size(*high), transposed_size(*wide))

    tall, broad = forward_twin(*high), forward_twin(*wide)
    stretched = torch.zeros(1, 2, tall.stretched, broad.stretched, dtype=torch.float64)
    stretched[..., :: high[1].stride, :: wide[1].stride] = picture
    flipped = kernel.transpose(0, 1).flip(-2, -1)
    twin = convolve(stretched, flipped, tall.window, broad.window)
    rows, columns = twin.shape[-2:]
    twin = twin[..., tall.crop[0] : rows - tall.crop[1], broad.crop[0] : columns - broad.crop[1]]
    assert torch.equal(twin, expected)


@given(transposed_axes(), st.data())
def test_transposed_writes_where_the_convolution_reads(
    axis: tuple[int, Window, int], data: st.DataObject
) -> None:
    size, window, output_padding = axis
    source = data.draw(st.integers(0, size - 1))
    picture = torch.zeros(1, 1, size, 1, dtype=torch.float64)
    picture[0, 0, source] = 1
    written = transpose(picture, ones(window.kernel, 1), [(window, output_padding), (Window(1), 0)])
    positions = reads(transposed_size(*axis), window, source)
    inside = [position for position in positions if 0 <= position < written.shape[-2]]
    assert written.flatten().nonzero().flatten().tolist() == inside
