"""Windows against published examples and against a slow enumeration."""

import subprocess
import sys

import pytest
from hypothesis import given

from cnnviz.maths import (
    Window,
    explain_fit,
    full_padding,
    leftover,
    output_size,
    readers,
    reads,
    same_padding,
    starts,
    unseen,
)
from tests.maths.strategies import axes, fits, pooling_axes, windows

# Size, window and output of the figures of Dumoulin & Visin 2016, https://arxiv.org/abs/1603.07285.
DUMOULIN_VISIN = {
    "2.1 no padding": (4, Window(3), 2),
    "2.2 arbitrary padding": (5, Window(4, padding=2), 6),
    "2.3 half padding": (5, Window(3, padding=1), 5),
    "2.4 full padding": (5, Window(3, padding=2), 7),
    "2.5 strides": (5, Window(3, stride=2), 2),
    "2.6 strides and padding": (5, Window(3, stride=2, padding=1), 3),
    "2.7 strides and padding, one left over": (6, Window(3, stride=2, padding=1), 3),
    "relationship 7, pooling": (5, Window(3), 3),
    "5.1 dilation": (7, Window(3, dilation=2), 3),
}

# https://cs231n.github.io/convolutional-networks/; Krizhevsky et al. 2012, with the input of 227 that makes
# the first layer's arithmetic work; He et al. 2015, table 1.
COURSES = {
    "CS231n, 7 with F=3": (7, Window(3), 5),
    "CS231n, 7 with F=3, S=2": (7, Window(3, stride=2), 3),
    "CS231n, 32 with F=5": (32, Window(5), 28),
    "CS231n, 28 with F=5": (28, Window(5), 24),
    "AlexNet, conv1": (227, Window(11, stride=4), 55),
    "AlexNet, pool1": (55, Window(3, stride=2), 27),
    "ResNet, conv1": (224, Window(7, stride=2, padding=3), 112),
}


@pytest.mark.parametrize(
    ("size", "window", "expected"),
    [*DUMOULIN_VISIN.values(), *COURSES.values()],
    ids=[*DUMOULIN_VISIN, *COURSES],
)
def test_published_sizes(size: int, window: Window, expected: int) -> None:
    assert output_size(size, window) == expected


def test_ceil_mode_of_googlenet() -> None:
    """GoogLeNet's 3x3/2 pools halve 112 to 56 and 56 to 28 (Szegedy et al. 2014, table 1) by rounding up."""
    pool = Window(3, stride=2)
    assert [output_size(size, pool) for size in (112, 56, 28, 14)] == [55, 27, 13, 6]
    assert [output_size(size, pool, ceil_mode=True) for size in (112, 56, 28, 14)] == [56, 28, 14, 7]


def enumerate_reads(size: int, window: Window, overhang: int = 0) -> list[list[int]]:
    """Walk along the padded input one stride at a time, as long as the window stays inside."""
    padded = list(range(-window.before, size + window.after + overhang))
    walk = []
    while len(padded) >= window.span:
        walk.append(padded[: window.span : window.dilation])
        padded = padded[window.stride :]
    return walk


@given(axes)
def test_walking_gives_the_same(axis: tuple[int, Window]) -> None:
    size, window = axis
    walk = enumerate_reads(size, window)
    assert output_size(size, window) == len(walk)
    assert list(starts(size, window)) == [positions[0] for positions in walk]
    assert [list(reads(size, window, output)) for output in range(len(walk))] == walk
    for pixel in range(size):
        users = tuple(output for output, positions in enumerate(walk) if pixel in positions)
        assert readers(size, window, pixel) == users
    seen = {position for positions in walk for position in positions}
    assert unseen(size, window) == tuple(sorted(set(range(size)) - seen))
    last = walk[-1][0] + window.span - 1
    assert leftover(size, window) == size + window.after - 1 - last < window.stride


@given(pooling_axes)
def test_walking_in_ceil_mode(axis: tuple[int, Window]) -> None:
    size, window = axis
    walk = [
        positions for positions in enumerate_reads(size, window, window.stride - 1) if positions[0] < size
    ]
    assert fits(size, window, ceil_mode=True) == bool(walk)
    if walk:
        assert output_size(size, window, ceil_mode=True) == len(walk)
        outputs = range(len(walk))
        assert [list(reads(size, window, output, ceil_mode=True)) for output in outputs] == walk
        seen = {position for positions in walk for position in positions}
        assert unseen(size, window, ceil_mode=True) == tuple(sorted(set(range(size)) - seen))


