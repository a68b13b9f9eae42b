"""Occlusion: by hand, against a naive loop, and without a trace on the network."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnviz.images import load_image
from cnnviz.networks.loading import load_network
from cnnviz.networks.network import Network
from cnnviz.probes.fills import FILLS, filled_picture
from cnnviz.probes.occluders import SHAPES, occluder_mask
from cnnviz.probes.occlusion import OcclusionMaps, occlusion_maps, occlusion_steps
from tests.probes.tiny import Brightness, Convolutional, tiny_network

WHITE = Image.new("RGB", (4, 4), "white")


def noise(side: int, seed: int = 0) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8))


def one_at_a_time(net: Network, image: Image.Image, maps: OcclusionMaps) -> np.ndarray:
    """(R, C, classes) probabilities: paste the square, ask, next."""
    view = net.view(image)
    covered = filled_picture(view, maps.fill, maps.seed)
    mask = Image.fromarray(occluder_mask(maps.shape, maps.size))
    answers = np.zeros((*maps.label.shape, len(net.labels)))
    for r, top in enumerate(maps.rows.tolist()):
        for c, left in enumerate(maps.columns.tolist()):
            box = (left, top, left + maps.size, top + maps.size)
            picture = view.copy()
            picture.paste(covered.crop(box), box, mask)
            with torch.no_grad():
                answers[r, c] = net.module(net.normalise(picture)[None]).softmax(1)[0]
    return answers


def assert_equal_to_the_naive_loop(net: Network, image: Image.Image, maps: OcclusionMaps) -> None:
    answers = one_at_a_time(net, image, maps)
    np.testing.assert_allclose(maps.probability, answers[..., maps.target], atol=1e-5)
    np.testing.assert_allclose(maps.probabilities, answers[..., maps.targets].transpose(2, 0, 1), atol=1e-5)
    np.testing.assert_allclose(
        maps.top_probabilities, np.sort(answers)[..., ::-1][..., : maps.top_labels.shape[-1]], atol=1e-5
    )
    assert np.array_equal(maps.label, answers.argmax(-1))
    assert np.array_equal(maps.label, maps.top_labels[..., 0])


def test_by_hand() -> None:
    # Sixteen white pixels, four of them black at a time: the mean falls from 1 to 0.75 everywhere.
    maps = occlusion_maps(
        tiny_network(Brightness(), 4, 2), WHITE, size=2, stride=1, fill="black", layer="maps"
    )
    assert maps.target_probability == pytest.approx(1 / (1 + math.exp(-1)))
    np.testing.assert_allclose(maps.probability, np.full((3, 3), 1 / (1 + math.exp(-0.75))), rtol=1e-6)
    np.testing.assert_array_equal(maps.activation, np.full((3, 3), 12.0))
    assert (maps.unit_activation, maps.target, maps.names[0]) == (16.0, 0, "class 0")
    assert maps.positions[2, 1].tolist() == [2, 1]
    assert (maps.done, maps.total) == (9, 9)


def test_the_strongest_map_is_the_one_with_the_largest_sum() -> None:
    green = Image.new("RGB", (4, 4), (10, 200, 30))
    maps = occlusion_maps(tiny_network(Brightness(), 4, 2), green, size=4, fill="black", layer="maps")
    assert maps.unit == 1
    assert maps.unit_activation == pytest.approx(16 * 200 / 255)
    assert maps.activation is not None
    assert maps.activation.tolist() == [[0.0]]


@settings(max_examples=40, deadline=None)
@given(
    side=st.integers(5, 14),
    size=st.integers(1, 5),
    stride=st.integers(1, 6),
    shape=st.sampled_from(sorted(SHAPES)),
    fill=st.sampled_from(sorted(FILLS)),
    target=st.none() | st.integers(0, 6),
    targets=st.lists(st.integers(0, 6), max_size=3),
    batch=st.integers(1, 9),
    seed=st.integers(0, 5),
)
def test_equal_to_a_naive_loop_on_a_tiny_network(
    side: int,
    size: int,
    stride: int,
    shape: str,
    fill: str,
    target: int | None,
    targets: list[int],
    batch: int,
    seed: int,
) -> None:
    net, image = tiny_network(Convolutional(seed), side, 7), noise(side, seed)
    maps = occlusion_maps(
        net,
        image,
        size=size,
        stride=stride,
        shape=shape,
        fill=fill,
        seed=seed,
        target=target,
        targets=targets,
        batch=batch,
    )
    assert target is None or maps.target == target
    assert maps.targets[0] == maps.target
    assert sorted(maps.targets) == sorted({maps.target, *targets})
    assert_equal_to_the_naive_loop(net, image, maps)


@pytest.mark.parametrize(
    ("name", "fill", "layer"),
    [
        ("efficientnet_lite0", "gray", None),
        ("efficientnet_lite0", "blur", "blocks.10"),
        ("cnnviz_zfnet", "noise", "conv3"),
    ],
)
def test_equal_to_a_naive_loop_on_a_real_network(name: str, fill: str, layer: str | None) -> None:
    net, image = load_network(name), load_image("moped")
    maps = occlusion_maps(net, image, size=48, stride=62, fill=fill, layer=layer)
    assert maps.method == "incremental"
    assert maps.total >= 9
    assert_equal_to_the_naive_loop(net, image, maps)


def test_a_layer_that_is_then_changed_in_place_is_read_before() -> None:
    net, image = tiny_network(Convolutional(), 8, 7), noise(8)
    maps = occlusion_maps(net, image, size=8, layer="features.0")
    covered = net.normalise(filled_picture(image, "gray"))[None]
    with torch.no_grad():
        sums = net.module.get_submodule("features.0")(covered).sum((2, 3))[0]
    assert maps.activation is not None
    assert maps.activation[0, 0] == pytest.approx(float(sums[maps.unit]), rel=1e-5)


def test_a_map_of_the_learners_choice_is_watched() -> None:
    net, image = tiny_network(Convolutional(), 8, 7), noise(8)
    strongest = occlusion_maps(net, image, size=3, layer="features")
    assert strongest.unit is not None
    same = occlusion_maps(net, image, size=3, layer="features", unit=strongest.unit)
    np.testing.assert_array_equal(np.asarray(same.activation), np.asarray(strongest.activation))
    other = (strongest.unit + 1) % 8
    maps = occlusion_maps(net, image, size=8, layer="features", unit=other)
    with torch.no_grad():
        clean = net.module.get_submodule("features")(net.preprocess(image)[None]).sum((2, 3))[0]
        gray = net.module.get_submodule("features")(net.normalise(filled_picture(image, "gray"))[None])
    assert maps.unit == other
    assert maps.unit_activation == pytest.approx(float(clean[other]), rel=1e-5)
    assert np.asarray(maps.activation) == pytest.approx(gray.sum((2, 3))[0, other].item(), rel=1e-5)


def test_steps_grow_from_the_baseline_and_never_change_afterwards() -> None:
    net = tiny_network(Convolutional(), 9, 7)
    steps = list(occlusion_steps(net, noise(9), size=3, stride=2, batch=5, layer="features"))
    assert [maps.done for maps in steps] == [0, 5, 10, 15, 16]
    for maps in steps:
        empty = maps.label == -1
        assert int((~empty).sum()) == maps.done
        assert np.isnan(maps.probabilities[:, empty]).all()
        for name in ("probability", "activation", "top_probabilities"):
            values, final = getattr(maps, name), getattr(steps[-1], name)
            assert np.isnan(values[empty]).all()
            assert np.array_equal(values[~empty], final[~empty])
        with pytest.raises(ValueError, match="read-only"):
            maps.probability[0, 0] = 1


def trace(net: Network) -> list[object]:
    """Everything that a careless probe would leave behind."""
    return [
        (name, module.training, len(module._forward_hooks), len(module._forward_pre_hooks), id(module))
        for name, module in net.module.named_modules()
    ] + [
        (name, id(tensor), tensor.sum().item())
        for name, tensor in net.module.state_dict(keep_vars=True).items()
    ]


def test_no_trace_is_left_after_success_failure_or_half_way() -> None:
    net = tiny_network(Convolutional(), 8, 7)
    before = trace(net)
    half_way = occlusion_steps(net, noise(8), size=3, stride=1, layer="features")
    next(half_way)
    next(half_way)
    assert trace(net) == before
    del half_way
    occlusion_maps(net, noise(8), size=3, layer="features")
    for layer in ("classifier", "unused"):
        with pytest.raises(ValueError, match=r"not maps|takes no part"):
            occlusion_maps(net, noise(8), size=3, layer=layer)
    assert trace(net) == before


def test_threads_on_one_network_do_not_meet() -> None:
    net, image = tiny_network(Convolutional(), 12, 7), noise(12)
    layers = ["features.0", "features.3", None] * 4

    def ask(layer: str | None) -> OcclusionMaps:
        return occlusion_maps(net, image, size=3, stride=1, layer=layer, batch=2)

    alone = {layer: ask(layer) for layer in set(layers)}
    with ThreadPoolExecutor(4) as pool:
        for layer, maps in zip(layers, pool.map(ask, layers), strict=True):
            np.testing.assert_allclose(maps.probability, alone[layer].probability, atol=1e-6)
            if maps.activation is not None:
                np.testing.assert_allclose(maps.activation, np.asarray(alone[layer].activation), rtol=1e-5)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"size": 9}, "9 pixels wide, but the network's input has 8"),
        ({"stride": 0}, "stride is 0"),
        ({"shape": "star"}, "no occluder of the shape 'star'"),
        ({"fill": "noise", "seed": -1}, "seed is -1"),
        ({"targets": (1, 7)}, "no class 7"),
        ({"unit": 0}, "Map 0 is asked for, but of no layer"),
        ({"fill": "pink"}, "no fill called 'pink'"),
        ({"target": 7}, "no class 7: this network has classes 0 to 6"),
        ({"target": -1}, "no class -1"),
        ({"batch": 0}, "batch is 0"),
        (
            {"layer": "conv9"},
            r"no layer called 'conv9'. Its outermost layers are: features, unused, classifier",
        ),
        ({"layer": ""}, "no layer called ''"),
    ],
)
def test_what_does_not_fit_is_explained_at_the_call(parameters: dict[str, object], words: str) -> None:
    net = tiny_network(Convolutional(), 8, 7)
    settings_: dict[str, object] = {"size": 3, **parameters}
    with pytest.raises(ValueError, match=words):
        occlusion_steps(net, noise(8), **settings_)  # type: ignore[arg-type]


def test_a_map_that_the_layer_does_not_have_is_explained() -> None:
    net = tiny_network(Convolutional(), 8, 7)
    with pytest.raises(ValueError, match="no map 8 in the layer 'features': it has maps 0 to 7"):
        occlusion_maps(net, noise(8), size=3, layer="features", unit=8)
