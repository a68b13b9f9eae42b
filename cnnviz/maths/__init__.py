"""What layers compute, as plain numbers: sizes, sliding, transposition, cost, activations, normalisation.

Everything here needs the standard library only.
"""

from cnnviz.maths.activations import (
    ACTIVATIONS,
    Activation,
    activation,
    chain_gradients,
    chain_inputs,
    saturated_share,
    share_below,
    silent_share,
)
from cnnviz.maths.cost import LayerCost, convolution_cost, transposed_cost
from cnnviz.maths.normalisation import energy, neighbours, response_norm, torch_alpha
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
    "Activation",
    "ForwardTwin",
    "LayerCost",
    "Window",
    "activation",
    "chain_gradients",
    "chain_inputs",
    "convolution_cost",
    "energy",
    "explain_fit",
    "forward_twin",
    "full_padding",
    "leftover",
    "neighbours",
    "output_paddings",
    "output_size",
    "readers",
    "reads",
    "response_norm",
    "same_padding",
    "saturated_share",
    "share_below",
    "silent_share",
    "starts",
    "stretched_size",
    "torch_alpha",
    "transposed_cost",
    "transposed_size",
    "unseen",
]
