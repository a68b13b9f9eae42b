"""Every number of the lesson's two pictures as rows of a table, to take home."""

from cnnviz.lessons.activations.formulas import BATCH, Inputs
from cnnviz.lessons.activations.norm import Maps
from cnnviz.maths import activation, chain_gradients, chain_inputs, saturated_share, silent_share


def curve_table(inputs: Inputs) -> list[tuple[str, float, str]]:
    """(what, value, unit): value, slope, shares of the inputs, and what each layer of the chain receives."""
    f = activation(inputs.f)
    received = chain_inputs(inputs.f, inputs.x, inputs.depth)
    arriving = chain_gradients(inputs.f, inputs.x, inputs.depth)
    silent = silent_share(BATCH, inputs.shift, inputs.scale) if inputs.f == "relu" else 0.0
    return [
        ("x", inputs.x, ""),
        (f"{inputs.f}, value", f.value(inputs.x), ""),
        (f"{inputs.f}, slope", f.slope(inputs.x), ""),
        ("inputs, mean", inputs.shift, ""),
        ("inputs, standard deviation", inputs.scale, ""),
        ("inputs, saturated", saturated_share(inputs.f, inputs.shift, inputs.scale), "share"),
        (f"units silent in a batch of {BATCH}", silent, "share"),
        *((f"layer {k}, input", x, "") for k, x in enumerate(received, start=1)),
        *((f"layer {k}, gradient that reaches it", g, "") for k, g in enumerate(arriving, start=1)),
    ]


def map_table(maps: Maps) -> list[tuple[int, int, float, float]]:
    """(map, activation, normalised as in the paper, torch with the same alpha)."""
    rows = zip(maps.values, maps.normalised, maps.by_torch, strict=True)
    return [(at, value, ours, theirs) for at, (value, ours, theirs) in enumerate(rows)]
