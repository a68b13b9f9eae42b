"""A training in numbers: what leads at each stage, what jumps, and how like its end a layer is."""

import numpy as np
import pytest
import torch
from PIL import Image

import cnnviz
from cnnviz.networks.loading import load_network
from cnnviz.probes.convergence import Ending, correlation, followed
from cnnviz.probes.evolution import Evolution, appearance, joined
from cnnviz.probes.top_patches import top_patches


class Few:
    """The first crops of the sample photos."""

    def __init__(self, count: int) -> None:
        self._all = cnnviz.sample_crops()
        self.id, self._count = f"{self._all.id}-{count}", count

    def __len__(self) -> int:
        return self._count

    def load(self, index: int, least: int | None = None) -> Image.Image:
        return self._all.load(index, least)


@pytest.fixture(scope="module")
def stages() -> list[Evolution]:
    pictures, maps = Few(6), [40, 3]
    made = []
    for epoch in (1, 4):
        net = load_network(f"cnnviz_zfnet@{epoch}", "cpu")
        made.append(appearance(net, pictures, top_patches(net, pictures, "relu2", k=2), maps, epoch))
    return made


def test_the_leader_is_the_strongest_of_all_pictures(stages: list[Evolution]) -> None:
    whole = joined(stages)
    assert (whole.epochs.tolist(), whole.maps.tolist()) == ([1, 4], [40, 3])
    net, pictures = load_network("cnnviz_zfnet@4", "cpu"), Few(6)
    values = [cnnviz.layer_maps(net, pictures.load(i), "relu2").highest[[40, 3]] for i in range(6)]
    ordered = np.sort(values, axis=0)
    np.testing.assert_allclose(whole.activation[1], ordered[-1], rtol=1e-4)
    np.testing.assert_allclose(whole.runner_up[1], ordered[-2], rtol=1e-4)
    np.testing.assert_array_equal(whole.image[1], np.argmax(values, axis=0))


def test_each_cell_is_its_own_units_projection(stages: list[Evolution]) -> None:
    whole, net, pictures = joined(stages), load_network("cnnviz_zfnet@1", "cpu"), Few(6)
    for row, number in enumerate((40, 3)):
        image = pictures.load(int(whole.image[0, row]))
        unit = (number, *whole.unit[0, row].tolist())
        down = cnnviz.project(net, image, "relu2", units=[unit])
        most = np.abs(down.pixels).max()
        assert most > 0
        np.testing.assert_allclose(whole.pixels[0, row], down.pixels[0], atol=1e-5 * most)
        np.testing.assert_array_equal(whole.patches[0, row], down.patches[0])


def test_a_jump_is_a_change_of_the_leading_picture(stages: list[Evolution]) -> None:
    whole = joined(stages)
    assert not whole.jumps[0].any()
    np.testing.assert_array_equal(whole.jumps[1], whole.image[1] != whole.image[0])


def test_an_index_of_another_network_is_refused() -> None:
    one, other = (load_network(f"cnnviz_zfnet@{epoch}", "cpu") for epoch in (1, 4))
    top = top_patches(one, Few(2), "relu1", k=1)
    with pytest.raises(ValueError, match="another network"):
        appearance(other, Few(2), top, [0], 4)


def test_the_correlation_of_maps_against_numpy() -> None:
    draw = torch.Generator().manual_seed(3)
    one, other = torch.randn(3, 4, 5, 6, generator=draw), torch.randn(3, 4, 5, 6, generator=draw)
    one[:, 2] = 7.0  # the same everywhere: it says nothing
    expected = np.mean(
        [np.corrcoef(one[:, c].numpy().ravel(), other[:, c].numpy().ravel())[0, 1] for c in (0, 1, 3)]
    )
    assert correlation(one, other) == pytest.approx(expected, abs=1e-6)
    assert correlation(one, 3 * one + 2) == pytest.approx(1, abs=1e-6)
    assert correlation(torch.ones(1, 2, 3, 3), other[:1, :2, :3, :3]) == 0


def test_the_end_is_like_itself_and_the_start_is_not() -> None:
    final = load_network("cnnviz_zfnet", "cpu")
    pictures = cnnviz.sample_crops()
    end = Ending(final, pictures, [0, 200])
    made = followed([end.compare(load_network(f"cnnviz_zfnet{at}", "cpu"), 0) for at in ("@0", "")])
    assert made.layers == ("conv1", "conv2", "conv3", "conv4", "conv5")
    np.testing.assert_allclose(made.weights[1], 1, atol=1e-6)
    np.testing.assert_allclose(made.maps[1], 1, atol=1e-6)
    assert (made.weights[0] < 0.5).all()
    assert made.filters.shape == (2, 96, 3, 7, 7)
