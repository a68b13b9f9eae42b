"""The catalogue against torchvision's own words, and the networks that it builds against torchvision's own."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn
from torchvision import models

from cnnviz.networks import folders, pair, trained, zoo
from cnnviz.networks.build import build_from
from cnnviz.networks.catalogue import CATALOGUE, find_entry, ready_networks
from cnnviz.networks.entry import Entry
from cnnviz.networks.folders import cache_folder, download_folder
from cnnviz.networks.loading import network_of
from cnnviz.networks.weights import WeightsError
from tests.networks.weights_server import checkpoint

# Real architectures that are small enough to fill with random numbers in a test; every way of building one is there.
SMALL = ("squeezenet1_1", "googlenet", "densenet121", "mobilenet_v2", "resnet18", "inception_v3")


@pytest.mark.parametrize("name", zoo.ROWS)
def test_a_row_is_what_torchvisions_enum_says(name: str) -> None:
    weights = models.get_model_weights(name)["IMAGENET1K_V1"]
    entry, transforms = CATALOGUE[name], weights.transforms()
    offer = entry.offer
    assert offer is not None
    assert offer.url == weights.url
    assert offer.size == round(weights.meta["_file_size"] * 2**20)
    assert ([entry.preprocessing.resize], [entry.preprocessing.crop]) == (
        transforms.resize_size, transforms.crop_size
    )  # fmt: skip
    assert (list(entry.preprocessing.mean), list(entry.preprocessing.std)) == (
        transforms.mean,
        transforms.std,
    )
    assert transforms.interpolation.value == "bilinear"
    assert list(entry.labels()) == weights.meta["categories"]
    assert offer.digits in weights.url
    assert all((entry.title, entry.source, entry.licence, "https://" in entry.citation))


def test_titles_are_different() -> None:
    titles = [entry.title for entry in CATALOGUE.values()]
    assert len(set(titles)) == len(titles)


def test_listing_needs_no_torch() -> None:
    script = (
        "import sys; from cnnviz.networks.catalogue import CATALOGUE, ready_networks; ready_networks(); "
        "[entry.layers for entry in CATALOGUE.values()]; "
        "import cnnviz.__main__, cnnviz.networks.fetch_command, cnnviz.networks.fetching; "
        "assert len(CATALOGUE) > 20; print(sorted({'torch', 'torchvision', 'safetensors'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module", params=SMALL)
def filled_file(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, nn.Module]:
    """A checkpoint as torchvision publishes it, with random numbers, and torchvision's own network with them."""
    name = str(request.param)
    torch.manual_seed(1)
    options = {"init_weights": False, "aux_logits": True, "transform_input": True}
    theirs = models.get_model(
        name, weights=None, **(options if name in {"googlenet", "inception_v3"} else {})
    ).eval()
    for part in theirs.modules():  # as if trained: normalisation that does something, logits that stay finite
        if isinstance(part, nn.BatchNorm2d):
            nn.init.uniform_(part.running_mean, -0.1, 0.1)  # type: ignore[arg-type]
            nn.init.uniform_(part.running_var, 0.5, 1.5)  # type: ignore[arg-type]
    path = tmp_path_factory.mktemp(name) / f"{name}.pth"
    state = {old_name(key): value for key, value in theirs.state_dict().items() if "num_batches" not in key}
    torch.save(state, path, _use_new_zipfile_serialization=False)
    return name, path, theirs


def old_name(key: str) -> str:
    """Parameters of DenseNet as its published files name them."""
    if "denselayer" in key:
        for part in ("norm", "conv"):
            key = key.replace(f".{part}1.", f".{part}.1.").replace(f".{part}2.", f".{part}.2.")
    return key


def test_a_published_checkpoint_gives_torchvisions_network(filled_file: tuple[str, Path, nn.Module]) -> None:
    name, path, theirs = filled_file
    ours = build_from(name, path).eval()
    side = CATALOGUE[name].input_size
    x = torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        logits = ours(x)
        assert logits.shape == (1, 1000)
        torch.testing.assert_close(logits, theirs(x), rtol=0, atol=0)
    assert not any(key.lower().startswith("aux") for key in ours.state_dict())
    assert not any(tensor.is_meta for tensor in ours.state_dict().values())


def test_another_networks_file_is_refused_with_the_layers(filled_file: tuple[str, Path, nn.Module]) -> None:
    _, path, _ = filled_file
    with pytest.raises(WeightsError, match=r"belongs to another network: .*(in the file|unknown|shape)"):
        build_from("alexnet", path)


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """An instructor's folder and torch's own, both empty."""
    given, cache = tmp_path / "given", tmp_path / "torch" / "hub" / "checkpoints"
    given.mkdir()
    cache.mkdir(parents=True)
    monkeypatch.setenv("CNNVIZ_WEIGHTS", str(given))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    return given, cache


