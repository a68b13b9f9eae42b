"""Aliasing where the answer is known: folding, energy beyond the finest frequency, flicker, and torch as the judge."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

import cnnviz
from cnnviz.networks.loading import load_network
from cnnviz.probes.aliasing import (
    dense_response,
    first_layers,
    flicker,
    flicker_at,
    folded,
    folded_share,
    grating,
    grating_filters,
    grating_map,
)


@given(some.floats(0, 0.5), some.integers(1, 8))
def test_a_folded_frequency_gives_the_same_samples_and_is_the_slowest_that_does(
    f: float, stride: int
) -> None:
    at = np.arange(0, 20 * stride, stride)
    np.testing.assert_allclose(
        np.cos(2 * np.pi * folded(f, stride) * at), np.cos(2 * np.pi * f * at), atol=1e-6
    )
    assert abs(folded(f, stride)) <= 1 / (2 * stride) + 1e-12


@pytest.mark.parametrize("angle", [0, 90])
def test_the_energy_of_a_grating_folds_as_soon_as_the_stride_is_too_large(angle: float) -> None:
    wave = grating(160, 0.2, angle, 0.3)[None, ..., 0].astype(np.float32)
    shares = folded_share(wave, [1, 2, 3, 4])
    assert shares[:2].max() < 0.01
    assert shares[2:].min() > 0.99
    two = np.concatenate([wave, grating(160, 0.05, angle, 0)[None, ..., 0]])
    assert folded_share(two, [4])[0] == pytest.approx(0.5, abs=0.01)


def test_an_even_picture_has_nothing_to_fold() -> None:
    np.testing.assert_array_equal(folded_share(np.full((2, 20, 20), 7.0)), 0)


def test_the_dense_response_is_the_networks_own_at_every_stride() -> None:
    net, image = load_network("cnnviz_alexnet", "cpu"), cnnviz.load_image("cat")
    conv, norm, _, _ = first_layers(net.module)
    dense = dense_response(net, image)
    with torch.inference_mode():
        own = conv(net.preprocess(image)[None])
        normed = norm(own)[0] - norm(torch.zeros_like(own))[0]
    np.testing.assert_allclose(dense[:, ::4, ::4], normed.numpy(), atol=1e-4)


@pytest.mark.parametrize("name", ["cnnviz_alexnet", "cnnviz_zfnet"])
def test_the_formula_of_a_grating_is_what_torch_computes(name: str) -> None:
    net = load_network(name, "cpu")
    filters, k = grating_filters(net), 31
    conv, norm, relu, _ = first_layers(net.module)
    picture = grating(160, 0.13, 25, 0.4)
    with torch.inference_mode():
        own = relu(norm(conv(net.normalise(picture)[None])))[0, k].numpy()
    made = grating_map(filters, k, 160, frequency=0.13, angle=25, phase=0.4)
    assert made.shape == own.shape
    inside = slice(filters.padding, -1)
    np.testing.assert_allclose(made[inside, inside], own[inside, inside], atol=0.02 * own.max())


def test_flicker_is_none_for_a_steady_map_and_one_for_a_map_that_is_on_half_of_the_time() -> None:
    assert flicker(np.full((8, 3), 2.0)) == 0
    assert flicker(np.array([[0.0], [2.0]] * 4)) == 1
    assert flicker(np.zeros((4, 2))) == 0


def test_what_a_stride_folds_to_nothing_makes_the_map_blink() -> None:
    nets = {name: load_network(f"cnnviz_{name}", "cpu") for name in ("alexnet", "zfnet")}
    true, _ = flicker_at(nets["alexnet"], 0.09, 0)
    blinking, pooled = flicker_at(nets["alexnet"], 0.25, 0)  # a period is as long as the stride
    assert true < 0.05
    assert blinking > 0.5
    assert pooled > 0.5
    assert flicker_at(nets["zfnet"], 0.25, 0)[0] < blinking / 2


def test_a_network_of_another_kind_gets_a_sentence() -> None:
    with pytest.raises(ValueError, match="as our pair does"):
        grating_filters(load_network("efficientnet_lite0", "cpu"))
