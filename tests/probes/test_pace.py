"""How long a map will take."""

import itertools
import time

import pytest

from cnnviz.probes.occlusion import occlusion_maps
from cnnviz.probes.pace import Pace, measure_pace
from tests.probes.random_networks import smooth_noise
from tests.probes.tiny import Convolutional, tiny_network


def test_the_stride_that_fits_is_the_finest_one() -> None:
    pace = Pace(side=224, size=32, setup=1.0, per_position=0.05)
    among = range(4, 65, 4)
    stride = pace.stride_within(10.0, among)
    assert stride == 16  # 13 x 13 positions: 1 + 169 / 20 s
    assert pace.seconds(stride) == pytest.approx(9.45)
    assert pace.seconds(12) > 10
    assert pace.stride_within(1.01, among) is None
    assert Pace(224, 32, 0.0, 0.0).stride_within() == 1


def test_it_is_measured_on_a_batch_after_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    net = tiny_network(Convolutional(), 56, 7)
    clock = itertools.count(0.0, 2.0)  # every look at the clock is two seconds later
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    pace = measure_pace(net, smooth_noise(56, 0), size=12)
    monkeypatch.undo()
    batch = 12
    assert pace.per_position == 2 / batch
    assert pace.setup == 4 - 2  # until the first batch is done, without its positions' share
    assert (pace.side, pace.size) == (56, 12)
    positions = occlusion_maps(net, smooth_noise(56, 0), size=12, stride=10).total
    assert pace.seconds(10) == 2 + positions * 2 / batch


def test_a_map_of_one_position_has_a_pace_too() -> None:
    net = tiny_network(Convolutional(), 12, 7)
    pace = measure_pace(net, smooth_noise(12, 0), size=12)
    assert pace.seconds(5) > 0
