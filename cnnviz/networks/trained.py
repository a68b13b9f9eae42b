"""The pair that this project trained, from the files that come with it. Without torch until one is loaded."""

import json
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.networks.entry import IMAGENET_MEAN, IMAGENET_STD, Entry
from cnnviz.networks.preprocessing import Preprocessing
from cnnviz.networks.weights import FileWeights, WeightsError

if TYPE_CHECKING:
    from torch import nn

FOLDER = Path(__file__).with_name("trained")
_PAPERS = {
    "zfnet": (
        "ZFNet (ours)",
        "Zeiler, M. D. & Fergus, R. (2013). Visualizing and understanding convolutional networks. "
        "https://arxiv.org/abs/1311.2901",
    ),
    "alexnet": (
        "AlexNet (ours)",
        "Krizhevsky, A., Sutskever, I. & Hinton, G. E. (2012). ImageNet classification with deep convolutional "
        "neural networks. https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks",
    ),
}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Card:
    """What the file beside the weights says that is needed to use them.

    Attributes:
        classes: their names, in the order of the outputs.
        side: of the network's input, in pixels.
        accuracy: share of the validation pictures that it gets right.
    """

    classes: tuple[str, ...]
    side: int
    accuracy: float


def read_card(path: Path) -> Card:
    """The card of a trained network.

    Raises:
        WeightsError: the file cannot be read, or lacks something.
    """
    try:
        card = json.loads(path.read_text("utf-8"))
        classes, side = tuple(map(str, card["classes"])), int(card["side"])
        read = Card(classes, side, float(card["accuracy"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"The card {path.name} cannot be used: {error!r}.") from error
    if not classes or side < 1:
        raise WeightsError(f"The card {path.name} names {len(classes)} classes and a side of {side} px.")
    return read


def entries(folder: Path = FOLDER) -> dict[str, Entry]:
    """A row of the catalogue for each network of the pair whose two files are in the folder."""
    found = {}
    for kind, (title, citation) in _PAPERS.items():
        weights, card_file = folder / f"{kind}.safetensors", folder / f"{kind}.json"
        if not (weights.is_file() and card_file.is_file()):
            continue
        try:
            card = read_card(card_file)
        except WeightsError as error:  # one bad file must not take the other networks away
            _log.warning("%s", error)
            continue
        found[f"cnnviz_{kind}"] = Entry(
            title=title,
            source=f"Trained by cnnviz on Imagenette, {len(card.classes)} classes of ImageNet: "
            f"{card.accuracy:.1%} of the validation pictures right",
            licence="MIT",
            citation=citation,
            # All of the central square: the pictures are small, and so is the network's input.
            preprocessing=Preprocessing(card.side, card.side, IMAGENET_MEAN, IMAGENET_STD),
            weights=FileWeights(partial(weights_file, weights), partial(load_pair, kind, len(card.classes))),
            labels=partial(tuple, card.classes),
            architecture=kind,  # the published convolutions and pools; what differs has no maps of its own
        )
    return found


def weights_file(path: Path) -> Path:
    """The path itself, if there is such a file.

    Raises:
        WeightsError: there is none.
    """
    if not path.is_file():
        raise WeightsError(f"The weights file {path.name}, which comes with cnnviz, is missing.")
    return path


def load_pair(kind: str, classes: int, path: Path) -> "nn.Module":
    """A network of the pair with the weights of a file; imports torch.

    Raises:
        WeightsError: the file is damaged or belongs to another network.
    """
    from cnnviz.networks import pair
    from cnnviz.networks.checkpoints import fit, read_checkpoint

    module = pair.build(kind, classes)
    fit(module, read_checkpoint(path), path.name)
    return module
