"""Convolution arithmetic: sizes, sliding, transposition and cost, as plain numbers.

Everything here needs the standard library only.
"""

from cnnviz.maths.blocks import (
    Block,
    BlockLayer,
    asymmetric_blocks,
    grouped_blocks,
    inception_blocks,
    reduction_blocks,
    residual_blocks,
    separable_blocks,
)
from cnnviz.maths.convolve import (
    ACTIVATIONS,
    channel_sums,
    convolve,
    dot,
    flipped,
    output_shape,
    window_values,
)
from cnnviz.maths.cost import (
    LayerCost,
    convolution_cost,
    transposed_cost,
)
from cnnviz.maths.pictures import (
    dense_weights,
    gray_value,
    memory_index,
    number_count,
    shuffled_order,
)
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
from cnnviz.maths.receptive import (
    Reach,
    reaches,
    seen_by,
    who_sees,
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
    "ACTIVATIONS",
    "Block",
    "BlockLayer",
    "Change",
    "ForwardTwin",
    "LayerCost",
    "Pooled",
    "Reach",
    "Span",
    "Window",
    "adaptive_spans",
    "asymmetric_blocks",
    "change",
    "channel_sums",
    "convolution_cost",
    "convolve",
    "dense_weights",
    "dot",
    "explain_fit",
    "flipped",
    "forward_twin",
    "full_padding",
    "gray_value",
    "grouped_blocks",
    "inception_blocks",
    "leftover",
    "memory_index",
    "number_count",
    "output_paddings",
    "output_shape",
    "output_size",
    "pool",
    "pooling_spans",
    "reaches",
    "readers",
    "reads",
    "reduction_blocks",
    "residual_blocks",
    "same_padding",
    "seen_by",
    "separable_blocks",
    "shifted",
    "shuffled_order",
    "starts",
    "stretched_size",
    "transposed_cost",
    "transposed_size",
    "unseen",
    "who_sees",
    "window_values",
]
