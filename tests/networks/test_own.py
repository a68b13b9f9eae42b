"""A learner's own network: read safely, explained when it does not fit, and nobody else's."""

import hashlib
import io
import pickle
import zipfile
from pathlib import Path

import pytest
import torch
from safetensors.torch import save
from torch import nn
from torchvision import models

from cnnviz.networks import own, pair
from cnnviz.networks.catalogue import find_entry, weights_id
from cnnviz.networks.loading import load_network
from cnnviz.networks.own import keep, load_own
from cnnviz.networks.own_build import architectures
from cnnviz.networks.weights import WeightsError
from tests.networks.weights_server import checkpoint

LABELS = ("cat", "dog", "neither")


@pytest.fixture(scope="module")
def net() -> nn.Module:
    torch.manual_seed(4)
    module: nn.Module = models.squeezenet1_1(weights=None, num_classes=3)
    return module.eval()


@pytest.fixture(scope="module")
def data(net: nn.Module) -> bytes:
    return checkpoint(net)


def same_answers(ours: nn.Module, theirs: nn.Module) -> bool:
    x = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        return torch.allclose(ours(x), theirs(x), rtol=1e-3, atol=1e-4)


def test_every_way_of_saving_is_read(net: nn.Module, data: bytes, tmp_path: Path) -> None:
    state = net.state_dict()
    path = tmp_path / "net.pth"
    path.write_bytes(data)
    wrapped, parallel = io.BytesIO(), io.BytesIO()
    torch.save({"state_dict": state, "epoch": 3}, wrapped)
    torch.save({f"module.{name}": tensor for name, tensor in state.items()}, parallel)
    half = save({name: tensor.half() for name, tensor in state.items()})
    for weights in (data, path, str(path), save(state), wrapped.getvalue(), parallel.getvalue(), half):
        loaded = load_own("squeezenet1_1", weights, LABELS, device="cpu")
        assert same_answers(loaded.module, net)
        assert loaded.labels == LABELS


def test_labels_are_given_or_imagenets_or_numbers(data: bytes) -> None:
    assert load_own("squeezenet1_1", data, device="cpu").labels == ("class 0", "class 1", "class 2")
    with pytest.raises(ValueError, match=r"decides between 3 classes, but there are 2 labels"):
        load_own("squeezenet1_1", data, ("cat", "dog"), device="cpu")
    thousand = checkpoint(models.squeezenet1_1(weights=None))
    assert load_own("squeezenet1_1", thousand, device="cpu").labels[967] == "espresso"


def test_what_the_project_trains_can_be_read_back() -> None:
    module = pair.build("zfnet", 3).eval()
    net = load_own("cnnviz_zfnet", save(module.state_dict()), LABELS, device="cpu", side=96)
    assert (net.input_size, net.preprocessing.resize) == (96, 96)
    assert same_answers(net.module, module)


def test_a_mismatch_names_the_layers(data: bytes) -> None:
    with pytest.raises(
        WeightsError, match=r"Your file belongs to another network: .*\(conv1.weight, .*unknown here"
    ):
        load_own("resnet18", data, device="cpu")
    with pytest.raises(
        WeightsError, match=r"features.0.weight is 64 × 3 × 3 × 3 in the file and 96 × 3 × 7 × 7 here"
    ):
        load_own("squeezenet1_0", data, device="cpu")
    with pytest.raises(ValueError, match=r"no architecture called 'lenet'. There are: cnnviz_alexnet"):
        load_own("lenet", data, device="cpu")


def test_pictures_that_are_too_small_for_it(data: bytes) -> None:
    with pytest.raises(WeightsError, match=r"squeezenet1_1 does not work on pictures of 8 × 8 pixels"):
        load_own("squeezenet1_1", data, device="cpu", side=8)


@pytest.mark.parametrize("rubbish", [b"", b"PK\x03\x04", b"12345678{not json}", b"\x80\x02", bytes(1000)])
def test_rubbish_is_refused(rubbish: bytes) -> None:
    with pytest.raises(WeightsError, match="Your file"):
        load_own("squeezenet1_1", rubbish, device="cpu")


def test_code_in_a_file_is_not_run(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "sprung",))

    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("net/data.pkl", pickle.dumps({"weight": Trap()}, protocol=2))
        archive.writestr("net/version", "3\n")
    for trap in (pickle.dumps({"weight": Trap()}, protocol=2), zipped.getvalue()):
        with pytest.raises(WeightsError, match="not a PyTorch checkpoint"):
            load_own("squeezenet1_1", trap, device="cpu")
    assert not (tmp_path / "sprung").exists()


def test_a_file_that_swells_is_refused(data: bytes, net: nn.Module) -> None:
    swelling = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as small,
        zipfile.ZipFile(swelling, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for member in small.infolist():
            packed.writestr(
                member.filename,
                bytes(member.file_size) if "/data/" in member.filename else small.read(member),
            )
    with pytest.raises(WeightsError, match="not a PyTorch checkpoint"):
        load_own("squeezenet1_1", swelling.getvalue(), device="cpu")
    repeated = io.BytesIO()
    torch.save(
        {name: torch.zeros(1).expand(tensor.shape) for name, tensor in net.state_dict().items()}, repeated
    )
    with pytest.raises(WeightsError, match=r"bytes, but its tensors would take"):
        load_own("squeezenet1_1", repeated.getvalue(), device="cpu")


def test_numbers_that_are_none_are_named(net: nn.Module) -> None:
    state = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    state["classifier.1.bias"][1] = torch.nan
    with pytest.raises(WeightsError, match=r"classifier.1.bias holds values that are no finite numbers"):
        load_own("squeezenet1_1", save(state), device="cpu")


def test_what_is_kept_is_the_sessions_own(data: bytes) -> None:
    mine, hers = keep("me", "squeezenet1_1", data, LABELS), keep("her", "squeezenet1_1", data, LABELS)
    assert mine != hers
    assert mine == keep("me", "squeezenet1_1", data, LABELS)
    assert mine != keep("me", "squeezenet1_1", data, ("a", "b", "c"))
    assert find_entry(mine).title == "Your own (squeezenet1_1)"
    assert load_network(mine, "cpu").labels == LABELS
    assert load_network(mine, "cpu").weights_id == weights_id(mine)
    assert hashlib.sha256(data).hexdigest() not in mine, "who has the file cannot guess the name"
    with pytest.raises(WeightsError, match="not here any more"):
        find_entry(own.PREFIX + "0" * 32)


def test_the_store_is_bounded(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "LIMIT", int(2.5 * len(data)))
    first, second = (keep(str(session), "squeezenet1_1", data) for session in range(2))
    find_entry(first)
    third = keep("2", "squeezenet1_1", data)
    for name in (first, third):
        find_entry(name)
    with pytest.raises(WeightsError, match="not here any more"):
        find_entry(second)


def test_every_architecture_of_torchvision_is_known() -> None:
    assert {"cnnviz_zfnet", "cnnviz_alexnet", "efficientnet_lite0", "resnet18", "convnext_tiny"} <= set(
        architectures()
    )
