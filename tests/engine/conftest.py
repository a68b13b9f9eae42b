"""An engine whose network can be held back, and whose clock is set by hand."""

from collections.abc import Iterator

import pytest

from cnnviz.engine import Engine
from tests.engine.fakes import Clock, FakeNet, make_engine


@pytest.fixture
def net() -> FakeNet:
    return FakeNet()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(net: FakeNet, clock: Clock) -> Iterator[Engine]:
    made = make_engine(net, lease=15.0, clock=clock)
    yield made
    net.gate.release(1000)
    made.close()
