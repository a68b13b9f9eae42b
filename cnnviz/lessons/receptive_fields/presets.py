"""Stacks to start from, with their published numbers. `layers` in the short form of links."""

from typing import Any

VGG_LAYERS = "c3p1_c3p1_m2s2_c3p1_c3p1_m2s2" + 3 * "_c3p1_c3p1_c3p1_m2s2"
ALEXNET_LAYERS = "c11s4_m3s2_c5p2_m3s2_c3p1_c3p1_c3p1_m3s2"


def _preset(
    group: str, label: str, note: str, size: int, layers: str, *, names: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {"group": group, "label": label, "note": note, "input": size, "layers": layers, "names": names}


PRESETS: tuple[dict[str, Any], ...] = (
    _preset("Try", "Three 3 × 3", "Field 7 with 3 × 9 = 27 weights for each pair of channels.",
            15, "c3p1_c3p1_c3p1"),
    _preset("Try", "One 7 × 7", "The same field of 7 with 49 weights for each pair of channels.",
            15, "c7p3"),
    _preset("Try", "Convolution and pooling", "Field 18: after each pooling a step is twice as many pixels wide, so the field grows faster.",
            24, "c3p1_m2s2_c3p1_m2s2_c3p1"),
    _preset("Try", "Pooling first", "Field 28 with the same layers in another order: an early stride makes every later kernel reach further.",
            24, "m2s2_m2s2_c3p1_c3p1_c3p1"),
    _preset("Try", "Two layers of dilation 2", "Field 9, but only every second pixel is read.",
            17, "c3p2d2_c3p2d2"),
    _preset("Try", "Stride 3, kernel 2", "Field 5, one pixel of it a hole: a stride larger than the kernel leaves pixels that nobody sees.",
            21, "c2s3_c2"),
    _preset("Published", "Dilation 1, 2, 4 (Yu & Koltun 2016, figure 1)", "3, 7, 15: the field grows exponentially, no pixel is left out.",
            31, "c3p1_c3p2d2_c3p4d4"),
    _preset("Published", "AlexNet on 227 × 227", "From 11 at conv1 to 195 at pool5 (Araujo et al. 2019 list 195).",
            227, ALEXNET_LAYERS,
            names=("conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5", "pool5")),
    _preset("Published", "VGG-16 on 224 × 224", "From 3 at conv1_1 to 196 at conv5_3 and 212 at pool5 (Araujo et al. 2019 list 212).",
            224, VGG_LAYERS,
            names=("conv1_1", "conv1_2", "pool1", "conv2_1", "conv2_2", "pool2", "conv3_1", "conv3_2", "conv3_3", "pool3",
             "conv4_1", "conv4_2", "conv4_3", "pool4", "conv5_1", "conv5_2", "conv5_3", "pool5")),
)  # fmt: skip
