"""What Python tells the occlusion view: indices of names, gaps, and an order of names that holds still."""

import base64
import json
import math
import struct
from typing import Any

import pytest

from cnnviz.components.occlusion_view import occlusion_data

TITLES = {3: "lynx", 5: "tabby", 7: "quilt", 9: "hare"}
NOT_YET = math.nan


def told(**changes: Any) -> dict[str, Any]:
    """A 2 x 2 map whose last position is not computed yet; the class that is mapped is 5, tabby."""
    values: dict[str, Any] = {
        "picture": "data:a",
        "covered": "data:b",
        "side": 8,
        "size": 4,
        "rows": [0, 4],
        "columns": [0, 4],
        "probability": [0.5, 0.25, 0.123456, NOT_YET],
        "label": [5, 7, 9, -1],
        "top_labels": [[5, 3], [7, 5], [9, 7], [-1, -1]],
        "top_probabilities": [[0.5, 0.2], [0.6, 0.25], [0.7, 0.1], [NOT_YET, NOT_YET]],
        "titles": TITLES,
        "clean": {3: 0.3, 5: 0.6},
        "target": 5,
        "order": [0, 1, 2, 3],
        "done": 3,
        "state": "running",
    }
    return occlusion_data(**{**values, **changes})


def test_classes_become_names_and_gaps_become_null() -> None:
    data = told()
    assert [data["names"][i] for i in data["label"][:3]] == ["tabby", "quilt", "hare"]
    assert data["label"][3] is None
    assert data["probability"] == [0.5, 0.25, 0.1235, None]
    assert data["names"][data["target"]] == "tabby"
    assert [data["names"][i] for i in data["baseline"]] == ["tabby", "lynx"]
    assert dict(zip(data["names"], data["clean"], strict=True)) == {
        "tabby": 0.6,
        "quilt": None,
        "hare": None,
        "lynx": 0.3,
    }
    assert data["progress"] == {"done": 3, "total": 4, "state": "running"}


def test_top_five_travel_as_pairs_of_numbers() -> None:
    data = told()
    numbers = struct.unpack("<40h", base64.b64decode(data["top"]))
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    names = data["names"]
    assert [(names[n], p) for n, p in pairs[5:7]] == [("quilt", 6000), ("tabby", 2500)]
    assert pairs[7:10] == [(-1, 0)] * 3
    assert pairs[15:] == [(-1, 0)] * 5


def test_the_message_is_strict_json() -> None:
    json.dumps(told(), allow_nan=False)


def test_the_clean_pictures_label_comes_first_then_labels_as_they_are_computed() -> None:
    assert told(order=[2, 3, 1, 0], clean={3: 0.9, 5: 0.1})["names"] == ["lynx", "hare", "quilt", "tabby"]


def test_names_keep_their_places_while_a_map_grows() -> None:
    final, order = [3, 9, 7, 5], [3, 0, 2, 1]

    def names(done: int) -> list[str]:
        label = [c if i in order[:done] else -1 for i, c in enumerate(final)]
        top = {"top_labels": [[c] for c in label], "top_probabilities": [[0.5]] * 4}
        chances = [0.1 if c >= 0 else NOT_YET for c in label]
        clean = {5: 0.9}
        found: list[str] = told(label=label, probability=chances, order=order, clean=clean, **top)["names"]
        return found

    for done in range(4):
        assert names(done + 1)[: len(names(done))] == names(done)


@pytest.mark.parametrize("field", ["probability", "label", "top_labels", "top_probabilities", "order"])
def test_a_missing_position_is_refused_with_both_numbers(field: str) -> None:
    with pytest.raises(ValueError, match=rf"4 positions, but {field} has 3 values"):
        told(**{field: [0] * 3})


def test_the_mapped_class_needs_its_clean_probability() -> None:
    with pytest.raises(ValueError, match="clean probability of class 5"):
        told(clean={3: 0.3})


def test_a_fine_map_stays_a_small_message() -> None:
    n = 49 * 49
    data = told(
        rows=list(range(49)),
        columns=list(range(49)),
        probability=[0.123456] * n,
        label=[7] * n,
        top_labels=[[7, 5, 3, 9, 7]] * n,
        top_probabilities=[[0.123456] * 5] * n,
        order=list(range(n)),
    )
    assert len(json.dumps(data)) < 120_000


def test_the_watched_map_travels_with_gaps_and_four_digits() -> None:
    data = told(
        activation={"title": "conv5, map 3", "clean": 12.5, "values": [1234567.0, -0.123456, 0.0, NOT_YET]}
    )
    assert data["activation"] == {
        "title": "conv5, map 3",
        "clean": 12.5,
        "values": [1235000.0, -0.1235, 0.0, None],
    }
    assert told()["activation"] is None
    with pytest.raises(ValueError, match="4 positions, but activation has 2 values"):
        told(activation={"title": "conv5, map 3", "clean": 12.5, "values": [1.0, 2.0]})
