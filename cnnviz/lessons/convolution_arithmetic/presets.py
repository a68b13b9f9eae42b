"""Published layers to start from, with their source. Each is a part of the picture's state."""

from typing import Any

PLAIN = {"stride": [1, 1], "padding": [0, 0], "dilation": [1, 1], "output_padding": [0, 0], "at": [0, 0]}


def _square(mode: str, size: int, kernel: int, **others: Any) -> dict[str, Any]:
    pairs = {name: [value, value] for name, value in others.items() if name != "channels"}
    channels = {"channels": others.get("channels", [1, 1])}
    return {"mode": mode, "input": [size, size], "kernel": [kernel, kernel], **PLAIN, **pairs, **channels}


def _preset(group: str, label: str, note: str, state: dict[str, Any]) -> dict[str, Any]:
    return {"group": group, "label": label, "note": note, "state": state}


PRESETS: tuple[dict[str, Any], ...] = (
    _preset("Try", "3 × 3, the usual layer", "Padding 1 keeps the size.",
            _square("convolution", 7, 3, padding=1)),
    _preset("Try", "7 × 7, kernel 3, stride 3", "(7 − 3) / 3 + 1 = 2.33: it does not fit, one pixel is left over.",
            _square("convolution", 7, 3, stride=3)),
    _preset("Try", "Stride larger than the kernel", "Pixels between the windows are never read.",
            _square("convolution", 11, 2, stride=3)),
    _preset("Try", "Dilation 2", "Nine weights spread over 5 × 5 pixels.",
            _square("convolution", 7, 3, dilation=2)),
    _preset("Published", "CS231n, layer 1: 32 × 32 × 3, 6 filters 5 × 5", "28 × 28 × 6.",
            _square("convolution", 32, 5, channels=[3, 6])),
    _preset("Published", "CS231n, layer 2: 28 × 28 × 6, 10 filters 5 × 5", "24 × 24 × 10.",
            _square("convolution", 28, 5, channels=[6, 10])),
    _preset("Published", "AlexNet, conv1: 227 × 227 × 3, 96 filters 11 × 11, stride 4",
            "55 × 55 × 96. The paper prints 224; only 227 gives 55.",
            _square("convolution", 227, 11, stride=4, channels=[3, 96])),
    _preset("Published", "ZFNet, conv1: 224 × 224 × 3, 96 filters 7 × 7, stride 2, padding 1", "110 × 110 × 96.",
            _square("convolution", 224, 7, stride=2, padding=1, channels=[3, 96])),
    _preset("Published", "VGG, any 3 × 3 layer: 14 × 14 × 512", "The size stays: 14 × 14 × 512.",
            _square("convolution", 14, 3, padding=1, channels=[512, 512])),
    _preset("Published", "Dumoulin & Visin, figure 4.5: 2 × 2, transposed, stride 2", "5 × 5.",
            _square("transposed", 2, 3, stride=2)),
    _preset("Published", "Dumoulin & Visin, figure 4.7: 3 × 3, transposed, stride 2, padding 1, output padding 1",
            "6 × 6: the output padding picks 6 rather than 5.",
            _square("transposed", 3, 3, stride=2, padding=1, output_padding=1)),
)  # fmt: skip
