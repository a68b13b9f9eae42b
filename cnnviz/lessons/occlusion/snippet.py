"""The naive loop behind the page's maps: it runs as printed."""


def snippet(
    picture: str,
    size: int = 48,
    stride: int = 16,
    fill: str = "gray",
    target: int | None = None,
    *,
    shape: str = "square",
    seed: int = 0,
    layer: str | None = None,
    unit: int | None = None,
    loads: str = 'cnnviz.load_network("efficientnet_lite0")',
    side: int = 224,
) -> str:
    """The naive loop: gives the page's maps in `probability` and, with a layer, in `activation`.

    `picture` is a sample's name or a file, `target` a class or None for the most probable one; `loads` is the
    expression that loads the network, `side` that of its input, in pixels.
    """
    chosen = "int(clean.argmax())" if target is None else str(target)
    noise = f", seed={seed}" if fill == "noise" else ""
    watch, first, keep, says = _watching(layer, unit)
    return f"""\
import copy
import torch
import cnnviz

net = {loads}
view = net.view(cnnviz.load_image("{picture}"))  # the {side} x {side} pixels that the network sees
x = net.normalise(view)  # (3, {side}, {side})
cover = net.normalise(cnnviz.filled_picture(view, "{fill}"{noise}))
mask = torch.from_numpy(cnnviz.occluder_mask("{shape}", {size}))  # which pixels of its box it covers
size, stride = {size}, {stride}
starts = [*range(0, {side} - size, stride), {side} - size]
{watch}
with torch.inference_mode():
    clean = module(x[None]).softmax(1)[0]
    target = {chosen}
    probability = torch.zeros(len(starts), len(starts))
{first}    for r, top in enumerate(starts):
        for c, left in enumerate(starts):
            covered = x.clone()
            box = (..., slice(top, top + size), slice(left, left + size))
            covered[box] = torch.where(mask, cover[box], x[box])
            probability[r, c] = module(covered[None]).softmax(1)[0, target]
{keep}
print(net.labels[target], float(clean[target]), float(probability.min()))
{says}"""


def _watching(layer: str | None, unit: int | None) -> tuple[str, str, str, str]:
    """The lines that watch a map, none without a layer."""
    plain = "module = net.module"
    if layer is None or unit is None:
        return f"{plain}\n", "", "", ""
    watch = f"""\
module, seen = copy.deepcopy(net.module), []  # a copy: others use this network, too
module.get_submodule("{layer}").register_forward_hook(lambda m, i, out: seen.append(float(out[0, {unit}].sum())))
"""
    first = "    activation, clean_sum = torch.zeros_like(probability), seen[0]\n"
    keep = "            activation[r, c] = seen[-1]\n"
    says = f'print("map {unit}:", clean_sum, float(activation.min()))\n'
    return watch, first, keep, says
