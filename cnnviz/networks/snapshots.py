"""ZFNet on its way: as it started, after some epochs, and how the training went. Without torch until one is loaded.

Each is a row like the catalogue's, found by its name (`cnnviz_zfnet@8`: after 8 epochs; `@0`: as it
started), but not among the networks that a learner chooses from.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.networks import trained
from cnnviz.networks.entry import Entry
from cnnviz.networks.weights import FileWeights, WeightsError

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class SeedWeights:
    """The random numbers that a training run of the pair started from, made anew from its seed."""

    kind: str
    classes: int
    seed: int
    first_scale: float

    def check(self) -> None:
        """They are always here."""

    def identify(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def build(self) -> "nn.Module":
        import torch

        from cnnviz.networks.pair import start

        with torch.random.fork_rng(devices=[]):  # others may be drawing, too
            return start(self.kind, self.classes, seed=self.seed, first_scale=self.first_scale)


@dataclass(frozen=True)
class Passed:
    """One epoch of the training: its number from 1, the mean loss, and the accuracy on the validation pictures."""

    epoch: int
    loss: float
    accuracy: float


@dataclass(frozen=True)
class History:
    """How a network of the pair was trained.

    Attributes:
        passed: every epoch; accuracies at the side that it was trained at, in px.
        accuracy: of the finished network, at the side that it is asked at.
        confusion: rows true, columns predicted, counts of validation pictures.
    """

    passed: tuple[Passed, ...]
    accuracy: float
    confusion: tuple[tuple[int, ...], ...]

    @property
    def epochs(self) -> int:
        return len(self.passed)

    @property
    def right(self) -> int:
        """How many validation pictures it gets right."""
        return sum(row[number] for number, row in enumerate(self.confusion))

    @property
    def asked(self) -> int:
        """How many validation pictures there are."""
        return sum(map(sum, self.confusion))


def history(kind: str, folder: Path = trained.FOLDER) -> History:
    """How the pair's network of that kind was trained.

    Raises:
        WeightsError: its report is missing, or lacks something.

    >>> history("zfnet").epochs
    44
    """
    path = folder / f"{kind}.json"
    try:
        report = json.loads(path.read_text("utf-8"))
        passed = tuple(
            Passed(int(row["epoch"]), float(row["loss"]), float(row["accuracy"])) for row in report["epochs"]
        )
        confusion = tuple(tuple(map(int, row)) for row in report["confusion"])
        return History(passed, float(report["accuracy"]), confusion)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"The report {path.name} cannot be used: {error!r}.") from error


def snapshot_name(kind: str, epoch: int) -> str:
    """What the network of the pair is called as it was after so many epochs; 0 is the start.

    >>> snapshot_name("zfnet", 8)
    'cnnviz_zfnet@8'
    """
    return f"cnnviz_{kind}@{epoch}"


def snapshots(folder: Path = trained.FOLDER) -> dict[str, Entry]:
    """A row for the start of each network of the pair, and for each epoch whose weights are in the folder."""
    found = {}
    for name, entry in trained.entries(folder).items():
        kind, classes = name.removeprefix("cnnviz_"), len(entry.labels())
        recipe = json.loads((folder / f"{kind}.json").read_text("utf-8")).get("recipe", {})
        start = SeedWeights(kind, classes, int(recipe.get("seed", 0)), float(recipe.get("first_scale", 1)))
        found[snapshot_name(kind, 0)] = replace(entry, title=f"{entry.title} untrained", weights=start)
        for path in folder.glob(f"{kind}_epoch_*.safetensors"):
            epoch = int(path.stem.rpartition("_")[2])
            found[snapshot_name(kind, epoch)] = replace(
                entry,
                title=f"{entry.title} after {epoch} {'epoch' if epoch == 1 else 'epochs'}",
                weights=FileWeights(
                    partial(trained.weights_file, path), partial(trained.load_pair, kind, classes)
                ),
            )
    return found


def stages(kind: str = "zfnet") -> dict[int, str]:
    """The names of all that there is of a network of the pair by epoch, from the start to the finished one.

    >>> list(stages())
    [0, 1, 4, 8, 16, 28, 44]
    """
    before = (name for name in SNAPSHOTS if name.startswith(f"cnnviz_{kind}@"))
    epochs = {int(name.rpartition("@")[2]): name for name in before}
    return dict(sorted(epochs.items())) | {history(kind).epochs: f"cnnviz_{kind}"}


SNAPSHOTS: dict[str, Entry] = snapshots()
