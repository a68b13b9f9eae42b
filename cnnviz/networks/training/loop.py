"""The training loop: for one seed the same pictures in the same order, broken off or not."""

import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch.nn import functional

from cnnviz.networks.training.augment import augment, normalise
from cnnviz.networks.training.evaluate import accuracy, confusion
from cnnviz.networks.training.pictures import Split
from cnnviz.networks.training.recipe import Recipe
from cnnviz.networks.training.run import Epoch, Run, start_run

Tell = Callable[[str], None]


def train(
    kind: str,
    recipe: Recipe,
    pictures: Split,
    validation: Split,
    folder: Path,
    *,
    device: torch.device,
    tell: Tell = print,
) -> Run:
    """Train a network of the pair, going on after the last whole epoch that `folder` remembers.

    Writes into `folder`: `state.pt` (all that is needed to go on), `epochs.csv` (the curves),
    `snapshot_<epoch>.safetensors` and at the end `<kind>.safetensors` (both in half precision).

    Raises:
        ValueError: there is no such network in the pair, too few pictures, or `folder` holds
            another run.
    """
    run = start_run(
        kind, recipe, folder, pictures=len(pictures), classes=len(pictures.classes), device=device
    )
    if run.epochs:
        tell(f"Going on after epoch {len(run.epochs)} of {recipe.epochs}.")
    else:
        run.save("snapshot_0")
    for number in range(len(run.epochs) + 1, recipe.epochs + 1):
        start, side = time.perf_counter(), recipe.side(number)
        loss = _run_epoch(run, number, pictures, device, tell)
        share = accuracy(confusion(run.module, validation, side, device))
        run.epochs.append(Epoch(number, side, loss, share, time.perf_counter() - start))
        tell(str(run.epochs[-1]))
        if number in recipe.snapshots:
            run.save(f"snapshot_{number}")
        run.remember()
    run.save(kind)
    run.module.eval()
    return run


def mixed_precision(device: torch.device) -> bool:
    """Whether the device multiplies bfloat16 faster than float32: twice as fast where it does."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return device.type == "cpu" and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _run_epoch(run: Run, number: int, pictures: Split, device: torch.device, tell: Tell) -> float:
    """One pass over the pictures; the mean loss."""
    recipe, low = run.recipe, mixed_precision(device)
    # One seed per epoch: a run that was broken off goes on with the pictures it would have had.
    torch.manual_seed(recipe.seed * 1000 + number)
    generator = torch.Generator().manual_seed(recipe.seed * 1000 + number)
    order = torch.randperm(len(pictures), generator=generator)
    batches = len(pictures) // recipe.batch
    total, start = 0.0, time.perf_counter()
    run.module.train()
    for index in range(batches):
        rows = order[index * recipe.batch : (index + 1) * recipe.batch]
        pixels = pictures.pixels[rows].to(device)
        crops = augment(pixels, recipe.side(number), recipe.smallest_area, generator)
        with torch.autocast(device.type, torch.bfloat16, enabled=low):
            logits = run.module(normalise(crops))
        loss = functional.cross_entropy(
            logits.float(), pictures.labels[rows].to(device), label_smoothing=recipe.label_smoothing
        )
        run.optimiser.zero_grad()
        torch.autograd.backward(loss)
        run.optimiser.step()
        run.schedule.step()
        total += loss.item()
        if index in {9, batches // 2}:
            pace = (time.perf_counter() - start) / (index + 1)
            tell(f"  epoch {number}: batch {index + 1} of {batches}, {pace:.2f} s each")
    return total / batches
