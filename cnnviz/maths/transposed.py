"""Transposed convolution along one axis: a convolution's connections, walked the other way.

Input i of the transposed layer writes to exactly the positions that output i of the convolution with
the same window reads; padding is therefore cropped off the result instead of added to the input.
"""

from dataclasses import dataclass

from cnnviz.maths._checks import require
from cnnviz.maths.window import Window, full_padding, leftover


def transposed_size(size: int, window: Window, output_padding: int = 0) -> int:
    """The output size: O = (I - 1) S - P_before - P_after + D (K - 1) + output padding + 1.

    >>> transposed_size(3, Window(3, stride=2, padding=1), output_padding=1)
    6

    Raises:
        ValueError: the output padding is not smaller than stride or dilation, or nothing is left.
    Source: Dumoulin & Visin 2016, https://arxiv.org/abs/1603.07285, relationship 14.
    """
    require(1, input_size=size)
    require(0, output_padding=output_padding)
    if output_padding >= max(window.stride, window.dilation):
        raise ValueError(
            f"An output padding of {output_padding} is too large: it must be smaller than the stride "
            f"({window.stride}) or the dilation ({window.dilation}). "
            f"Use at most {max(window.stride, window.dilation) - 1}."
        )
    written = (size - 1) * window.stride + window.span + output_padding
    cropped = window.before + window.after
    if written <= cropped:
        values = "value" if written == 1 else "values"
        raise ValueError(
            f"The transposed window writes {written} {values}, but the padding crops "
            f"{window.before} + {window.after}, so nothing is left. Use less padding or a larger kernel."
        )
    return written - cropped


def stretched_size(size: int, window: Window) -> int:
    """The input's size with S - 1 zeros put between its neighbours: (I - 1) S + 1.

    >>> stretched_size(3, Window(3, stride=2))
    5

    Raises:
        ValueError: the input size is below 1.
    """
    require(1, input_size=size)
    return (size - 1) * window.stride + 1


@dataclass(frozen=True)
class ForwardTwin:
    """An ordinary convolution that gives the same values as a transposed one.

    Stretch the input to `stretched` positions, slide `window` (stride 1) over it with the kernel
    flipped, and drop the first `crop[0]` and the last `crop[1]` outputs.
    """

    stretched: int
    window: Window
    crop: tuple[int, int] = (0, 0)


def forward_twin(size: int, window: Window, output_padding: int = 0) -> ForwardTwin:
    """The ordinary convolution over the stretched input that gives the same as the transposed one.

    Its padding is D (K - 1) - P_before before, and D (K - 1) - P_after + output padding after. Where this
    is negative there is nothing to pad, and as many outputs are dropped: `crop`.

    >>> forward_twin(3, Window(3, stride=2, padding=1), output_padding=1)
    ForwardTwin(stretched=5, window=Window(kernel=3, stride=1, padding=(1, 2), dilation=1), crop=(0, 0))

    Raises:
        ValueError: as `transposed_size`.
    Source: Dumoulin & Visin 2016, relationship 14.
    """
    transposed_size(size, window, output_padding)
    before = full_padding(window) - window.before
    after = full_padding(window) - window.after + output_padding
    return ForwardTwin(
        stretched=stretched_size(size, window),
        window=Window(window.kernel, padding=(max(before, 0), max(after, 0)), dilation=window.dilation),
        crop=(max(-before, 0), max(-after, 0)),
    )


def output_paddings(size: int, window: Window) -> int:
    """The output padding with which the transposed layer gives back exactly this input size.

    A convolution with stride S maps S neighbouring input sizes to one output size; the output padding says
    which of them to return to. It is what the convolution left over: a = (I + P - D (K - 1) - 1) mod S.

    >>> output_paddings(6, Window(3, stride=2, padding=1))
    1

    Raises:
        ValueError: the window does not fit an input of this size.
    Source: Dumoulin & Visin 2016, relationship 14.
    """
    return leftover(size, window)
