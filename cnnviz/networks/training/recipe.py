"""The recipe: every number that decides what the trained network will be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """How the pair is trained. Both networks get the same, so that their first layers are the difference.

    Attributes:
        phases: (epochs, side): so many epochs on crops of that side. Small crops first: an epoch at 96 px
            costs half of one at 128 px, and what is learned carries over.
        stored_side: the pictures are kept in memory with this side, and crops are cut from them.
        batch: pictures per step.
        peak_rate: the highest learning rate of the one-cycle schedule, reached after `warm_up` of the steps.
        momentum, weight_decay: of stochastic gradient descent with Nesterov's momentum.
        label_smoothing: share of the probability that is spread over all classes.
        first_scale: the first layer starts at this share of its usual scale. A filter that starts
            small forgets its random start; at the full scale a third of the filters stay speckled.
        smallest_area: the smallest crop, as a share of the picture's area.
        seed: of weights, order, crops and dropout.
        snapshots: after which epochs the convolutions are kept.
    """

    phases: tuple[tuple[int, int], ...]
    stored_side: int
    batch: int = 64
    peak_rate: float = 0.12
    warm_up: float = 0.2
    momentum: float = 0.9
    weight_decay: float = 5e-4
    label_smoothing: float = 0.1
    first_scale: float = 0.1
    smallest_area: float = 0.35
    seed: int = 0
    snapshots: tuple[int, ...] = (1, 2, 4, 8, 16, 28)

    @property
    def epochs(self) -> int:
        """All epochs together."""
        return sum(epochs for epochs, _ in self.phases)

    def side(self, epoch: int) -> int:
        """The side of the crops in that epoch, counted from 1.

        Raises:
            ValueError: the recipe has no such epoch.
        """
        last = 0
        for epochs, side in self.phases:
            last += epochs
            if 1 <= epoch <= last:
                return side
        raise ValueError(f"The recipe has epochs 1 to {self.epochs}; there is no epoch {epoch}.")


CPU = Recipe(phases=((28, 96), (16, 128)), stored_side=160)
GPU = Recipe(phases=((28, 160), (16, 224)), stored_side=256)


def recipe_for(device_type: str) -> Recipe:
    """The recipe that a device can bear: 224 px on a GPU, 128 px on a CPU.

    >>> recipe_for("cpu").side(44)
    128
    """
    return CPU if device_type == "cpu" else GPU
