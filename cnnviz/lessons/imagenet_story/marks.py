"""What the charts draw: key, x, y, series, label, text while the pointer rests on it, and size in pixels."""

from cnnviz.lessons.imagenet_story.entries import KINDS, Entry
from cnnviz.lessons.imagenet_story.weights import Axis, Score, Weights

Mark = tuple[str, float, float, str, str, str, float]

_ASIDE = {"outside": 0.12, "several": 0.3, "one": 0.45, "people": 0.55}
_LARGEST = {"macs": 700e6, "parameters": 1000e9}  # of what the area stands for, which gets 92 pixels


def entry_mark(entry: Entry) -> Mark:
    """Papers stand beside the competition's marks of the same year, so that they do not cover them."""
    aside = 0.08 if entry.kind == "features" and not entry.winner else _ASIDE.get(entry.kind, 0)
    text = (
        f"{entry.name}, {entry.year}<br>top-5 error {entry.error:g} % ({entry.set_words})<br>{entry.networks}"
    )
    label = entry.name.partition(" (")[0] if entry.winner else ""
    return entry.key, entry.year + aside, entry.error, KINDS[entry.kind], label, text, 12


def area(row: Weights, axis: Axis) -> int:
    """What a bubble's area stands for: the cost that is not on the axis."""
    return row.parameters if axis == "macs" else row.macs


def weights_mark(row: Weights, axis: Axis, score: Score, labelled: bool) -> Mark:
    """The bubble's area is proportional, down to a smallest size that can still be pressed."""
    size = max(8.0, 92 * (area(row, axis) / _LARGEST[axis]) ** 0.5)
    text = (
        f"{row.title} ({row.family.year})<br>top-1 {row.top1:.1f} %, top-5 {row.top5:.1f} %<br>{row.macs / 1e9:g} · 10⁹ MACs, "
        f"{row.parameters / 1e6:.1f} M parameters"
    )
    label = row.title if labelled else ""
    return row.key, getattr(row, axis), getattr(row, score), row.family.group, label, text, size
