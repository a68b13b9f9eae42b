"""A training run: the network, its optimiser, what is done so far; saved after every epoch."""

import csv
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import nn

from cnnviz.networks import pair
from cnnviz.networks.training.recipe import Recipe


@dataclass(frozen=True)
class Epoch:
    """What one epoch came to.

    Attributes:
        epoch: its number, counted from 1.
        side: of the crops, px.
        loss: the mean over its batches.
        accuracy: on the validation pictures, resized to `side`.
        seconds: how long it took.
    """

    epoch: int
    side: int
    loss: float
    accuracy: float
    seconds: float

    def __str__(self) -> str:
        return (
            f"epoch {self.epoch:3d}, {self.side} px: loss {self.loss:.3f}, "
            f"validation {self.accuracy:.1%}, {self.seconds:.0f} s"
        )


@dataclass(eq=False)
class Run:
    """One network in training. Its folder holds all that is needed to go on after a break."""

    kind: str
    recipe: Recipe
    folder: Path
    module: nn.Sequential
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    epochs: list[Epoch] = field(default_factory=list)

    def remember(self) -> None:
        """Write `epochs.csv` and `state.pt`.

        Written beside it and then renamed: a run killed while it writes still finds the epoch before.
        """
        rows = [asdict(epoch) for epoch in self.epochs]
        with (self.folder / "epochs.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        state = {
            "run": self._signature,
            "module": self.module.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "epochs": rows,
        }
        torch.save(state, self.folder / "state.new")
        (self.folder / "state.new").replace(self.folder / "state.pt")

    def go_on(self) -> None:
        """Take up what `remember` wrote, if there is anything.

        Raises:
            ValueError: the folder holds the run of another network or recipe.
        """
        path = self.folder / "state.pt"
        if not path.exists():
            return
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        if state["run"] != self._signature:
            raise ValueError(
                f"{self.folder} holds the run of another network or recipe. Name another folder with --out."
            )
        self.module.load_state_dict(state["module"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.epochs = [Epoch(**row) for row in state["epochs"]]

    def save(self, name: str) -> Path:
        """The network in half precision, as `<name>.safetensors` in the folder."""
        path = self.folder / f"{name}.safetensors"
        save_file(half(self.module), path)
        return path

    @property
    def _signature(self) -> str:
        return f"{self.kind} {self.recipe}"


def start_run(
    kind: str, recipe: Recipe, folder: Path, *, pictures: int, classes: int, device: torch.device
) -> Run:
    """A run from the beginning, or from where the folder's last one stopped.

    Raises:
        ValueError: there is no such network in the pair, fewer pictures than one batch has, or the
            folder holds the run of another network or recipe.
    """
    steps = recipe.epochs * (pictures // recipe.batch)
    if not steps:
        raise ValueError(f"One batch has {recipe.batch} pictures, but there are only {pictures} to train on.")
    module = pair.start(kind, classes, seed=recipe.seed, first_scale=recipe.first_scale)
    module = module.to(memory_format=torch.channels_last).to(device)
    optimiser = torch.optim.SGD(
        module.parameters(),
        lr=recipe.peak_rate,
        momentum=recipe.momentum,
        weight_decay=recipe.weight_decay,
        nesterov=True,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, recipe.peak_rate, total_steps=steps, pct_start=recipe.warm_up
    )
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(kind, recipe, folder, module, optimiser, schedule)
    run.go_on()
    return run


def half(module: nn.Module) -> dict[str, torch.Tensor]:
    """The module's tensors in half precision; batch normalisation's counters, which nobody reads, stay out."""
    return {
        name: tensor.detach().half().contiguous().cpu()
        for name, tensor in module.state_dict().items()
        if not name.endswith("num_batches_tracked")
    }
