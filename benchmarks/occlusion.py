"""An occlusion map here against captum's, side by side in one process: python -m benchmarks.occlusion

EfficientNet-Lite0 with its real weights, one sample photo, 32 px square. Captum's `Occlusion` runs as it is by
default (one position at a time) and with each of several `perturbations_per_eval`, of which the fastest
counts. Both look at the same positions; the maps are compared, too.
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt
import torch
from captum.attr import Occlusion

from benchmarks.report import table
from cnnviz import filled_picture, load_image, load_network, occlusion_maps
from cnnviz.networks.network import Network

SIZE, REPEATS = 32, 3
Map = npt.NDArray[np.float32]


def captums(net: Network, name: str, stride: int, batch: int) -> Map:
    """Captum's map as probabilities: it gives clean minus covered, spread over the covered pixels."""
    view = net.view(load_image(name))
    clean, cover = (net.normalise(v)[None] for v in (view, filled_picture(view, "gray")))

    def probability(x: torch.Tensor) -> torch.Tensor:
        answers: torch.Tensor = net.module(x).softmax(1)
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


def ours(net: Network, name: str, stride: int) -> Map:
    return occlusion_maps(net, load_image(name), size=SIZE, stride=stride).probability


def best_time(run: Callable[[], Map]) -> float:
    """Seconds of the fastest of a few runs."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    net = load_network("efficientnet_lite0", device="cpu")
    rows = []
    for stride in (32, 16):
        mine, mine_s = ours(net, "cat", stride), best_time(partial(ours, net, "cat", stride))
        times = {b: best_time(partial(captums, net, "cat", stride, b)) for b in (1, 4, 8, 16, 32)}
        best = min(times, key=times.__getitem__)
        difference = "-"
        if stride == SIZE:  # without overlap captum's spread is one value per square
            theirs = captums(net, "cat", stride, 1)[::SIZE, ::SIZE]
            difference = f"{np.abs(theirs - mine).max():.1e}"
        rows.append(
            [f"{SIZE} px, step {stride}: {mine.size} positions", f"{mine_s:.2f}", f"{times[1]:.2f}", f"{times[best]:.2f} ({best})",
             f"{times[1] / mine_s:.1f}", f"{times[best] / mine_s:.1f}", difference]
        )  # fmt: skip
    header = (
        "map",
        "cnnviz s",
        "captum default s",
        "captum best s (batch)",
        "default / cnnviz",
        "best / cnnviz",
        "largest difference",
    )
    table("Occlusion, EfficientNet-Lite0 on the CPU", header, rows)


if __name__ == "__main__":
    main()
