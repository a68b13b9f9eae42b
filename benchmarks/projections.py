"""What a click in lesson C2 costs the server: python -m benchmarks.projections [network ...]

For every layer: the strongest twelve maps with everything that the page sends (computed, stretched, packed), the wall of
all maps, one way down, the six pictures of the comparison. Each time is the fastest of a few, nothing is remembered.
"""

import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.report import table
from cnnviz import load_image, load_network
from cnnviz.engine import WallRequest, WayDownRequest, WaysRequest
from cnnviz.networks.network import Network
from cnnviz.probes.deconvnet import project
from cnnviz.probes.descent import METHODS
from cnnviz.ui.projections import tiles

NETWORKS = ("cnnviz_zfnet", "cnnviz_alexnet", "efficientnet_lite0")
ROUNDS, SHOWN = 3, 12


def fastest(run: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def measure(net: Network, layer: str, title: str) -> list[str]:
    image = net.view(load_image("cat"))
    first = project(net, image, layer, k=1)
    of, row, column = first.units[0].tolist()
    unit = (of, row, column)

    def strongest() -> None:
        tiles(project(net, image, layer, k=SHOWN).pixels).sheet()

    def methods() -> None:
        ways = tuple((method, switches) for switches in (True, False) for method in METHODS)
        *_, last = WaysRequest(net.name, "", layer, unit, ways).steps(net, image)
        tiles(np.concatenate([made.pixels for made in last.result])).sheet()

    def wall() -> None:
        *_, last = WallRequest(net.name, "", layer).steps(net, image)
        tiles(last.result.pixels).sheet(24)

    def down() -> None:
        list(WayDownRequest(net.name, "", layer, unit).steps(net, image))

    rows, _ = first.field.size
    times = [fastest(run) for run in (strongest, methods, down, wall)]
    return [f"{net.title}, {title}", f"{rows}", *(f"{value:.0f}" for value in times)]


def main(names: list[str]) -> None:
    header = (
        "network, layer", "field, px", f"strongest {SHOWN} maps, ms", "three methods, with and without switches, ms",
        "a way down, ms", "wall of all maps, ms",
    )  # fmt: skip
    rows = []
    for name in names or NETWORKS:
        net = load_network(name)
        rows += [measure(net, layer.name, layer.title) for layer in net.layers]
    table("A click in lesson C2, what the server computes", header, rows)


if __name__ == "__main__":
    main(sys.argv[1:])
