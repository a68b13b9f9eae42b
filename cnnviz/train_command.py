"""`python -m cnnviz train`, `evaluate` and `card`: the pair's recipe, from pictures to model card.

torch and plotly are imported when a command runs, so that the other commands start at once.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

Tell = Callable[[str], None]
KINDS = ("alexnet", "zfnet")
_DATA = "folder with train/<class>/ and val/<class>/, as torchvision.datasets.Imagenette downloads it"


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `train`, `evaluate` and `card` to the commands of `python -m cnnviz`."""
    train = commands.add_parser(
        "train",
        help="train AlexNet or ZFNet on a folder of pictures; goes on where it was broken off",
        description="Train a network of the pair with the recipe of the model card: 224 px on a GPU, 128 px on a CPU. "
        "Weights, snapshots, curves and the report go into the output folder; the same command goes on after a break.",
    )
    train.add_argument("kind", choices=KINDS)
    train.add_argument("--data", type=Path, required=True, help=_DATA)
    train.add_argument("--out", type=Path, help="output folder (default: runs/<kind>)")
    train.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    train.set_defaults(run=_run_train)

    evaluate = commands.add_parser(
        "evaluate",
        help="confusion matrix and accuracy of the shipped AlexNet or ZFNet on a folder of pictures",
    )
    evaluate.add_argument("kind", choices=KINDS)
    evaluate.add_argument("--data", type=Path, required=True, help=_DATA)
    evaluate.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    evaluate.set_defaults(run=_run_evaluate)

    card = commands.add_parser("card", help="print the model card of what is shipped, made from its reports")
    card.set_defaults(run=_run_card)


def train_pair(
    kind: str, data: Path, folder: Path, device_word: str = "auto", tell: Tell = print
) -> dict[str, Any]:
    """Train a network of the pair on `data/train`, judge it on `data/val`, write all into `folder`.

    Returns:
        The card that `cnnviz.networks.training.report.report` describes.

    Raises:
        ValueError: no such network or device, no pictures there, or `folder` holds another run.
    """
    from cnnviz.networks.devices import find_device
    from cnnviz.networks.training.loop import mixed_precision, train
    from cnnviz.networks.training.pictures import load_split
    from cnnviz.networks.training.recipe import recipe_for
    from cnnviz.networks.training.report import device_name, report, write_report

    device = find_device(device_word)
    recipe = recipe_for(device.type)
    low = "with bfloat16" if mixed_precision(device) else "in float32"
    tell(f"{kind}: {recipe.epochs} epochs on {device_name(device)} {low}; results go into {folder}")
    tell(f"Reading the pictures of {data} ...")
    pictures, validation = (load_split(data, split, recipe.stored_side) for split in ("train", "val"))
    tell(f"{len(pictures):,} pictures to learn from, {len(validation):,} to be judged by")
    run = train(kind, recipe, pictures, validation, folder, device=device, tell=tell)
    card = report(run, len(pictures), validation, recipe.stored_side, device)
    draw_report(card, folder)
    tell(f"{kind}: {card['accuracy']:.1%} of the validation pictures at {card['side']} px")
    tell(f"Written: {write_report(card, folder)}")
    return card


def draw_report(card: Mapping[str, Any], folder: Path) -> None:
    """The curves and the confusion matrix as pages that open without a server: `curves.html`, `confusion.html`."""
    from cnnviz.figures.training import confusion, curves

    epochs = card["epochs"]
    columns = ([epoch[name] for epoch in epochs] for name in ("epoch", "loss", "accuracy"))
    curves(*columns).write_html(folder / "curves.html")
    confusion(card["classes"], card["confusion"]).write_html(folder / "confusion.html")


def evaluate_network(module: "torch.nn.Module", data: Path, side: int, device: "torch.device") -> str:
    """A network's confusion matrix on `data/val` as text, and its accuracy.

    Raises:
        ValueError: no pictures there.
    """
    from cnnviz.networks.training.evaluate import accuracy, confusion
    from cnnviz.networks.training.pictures import load_split

    validation = load_split(data, "val", side)
    counts = confusion(module, validation, side, device)
    width = max(map(len, validation.classes))
    rows = [
        f"{name:>{width}} " + " ".join(f"{count:4d}" for count in row)
        for name, row in zip(validation.classes, counts.tolist(), strict=True)
    ]
    total = f"{int(counts.trace()):,} of {int(counts.sum()):,}: {accuracy(counts):.2%}"
    return "\n".join(["row: true class; column: what the network said", *rows, total])


def _run_train(asked: argparse.Namespace) -> int:
    folder = asked.out or Path("runs") / asked.kind
    return _said(lambda: train_pair(asked.kind, asked.data, folder, asked.device, _print_now))


def _run_evaluate(asked: argparse.Namespace) -> int:
    def work() -> None:
        from cnnviz.networks.loading import load_network

        net = load_network(f"cnnviz_{asked.kind}", asked.device)
        _print_now(evaluate_network(net.module, asked.data, net.input_size, net.device))

    return _said(work)


def _run_card(_asked: argparse.Namespace) -> int:
    def work() -> None:
        from cnnviz.networks.trained import FOLDER
        from cnnviz.networks.training.card import model_card

        files = [path for kind in KINDS if (path := FOLDER / f"{kind}.json").is_file()]
        sys.stdout.write(model_card(*(json.loads(path.read_text("utf-8")) for path in files)))

    return _said(work)


def _said(work: Callable[[], object]) -> int:
    """Run it; what cannot be done is said in a sentence, and the exit status is 2."""
    try:
        work()
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _print_now(line: str) -> None:
    print(line, flush=True)
