"""Formulas, snippet and table of lesson A5."""

from collections.abc import Callable

from cnnviz.lessons.why_convolution.state import Cost, Diagram, Network

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour

GENERAL_EDGES = r"\text{dense: } L\,n^2 \qquad \text{sparse: } L\left(nK - P(P+1)\right),\ P = \tfrac{K-1}{2}"


def edge_formulas(network: Network, paint: Paint) -> tuple[str, str, str]:
    """Edges of the dense and of the sparse network, and the different weights, with the learner's numbers."""
    n, k = paint("input", str(network.units)), paint("window", str(network.kernel))
    layers, p = paint("output", str(network.layers)), network.kernel // 2
    times = rf"{layers}\cdot " if network.layers > 1 else ""
    inner = rf"{n}\cdot {k} - {p}\cdot {p + 1}"
    inner = rf"({inner})" if times else inner
    dense = rf"{times}{n}\cdot {n} = {_grouped(network.dense_edges)}"
    sparse = rf"{times}{inner} = {_grouped(network.sparse_edges)}"
    if network.weights == "own":
        return dense, sparse, rf"\text{{one per edge}} = {_grouped(network.different_weights)}"
    return dense, sparse, rf"{times}{k} = {_grouped(network.different_weights)}"


def cost_formulas(cost: Cost, paint: Paint) -> tuple[str, str, str]:
    """Parameters of the convolution, of the dense layer, and of the dense layer to the same map."""
    picture = paint("input", rf"{_grouped(cost.side)}^2\cdot {cost.channels}")
    window = paint("window", rf"{cost.width}^2")
    filters, hidden = paint("output", str(cost.filters)), paint("output", _grouped(cost.hidden))
    outputs = paint("output", rf"{_grouped(cost.side)}^2\cdot {cost.filters}")
    deep = paint("input", str(cost.channels))
    return (
        rf"{window}\cdot {deep}\cdot {filters} + {filters} = {_grouped(cost.convolution)}",
        rf"{picture}\cdot {hidden} + {hidden} = {_grouped(cost.dense)}",
        rf"({picture})\cdot ({outputs}) + {outputs} = {_grouped(cost.same)}",
    )


def diagram_formula(diagram: Diagram, paint: Paint) -> str:
    """How far apart the two ways end, as a formula with its number."""
    change = (
        rf"T_{{{diagram.down},{diagram.right}}}" if diagram.way == "shift" else rf"\pi_{{{diagram.number}}}"
    )
    picture, kernel = paint("input", "I"), paint("window", "K")
    result = paint("output" if diagram.apart == 0 else "unused", str(diagram.apart))
    return rf"\max\left|\,{kernel} * {change}({picture}) \;-\; {change}({kernel} * {picture})\,\right| = {result}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "{,}")


def snippet(network: Network, cost: Cost, diagram: Diagram) -> str:
    """All three pictures in PyTorch: runs as printed and gives the page's numbers."""
    head = "import torch\nfrom torch import nn\nfrom torch.nn import functional\n"
    return "\n".join((head, _network_code(network), _cost_code(cost), _diagram_code(diagram)))


def _network_code(network: Network) -> str:
    n, k, layers = network.units, network.kernel, network.layers
    weights = (
        "layers * layer.weight.numel()"
        if network.weights == "shared"
        else "sparse_edges  # not shared: one per edge"
    )
    return f"""\
# Units and edges. A layer as a matrix: convolve each unit alone and see which outputs answer.
units, layers = {n}, {layers}
layer = nn.Conv1d(1, 1, kernel_size={k}, padding={k // 2}, bias=False)
nn.init.ones_(layer.weight)
matrix = layer(torch.eye(units).unsqueeze(1)).squeeze(1)  # (inputs, outputs): 1 where there is an edge
dense_edges = layers * nn.Linear(units, units, bias=False).weight.numel()
sparse_edges = layers * int(matrix.sum())
weights = {weights}
affected = torch.linalg.matrix_power(matrix, {network.layers - network.layer})[{network.unit}].count_nonzero()
fed_by = torch.linalg.matrix_power(matrix, {network.layer})[:, {network.unit}].count_nonzero()
print(dense_edges, sparse_edges, weights, int(fed_by), int(affected))
"""


def _cost_code(cost: Cost) -> str:
    return f"""\
# Parameters. On the device "meta" a layer has sizes but no memory, so that even the largest one fits.
side, channels, filters = {cost.side}, {cost.channels}, {cost.filters}
inputs, outputs = side * side * channels, side * side * filters
with torch.device("meta"):
    convolution = nn.Conv2d(channels, filters, kernel_size={cost.width}, padding={cost.width // 2})
    dense = nn.Linear(inputs, {cost.hidden})
    same = nn.Linear(inputs, outputs)
parameters = [sum(p.numel() for p in layer.parameters()) for layer in (convolution, dense, same)]
print(parameters)
"""


DENSE_TWIN = """
# A dense layer does not mind: with its columns permuted alike it gives the same output.
dense = torch.randint(-9, 10, (5, picture.numel())).float()  # weights of 5 units
twin = dense[:, order]
dense_difference = int((twin @ change(picture).flatten() - dense @ picture.flatten()).abs().max())
print(dense_difference)
"""


def _diagram_code(diagram: Diagram) -> str:
    rows = ",\n    ".join(str(list(row)) for row in diagram.picture)
    circular = diagram.border == "circular"
    mode = "circular" if circular else "constant"
    down, right = diagram.down, diagram.right
    if diagram.way == "permutation":
        change = f"return x.flatten(1)[:, order].view(x.shape)\n\norder = {diagram.order}"
    elif diagram.border != "zeros":
        change = f"return x.roll(({down}, {right}), dims=(-2, -1))"
    else:
        change = f"return functional.pad(x, ({right}, {-right}, {down}, {-down}))  # negative padding crops"
    return f"""\
# Two ways round: change then convolve, convolve then change.
picture = torch.tensor([
    {rows},
], dtype=torch.float32)[None]  # (C, H, W)
kernel = torch.tensor({[list(row) for row in diagram.kernel]}, dtype=torch.float32)[None, None]

def convolve(x):
    return functional.conv2d(functional.pad(x, (1, 1, 1, 1), mode="{mode}"), kernel)

def change(x):
    {change}

difference = int((convolve(change(picture)) - change(convolve(picture))).abs().max())
print(difference)
{DENSE_TWIN if diagram.way == "permutation" else ""}"""


def numbers(network: Network, cost: Cost, diagram: Diagram) -> list[tuple[str, str, int, str]]:
    """Every number of the page as (picture, what, value, unit): a table to take home."""
    return [
        ("units", "units in a row", network.units, "units"),
        ("units", "kernel", network.kernel, "units"),
        ("units", "layers", network.layers, "layers"),
        ("units", "dense edges", network.dense_edges, "edges"),
        ("units", "sparse edges", network.sparse_edges, "edges"),
        ("units", "different weights, dense", network.dense_edges, "weights"),
        ("units", f"different weights, sparse, {network.weights}", network.different_weights, "weights"),
        ("units", "inputs that feed the unit", len(network.fed_by), "units"),
        ("units", "outputs that the unit affects", len(network.affects), "units"),
        ("parameters", "inputs", cost.inputs, "values"),
        ("parameters", "convolution", cost.convolution, "parameters"),
        ("parameters", f"dense to {cost.hidden} units", cost.dense, "parameters"),
        ("parameters", "dense to the same map", cost.same, "parameters"),
        ("two ways", f"largest difference, {diagram.way}, border {diagram.border}", diagram.apart, "values"),
    ]
