"""The names of the classes that the networks were trained on."""

from torchvision.models import MobileNet_V2_Weights


def imagenet_labels() -> tuple[str, ...]:
    """The 1,000 class names of ImageNet-1k in the order of the networks' outputs.

    They come with torchvision (every ImageNet weight there has the same list) and need no download.

    >>> labels = imagenet_labels()
    >>> len(labels), labels[0], labels[967]
    (1000, 'tench', 'espresso')
    """
    return tuple(MobileNet_V2_Weights.IMAGENET1K_V1.meta["categories"])
