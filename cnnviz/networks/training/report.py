"""What a finished run came to, as plain data: it is written beside the weights and shown by the lessons."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from cnnviz.networks.training.evaluate import accuracy, confusion
from cnnviz.networks.training.loop import mixed_precision
from cnnviz.networks.training.pictures import Split
from cnnviz.networks.training.run import Run


def report(run: Run, pictures: int, validation: Split, side: int, device: torch.device) -> dict[str, Any]:
    """The card of a trained network: data, recipe, device, time, curves, accuracy, confusion.

    Args:
        run: it has done all its epochs.
        pictures: how many it was trained on.
        validation: what it is judged by.
        side: of the network's input when it is used. Random crops enlarge what they show, so a net
            trained on crops is best asked with a somewhat larger side.
        device: where the run was.
    """
    counts = confusion(run.module, validation, side, device)
    return {
        "kind": run.kind,
        "classes": list(validation.classes),
        "side": side,
        "accuracy": round(accuracy(counts), 4),
        "confusion": counts.tolist(),
        "pictures": {"training": pictures, "validation": len(validation)},
        "recipe": asdict(run.recipe),
        "epochs": [asdict(epoch) for epoch in run.epochs],
        "seconds": round(sum(epoch.seconds for epoch in run.epochs)),
        "device": device_name(device),
        "mixed_precision": "bfloat16" if mixed_precision(device) else "none",
        "torch": torch.__version__,
    }


def device_name(device: torch.device) -> str:
    """The device in words: a GPU's name, or the number of CPU threads.

    >>> device_name(torch.device("cpu")).endswith("CPU threads") or torch.get_num_threads() == 1
    True
    """
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    if device.type == "cpu":
        return f"{torch.get_num_threads()} CPU threads"
    return f"{device.type} on {platform.machine()}"


def write_report(card: Mapping[str, Any], folder: Path) -> Path:
    """Write the card as `<kind>.json` and its confusion matrix as `confusion.csv` into `folder`."""
    classes = [str(name) for name in card["classes"]]
    lines = [["true class", *classes]] + [
        [name, *map(str, row)] for name, row in zip(classes, card["confusion"], strict=True)
    ]
    (folder / "confusion.csv").write_text("\n".join(",".join(line) for line in lines) + "\n", "utf-8")
    path = folder / f"{card['kind']}.json"
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    return path
