"""The maps of a layer with a forward hook: runs as printed and gives the page's numbers."""


def snippet(loads: str, picture: str, layer: str, map: int, place: tuple[int, int]) -> str:
    """The program that computes the maps of a layer, their order, sparsity, and one value.

    Args:
        loads: the expression that loads the network.
        picture: a sample's name or a file.
        layer: an address as probes take it.
        map, place: which value; row and column.
    """
    path, _, call = layer.partition("#")
    row, column = place
    return f"""\
import torch
import cnnviz

net = {loads}
x = net.preprocess(cnnviz.load_image("{picture}"))[None]  # (1, 3, side, side)

outputs = []
layer = net.module.get_submodule("{path}")
# A copy, since the next layer may write over this one's output.
hook = layer.register_forward_hook(lambda layer, inputs, output: outputs.append(output.clone()))
try:
    with torch.inference_mode():
        probability = net.module(x).softmax(1)[0]
finally:
    hook.remove()

maps = outputs[{call or 0}][0]  # (maps, rows, columns)
strength = maps.std((1, 2), correction=0)
order = strength.argsort(descending=True, stable=True)
zeros = (maps == 0).float().mean((1, 2))
value = maps[{map}, {row}, {column}]

best = int(probability.argmax())
print(net.labels[best], float(probability[best]))
print(tuple(maps.shape), "strongest:", order[:5].tolist(), "dead:", int((zeros == 1).sum()))
print("sparsity:", float(zeros.mean()), "value:", float(value))
"""
