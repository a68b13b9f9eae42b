"""Convolutional networks, made visible.

The library behind the app works without it:

    import cnnviz

    net = cnnviz.load_network("efficientnet_lite0")
    image = cnnviz.load_image("cat")
    maps = cnnviz.occlusion_maps(net, image, size=32, stride=16)

The names are looked up when they are first used, so `import cnnviz` and `cnnviz.maths` stay free of
torch, which takes seconds to import.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnnviz.images import image_folder, load_image, sample_crops
    from cnnviz.networks.loading import load_network
    from cnnviz.networks.own import load_own
    from cnnviz.probes.activations import feature_maps, layer_maps
    from cnnviz.probes.attributions import attributions
    from cnnviz.probes.deconvnet import project
    from cnnviz.probes.fills import filled_picture
    from cnnviz.probes.occluders import occluder_mask
    from cnnviz.probes.occlusion import occlusion_maps
    from cnnviz.probes.predict import predict
    from cnnviz.probes.top_patches import cut_patches, top_patches
    from cnnviz.probes.units import explain_unit

# Before torch loads its threads: one that waits for the others is to sleep, not to spin. Where the cores have other
# things to do as well, as on a server that draws pages, spinning makes an occlusion map take ten times as long.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

__all__ = [
    "attributions",
    "cut_patches",
    "explain_unit",
    "feature_maps",
    "filled_picture",
    "image_folder",
    "layer_maps",
    "load_image",
    "load_network",
    "load_own",
    "occluder_mask",
    "occlusion_maps",
    "predict",
    "project",
    "sample_crops",
    "top_patches",
]

_HOMES = {
    "attributions": "cnnviz.probes.attributions",
    "cut_patches": "cnnviz.probes.top_patches",
    "explain_unit": "cnnviz.probes.units",
    "feature_maps": "cnnviz.probes.activations",
    "filled_picture": "cnnviz.probes.fills",
    "image_folder": "cnnviz.images",
    "layer_maps": "cnnviz.probes.activations",
    "load_image": "cnnviz.images",
    "load_network": "cnnviz.networks.loading",
    "load_own": "cnnviz.networks.own",
    "occluder_mask": "cnnviz.probes.occluders",
    "occlusion_maps": "cnnviz.probes.occlusion",
    "predict": "cnnviz.probes.predict",
    "project": "cnnviz.probes.deconvnet",
    "sample_crops": "cnnviz.images",
    "top_patches": "cnnviz.probes.top_patches",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'cnnviz' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
