"""How long an occlusion map will take on this machine, before it starts. A page can count without torch."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnviz.probes.positions import occluder_positions

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.networks.network import Network


@dataclass(frozen=True)
class Pace:
    """What a map takes: seconds = setup + positions × per_position, while nobody else computes.

    Attributes:
        side: side of the network's view, in pixels.
        size: of the occluder that it was measured with.
        setup: seconds before the first position: the clean picture's pass, and the plan.
        per_position: seconds for each position.
    """

    side: int
    size: int
    setup: float
    per_position: float

    def seconds(self, stride: int) -> float:
        """How long a map with this stride takes.

        Raises:
            ValueError: the stride is below 1.

        >>> Pace(side=224, size=32, setup=1.0, per_position=0.01).seconds(16)
        2.69
        """
        return self.setup + len(occluder_positions(self.side, self.size, stride)) ** 2 * self.per_position

    def stride_within(self, seconds: float = 10.0, among: range | None = None) -> int | None:
        """The finest stride whose map takes at most so many seconds; None if even the coarsest takes more.

        `among` are the strides to choose from, in growing order; else any from 1 to the side.

        >>> Pace(side=224, size=32, setup=1.0, per_position=0.1).stride_within(10.0, range(4, 65, 4))
        24
        """
        for stride in among or range(1, self.side + 1):
            if self.seconds(stride) <= seconds:
                return stride
        return None


def measure_pace(
    net: "Network", image: "Image.Image", *, size: int = 32, shape: str = "square", layer: str | None = None
) -> Pace:
    """Measure on the first batches of a map; it is the same for every picture, fill and class.

    The first batch counts as setup, since what it prepares is kept.

    Raises:
        ValueError: as `occlusion_maps`.
    """
    from cnnviz.probes.occlusion import occlusion_steps

    begin = time.perf_counter()
    # Steps that a page would offer: what is computed for a position hardly depends on them.
    steps = occlusion_steps(
        net, image, size=size, stride=max(1, net.input_size // 28), shape=shape, layer=layer
    )
    done = [(0, begin)]
    for maps in steps:
        done.append((maps.done, time.perf_counter()))
        if len(done) == 4 or maps.done == maps.total:
            break
    (before, first_s), (after, last_s) = done[-2:]
    per_position = (last_s - first_s) / max(1, after - before)
    return Pace(net.input_size, size, max(0.0, first_s - begin - before * per_position), per_position)
