"""Transposed convolution against published examples and its own relations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.maths import (
    Window,
    forward_twin,
    output_paddings,
    output_size,
    stretched_size,
    transposed_size,
)
from tests.maths.strategies import axes, sizes, windows

# Dumoulin & Visin 2016, https://arxiv.org/abs/1603.07285, figures 4.1 to 4.7: the forward input and window;
# then the transposed input, its stretched size, the twin's padding and the output padding a.
DUMOULIN_VISIN = {
    "4.1 no padding": (4, Window(3), 2, 2, (2, 2), 0),
    "4.2 arbitrary padding": (5, Window(4, padding=2), 6, 6, (1, 1), 0),
    "4.3 half padding": (5, Window(3, padding=1), 5, 5, (1, 1), 0),
    "4.4 full padding": (5, Window(3, padding=2), 7, 7, (0, 0), 0),
    "4.5 strides": (5, Window(3, stride=2), 2, 3, (2, 2), 0),
    "4.6 strides and padding": (5, Window(3, stride=2, padding=1), 3, 5, (1, 1), 0),
    "4.7 strides and padding, one left over": (6, Window(3, stride=2, padding=1), 3, 5, (1, 2), 1),
}


@pytest.mark.parametrize(
    ("forward", "window", "size", "stretched", "padding", "a"), DUMOULIN_VISIN.values(), ids=DUMOULIN_VISIN
)
def test_published_examples(
    forward: int, window: Window, size: int, stretched: int, padding: tuple[int, int], a: int
) -> None:
    assert output_size(forward, window) == size
    assert output_paddings(forward, window) == a
    assert transposed_size(size, window, a) == forward
    assert stretched_size(size, window) == stretched
    twin = forward_twin(size, window, a)
    assert (twin.stretched, twin.window, twin.crop) == (
        stretched,
        Window(window.kernel, padding=padding),
        (0, 0),
    )


@given(axes)
def test_output_padding_undoes_the_floor(axis: tuple[int, Window]) -> None:
    """Of all output paddings below the stride, one gives back the input size, and it is this one."""
    size, window = axis
    down = output_size(size, window)
    right = []
    for a in range(window.stride):
        try:
            right += [a] if transposed_size(down, window, a) == size else []
        except ValueError:
            continue  # this output padding leaves nothing at all
    assert right == [output_paddings(size, window)]


@given(sizes, windows(largest_padding=9), st.integers(0, 3))
def test_twin_gives_the_same_size(size: int, window: Window, output_padding: int) -> None:
    try:
        expected = transposed_size(size, window, output_padding)
    except ValueError:
        with pytest.raises(ValueError, match=r"too large|nothing is left"):
            forward_twin(size, window, output_padding)
        return
    twin = forward_twin(size, window, output_padding)
    assert twin.window.stride == 1
    assert output_size(twin.stretched, twin.window) - sum(twin.crop) == expected


def test_sentences() -> None:
    with pytest.raises(ValueError) as error:
        transposed_size(4, Window(3, stride=2), output_padding=2)
    assert str(error.value) == (
        "An output padding of 2 is too large: it must be smaller than the stride (2) or the dilation (1). "
        "Use at most 1."
    )
    with pytest.raises(ValueError) as error:
        transposed_size(4, Window(3, padding=3))
    assert str(error.value) == (
        "The transposed window writes 6 values, but the padding crops 3 + 3, so nothing is left. "
        "Use less padding or a larger kernel."
    )
    with pytest.raises(ValueError, match="The output padding must be at least 0, not -1"):
        transposed_size(4, Window(3), output_padding=-1)
    with pytest.raises(ValueError, match="The input size must be at least 1, not 0"):
        stretched_size(0, Window(3))
