"""Known pooling layers to start from. Each is a part of the picture's state."""

from typing import Any


def _preset(group: str, label: str, note: str, **state: Any) -> dict[str, Any]:
    plain = {"op": "max", "kind": "window", "padding": 0, "ceil": "off", "repeat": 1}
    return {"group": group, "label": label, "note": note, "state": {**plain, **state}}


PRESETS: tuple[dict[str, Any], ...] = (
    _preset("Layers", "2 × 2, stride 2: the usual one", "Windows side by side, as in VGG.", size=2, stride=2),
    _preset("Layers", "3 × 3, stride 2: overlapping, AlexNet", "Neighbours share a row of cells.", size=3, stride=2),
    _preset("Layers", "3 × 3, stride 2, rounded up: GoogLeNet", "Ceil mode: the last window may hang over the end.",
            size=3, stride=2, ceil="on"),
    _preset("Layers", "2 × 2 average, stride 2: LeNet", "LeNet-5 then scales the mean and adds a bias.",
            op="average", size=2, stride=2),
    _preset("Layers", "3 × 3, stride 1, padding 1: inception", "The size stays.", size=3, stride=1, padding=1),
    _preset("Fixed output", "Global average", "One number per map, whatever its size.", op="average", kind="global"),
    _preset("Fixed output", "Adaptive 4 × 4", "The windows adapt, so that 4 × 4 come out of any size.",
            op="average", kind="adaptive", target=4),
)  # fmt: skip
