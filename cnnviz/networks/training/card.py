"""The model card of what this project trained, made from the runs' own reports: no number is typed by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

_HEAD = """\
# Trained by this project: {titles}

Made by `python -m cnnviz card`; every number below comes from the run's own report (`<network>.json`).

**What for.** To look inside: filters, occlusion maps, deconvnet projections. {titles}: ten classes, no
replacement for an ImageNet network. The recipe trains AlexNet and ZFNet alike, so that the layers in which they differ
are the only difference (Zeiler and Fergus 2013 changed the first two).

**Geometry.** Convolutions, strides and 3 × 3 / 2 pools as published: Krizhevsky, Sutskever and Hinton (2012), 11 × 11
stride 4 first; Zeiler and Fergus (2013), 7 × 7 stride 2 first, then 5 × 5 stride 2; 96, 256, 384, 384, 256 maps. Different
from the papers: batch normalisation instead of local response normalisation, no groups (AlexNet's were made by its two
GPUs), and global average pooling with one linear layer as the head.

**Data.** Imagenette (https://github.com/fastai/imagenette, Apache-2.0): ten classes of ImageNet, {training:,} pictures to
learn from and {validation:,} to be judged by, 160 px. The pictures belong to their photographers; none is part of this
repository. `torchvision.datasets.Imagenette` downloads them.
"""

_RECIPE = """\
**Recipe.** {epochs} epochs of stochastic gradient descent with Nesterov momentum {momentum}, weight
decay {weight_decay:g}, batches of {batch}, one-cycle learning rate up to {peak_rate} (reached after {warm_up:.0%} of the steps), label
smoothing {label_smoothing}, dropout 0.3 before the last layer. Crops of {sides}. Augmentation: random crops of at least
{smallest_area:.0%} of the area, mirror, brightness, contrast, saturation, tint. The first layer starts at {first_scale} of its usual
scale: at the full scale a third of its filters keep the noise they started with. Seed {seed}. Arithmetic: {mixed_precision} where it
multiplies, float32 elsewhere; stored in half precision.

**Device.** {device}, torch {torch}. No GPU was at hand, so this is the recipe for a CPU (128 px at the end); on a GPU
`python -m cnnviz train` goes up to 224 px. Training times are by the clock, on a machine that did other work, too.

**Input.** {side} × {side} px, the whole central square. Random crops enlarge what they show, so a network trained on
crops of 128 px is asked at a somewhat larger side.
"""

_FOOT = """\
**Limits.** Ten classes: every picture is called one of them, a cat included. One training run with one seed; over
3,925 pictures an accuracy is known to about ± 0.5 percentage points (one standard error).
"""


def model_card(*cards: Mapping[str, Any]) -> str:
    """The card as Markdown.

    Args:
        cards: the reports that `cnnviz.networks.training.report` wrote, all of one recipe.
    """
    last = cards[-1]
    recipe = last["recipe"]
    sides = " then ".join(f"{side} px for {epochs} epochs" for epochs, side in recipe["phases"])
    words = recipe | {key: last[key] for key in ("device", "torch", "side", "mixed_precision")}
    parts = [
        _HEAD.format(**last["pictures"], titles=" and ".join(map(_title, cards))),
        _RECIPE.format(**words, epochs=sum(epochs for epochs, _ in recipe["phases"]), sides=sides),
        _results(*cards),
        *map(_confusion, cards),
        _FOOT,
    ]
    return "\n".join(parts)


def _results(*cards: Mapping[str, Any]) -> str:
    lines = ["| network | validation accuracy | right | training time |", "| --- | --: | --: | --: |"]
    for card in cards:
        counts = card["confusion"]
        right = sum(row[index] for index, row in enumerate(counts))
        lines.append(
            f"| {_title(card)} | {card['accuracy']:.1%} | {right:,} of {sum(map(sum, counts)):,} "
            f"| {card['seconds'] / 60:.0f} min |"
        )
    return "\n".join([*lines, ""])


def _confusion(card: Mapping[str, Any]) -> str:
    names: Sequence[str] = card["classes"]
    lines = [
        f"**{_title(card)}: which class was taken for which.** Rows are true, columns predicted.",
        "",
        "| | " + " | ".join(names) + " |",
        "| --- |" + " --: |" * len(names),
    ]
    lines += [
        f"| {name} | " + " | ".join(map(str, row)) + " |"
        for name, row in zip(names, card["confusion"], strict=True)
    ]
    return "\n".join([*lines, ""])


def _title(card: Mapping[str, Any]) -> str:
    return {"alexnet": "AlexNet", "zfnet": "ZFNet"}[card["kind"]]
