"""What it costs to follow a change through a network: inference and export, in CPU time, network by network.

python -m benchmarks.architectures
"""

import time
from collections.abc import Callable

from cnnviz.architectures import ARCHITECTURES, build, infer
from cnnviz.architectures.export import export

ROUNDS = 9


def fastest_ms(work: Callable[[], object]) -> float:
    """The least CPU time of several rounds, in milliseconds: what the work takes when nobody interrupts it."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return min(times)


def main() -> None:
    print(
        f"{'network':24} {'nodes':>5} {'build':>7} {'infer':>7} {'export':>7}   ms of CPU, least of {ROUNDS}"
    )
    for name, row in ARCHITECTURES.items():
        network = build(name)
        numbers = (
            fastest_ms(row.builder),
            fastest_ms(lambda network=network: infer(network)),  # type: ignore[misc]
            fastest_ms(lambda network=network: export(network)),  # type: ignore[misc]
        )
        print(f"{name:24} {len(network.nodes):5} " + " ".join(f"{ms:7.2f}" for ms in numbers))


if __name__ == "__main__":
    main()
