"""The strongest patches: by hand, and the winners of a naive loop."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from torch import nn

from cnnviz.images import sample_crops
from cnnviz.probes.top_patches import cut_patches, random_maps, top_patches, top_steps
from tests.probes.pictures import Made
from tests.probes.tiny import Convolutional, tiny_network
from tests.probes.top import as_lists, assert_same, naive, whole_network


@settings(max_examples=40)
@given(
    layer=st.sampled_from(["features.0", "features.2", "features.4", "twice"]),
    maps=st.none() | st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True),
    k=st.integers(1, 12),
    batch=st.integers(1, 9),
    count=st.integers(1, 25),
    repeats=st.integers(1, 4),
    broken=st.sets(st.integers(0, 24), max_size=4),
    seed=st.integers(0, 3),
)
def test_the_winners_are_those_of_a_naive_loop(
    layer: str,
    maps: list[int] | None,
    k: int,
    batch: int,
    count: int,
    repeats: int,
    broken: set[int],
    seed: int,
) -> None:
    net = whole_network(seed)
    images = Made(count, seed=seed, repeats=repeats, broken=tuple(sorted(broken)))
    top = top_patches(net, images, layer, maps=maps, k=k, batch=batch)
    chosen = list(range(top.shape[0])) if maps is None else maps
    assert top.maps.tolist() == chosen
    assert as_lists(top) == naive(net, images, layer, chosen, k)
    assert top.broken.tolist() == [index for index in sorted(broken) if index < count]
    assert (top.done, top.total, top.k) == (count, count, k)
    assert np.array_equal(np.isnan(top.activation), top.image < 0)
    assert np.array_equal(top.unit[..., 0] < 0, top.image < 0)


def test_by_hand() -> None:
    """One filter that adds up the red of 2 × 2 pixels; three pictures with 1, 3 and 3 red pixels."""

    class Red(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.sum = nn.Conv2d(3, 1, 2, bias=False)
            self.sum.weight.data = torch.tensor([1.0, 0, 0])[None, :, None, None].expand(1, 3, 2, 2).clone()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.sum(x).sum((2, 3))  # type: ignore[no-any-return]

    class Three(Made):
        def load(self, index: int, least: int | None = None) -> Image.Image:
            image = Image.new("RGB", (8, 8))
            for place in ([(0, 0)], [(6, 2), (7, 2), (6, 3)], [(3, 3), (4, 4), (4, 3)])[index]:
                image.putpixel(place, (255, 0, 0))
            return image

    net, images = tiny_network(Red(), 8, 1), Three(3)
    top = top_patches(net, images, "sum", map=0, k=2)
    assert as_lists(top) == [[(3.0, 1, 2, 6), (3.0, 2, 3, 3)]]
    assert top.windows(0) == ((2, 6, 4, 8), (3, 3, 5, 5))
    first, second = cut_patches(net, images, top, 0)
    assert (first[..., 0] // 255).tolist() == [[1, 1], [1, 0]]
    assert (second[..., 0] // 255).tolist() == [[1, 1], [0, 1]]


def test_steps_grow_and_never_change_afterwards() -> None:
    net, images = whole_network(), Made(11)
    steps = list(top_steps(net, images, "features.4", k=3, batch=4))
    assert [top.done for top in steps] == [0, 4, 8, 11]
    assert (steps[0].image == -1).all()
    for top in steps[1:]:
        short = Made(11)
        short._count = top.done
        assert as_lists(top) == naive(net, short, "features.4", list(range(6)), 3)
        for name in ("maps", "activation", "image", "unit", "broken"):
            assert not getattr(top, name).flags.writeable


def test_a_map_without_numbers_does_not_win() -> None:
    class Holes(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.maps = nn.Identity()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            dark = x[:, :1, :1, :1] == 0
            return self.maps(torch.where(dark, torch.nan, x)).sum((2, 3))  # type: ignore[no-any-return]

    images = Made(20)
    dark = [i for i in range(20) if images.load(i).getpixel((0, 0))[0] == 0]  # type: ignore[index]
    assert 0 < len(dark) < 20
    top = top_patches(tiny_network(Holes(), 12, 3), images, "maps", k=20 - len(dark))
    assert not np.isin(top.image, dark).any()
    assert np.isfinite(top.activation).all()


def test_some_maps_of_an_index_of_all() -> None:
    net, images = whole_network(), Made(20)
    every = top_patches(net, images, "features.4", k=4)
    assert_same(every.select([5, 1]), top_patches(net, images, "features.4", maps=[5, 1], k=4))
    one = every.select([2])
    assert one.windows(2) == every.windows(2)
    with pytest.raises(ValueError, match=r"Map 3 of the layer 'features\.4' is not among the 1 maps"):
        one.windows(3)


def test_a_random_choice_of_maps() -> None:
    drawn = [random_maps(96, 9, seed) for seed in range(20)]
    assert len(set(drawn)) == 20
    assert all(len(set(maps)) == 9 and list(maps) == sorted(maps) for maps in drawn)
    assert {number for maps in drawn for number in maps} <= set(range(96))


def test_patches_are_what_the_network_saw() -> None:
    net, images = tiny_network(Convolutional(), 32, 7), sample_crops()

    class First:
        id = "first"

        def __len__(self) -> int:
            return 12

        def load(self, index: int, least: int | None = None) -> Image.Image:
            return images.load(index, least)

    top = top_patches(net, First(), "features.4", k=3)
    for number in (0, 7):
        patches = cut_patches(net, First(), top, number)
        assert len(patches) == 3
        for patch, box, index in zip(patches, top.windows(number), top.image[number].tolist(), strict=True):
            view = np.asarray(net.view(images.load(index)))
            np.testing.assert_array_equal(patch, view[box[0] : box[2], box[1] : box[3]])
    with pytest.raises(ValueError, match="another data set"):
        cut_patches(net, Made(12), top, 0)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"k": 0}, "k is 0"),
        ({"batch": 0}, "batch is 0"),
        ({"maps": []}, "No map is asked for"),
        ({"maps": [0, 6]}, "no map 6: the layer 'features.4' has maps 0 to 5"),
        ({"maps": [-1]}, "no map -1"),
        ({"layer": "conv9"}, "no layer called 'conv9'"),
    ],
)
def test_what_does_not_fit_is_explained_at_the_call(parameters: dict[str, object], words: str) -> None:
    settings_: dict[str, object] = {"layer": "features.4", **parameters}
    with pytest.raises(ValueError, match=words):
        top_steps(whole_network(), Made(3), **settings_)  # type: ignore[arg-type]


def test_layers_without_maps_or_without_a_part_are_refused() -> None:
    net = tiny_network(Convolutional(), 12, 7)
    for layer in ("classifier", "unused"):
        with pytest.raises(ValueError, match=r"not maps|takes no part"):
            top_steps(net, Made(3), layer)
    with pytest.raises(ValueError, match="not both"):
        top_patches(net, Made(3), "features", map=1, maps=[2])


def test_an_index_of_another_question_is_refused() -> None:
    net, images = whole_network(), Made(6)
    index = top_patches(net, images, "features.4", k=4)
    for other, words in (
        (replace(index, layer="features.2"), "another layer"),
        (replace(index, images_id="x"), "another data set"),
        (replace(index, weights_id="x"), "another network"),
        (index.select([1, 2]), "another choice of maps"),
        (top_patches(net, images, "features.4", k=5), "another number of patches per map"),
    ):
        with pytest.raises(ValueError, match=words):
            top_steps(net, images, "features.4", k=4, start=other)
