"""Winograd's convolution against torch's in float64, and what is kept of a weight."""

import gc
import weakref

import pytest
import torch
from torch.nn import functional

from cnnviz.probes.shadows.convolving import Convolution
from cnnviz.probes.shadows.prepared import prepared
from cnnviz.probes.shadows.winograd import Winograd

HAS_IT: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
pytestmark = pytest.mark.skipif(not HAS_IT, reason="the quick convolution is oneDNN's")


@pytest.mark.parametrize(("high", "wide"), [(2, 2), (7, 7), (5, 8), (12, 3), (1, 1)])
@pytest.mark.parametrize("with_bias", [True, False])
def test_the_numbers_are_those_of_the_plain_convolution(high: int, wide: int, with_bias: bool) -> None:
    torch.manual_seed(high * 16 + wide)
    weight, bias = torch.randn(72, 65, 3, 3), torch.randn(72) if with_bias else None
    x = torch.randn(3, 65, high + 2, wide + 2).contiguous(memory_format=torch.channels_last)
    exact = functional.conv2d(x.double(), weight.double(), None if bias is None else bias.double())
    found = Winograd(weight)(x, bias)
    assert found.shape == exact.shape
    assert float((found - exact).abs().max()) < 1e-6 * float(exact.abs().max()) + 5e-5


@pytest.mark.parametrize("padding", [(0, 0), (1, 1), (2, 1)])
def test_a_convolution_by_tiles_and_a_plain_one_agree(padding: tuple[int, int]) -> None:
    torch.manual_seed(1)
    weight, bias = torch.randn(128, 64, 3, 3) / 24, torch.randn(128)
    x = torch.randn(2, 64, 9, 14).contiguous(memory_format=torch.channels_last)
    convolve = Convolution(weight, bias, stride=(1, 1), padding=padding, dilation=(1, 1), groups=1)
    assert convolve.room > 0
    for found, around in ((convolve.whole(x), padding), (convolve.part(x), (0, 0))):
        exact = functional.conv2d(x.double(), weight.double(), bias.double(), padding=around)
        assert torch.allclose(found.double(), exact, rtol=0, atol=2e-5)


def test_other_windows_go_the_plain_way() -> None:
    for shape, options in (
        ((128, 64, 5, 5), {}),
        ((128, 64, 3, 3), {"stride": (2, 2)}),
        ((128, 64, 3, 3), {"dilation": (2, 2)}),
        ((8, 8, 3, 3), {}),
        ((128, 64, 3, 3), {"groups": 2}),
    ):
        asked = {"stride": (1, 1), "padding": (1, 1), "dilation": (1, 1), "groups": 1, **options}
        assert Convolution(torch.zeros(shape), None, **asked).room == 0  # type: ignore[arg-type]


def test_what_is_made_of_a_weight_is_kept_until_it_changes_and_goes_with_it() -> None:
    class Made:
        pass

    weight = torch.nn.Parameter(torch.zeros(3))
    made = prepared(weight, "kind", Made)
    assert prepared(weight, "kind", Made) is made
    assert prepared(weight, "other kind", Made) is not made
    with torch.no_grad():
        weight.add_(1)
    assert prepared(weight, "kind", Made) is not made
    gone = weakref.ref(prepared(weight, "kind", Made))
    del weight, made
    gc.collect()
    assert gone() is None
