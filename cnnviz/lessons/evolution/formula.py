"""The formulas of lesson C6 with the learner's numbers, the snippet, and what the numbers say about the paper's claim."""

import itertools
from collections.abc import Callable, Sequence

Latex = Callable[[str, str], str]
Rows = Sequence[Sequence[float]]

STRONGEST = (
    r"(x^*, u^*)_{k,t} = \operatorname*{arg\,max}_{x \in \text{pictures},\; u \in \text{units}} a_{k,t}(x)[u]"
)
ALIKE = (
    r"\cos(w_t, w_T) = \frac{w_t \cdot w_T}{\lVert w_t \rVert\, \lVert w_T \rVert}, \qquad "
    r"r_t = \frac{1}{C} \sum_{k=1}^{C} \operatorname{corr}_{x,u}\big(a_{k,t}(x)[u],\; a_{k,T}(x)[u]\big)"
)


def strongest_formula(map: int, epoch: int, activation: float, second: float, latex: Latex) -> str:
    """One map's strongest activation at one stage, beside the best of the other pictures.

    >>> strongest_formula(17, 8, 3.214, 2.9, lambda role, inner: inner)
    'a_{17,\\\\,8}(x^*)[u^*] = 3.214, \\\\qquad \\\\text{second picture: } 2.9'
    """
    who = rf"a_{{{latex('window', str(map))},\,{latex('input', str(epoch))}}}(x^*)[u^*]"
    return rf"{who} = {latex('output', f'{activation:.4g}')}, \qquad \text{{second picture: }} {second:.4g}"


def alike_formula(layer: str, epoch: int, last: int, *, weights: float, maps: float, latex: Latex) -> str:
    """How like its end a layer is at one stage, by its weights and by its maps."""
    when = latex("input", str(epoch))
    return (
        rf"\text{{{layer}: }} \cos(w_{{{when}}}, w_{{{last}}}) = {latex('output', f'{weights:.3f}')}, \qquad "
        rf"r_{{{when}}} = {latex('output', f'{maps:.3f}')}"
    )


def settled(epochs: Sequence[int], likeness: Sequence[float], enough: float) -> int:
    """The first stage from which on the likeness to the end stays at least `enough`.

    >>> settled([0, 1, 4, 8], [0.1, 0.95, 0.7, 1.0], 0.9)
    8
    """
    first = epochs[-1]
    for epoch, value in zip(reversed(epochs), reversed(likeness), strict=True):
        if value < enough:
            break
        first = epoch
    return first


def settled_table(layers: Sequence[str], epochs: Sequence[int], likeness: Rows, enough: float) -> str:
    """How like its end each layer is at every stage, and when it is there, as Markdown."""
    names = " | ".join("start" if epoch == 0 else f"epoch {epoch}" for epoch in epochs)
    head = f"| layer | {names} | at least {enough:.2f} by epoch |\n|:--|{'--:|' * (len(epochs) + 1)}"
    lines = []
    for i, layer in enumerate(layers):
        values = [row[i] for row in likeness]
        cells = " | ".join(f"{value:.2f}" for value in values)
        lines.append(f"| {layer} | {cells} | **{settled(epochs, values, enough)}** |")
    return "\n".join([head, *lines])


def verdict(layers: Sequence[str], epochs: Sequence[int], likeness: Rows, by: str, enough: float) -> str:
    """Whether our network does what the paper says of its own, in words, from the numbers.

    `by` says what was compared: "maps" or "weights".

    >>> verdict(["conv1", "conv2"], [0, 1, 4], [[0.2, 0.1], [0.95, 0.4], [1, 1]], "maps", 0.9)
    'Ours agrees: judged by its maps, conv1 is there by epoch 1 of 4, conv2 only by epoch 4.'
    """
    when = [settled(epochs, [row[i] for row in likeness], enough) for i in range(len(layers))]
    last = epochs[-1]
    rising = all(one <= other for one, other in itertools.pairwise(when))
    if when[0] < when[-1] and rising:
        return (
            f"Ours agrees: judged by its {by}, {layers[0]} is there by epoch {when[0]} of {last}, {layers[-1]} only by "
            f"epoch {when[-1]}."
        )
    listed = ", ".join(f"{layer} by epoch {epoch}" for layer, epoch in zip(layers, when, strict=True))
    if when[0] < when[-1]:
        return f"Ours agrees on the whole, but not layer by layer: judged by their {by}, they are there at different times: {listed}."
    early = [row[0] - row[-1] for row in likeness[1:-1]]
    ahead = sum(gap > 0 for gap in early)
    return (
        f"Ours differs: judged by its {by}, {layers[0]} is not there before {layers[-1]} ({listed}). It is closer to its "
        f"end than {layers[-1]} at {ahead} of {len(early)} stages in between."
    )


def snippet(network: str, epoch: int, layer: str, map: int) -> str:
    """One layer then and at the end, and one map's strongest picture then; runs as printed."""
    return f"""\
import torch

import cnnviz

then = cnnviz.load_network("{network}")  # after epoch {epoch}
end = cnnviz.load_network("cnnviz_zfnet")
w, v = (net.module.get_submodule("{layer}").weight.flatten() for net in (then, end))
cosine = torch.nn.functional.cosine_similarity(w, v, dim=0).item()
print(f"weights of {layer}: cosine {{cosine:.3f}}")

pictures = cnnviz.sample_crops()
top = cnnviz.top_patches(then, pictures, "{layer.replace("conv", "relu")}", map={map}, k=1)
index = int(top.image[0, 0])
unit = ({map}, *top.unit[0, 0].tolist())
down = cnnviz.project(then, pictures.load(index), "{layer.replace("conv", "relu")}", units=[unit])
print(f"map {map}: {{top.activation[0, 0]:.4g}} on {{pictures.names[index]}}")
print(down.pixels.shape)  # (1, rows, columns, 3): the cell of the wall
"""
