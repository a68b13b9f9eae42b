"""An occlusion map here against captum's and a plain loop, side by side in one process:

    python -m benchmarks.occlusion [stride] [network ...]

A 32 px square, step 16. Captum's `Occlusion` runs as it is by default (one position at a time) and with each
of several `perturbations_per_eval`, of which the fastest counts, on the network in torch's own memory layout, as
torchvision gives it; the loop is a hand-written one in the faster layout (channels last). All of them look at the
same positions. The first map of a network, in which weights are brought into the order that the processor wants, has a column of its
own; of what comes after it, and of captum's default and best, the least of three runs counts. Networks whose weights are not on this machine get random ones: the time does not depend on them.
Where nothing overlaps captum's map is compared, too; the loop's always.
"""

import copy
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import numpy.typing as npt
import torch
from captum.attr import Occlusion
from torch import nn

from benchmarks.report import table
from cnnviz import filled_picture, load_image, load_network, occlusion_maps
from cnnviz.networks.build import empty
from cnnviz.networks.catalogue import ready_networks
from cnnviz.networks.network import Network
from cnnviz.networks.preprocessing import Preprocessing
from cnnviz.probes.positions import occluder_positions

SIZE, PHOTO = 32, "cat"
BATCHES = (4, 8, 16, 32)
ROUNDS = 3
NETWORKS = (
    "vgg16", "resnet18", "squeezenet1_1", "alexnet", "efficientnet_lite0", "cnnviz_zfnet", "cnnviz_alexnet",
)  # fmt: skip
Map = npt.NDArray[np.float32]
HEADER = (
    "network", "positions", "first map s", "cnnviz s", "captum default s", "captum best s (batch)", "loop s (batch)", "default / cnnviz", "best / cnnviz",
    "loop / cnnviz", "largest difference",
)  # fmt: skip


def made_up(name: str) -> Network:
    """torchvision's network of that name with random weights that keep the signal's size."""
    torch.manual_seed(0)
    module = empty(name, 1000).to_empty(device="cpu")
    for part in module.modules():
        if isinstance(part, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(part.weight, nonlinearity="relu")
            if part.bias is not None:
                nn.init.zeros_(part.bias)
        elif isinstance(part, nn.BatchNorm2d):
            part.reset_parameters()
    side = 299 if name == "inception_v3" else 224
    names = tuple(map(str, range(1000)))
    net = Network(name, name, module, names, Preprocessing(side, side, (0.5,) * 3, (0.25,) * 3), "random")
    return net.to(torch.device("cpu"))


def networks(names: tuple[str, ...]) -> Iterator[Network]:
    ready = ready_networks()
    for name in names:
        if name in ready:
            yield load_network(name, device="cpu")
        elif not name.startswith("cnnviz"):
            yield made_up(name)


def tensors(net: Network) -> tuple[torch.Tensor, torch.Tensor]:
    """The clean and the covered picture, (1, 3, side, side)."""
    view = net.view(load_image(PHOTO))
    clean, cover = (net.normalise(v)[None].contiguous() for v in (view, filled_picture(view, "gray")))
    return clean, cover


def captums(net: Network, module: nn.Module, stride: int, batch: int) -> Map:
    """Captum's map as probabilities: it gives clean minus covered, spread over the covered pixels."""
    clean, cover = tensors(net)

    def probability(x: torch.Tensor) -> torch.Tensor:
        answers: torch.Tensor = module(x).softmax(1)
        return answers

    with torch.inference_mode():
        answers = probability(clean)[0]
        target = int(answers.argmax())
        spread = Occlusion(probability).attribute(
            clean,
            (3, SIZE, SIZE),
            (3, stride, stride),
            baselines=cover,
            target=target,
            perturbations_per_eval=batch,
        )
    left: Map = float(answers[target]) - spread[0, 0].numpy()
    return left


def by_loop(net: Network, stride: int, batch: int) -> Map:
    """(R, C), one full pass per position, channels last."""
    clean, cover = tensors(net)
    starts = occluder_positions(net.input_size, SIZE, stride)
    places = [(row, column) for row in starts for column in starts]
    found = []
    with torch.inference_mode():
        target = int(net.module(clean).argmax())
        for first in range(0, len(places), batch):
            some = places[first : first + batch]
            pictures = clean.repeat(len(some), 1, 1, 1).contiguous(memory_format=torch.channels_last)
            for picture, (row, column) in zip(pictures, some, strict=True):
                box = (slice(None), slice(row, row + SIZE), slice(column, column + SIZE))
                picture[box] = cover[0][box]
            found.append(net.module(pictures).softmax(1)[:, target])
    left: Map = torch.cat(found).view(len(starts), -1).numpy()
    return left


def ours(net: Network, stride: int) -> Map:
    return occlusion_maps(net, load_image(PHOTO), size=SIZE, stride=stride).probability


def timed(run: Callable[[], Map], rounds: int = 1) -> tuple[float, Map]:
    """The least seconds of some rounds, and what came out."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def row(net: Network, stride: int) -> list[str]:
    plain = copy.deepcopy(net.module)
    for parameter in plain.parameters():
        parameter.data = parameter.data.contiguous()
    first_s, _ = timed(partial(ours, net, stride))
    mine_s, mine = timed(partial(ours, net, stride), ROUNDS)
    captum = {batch: timed(partial(captums, net, plain, stride, batch)) for batch in (1, *BATCHES)}
    best = min(captum, key=lambda batch: captum[batch][0])
    for batch in {1, best}:
        again_s, spread = timed(partial(captums, net, plain, stride, batch), ROUNDS - 1)
        captum[batch] = min(captum[batch][0], again_s), spread
    loops = {batch: timed(partial(by_loop, net, stride, batch)) for batch in BATCHES}
    quick = min(loops, key=lambda batch: loops[batch][0])
    difference = np.abs(loops[quick][1] - mine).max()
    if stride == SIZE:  # without overlap captum's spread is one value per square
        difference = max(difference, np.abs(captum[1][1][::SIZE, ::SIZE] - mine).max())
    best_s, loop_s, default_s = captum[best][0], loops[quick][0], captum[1][0]
    return [
        net.title, str(mine.size), f"{first_s:.2f}", f"{mine_s:.2f}", f"{default_s:.2f}", f"{best_s:.2f} ({best})", f"{loop_s:.2f} ({quick})",
        f"{default_s / mine_s:.1f}", f"{best_s / mine_s:.1f}", f"{loop_s / mine_s:.1f}", f"{difference:.1e}",
    ]  # fmt: skip


def main() -> None:
    words = sys.argv[1:]
    stride = int(words.pop(0)) if words and words[0].isdigit() else 16
    rows = []
    for net in networks(tuple(words) or NETWORKS):
        rows.append(row(net, stride))
        print(*rows[-1], sep=" | ", file=sys.stderr, flush=True)  # the whole table takes half an hour
    threads = torch.get_num_threads()
    table(f"Occlusion maps on the CPU, {threads} threads, {SIZE} px, step {stride}", HEADER, rows)


if __name__ == "__main__":
    main()