@given(windows())
def test_same_and_full_padding(window: Window) -> None:
    """Same keeps the size at stride 1; full lets the first and the last window touch just one pixel."""
    for size in (1, 6, 9):
        same = Window(window.kernel, padding=same_padding(window), dilation=window.dilation)
        assert output_size(size, same) == size
        full = Window(window.kernel, padding=full_padding(window), dilation=window.dilation)
        outputs = output_size(size, full)
        assert [position for position in reads(size, full, 0) if position >= 0] == [0]
        assert [position for position in reads(size, full, outputs - 1) if position < size] == [size - 1]


EXPLAINED = [
    (7, Window(3, stride=2), "The window fits exactly: (7 − 3)/2 + 1 = 3. Every pixel is read."),
    (
        7,
        Window(2, stride=5, padding=(1, 0), dilation=3),
        "The window does not fit exactly: (7 + 1 − 4)/5 + 1 = 1.80 is rounded down to 1, and 4 positions are "
        "left over at the end. No window reads pixels 0, 1, 3, 4, 5 and 6 (counted from 0).",
    ),
    (
        6,
        Window(3, stride=2, padding=1),
        "The window does not fit exactly: (6 + 2 − 3)/2 + 1 = 3.50 is rounded down to 3, and 1 position of "
        "padding is left over at the end. Every pixel is read.",
    ),
    (
        8,
        Window(3, stride=3),
        "The window does not fit exactly: (8 − 3)/3 + 1 = 2.67 is rounded down to 2, and 2 positions are "
        "left over at the end. No window reads pixels 6 and 7 (counted from 0).",
    ),
    (
        11,
        Window(1, stride=3),
        "The window does not fit exactly: (11 − 1)/3 + 1 = 4.33 is rounded down to 4, and 1 position is "
        "left over at the end. No window reads pixels 1, 2, 4, 5, 7, 8 and 10 (counted from 0).",
    ),
    (
        13,
        Window(1, stride=3),
        "The window fits exactly: (13 − 1)/3 + 1 = 5. "
        "No window reads pixels 1, 2, 4, 5, 7, 8 and 2 more (counted from 0).",
    ),
    (
        5,
        Window(7),
        "The window spans 7 pixels (kernel 7), but the input has only 5. "
        "Use a smaller kernel, or more padding.",
    ),
    (
        5,
        Window(5, padding=1, dilation=2),
        "The window spans 9 pixels (kernel 5, dilation 2), but the padded input "
        "has only 7. Use a smaller kernel or dilation, or more padding.",
    ),
]


@pytest.mark.parametrize(("size", "window", "sentence"), EXPLAINED)
def test_explanations(size: int, window: Window, sentence: str) -> None:
    assert explain_fit(size, window) == sentence


def test_the_error_is_the_explanation() -> None:
    size, window = 5, Window(7)
    with pytest.raises(ValueError, match="spans 7 pixels") as error:
        output_size(size, window)
    assert str(error.value) == explain_fit(size, window)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"kernel": 0}, "The kernel must be at least 1, not 0."),
        ({"kernel": 3, "stride": 0}, "The stride must be at least 1, not 0."),
        ({"kernel": 3, "dilation": -1}, "The dilation must be at least 1, not -1."),
        ({"kernel": 3, "padding": -1}, "The padding must be at least 0, not -1."),
        ({"kernel": 3, "padding": (0, -2)}, "The padding must be at least 0, not -2."),
        ({"kernel": 3, "padding": (1, 1, 1)}, "The padding takes two numbers, before and after, not 3."),
        ({"kernel": 2.5}, "The kernel must be a whole number, not 2.5."),
    ],
)
def test_impossible_windows(numbers: dict[str, int], sentence: str) -> None:
    with pytest.raises(ValueError) as error:
        Window(**numbers)
    assert str(error.value) == sentence


def test_impossible_positions() -> None:
    with pytest.raises(ValueError, match="The input size must be at least 1, not 0"):
        output_size(0, Window(1, padding=3))
    with pytest.raises(ValueError, match="The input size must be at least 1, not 0"):
        explain_fit(0, Window(1))
    for output in (-1, 3):
        with pytest.raises(ValueError, match=f"no output {output}: the outputs are numbered 0 to 2"):
            reads(5, Window(3), output)
    for pixel in (-1, 5):
        with pytest.raises(ValueError, match=f"no pixel {pixel}: the pixels are numbered 0 to 4"):
            readers(5, Window(3), pixel)


def test_needs_the_standard_library_only() -> None:
    code = "import sys, cnnviz.maths; sys.exit(any(name in sys.modules for name in ('numpy', 'torch')))"
    subprocess.run([sys.executable, "-c", code], check=True)
