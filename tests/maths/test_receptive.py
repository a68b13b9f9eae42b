"""Receptive fields: published numbers, and every pixel against autograd through a stack of ones."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from cnnviz.maths import Window, reaches, seen_by, who_sees
from tests.maths.strategies import windows

THREE = Window(3, padding=1)
HALF = Window(2, stride=2)
ALEXNET = [
    Window(11, 4), Window(3, 2), Window(5, padding=2), Window(3, 2), THREE, THREE, THREE, Window(3, 2),
]  # fmt: skip
VGG16 = [THREE, THREE, HALF, THREE, THREE, HALF, *3 * [THREE, THREE, THREE, HALF]]


def test_three_small_kernels_reach_as_far_as_a_large_one() -> None:
    assert reaches(21, 3 * [THREE])[-1] == reaches(21, [Window(7, padding=3)])[-1]


def test_alexnet() -> None:
    """Sizes: Krizhevsky et al. 2012 with 227 pixels. The last field: the table of Araujo, Norris & Sim 2019."""
    levels = reaches(227, ALEXNET)[1:]
    assert [level.size for level in levels] == [55, 27, 27, 13, 13, 13, 13, 6]
    assert [level.field for level in levels] == [11, 19, 51, 67, 99, 131, 163, 195]
    assert [level.jump for level in levels] == [4, 8, 8, 16, 16, 16, 16, 32]


def test_vgg16() -> None:
    """Simonyan & Zisserman 2014, configuration D. The last field: the table of Araujo, Norris & Sim 2019."""
    levels = reaches(224, VGG16)[1:]
    fields = [3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212]
    assert [level.field for level in levels] == fields
    assert [level.size for level in levels][2::4][:2] == [112, 56]
    assert (levels[-1].size, levels[-1].jump, levels[-1].start) == (7, 32, 15.5)


def test_doubling_dilation_grows_the_field_exponentially() -> None:
    """Yu & Koltun 2016, figure 1: 3, 7 and 15 pixels after dilations 1, 2 and 4."""
    layers = [Window(3, padding=d, dilation=d) for d in (1, 2, 4)]
    assert [level.field for level in reaches(31, layers)[1:]] == [3, 7, 15]


def test_dilation_leaves_holes_that_the_hull_spans() -> None:
    layers = [Window(3, dilation=2), Window(3, dilation=2)]
    assert seen_by(11, layers, 0)[0] == (0, 2, 4, 6, 8)
    assert reaches(11, layers)[-1].hull(0) == range(9)


def test_what_does_not_fit_names_its_layer() -> None:
    with pytest.raises(ValueError, match=r"Layer 2 does not fit\. The window spans 9 pixels"):
        reaches(10, [Window(3), Window(9)])
    with pytest.raises(ValueError, match="no unit 8"):
        seen_by(10, [Window(3)], 8)
    with pytest.raises(ValueError, match="no pixel -1"):
        who_sees(10, [Window(3)], -1)


def gradients(size: int, layers: list[Window]) -> torch.Tensor:
    """How every unit of the last layer (row) depends on every pixel (column), all weights being one."""
    x = torch.ones(1, 1, size, dtype=torch.float64, requires_grad=True)
    y = x
    for w in layers:
        ones = torch.ones(1, 1, w.kernel, dtype=torch.float64)
        padded = functional.pad(y, (w.before, w.after))
        y = functional.conv1d(padded, ones, stride=w.stride, dilation=w.dilation)
    units = y.flatten()
    rows = [torch.autograd.grad(unit, x, retain_graph=True)[0].flatten() for unit in units]
    return torch.stack(rows)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 30), st.lists(windows(), max_size=4))
def test_every_pixel_agrees_with_autograd(size: int, layers: list[Window]) -> None:
    try:
        levels = reaches(size, layers)
    except ValueError:
        with pytest.raises(RuntimeError):
            gradients(size, layers)
        return
    last = levels[-1]
    reached = gradients(size, layers) > 0
    assert reached.shape == (last.size, size)
    for unit in range(last.size):
        pixels = seen_by(size, layers, unit)[0]
        assert pixels == tuple(reached[unit].nonzero().flatten().tolist())
        assert set(pixels) <= set(last.hull(unit))
    for pixel in range(size):
        assert who_sees(size, layers, pixel)[-1] == tuple(reached[:, pixel].nonzero().flatten().tolist())


@settings(max_examples=100)
@given(st.lists(windows(largest_padding=0), min_size=1, max_size=4))
def test_without_padding_the_hull_is_tight(layers: list[Window]) -> None:
    size = 4000  # more than four of these layers can reach
    pixels = seen_by(size, layers, 0)[0]
    hull = reaches(size, layers)[-1].hull(0)
    assert (pixels[0], pixels[-1]) == (hull[0], hull[-1])
