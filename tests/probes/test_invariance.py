"""Invariance: moved pictures by hand, distances against a naive loop, nothing left behind."""

import numpy as np
import pytest
import torch
from PIL import Image

from cnnviz.images import load_image
from cnnviz.networks.loading import load_network
from cnnviz.probes.invariance import GRAY, MOVES, amounts_of, invariance, invariance_steps, moved
from tests.probes.tiny import Convolutional, tiny_network


def noise(side: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8))


def test_a_shift_moves_every_row_and_lets_gray_in() -> None:
    picture = noise(12)
    before, after = np.asarray(picture), np.asarray(moved(picture, "shift", 3))
    assert np.array_equal(after[3:], before[:-3])
    assert (after[:3] == GRAY).all()


def test_a_quarter_turn_is_numpys() -> None:
    picture = noise(12)
    assert np.array_equal(np.asarray(moved(picture, "turn", 90)), np.rot90(np.asarray(picture)))


def test_enlarging_keeps_the_centre_and_cuts_the_rest() -> None:
    half = Image.new("RGB", (16, 16), "black")
    half.paste("white", (4, 4, 12, 12))
    assert np.asarray(moved(half, "scale", 2))[1:-1, 1:-1].min() == 255


@pytest.mark.parametrize("move", MOVES)
def test_the_amounts_rise_and_one_of_them_does_nothing(move: str) -> None:
    amounts, picture = amounts_of(move, 224), noise(24)
    assert (np.diff(amounts) > 0).all()
    still = amounts[np.argmin(abs(amounts - (1 if move == "scale" else 0)))]
    assert np.array_equal(np.asarray(moved(picture, move, float(still))), np.asarray(picture))


def test_the_curves_are_those_of_a_naive_loop() -> None:
    net, picture = tiny_network(Convolutional(), 20, 7), noise(20)
    for move in MOVES:
        curves = invariance(net, picture, move)
        for amount, first, top, probability, label in zip(
            curves.amounts, curves.first, curves.top, curves.probability, curves.label, strict=True
        ):
            with torch.no_grad():
                inputs = [net.normalise(one)[None] for one in (picture, moved(picture, move, float(amount)))]
                layer = net.layers[0].name
                low, high, chances = zip(*(_by_hand(net.module, layer, x) for x in inputs), strict=True)
            assert first == pytest.approx(((low[1] - low[0]).norm() / low[0].norm()).item(), abs=1e-5)
            assert top == pytest.approx(((high[1] - high[0]).norm() / high[0].norm()).item(), abs=1e-5)
            assert probability == pytest.approx(chances[1][curves.target].item(), abs=1e-5)
            assert label == int(chances[1].argmax())


def _by_hand(
    module: torch.nn.Module, layer: str, x: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    assert isinstance(module, Convolutional)
    low = None
    for name, part in module.features.named_children():
        x = part(x)
        if f"features.{name}" == layer:
            low = x.clone()
    assert low is not None
    features = x.mean((2, 3))
    return low, features, torch.softmax(3 * module.classifier(features), 1)[0]


def test_the_curves_grow_and_a_chosen_class_is_followed() -> None:
    net = tiny_network(Convolutional(), 20, 7)
    steps = list(invariance_steps(net, noise(20), "turn", target=3))
    assert [step.done for step in steps] == [6, 12, 18, 24, 30, 36]
    assert np.isnan(steps[0].first[6:]).all() and (steps[0].label[6:] == -1).all()
    assert steps[-1].target == 3 and not np.isnan(steps[-1].probability).any()
    assert all(not module._forward_hooks and not module._forward_pre_hooks for module in net.module.modules())


def test_what_cannot_be_asked_is_said() -> None:
    net = tiny_network(Convolutional(), 20, 7)
    with pytest.raises(ValueError, match="no class 7: this network has 7, 0 to 6"):
        invariance(net, noise(20), "turn", target=7)
    with pytest.raises(ValueError, match="'mirror' is none of them"):
        invariance(net, noise(20), "mirror")


def test_a_real_network_minds_turning_more_than_shifting() -> None:
    net, cat = load_network("efficientnet_lite0"), load_image("cat")
    shift, turn = (invariance(net, cat, move) for move in ("shift", "turn"))
    assert shift.first[shift.amounts == 0] == pytest.approx(0, abs=1e-6)
    assert (shift.label == shift.target).mean() > (turn.label == turn.target).mean()
    assert turn.top.mean() > shift.top.mean()
