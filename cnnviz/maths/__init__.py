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
from cnnviz.maths.connectivity import (
    dense_edges,
    dense_parameters,
    different_weights,
    reach,
    sparse_edges,
    taps,
)
from cnnviz.maths.cost import LayerCost, convolution_cost, transposed_cost
from cnnviz.maths.equivariance import (
    convolved,
    differences,
    largest_difference,
    permutation,
    permuted,
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
    "Block",
    "BlockLayer",
    "ForwardTwin",
    "LayerCost",
    "Window",
    "asymmetric_blocks",
    "convolution_cost",
    "convolved",
    "dense_edges",
    "dense_parameters",
    "differences",
    "different_weights",
    "explain_fit",
    "forward_twin",
    "full_padding",
    "grouped_blocks",
    "inception_blocks",
    "largest_difference",
    "leftover",
    "output_paddings",
    "output_size",
    "permutation",
    "permuted",
    "reach",
    "readers",
    "reads",
    "reduction_blocks",
    "residual_blocks",
    "same_padding",
    "separable_blocks",
    "shifted",
    "sparse_edges",
    "starts",
    "stretched_size",
    "taps",
    "transposed_cost",
    "transposed_size",
    "unseen",
]
