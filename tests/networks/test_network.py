"""What a network sees of a photo, and how networks are found, loaded and shared."""

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from torchvision.transforms import CenterCrop, Compose, Resize

from cnnviz.networks import loading
from cnnviz.networks.catalogue import find_entry, ready_networks, weights_id
from cnnviz.networks.devices import exact_arithmetic, find_device
from cnnviz.networks.loading import load_network
from cnnviz.networks.preprocessing import Preprocessing

PREPROCESSING = Preprocessing(256, 224, (0.5, 0.25, 0.0), (1.0, 0.5, 0.25))


@settings(max_examples=25, deadline=None)
@given(st.integers(8, 700), st.integers(8, 700), st.integers(0, 99))
def test_the_view_is_torchvisions(width: int, height: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    image = Image.fromarray(noise)
    theirs = np.asarray(Compose([Resize(256), CenterCrop(224)])(image), dtype=int)
    ours = np.asarray(PREPROCESSING.view(image), dtype=int)
    if (width, height) == (224, 224):
        theirs = noise.astype(int)
    assert np.abs(ours - theirs).max() <= 1


def test_a_view_is_its_own_view() -> None:
    view = PREPROCESSING.view(Image.radial_gradient("L").resize((300, 200)))
    assert PREPROCESSING.view(view).tobytes() == view.tobytes()


def test_a_very_long_picture_costs_no_more_than_another() -> None:
    assert PREPROCESSING.view(Image.new("RGB", (8, 2_000_000), "red")).getpixel((5, 5)) == (255, 0, 0)


def test_pixels_become_shares_minus_mean_over_deviation() -> None:
    net = load_network("efficientnet_lite0", "cpu")
    pixels = np.random.default_rng(0).integers(0, 256, (224, 224, 3), dtype=np.uint8)
    expected = (torch.from_numpy(pixels).permute(2, 0, 1).float() - 127) / 128
    torch.testing.assert_close(net.preprocess(Image.fromarray(pixels)), expected, rtol=0, atol=1e-6)


def test_every_network_that_is_ready_can_be_loaded_and_says_where_it_comes_from() -> None:
    for name in ready_networks():
        entry, net = find_entry(name), load_network(name, "cpu")
        assert len(net.labels) == net.module(torch.zeros(1, 3, net.input_size, net.input_size)).shape[1]
        assert net.weights_id == weights_id(name)
        assert not net.module.training
        assert all((entry.title, entry.source, entry.licence, "https://" in entry.citation))


def test_thirty_threads_load_a_network_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_loaded", OrderedDict())
    with ThreadPoolExecutor(30) as pool:
        nets = list(pool.map(lambda _: load_network("efficientnet_lite0", "cpu"), range(30)))
    assert len({id(net.module) for net in nets}) == 1


def test_an_unknown_network_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no network called 'lenet'. There are: .*efficientnet_lite0"):
        find_entry("lenet")


@pytest.mark.parametrize("name", ["abacus", "cuda:99", "cpu:x", ""])
def test_an_unknown_device_is_answered_with_those_there_are(name: str) -> None:
    with pytest.raises(ValueError, match=r"no device called .* It has: .*cpu"):
        find_device(name)


def test_exact_arithmetic_puts_back_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    cudnn = torch.backends.cudnn
    before = cudnn.allow_tf32
    cuda = torch.device("cuda")
    with exact_arithmetic(cuda), pytest.raises(RuntimeError, match="boom"):
        # Two threads inside: only the last one that leaves turns it on again.
        with exact_arithmetic(cuda):
            pass
        assert not cudnn.allow_tf32
        raise RuntimeError("boom")
    assert cudnn.allow_tf32 == before
    with exact_arithmetic(cuda):
        assert not cudnn.allow_tf32
    with exact_arithmetic(torch.device("cpu")):
        assert cudnn.allow_tf32 == before
