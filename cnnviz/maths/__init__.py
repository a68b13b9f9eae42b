"""Convolution arithmetic: sizes, sliding, transposition and cost, as plain numbers.

Everything here needs the standard library only.
"""

from cnnviz.maths.cost import LayerCost, convolution_cost, transposed_cost
from cnnviz.maths.pooling import (
    Change,
    Pooled,
    Span,
    adaptive_spans,
    change,
    pool,
    pooling_spans,
    shifted,
)
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
    "Change",
    "ForwardTwin",
    "LayerCost",
    "Pooled",
    "Span",
    "Window",
    "adaptive_spans",
    "change",
    "convolution_cost",
    "explain_fit",
    "forward_twin",
    "full_padding",
    "leftover",
    "output_paddings",
    "output_size",
    "pool",
    "pooling_spans",
    "readers",
    "reads",
    "same_padding",
    "shifted",
    "starts",
    "stretched_size",
    "transposed_cost",
    "transposed_size",
    "unseen",
]
