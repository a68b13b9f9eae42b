"""What the pooling lab's page takes from the browser: a complete state or nothing."""

import base64
from typing import Any

import pytest

from cnnviz.components.pooling_lab import LIMITS, PAIRS, WORDS, checked_lab, photo_map, small_map

SOURCES = ("deck", "cat")
GOOD: dict[str, Any] = {
    "source": "cat",
    **{name: words[-1] for name, words in WORDS.items()},
    **{name: [most, most] if name in PAIRS else most for name, (_, most) in LIMITS.items()},
}


def test_a_complete_state_is_taken_with_its_pairs_as_tuples() -> None:
    state = checked_lab({**GOOD, "revision": 3, "more": "<script>"}, SOURCES)
    assert state is not None
    assert state.keys() == GOOD.keys()
    assert (state["shift"], state["size"]) == ((4, 4), 8)


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "dog"},
        {"op": "median"},
        {"size": 9},
        {"size": True},
        {"size": 2.0},
        {"size": [2]},
        {"shift": 1},
        {"shift": [1]},
        {"shift": [0, -1]},
        {"at": [0, "0"]},
    ],
)
def test_anything_else_is_refused(wrong: dict[str, Any]) -> None:
    assert checked_lab({**GOOD, **wrong}, SOURCES) is None
    for name in wrong:
        assert checked_lab({key: value for key, value in GOOD.items() if key != name}, SOURCES) is None
    assert checked_lab(None, SOURCES) is None


def test_maps_travel_as_numbers_and_photos_as_bytes() -> None:
    assert small_map("A", ((1, -1), (0, 2))) == {"title": "A", "photo": False, "values": [[1, -1], [0, 2]]}
    photo = photo_map("B", ((0, 255), (7, 8)))
    assert base64.b64decode(photo["bytes"]) == bytes((0, 255, 7, 8))
    assert photo["side"] == 2
