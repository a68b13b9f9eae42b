"""The most probable classes."""

import math

import pytest
from PIL import Image

from cnnviz.probes.predict import predict
from tests.probes.tiny import Brightness, Convolutional, tiny_network

WHITE = Image.new("RGB", (4, 4), "white")


def test_by_hand() -> None:
    prediction = predict(tiny_network(Brightness(), 4, 2), WHITE)
    assert prediction.names == ("class 0", "class 1")
    assert prediction.labels.tolist() == [0, 1]
    assert prediction.probabilities[0] == pytest.approx(1 / (1 + math.exp(-1)))


def test_best_first_and_as_many_as_asked_for() -> None:
    net = tiny_network(Convolutional(), 8, 7)
    everything = predict(net, WHITE, k=99)
    assert sorted(everything.labels) == list(range(7))
    assert everything.probabilities.sum() == pytest.approx(1)
    assert list(everything.probabilities) == sorted(everything.probabilities, reverse=True)
    assert predict(net, WHITE, k=3).labels.tolist() == everything.labels[:3].tolist()


def test_no_class_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="k is 0"):
        predict(tiny_network(Brightness(), 4, 2), WHITE, k=0)
