"""The pair has the published geometry."""

import pytest
import torch

from cnnviz.networks import pair

# Sides after conv1, pool1, conv2, pool2, conv3, conv4, conv5, pool5.
PUBLISHED = {
    # Krizhevsky et al. 2012, section 3.5, with the 227 px that make its arithmetic work.
    "alexnet": (227, (55, 27, 27, 13, 13, 13, 13, 6)),
    # Zeiler & Fergus 2013, figure 3.
    "zfnet": (224, (110, 55, 26, 13, 13, 13, 13, 6)),
}


@pytest.mark.parametrize("kind", pair.STAGES)
def test_the_maps_have_the_published_sizes(kind: str) -> None:
    side, published = PUBLISHED[kind]
    with torch.device("meta"):
        module, maps = pair.build(kind), torch.empty(1, 3, side, side)
    sides, channels = [], []
    for name, layer in module.named_children():
        maps = layer(maps)
        if name.startswith(("conv", "pool")):
            sides.append(maps.shape[-1])
        if name.startswith("conv"):
            channels.append(maps.shape[1])
    assert tuple(sides) == published
    assert channels == [96, 256, 384, 384, 256]
    assert maps.shape == (1, 10)


def test_the_pair_differs_in_its_first_two_convolutions_and_pools_only() -> None:
    alexnet, zfnet = (dict(pair.build(kind).named_children()) for kind in ("alexnet", "zfnet"))
    assert alexnet.keys() == zfnet.keys()
    different = {name for name in zfnet if str(zfnet[name]) != str(alexnet[name])}
    assert different == {"conv1", "pool1", "conv2", "pool2"}


def test_any_input_size_will_do() -> None:
    module = pair.build("zfnet", classes=3).eval()
    for side in (96, 128, 161):
        assert module(torch.zeros(2, 3, side, side)).shape == (2, 3)


def test_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="alexnet and zfnet"):
        pair.build("lenet")
