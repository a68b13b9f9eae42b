"""A network of one's own, run: its maps are those of the exported module, sums and concatenations included."""

import numpy as np
import pytest
import torch
from PIL import Image

from cnnviz.architectures import infer
from cnnviz.architectures.runnable import MOST_PARAMETERS, not_runnable
from cnnviz.architectures.written import assembled, read_pieces
from cnnviz.engine import NO_NETWORK, BuiltRequest, Engine
from cnnviz.engine.cache import size_of
from cnnviz.networks.exported import random_module
from cnnviz.probes.built import built_maps
from tests.engine.fakes import FakeNet, wait_until

PICTURE = Image.radial_gradient("L").resize((40, 30)).convert("RGB")
TEXT = "cp1_r_cp1_s.0.3_j.0.4_b_g_f_l10"


def test_every_layer_has_its_maps_or_values() -> None:
    found = built_maps("c8p1_r_c3p1_s.0.3_j.0.4_b_g_f_l10", (3, 12, 16), 1, PICTURE)
    assert {name: maps.shape for name, maps in found.maps.items()} == {
        "conv1": (8, 12, 16), "relu1": (8, 12, 16), "conv2": (3, 12, 16), "sum1": (3, 12, 16), "concat1": (6, 12, 16),
        "norm1": (6, 12, 16), "average1": (6, 1, 1),
    }  # fmt: skip
    assert {name: len(values) for name, values in found.values.items()} == {"flatten1": 6, "dense1": 10}
    assert found.maps["conv1"].signed
    assert not found.maps["relu1"].signed


def test_lenets_layers_and_local_ones_run_and_are_drawn() -> None:
    text = "c6k5_r5_u_v_r5_tk1x3p0y1_zs1_q3p1_f_l84_e10".replace("zs1", "z80s1")
    one, again = (built_maps(text, (1, 32, 32), 3, PICTURE) for _ in range(2))
    assert one.maps["subsample1"].shape == (6, 14, 14)
    assert one.maps["partial1"].shape == (16, 10, 10)
    assert one.maps["shortcut1"].shape == (80, 10, 10)
    assert len(one.maps["shortcut1"].dead) >= 16, "the new maps are zeros"
    assert one.maps["local1"].shape == (3, 10, 10)
    np.testing.assert_array_equal(one.values["rbf1"], again.values["rbf1"])
    assert one.values["rbf1"].min() > 0, "distances"
    means = one.maps["scaled_tanh1"].mean, one.maps["subsample1"].mean
    np.testing.assert_allclose(*means, atol=1e-5, err_msg="it starts as an average")


def test_sums_and_concatenations_are_computed_from_what_they_read() -> None:
    found = built_maps("c3p1_r_s.0.2_j.3.2.0", (3, 8, 8), 4, PICTURE).maps
    picture = found["sum1"].mean - found["relu1"].mean
    expected = np.concatenate([found["sum1"].mean, found["relu1"].mean, picture])
    np.testing.assert_allclose(found["concat1"].mean, expected, atol=1e-5)
    gray = (np.asarray(PICTURE.resize((8, 8)), dtype=float) / 255 - 0.5) / 0.25
    assert picture.mean() == pytest.approx(gray.mean(), abs=0.3), "what is left is the picture"


def test_weights_are_as_large_as_he_says_and_norms_pass_on() -> None:
    module, paths = random_module(assembled(read_pieces("c512k5_b_f_l3"), (3, 9, 9)), 1)
    weight = module.get_submodule(paths["conv1"]).weight
    assert isinstance(weight, torch.Tensor)
    assert float(weight.detach().std()) == pytest.approx((2 / 75) ** 0.5, rel=0.02)
    assert not module.training
    x = torch.rand(1, 512, 5, 5)
    assert torch.allclose(module.get_submodule(paths["norm1"])(x), x, atol=1e-4)


def test_the_draw_decides_the_weights_and_the_global_dice_stay_where_they_are() -> None:
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    one, again, other = (built_maps("c4", (1, 9, 9), seed, PICTURE).maps["conv1"].mean for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert not np.allclose(one, other)
    assert torch.equal(torch.rand(1), expected)


def test_what_is_too_large_or_breaks_is_not_run() -> None:
    large = infer(assembled(read_pieces("f_l8192_l8192"), (3, 64, 64)))
    assert f"at most {MOST_PARAMETERS:,} are run" in not_runnable(large)
    assert "values in its maps" in not_runnable(infer(assembled(read_pieces("c512p1_r_r_r"), (3, 256, 256))))
    assert "MACs" in not_runnable(infer(assembled(read_pieces("c256p1_c256p1_c256p1"), (3, 96, 96))))
    assert "takes 4" in not_runnable(infer(assembled(read_pieces("c8"), (4, 8, 8))))
    with pytest.raises(ValueError, match="would give 0"):
        built_maps("ck9", (3, 4, 4), 1, PICTURE)
    with pytest.raises(ValueError, match="is no layer"):
        built_maps("import os", (3, 4, 4), 1, PICTURE)


def test_the_engine_answers_without_a_network_of_the_catalogue() -> None:
    def never(name: str, device: str) -> FakeNet:
        raise AssertionError(name)

    engine = Engine("cpu", load=never)  # type: ignore[arg-type]
    ticket = engine.ask("ann", BuiltRequest(NO_NETWORK, "gradient", "c4_r", (3, 8, 8)), PICTURE)
    broken = engine.ask("bob", BuiltRequest(NO_NETWORK, "gradient", "ck9", (3, 4, 4)), PICTURE)
    wait_until(lambda: ticket.progress().ended and broken.progress().ended)
    engine.close()
    result = ticket.progress().result
    assert result is not None
    assert result.maps["relu1"].shape == (4, 6, 6)
    assert "would give 0 × 0" in broken.progress().error
    levels = sum(maps.levels.nbytes for maps in result.maps.values())
    assert size_of(result) >= levels, "the cache counts what the mappings hold"
