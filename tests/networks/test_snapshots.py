"""ZFNet on its way: found by name, hidden from choosers, and really other weights."""

import json
from pathlib import Path

import pytest
import torch

from cnnviz.networks.catalogue import CATALOGUE, find_entry, weights_id
from cnnviz.networks.loading import load_network
from cnnviz.networks.snapshots import SNAPSHOTS, history, snapshots, stages
from cnnviz.networks.trained import FOLDER


def test_there_is_one_for_every_file_and_for_the_start() -> None:
    epochs = {int(path.stem.rpartition("_")[2]) for path in FOLDER.glob("zfnet_epoch_*.safetensors")}
    assert list(stages()) == sorted({0, *epochs, history("zfnet").epochs})
    assert not SNAPSHOTS.keys() & CATALOGUE.keys(), "nobody chooses one by accident"
    assert len({weights_id(name) for name in stages().values()}) == len(stages())


def test_the_start_is_the_same_every_time_and_leaves_the_random_numbers_alone() -> None:
    entry = find_entry("cnnviz_zfnet@0")
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    one, other = (entry.weights.build().state_dict() for _ in range(2))
    assert torch.equal(torch.rand(3), expected)
    assert all(torch.equal(one[name], other[name]) for name in one)
    recipe = json.loads((FOLDER / "zfnet.json").read_text())["recipe"]
    first = one["conv1.weight"]
    assert float(first.std()) == pytest.approx(recipe["first_scale"] * (2 / (96 * 49)) ** 0.5, rel=0.02)


def test_training_moves_every_layer() -> None:
    before, after = (load_network(stages()[epoch], "cpu").module.state_dict() for epoch in (0, 1))
    for number in range(1, 6):
        name = f"conv{number}.weight"
        assert not torch.allclose(before[name], after[name], atol=1e-3)


def test_the_history_agrees_with_the_card() -> None:
    past = history("zfnet")
    assert past.right / past.asked == pytest.approx(past.accuracy, abs=5e-5)
    assert [row.epoch for row in past.passed] == list(range(1, past.epochs + 1))


def test_a_folder_without_the_network_has_no_snapshots(tmp_path: Path) -> None:
    (tmp_path / "zfnet_epoch_1.safetensors").write_bytes(b"alone")
    assert snapshots(tmp_path) == {}
