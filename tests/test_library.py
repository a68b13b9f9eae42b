"""The library's face: what `import cnnviz` offers, and what it does not import."""

import subprocess
import sys

import pytest

import cnnviz


@pytest.mark.parametrize(
    "module", ["cnnviz", "cnnviz.maths", "cnnviz.images", "cnnviz.engine", "cnnviz.networks.catalogue"]
)
def test_torch_is_not_imported_before_it_is_needed(module: str) -> None:
    code = f"import sys, {module}; assert 'torch' not in sys.modules and 'torchvision' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_its_names_are_there() -> None:
    assert all(callable(getattr(cnnviz, name)) for name in cnnviz.__all__)
    assert set(cnnviz.__all__) <= set(dir(cnnviz))


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cnnviz.nothing
