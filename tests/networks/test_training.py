"""The recipe runs, goes on after a break as if there had been none, and judges fairly."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from cnnviz import train_command
from cnnviz.__main__ import main
from cnnviz.networks import pair, trained
from cnnviz.networks.training import evaluate, loop, recipe
from cnnviz.networks.training.augment import MEAN, STD, augment, normalise
from cnnviz.networks.training.card import model_card
from cnnviz.networks.training.evaluate import accuracy, confusion
from cnnviz.networks.training.pictures import Split, load_split
from cnnviz.networks.training.recipe import CPU, GPU, Recipe, recipe_for

CPU_DEVICE = torch.device("cpu")
TINY = Recipe(phases=((1, 80), (2, 96)), stored_side=96, batch=4, snapshots=(1,), peak_rate=0.01)
COLOURS = {"n01440764": (200, 40, 40), "n02102040": (40, 40, 200)}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two classes, told apart by colour."""
    folder, chance = tmp_path_factory.mktemp("data"), np.random.default_rng(0)
    for split, count in (("train", 6), ("val", 3)):
        for name, colour in COLOURS.items():
            (folder / split / name).mkdir(parents=True)
            for number in range(count):
                noise = chance.integers(-30, 30, (110, 100, 3))
                pixels = np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)
                Image.fromarray(pixels).save(folder / split / name / f"{number}.jpeg")
    return folder


@pytest.fixture(scope="module")
def splits(data: Path) -> tuple[Split, Split]:
    return load_split(data, "train", 96), load_split(data, "val", 96)


def run(
    kind: str, splits: tuple[Split, Split], folder: Path, recipe: Recipe = TINY
) -> dict[str, torch.Tensor]:
    lines: list[str] = []
    loop.train(kind, recipe, *splits, folder, device=CPU_DEVICE, tell=lines.append)
    assert any("validation" in line for line in lines) or not lines
    return load_file(folder / f"{kind}.safetensors")


def test_pictures_are_squares_with_their_classes(splits: tuple[Split, Split]) -> None:
    pictures, validation = splits
    assert pictures.pixels.shape == (12, 96, 96, 3) and len(validation) == 6
    assert pictures.classes == ("tench", "English springer")
    assert pictures.labels.tolist() == [0] * 6 + [1] * 6
    red, blue = pictures.pixels[0].float().mean((0, 1)), pictures.pixels[-1].float().mean((0, 1))
    assert red[0] > red[2] + 100 and blue[2] > blue[0] + 100


def test_a_folder_without_pictures_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no pictures in .*train"):
        load_split(tmp_path, "train", 64)


