"""Samples, paths, bytes and pictures through one door; sample photos without their packages' code."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnnviz.images import MAX_BYTES, SAMPLES, ImageError, load_image, samples
from tests.images.make import photo, saved

SIZES = {
    "cat": (451, 300),
    "espresso": (600, 400),
    "cameraman": (512, 512),
    "astronaut": (512, 512),
    "rocket": (640, 427),
    "moped": (741, 500),
    "palace": (640, 427),
    "flower": (640, 427),
}


def test_the_samples_are_all_there() -> None:
    assert {name: load_image(name).size for name in SAMPLES} == SIZES
    assert {load_image(name).mode for name in SAMPLES} == {"RGB"}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_every_sample_says_what_it_is_and_whose(sample: samples.Sample) -> None:
    assert SAMPLES[sample.name] is sample
    assert all((sample.title, sample.credit, sample.licence))
    assert sample.alt.endswith(".")
    assert sample.source.startswith("https://")


def test_finding_a_sample_imports_neither_package() -> None:
    script = """
import sys
from cnnviz.images import SAMPLES, load_image
for name in SAMPLES:
    load_image(name)
print(sorted({"skimage", "sklearn", "scipy", "torch", "streamlit"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "package"), [("cat", "scikit-image"), ("flower", "scikit-learn")])
def test_a_missing_package_gets_a_sentence(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "find_spec", lambda _: None)
    with pytest.raises(
        ImageError, match=f"“{name}” comes with the Python package {package}, which is missing"
    ):
        load_image(name)


def test_path_string_bytes_and_picture_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(saved(photo(), "PNG"))
    for source in (file, str(file), file.read_bytes(), Image.open(file)):
        assert np.array_equal(np.asarray(load_image(source)), photo())


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(
        ImageError, match=r"“dog” is neither .* cat, espresso, cameraman, astronaut, rocket, moped"
    ):
        load_image("dog")


@pytest.mark.parametrize("source", ["", "x" * 5000, "a\0b"])
def test_strange_paths_get_a_sentence(source: str) -> None:
    with pytest.raises(ImageError, match=r"neither a sample photo nor a file|cannot be opened"):
        load_image(source)


def test_folders_and_large_files_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    def read_bytes(path: Path) -> bytes:
        pytest.fail(f"{path} was read")

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with pytest.raises(ImageError, match=r"“large\.png” has 10,485,761 bytes"):
        load_image(large)
    with pytest.raises(ImageError, match="neither a sample photo nor a file"):
        load_image(tmp_path)


def test_a_damaged_file_opened_by_somebody_else_gets_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "cut.png"
    file.write_bytes(saved(photo(), "PNG")[:-60])
    with pytest.raises(ImageError, match=r"The picture cannot be read: it is damaged"):
        load_image(Image.open(file))
