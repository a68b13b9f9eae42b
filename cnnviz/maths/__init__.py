"""Convolution arithmetic: sizes, sliding, transposition and cost, as plain numbers.

Everything here needs the standard library only.
"""

from cnnviz.maths.cost import LayerCost, convolution_cost, transposed_cost
from cnnviz.maths.pictures import dense_weights, gray_value, memory_index, number_count, shuffled_order
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
    "Window",
    "convolution_cost",
    "dense_weights",
    "explain_fit",
    "forward_twin",
    "full_padding",
    "gray_value",
    "leftover",
    "memory_index",
    "number_count",
    "output_paddings",
    "output_size",
    "readers",
    "reads",
    "same_padding",
    "shuffled_order",
    "starts",
    "stretched_size",
    "transposed_cost",
    "transposed_size",
    "unseen",
]
