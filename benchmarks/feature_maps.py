"""What lesson C1 asks of a network, against one forward pass of it: python -m benchmarks.feature_maps

For each network that needs no download, on one sample photo, once warm: a prediction alone, all layers' maps in
one pass, one layer's maps with their values, one unit taken apart, and the message to the browser. The runs take turns,
so that a busy machine is as busy for all of them; the ratio to the prediction is what counts.
"""

import statistics
import time
from collections.abc import Callable

from benchmarks.report import table
from cnnviz import explain_unit, feature_maps, layer_maps, load_image, load_network
from cnnviz.networks.catalogue import ready_networks
from cnnviz.probes.predict import predict
from cnnviz.ui.feature_maps.glance import Chosen, Names, chosen_data, glance_data, unit_data
from cnnviz.ui.pictures import sample_picture

ROUNDS = 9


def measured(work: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds of each, in turns."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for number in range(ROUNDS + 1):
        for name, run in work.items():
            start = time.perf_counter()
            run()
            if number:  # the first round warms up
                times[name].append(1000 * (time.perf_counter() - start))
    return {name: statistics.median(values) for name, values in times.items()}


def row(name: str) -> list[str]:
    net, image, picture = load_network(name), load_image("cat"), sample_picture("cat", name)
    features = feature_maps(net, image)
    maps = features.layers[len(features.layers) // 2]
    k = int(maps.order[0])
    place = {"map": k, "row": int(maps.peak[k][0]), "column": int(maps.peak[k][1])}
    unit = explain_unit(net, image, maps.layer, **place)
    names, chosen = Names(features.titles), Chosen(maps.layer, **place)

    def message() -> object:
        return (
            glance_data(picture, features, names, len(net.labels)),
            chosen_data(maps, chosen, names, None),
            unit_data(unit, names),
        )

    times = measured(
        {
            "predict": lambda: predict(net, image),
            "all": lambda: feature_maps(net, image),
            "layer": lambda: layer_maps(net, image, maps.layer),
            "unit": lambda: explain_unit(net, image, maps.layer, **place),
            "message": message,
        }
    )
    cells = [f"{times[what]:.0f} ({times[what] / times['predict']:.1f})" for what in times]
    change = times["all"] + times["unit"] + times["message"]
    return [f"{net.title}, {len(features.layers)} layers", *cells, f"{change:.0f}"]


def main() -> None:
    header = (
        "network",
        "prediction ms",
        "all maps ms (times a prediction)",
        "one layer's values",
        "one unit",
        "message",
        "another picture: all maps, unit, message",
    )
    table("Feature maps", header, [row(name) for name in ready_networks()])


if __name__ == "__main__":
    main()
