"""The strongest patches on their way: constant memory, no trace left, stopped and taken up again."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from PIL import Image
from torch import nn

from cnnviz.probes.top_patches import top_patches, top_steps
from tests.probes.pictures import Made
from tests.probes.test_occlusion import trace
from tests.probes.tiny import Convolutional, tiny_network
from tests.probes.top import Whole, assert_same, decoders_are_idle, decoding_threads, whole_network


def test_stopped_anywhere_and_taken_up_again_it_ends_the_same() -> None:
    net, images = whole_network(), Made(17, repeats=3, broken=(2, 9))
    whole = top_patches(net, images, "features.4", maps=[4, 0], k=5)
    for stop in range(6):
        steps = top_steps(net, images, "features.4", [4, 0], k=5, batch=3)
        partial = [next(steps) for _ in range(stop + 1)][-1]
        steps.close()  # type: ignore[attr-defined]
        assert partial.done == 3 * stop
        decoders_are_idle()
        before = images.loaded
        *_, last = top_steps(net, images, "features.4", [4, 0], k=5, start=partial, batch=4)
        assert_same(last, whole)
        assert images.loaded == before + 17 - partial.done
    assert [top.done for top in top_steps(net, images, "features.4", [4, 0], k=5, start=whole)] == [17]


@pytest.mark.parametrize("count", [60, 600])
def test_as_few_pictures_are_alive_for_many_as_for_few(count: int) -> None:
    net, images = whole_network(), Made(count)
    steps = top_steps(net, images, "features.0", batch=4)
    assert images.loaded == 0
    for top in steps:
        # Whoever looks at a step for long finds no more decoded meanwhile than the queue may hold.
        assert images.loaded <= top.done + 4 + 1
    assert images.loaded == count
    assert images.most_alive <= 2 * 16
    del top, steps
    decoders_are_idle()
    assert images.alive == 0


def test_dropped_or_failed_half_way_it_decodes_no_more_and_leaves_no_trace() -> None:
    net, images = tiny_network(Convolutional(), 12, 7), Made(100)
    before = trace(net)
    steps = top_steps(net, images, "features.3", batch=2)
    for _ in range(3):
        next(steps)
    assert trace(net) == before
    del steps
    decoders_are_idle()
    assert images.loaded <= 4 + 2 + 1
    assert images.alive == 0

    class Failing(Made):
        def load(self, index: int, least: int | None = None) -> Image.Image:
            if index == 5:
                raise ZeroDivisionError
            return super().load(index, least)

    failing = Failing(50)
    with pytest.raises(ZeroDivisionError):
        top_patches(net, failing, "features.3", batch=2)
    decoders_are_idle()
    assert failing.loaded < 10
    assert trace(net) == before


def test_however_many_searches_are_laid_aside_the_threads_stay_as_few() -> None:
    net = whole_network()
    laid_aside = [top_steps(net, Made(40, seed=seed), "features.4", batch=2) for seed in range(30)]
    assert [[next(steps).done for _ in range(3)] for steps in laid_aside] == [[0, 2, 4]] * 30
    assert 1 <= decoding_threads() <= min(16, os.cpu_count() or 1)
    assert [list(steps)[-1].done for steps in laid_aside] == [40] * 30


def test_nothing_behind_the_layer_is_computed() -> None:
    net = whole_network()

    def refuse(_layer: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        if output.device.type != "meta":  # tracing shapes runs the network through, without a number
            raise AssertionError("the last layer ran")

    module = net.module
    assert isinstance(module, Whole)
    module.features[4].register_forward_hook(refuse)
    top_patches(net, Made(5), "features.3")
    with pytest.raises(AssertionError, match="the last layer ran"):
        top_patches(net, Made(5), "features.4")


def test_threads_on_one_network_do_not_meet() -> None:
    net, images = whole_network(), Made(30, repeats=2)
    layers = ["features.0", "features.2", "features.4"] * 4
    alone = {layer: top_patches(net, images, layer, batch=3) for layer in set(layers)}
    with ThreadPoolExecutor(4) as pool:
        for layer, top in zip(
            layers, pool.map(lambda name: top_patches(net, images, name, batch=3), layers), strict=True
        ):
            assert_same(top, alone[layer])


def test_a_process_that_ends_says_so_instead_of_a_shorter_list(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = ThreadPoolExecutor(1)
    ended.shutdown()
    monkeypatch.setattr("cnnviz.probes.prefetch.decoders", lambda: ended)
    with pytest.raises(ValueError, match="server is being stopped"):
        [*top_steps(whole_network(), Made(9), "features.4")]