@pytest.mark.parametrize(
    "variables", [{}, {"TORCH_HOME": "/tmp/a"}, {"XDG_CACHE_HOME": "/tmp/b"}, {"TORCH_HOME": "~/c"}]
)
def test_the_cache_is_where_torch_has_it(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TORCH_HOME", "XDG_CACHE_HOME", "TORCH_HUB"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert str(cache_folder()) == f"{torch.hub.get_dir()}/checkpoints"


def test_the_given_folder_comes_first_then_torchs(homes: tuple[Path, Path]) -> None:
    given, cache = homes
    file = zoo.ROWS["squeezenet1_1"].file
    assert "squeezenet1_1" not in ready_networks()
    with pytest.raises(WeightsError, match=r"SqueezeNet 1.1 are not on this machine yet \(looked in .*fetch"):
        find_entry("squeezenet1_1").weights.check()
    for folder in (cache, given):
        (folder / file).write_bytes(b"")
        assert folders.find_weights(file, "") == folder / file
    assert "squeezenet1_1" in ready_networks()


def test_downloads_go_where_they_can(homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    given, cache = homes
    assert download_folder() == given
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert download_folder() == cache
    monkeypatch.delenv("CNNVIZ_WEIGHTS")
    assert download_folder() == cache


def test_a_damaged_file_is_not_loaded(homes: tuple[Path, Path]) -> None:
    given, _ = homes
    (given / zoo.ROWS["squeezenet1_1"].file).write_bytes(b"half a file")
    digits = hashlib.sha256(b"half a file").hexdigest()[:8]
    weights = find_entry("squeezenet1_1").weights
    for ask in (weights.identify, weights.build):
        with pytest.raises(
            WeightsError, match=f"damaged: its SHA-256 starts with {digits}, not with b8a52dc0"
        ):
            ask()


def write_pair(folder: Path, kind: str, module: nn.Module, **card: object) -> None:
    save_file({name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in module.state_dict().items()}, folder / f"{kind}.safetensors")  # fmt: skip
    card = {"classes": ["tench", "church", "parachute"], "side": 96, "accuracy": 0.912} | card
    (folder / f"{kind}.json").write_text(json.dumps(card), "utf-8")


@pytest.mark.parametrize("kind", pair.STAGES)
def test_the_pair_is_read_from_its_two_files(kind: str, tmp_path: Path) -> None:
    torch.manual_seed(2)
    module = pair.build(kind, 3).eval()
    write_pair(tmp_path, kind, module)
    ((name, entry),) = trained.entries(tmp_path).items()
    assert name == f"cnnviz_{kind}"
    assert "91.2%" in entry.source
    net = network_of(name, entry, "cpu")
    assert net.labels == ("tench", "church", "parachute")
    assert (net.input_size, net.preprocessing.resize) == (96, 96)
    assert all(p.dtype == torch.float32 for p in net.module.parameters())
    x = torch.rand(2, 3, 96, 96)
    with torch.inference_mode():
        torch.testing.assert_close(net.module(x), module.half().float()(x), rtol=1e-4, atol=1e-4)
    assert [(layer.title, layer.shape) for layer in net.layers] == [
        (layer.title, layer.shape) for layer in entry.layers
    ]
    assert [layer.title for layer in net.layers][:3] == ["conv1", "pool1", "conv2"]


def test_without_both_good_files_the_pair_is_not_there(tmp_path: Path) -> None:
    assert trained.entries(tmp_path) == {}
    write_pair(tmp_path, "zfnet", pair.build("zfnet", 3), side="wide")
    assert trained.entries(tmp_path) == {}
    write_pair(tmp_path, "zfnet", pair.build("zfnet", 3), classes=[])
    assert trained.entries(tmp_path) == {}
    write_pair(tmp_path, "zfnet", pair.build("zfnet", 3))
    entry: Entry = trained.entries(tmp_path)["cnnviz_zfnet"]
    (tmp_path / "zfnet.safetensors").unlink()
    assert not entry.is_ready()
    with pytest.raises(WeightsError, match=r"zfnet.safetensors, which comes with cnnviz, is missing"):
        entry.weights.build()


def test_a_card_and_weights_that_disagree(tmp_path: Path) -> None:
    write_pair(tmp_path, "alexnet", pair.build("alexnet", 4))
    with pytest.raises(
        WeightsError, match=r"alexnet.safetensors belongs to another network: .*classifier.weight is 4 × 256"
    ):
        trained.entries(tmp_path)["cnnviz_alexnet"].weights.build()


def test_files_are_hashed_again_when_they_change(tmp_path: Path) -> None:
    from cnnviz.networks.weights import file_hash

    path = tmp_path / "net.pth"
    path.write_bytes(checkpoint(nn.Linear(2, 2)))
    before = file_hash(path)
    path.write_bytes(b"something else")
    assert file_hash(path) == hashlib.sha256(b"something else").hexdigest() != before