def test_a_broken_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "train" / "a").mkdir(parents=True)
    (tmp_path / "train" / "a" / "half.jpeg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    with pytest.raises(ValueError, match=r"half\.jpeg"):
        load_split(tmp_path, "train", 64)


def test_crops_come_from_the_picture_and_from_the_seed_alone() -> None:
    pixels = torch.randint(0, 256, (5, 40, 40, 3), dtype=torch.uint8)
    first, again, other = (
        augment(pixels, 32, 0.35, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2)
    )
    assert first.shape == (5, 3, 32, 32)
    assert torch.equal(first, again) and not torch.equal(first, other)
    assert first.min() >= 0 and first.max() <= 255


def test_half_of_the_crops_are_mirrored() -> None:
    ramp = torch.arange(64, dtype=torch.uint8).expand(400, 64, 64)[..., None].expand(-1, -1, -1, 3)
    crops = augment(ramp, 32, 0.35, torch.Generator().manual_seed(0))
    rising = (crops[:, :, :, -1].mean((1, 2)) > crops[:, :, :, 0].mean((1, 2))).float().mean()
    assert 0.42 < rising < 0.58


def test_normalising_is_what_the_weights_of_torchvision_expect() -> None:
    pixels = torch.tensor([0.0, 255.0, 51.0]).view(1, 3, 1, 1)
    expected = [(value - mean) / std for value, mean, std in zip((0, 1, 0.2), MEAN, STD, strict=True)]
    assert normalise(pixels).flatten().tolist() == pytest.approx(expected)


def test_a_broken_run_ends_as_an_unbroken_one(
    splits: tuple[Split, Split], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("zfnet", splits, tmp_path / "whole")
    original, calls = evaluate.confusion, []

    def power_cut(*arguments: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return original(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(loop, "confusion", power_cut)
        with pytest.raises(KeyboardInterrupt):
            run("zfnet", splits, tmp_path / "broken")
    assert not (tmp_path / "broken" / "zfnet.safetensors").exists()
    resumed = run("zfnet", splits, tmp_path / "broken")
    assert whole.keys() == resumed.keys()
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)
    epochs = (tmp_path / "broken" / "epochs.csv").read_text("utf-8").splitlines()
    assert len(epochs) == 1 + TINY.epochs
    assert {path.name for path in (tmp_path / "broken").glob("snapshot*")} == {
        "snapshot_0.safetensors", "snapshot_1.safetensors",
    }  # fmt: skip


def test_a_folder_with_another_run_is_refused(splits: tuple[Split, Split], tmp_path: Path) -> None:
    run("alexnet", splits, tmp_path, replace(TINY, phases=((1, 80),)))
    with pytest.raises(ValueError, match="another network or recipe"):
        run("alexnet", splits, tmp_path)


def test_too_few_pictures_for_a_batch(splits: tuple[Split, Split], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="64 pictures, but there are only 12"):
        run("zfnet", splits, tmp_path, replace(TINY, batch=64))


def test_what_is_trained_is_saved_in_half_precision(splits: tuple[Split, Split], tmp_path: Path) -> None:
    state = run("zfnet", splits, tmp_path, replace(TINY, phases=((1, 80),)))
    module = pair.build("zfnet", 2)
    missing, unknown = module.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)
    assert not unknown and all(name.endswith("num_batches_tracked") for name in missing)
    assert {tensor.dtype for tensor in state.values()} == {torch.float16}


def test_the_first_layer_starts_at_a_tenth() -> None:
    small, full = (pair.start("zfnet", first_scale=scale).state_dict() for scale in (0.1, 1.0))
    assert torch.allclose(small["conv1.weight"], 0.1 * full["conv1.weight"])
    assert torch.equal(small["conv2.weight"], full["conv2.weight"])


def test_confusion_counts_every_picture_once(splits: tuple[Split, Split]) -> None:
    class Reddish(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.stack([x[:, 0].mean((1, 2)), x[:, 2].mean((1, 2))], 1)

    counts = confusion(Reddish(), splits[1], 64, CPU_DEVICE, batch=4)
    assert counts.tolist() == [[3, 0], [0, 3]]
    assert accuracy(counts) == 1


def test_the_command_leaves_a_card(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recipe, "recipe_for", lambda _device: TINY)
    asked = ["train", "alexnet", "--data", str(data), "--out", str(tmp_path), "--device", "cpu"]
    assert main(asked) == 0
    assert "12 pictures to learn from, 6 to be judged by" in capsys.readouterr().out
    card = json.loads((tmp_path / "alexnet.json").read_text("utf-8"))
    assert np.sum(card["confusion"]) == 6 and card["side"] == 96
    assert [epoch["epoch"] for epoch in card["epochs"]] == [1, 2, 3]
    assert (tmp_path / "confusion.csv").read_text("utf-8").startswith("true class,tench,English springer\n")
    assert {"curves.html", "confusion.html"} <= {path.name for path in tmp_path.iterdir()}
    scores = torch.nn.Linear(3 * 96 * 96, 2)
    scores.load_state_dict({"weight": torch.zeros_like(scores.weight), "bias": torch.tensor([1.0, 0.0])})
    always_first = torch.nn.Sequential(torch.nn.Flatten(), scores)
    shown = train_command.evaluate_network(always_first, data, 96, CPU_DEVICE)
    assert shown.splitlines()[-1] == "3 of 6: 50.00%"
    text = model_card(card, card | {"kind": "zfnet"})
    assert f"| AlexNet | {card['accuracy']:.1%} |" in text and "| tench |" in text


def test_what_cannot_be_trained_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "zfnet", "--data", str(tmp_path), "--out", str(tmp_path), "--device", "cpu"]) == 2
    assert "There are no pictures" in capsys.readouterr().err


def test_recipes() -> None:
    assert recipe_for("cpu") is CPU and recipe_for("cuda") is GPU
    assert (CPU.side(1), CPU.side(CPU.epochs), GPU.side(GPU.epochs)) == (96, 128, 224)
    assert all(epoch < CPU.epochs for epoch in CPU.snapshots)
    with pytest.raises(ValueError, match="1 to 44; there is no epoch 45"):
        CPU.side(45)


def test_the_shipped_card_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card"]) == 0
    assert capsys.readouterr().out == (trained.FOLDER / "MODEL_CARD.md").read_text("utf-8")


def test_what_is_shipped_is_small_and_good_enough() -> None:
    wanted = {"zfnet": 0.88, "alexnet": 0.83}
    for path in trained.FOLDER.glob("*.json"):
        card = json.loads(path.read_text("utf-8"))
        counts = np.array(card["confusion"])
        assert counts.sum() == 3925
        assert card["accuracy"] == pytest.approx(np.trace(counts) / counts.sum(), abs=1e-4)
        assert card["accuracy"] >= wanted[card["kind"]]
        assert path.with_suffix(".safetensors").stat().st_size <= 10 * 10**6
    assert sum(path.stat().st_size for path in trained.FOLDER.glob("zfnet_epoch_*")) <= 40 * 10**6
