"""Convolution arithmetic: sizes, sliding, transposition, receptive fields and cost, as plain numbers.

Everything here needs the standard library only.
"""

from cnnviz.maths.cost import LayerCost, convolution_cost, transposed_cost
from cnnviz.maths.receptive import Reach, reaches, seen_by, who_sees
from cnnviz.maths.transposed import (
    ForwardTwin,
    forward_twin,
    output_paddings,
    stretched_size,
    transposed_size,
)
from cnnviz.maths.window import (
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

__all__ = [
    "ForwardTwin",
    "LayerCost",
    "Reach",
    "Window",
    "convolution_cost",
    "explain_fit",
    "forward_twin",
    "full_padding",
    "leftover",
    "output_paddings",
    "output_size",
    "reaches",
    "readers",
    "reads",
    "same_padding",
    "seen_by",
    "starts",
    "stretched_size",
    "transposed_cost",
    "transposed_size",
    "unseen",
    "who_sees",
]
