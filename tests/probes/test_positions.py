"""Positions of the occluder and their order."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.probes.positions import border_classes, computing_order, occluder_positions, spread_order


@given(st.data())
def test_positions_by_their_definition(data: st.DataObject) -> None:
    side = data.draw(st.integers(1, 300))
    size, stride = data.draw(st.integers(1, side)), data.draw(st.integers(1, 300))
    starts = occluder_positions(side, size, stride)
    assert len(starts) == -(-(side - size) // stride) + 1
    assert starts[-1] + size == side
    assert all(start == index * stride for index, start in enumerate(starts[:-1]))
    covered = {pixel for start in starts for pixel in range(start, start + size)}
    assert stride > size or covered == set(range(side))


@pytest.mark.parametrize(
    ("side", "size", "stride", "words"),
    [
        (224, 225, 8, "225 pixels wide, but the network's input has 224. Choose a size from 1 to 224"),
        (224, 0, 8, "0 pixels wide"),
        (224, 32, 0, "stride is 0, but the occluder has to move by at least 1 pixel"),
        (224, 32, -8, "stride is -8"),
    ],
)
def test_what_does_not_fit_is_explained(side: int, size: int, stride: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        occluder_positions(side, size, stride)


@pytest.mark.parametrize("order_of", [spread_order, computing_order])
@given(st.integers(1, 40), st.integers(1, 40))
def test_the_order_names_every_cell_once_coarse_grids_first(
    order_of: Callable[[int, int], list[tuple[int, int]]], rows: int, columns: int
) -> None:
    order = order_of(rows, columns)
    assert sorted(order) == [(row, column) for row in range(rows) for column in range(columns)]
    for step in (16, 8, 4, 2):
        on_grid = [row % step == 0 and column % step == 0 for row, column in order]
        assert on_grid == sorted(on_grid, reverse=True)


@given(st.integers(1, 200))
def test_classes_grow_with_the_distance_from_the_border(count: int) -> None:
    classes = border_classes(count)
    assert len(classes) == count
    assert classes == classes[::-1]
    half = classes[: (count + 1) // 2]
    assert list(half) == sorted(half)
    assert set(classes) == set(range(max(classes) + 1))
