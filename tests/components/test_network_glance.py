"""What Python tells the glance: packed pixels in the order of strength, names of layers inside blocks."""

import base64

import numpy as np
import torch

from cnnviz.probes.activations import summarise
from cnnviz.ui.feature_maps.glance import SHOWN, THUMB, Chosen, Names, chosen_data, filters_data
from cnnviz.ui.feature_maps.glance import _column as column

NAMES = Names({"a": "conv1"})


def test_a_column_holds_the_strongest_maps_pixel_by_pixel() -> None:
    maps = summarise("a", torch.randn(40, 10, 12, generator=torch.manual_seed(2)))
    told = column(maps, NAMES)
    assert told["maps"] == maps.order[:SHOWN].tolist()
    pixels = np.frombuffer(base64.b64decode(told["pixels"]), np.uint8).reshape(SHOWN, *told["size"])
    np.testing.assert_array_equal(pixels, maps.levels[maps.order[:SHOWN]])


def test_large_maps_travel_small() -> None:
    told = column(summarise("a", torch.rand(20, 224, 224)), NAMES)
    assert max(told["size"]) <= THUMB
    assert len(told["pixels"]) < 1.4 * SHOWN * THUMB**2


def test_the_chosen_maps_place_in_the_montage() -> None:
    maps = summarise("a", torch.rand(30, 6, 6, generator=torch.manual_seed(4)))
    told = chosen_data(maps, Chosen("a", 7, 2, 3), NAMES, None)
    assert told["montage"]["order"][told["rank"]] == 7
    assert told["title"] == "conv1"


def test_only_colour_filters_are_shown_as_pictures() -> None:
    assert filters_data("a", np.zeros((8, 4, 3, 3), np.float32)) is None
    told = filters_data("a", np.ones((64, 3, 7, 7), np.float32))
    assert told is not None
    assert (told["count"], told["columns"], told["cell"]) == (64, 8, [14, 14])
