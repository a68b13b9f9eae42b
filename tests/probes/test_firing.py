"""Dead maps: by hand, and against a plain forward pass."""

import numpy as np
import torch
from PIL import Image

import cnnviz
from cnnviz.networks.loading import load_network
from cnnviz.probes.firing import Firing, firing_steps, typical

PEAKS = np.array([[0, 1.0, 0.2], [0, 3.0, 0.0], [0, 2.0, 4.0], [0, 2.0, 0.0]], np.float32)


def test_a_map_fires_where_it_exceeds_its_share_of_the_typical_peak() -> None:
    firing = Firing(("relu1",), (PEAKS,), 4, 4)
    assert typical(PEAKS) == 2.0  # the median of 0.2, 1, 2, 2, 3, 4
    np.testing.assert_array_equal(firing.fires(0, 0), [0, 1, 0.5])
    np.testing.assert_array_equal(firing.fires(0, 0.2), [0, 1, 0.25])
    assert firing.dead(0, 0).tolist() == [True, False, False]
    assert firing.dead(0, 0.2, 0.25).tolist() == [True, False, True]


class Few:
    def __init__(self) -> None:
        self._all = cnnviz.sample_crops()
        self.id = "few"

    def __len__(self) -> int:
        return 9

    def load(self, index: int, least: int | None = None) -> Image.Image:
        if index == 4:
            raise ValueError("broken")
        return self._all.load(40 * index, least)


def test_the_peaks_are_those_of_a_plain_forward_pass_and_a_broken_picture_is_left_out() -> None:
    net, pictures = load_network("cnnviz_alexnet", "cpu"), Few()
    *_, last = firing_steps(net, pictures)
    assert (last.done, last.total, last.layers[0]) == (9, 9, "relu1")
    assert [peaks.shape for peaks in last.peaks] == [(8, c) for c in (96, 256, 384, 384, 256)]
    with torch.inference_mode():
        plain = net.module[:3](net.preprocess(pictures.load(8))[None])[0].amax((1, 2))  # type: ignore[index]
    np.testing.assert_allclose(last.peaks[0][7], plain.numpy(), atol=1e-4)
    assert not any(layer._forward_hooks for layer in net.module.modules())
