"""One row of the catalogue: what is known of a network before it is loaded. Without torch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cnnviz.networks.download import Offer
from cnnviz.networks.plans import PlannedLayer, planned_layers
from cnnviz.networks.preprocessing import Preprocessing
from cnnviz.networks.weights import Weights, WeightsError

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


def _imagenet() -> tuple[str, ...]:
    from cnnviz.networks.labels import imagenet_labels

    return imagenet_labels()


@dataclass(frozen=True)
class Entry:
    """What is known of a network before it is loaded.

    Attributes:
        title: its name on screen.
        source: where the weights come from, and what they were trained on.
        licence: of the weights.
        citation: the paper, with a link.
        preprocessing: how a photo becomes its input.
        weights: finds, names and loads its numbers.
        labels: gives the names of its classes, in the order of the outputs; may import torchvision.
        offer: where the weights can be downloaded, None if they come with the installation.
        unfit: the probes that mean little on it, each with the sentence that says why.
        architecture: its name in `cnnviz.architectures`, "" if it is not there.
    """

    title: str
    source: str
    licence: str
    citation: str
    preprocessing: Preprocessing
    weights: Weights
    labels: Callable[[], tuple[str, ...]] = _imagenet
    offer: Offer | None = None
    unfit: Mapping[str, str] = field(default_factory=dict)
    architecture: str = ""

    @property
    def input_size(self) -> int:
        """The side of its square input, in pixels."""
        return self.preprocessing.crop

    @property
    def layers(self) -> tuple[PlannedLayer, ...]:
        """The layers that a learner may look at, with their papers' names and their shapes: known before it is loaded.

        Empty for a learner's own network, which has to be loaded first.
        """
        return planned_layers(self.architecture, self.input_size)

    def is_ready(self) -> bool:
        """Whether it can be loaded without a download."""
        try:
            self.weights.check()
        except WeightsError:
            return False
        return True
