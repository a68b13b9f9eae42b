"""Convolutional networks, made visible.

The library behind the app works without it:

    import cnnviz

    net = cnnviz.load_network("efficientnet_lite0")
    image = cnnviz.load_image("cat")
    maps = cnnviz.occlusion_maps(net, image, size=32, stride=16)

The names are looked up when they are first used, so `import cnnviz` and `cnnviz.maths` stay free of
torch, which takes seconds to import.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnnviz.images import load_image
    from cnnviz.networks.loading import load_network
    from cnnviz.probes.fills import filled_picture
    from cnnviz.probes.occlusion import occlusion_maps
    from cnnviz.probes.predict import predict

__all__ = ["filled_picture", "load_image", "load_network", "occlusion_maps", "predict"]

_HOMES = {
    "filled_picture": "cnnviz.probes.fills",
    "load_image": "cnnviz.images",
    "load_network": "cnnviz.networks.loading",
    "occlusion_maps": "cnnviz.probes.occlusion",
    "predict": "cnnviz.probes.predict",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'cnnviz' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
