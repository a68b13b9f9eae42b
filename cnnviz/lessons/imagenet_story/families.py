"""torchvision's classifiers by family: title, year of the paper, and the idea that they share."""

import re
from dataclasses import dataclass

GROUPS = {
    "plain": "plain stacks",
    "inception": "inception",
    "residual": "residual",
    "dense": "dense",
    "small": "made to be small",
    "efficient": "EfficientNet",
    "convnext": "ConvNeXt",
    "attention": "with attention",
}
"""What the families are grouped by, with the words for a legend."""


@dataclass(frozen=True)
class Family:
    """Networks of one paper.

    Attributes:
        prefix: what torchvision's names begin with.
        joint: what stands between the title and the variant.
        year: of the paper's first version.
    """

    prefix: str
    title: str
    joint: str
    year: int
    group: str


FAMILIES = (
    Family("alexnet", "AlexNet", "", 2012, "plain"),
    Family("vgg", "VGG", "-", 2014, "plain"),
    Family("googlenet", "GoogLeNet", "", 2014, "inception"),
    Family("inception_v3", "Inception v3", "", 2015, "inception"),
    Family("resnet", "ResNet", "-", 2015, "residual"),
    Family("wide_resnet", "Wide ResNet", "-", 2016, "residual"),
    Family("resnext", "ResNeXt", "-", 2016, "residual"),
    Family("regnet_x_", "RegNetX", " ", 2020, "residual"),
    Family("regnet_y_", "RegNetY", " ", 2020, "residual"),
    Family("densenet", "DenseNet", "-", 2016, "dense"),
    Family("squeezenet", "SqueezeNet", " ", 2016, "small"),
    Family("mobilenet_v2", "MobileNetV2", "", 2018, "small"),
    Family("mobilenet_v3_", "MobileNetV3", " ", 2019, "small"),
    Family("mnasnet", "MNASNet", " ", 2018, "small"),
    Family("shufflenet_v2_", "ShuffleNetV2", " ", 2018, "small"),
    Family("efficientnet_v2_", "EfficientNetV2", "-", 2021, "efficient"),
    Family("efficientnet_", "EfficientNet", "-", 2019, "efficient"),
    Family("convnext_", "ConvNeXt", " ", 2022, "convnext"),
    Family("maxvit_", "MaxViT", "-", 2022, "attention"),
    Family("swin_v2_", "Swin V2", "-", 2021, "attention"),
    Family("swin_", "Swin", "-", 2021, "attention"),
    Family("vit_", "ViT", "-", 2020, "attention"),
)
YEARS = (min(family.year for family in FAMILIES), max(family.year for family in FAMILIES))


def family_of(model: str) -> Family:
    """The family of one of torchvision's names.

    Raises:
        ValueError: it belongs to none of them.
    """
    for family in FAMILIES:
        if model.startswith(family.prefix):
            return family
    raise ValueError(f"No family is known for {model!r}: add it to FAMILIES.")


def title_of(model: str) -> str:
    """A network's name on screen.

    >>> [title_of(name) for name in ("resnet50", "vgg16_bn", "vit_b_16", "wide_resnet50_2", "regnet_y_1_6gf")]
    ['ResNet-50', 'VGG-16 BN', 'ViT-B/16', 'Wide ResNet-50-2', 'RegNetY 1.6GF']
    """
    family = family_of(model)
    rest = model.removeprefix(family.prefix)
    if family.prefix == "vit_":
        rest = rest.upper().replace("_", "/")
    elif family.prefix == "wide_resnet":
        rest = rest.replace("_", "-")
    elif family.prefix in ("vgg", "resnext"):
        rest = rest.replace("_bn", " BN").replace("_", " ")
    else:
        rest = re.sub(r"(?<=\d)_(?=\d)", ".", rest).replace("gf", "GF").replace("mf", "MF")
        rest = rest.upper() if len(rest) <= 2 else rest
    return f"{family.title}{family.joint}{rest}"
