"""Pooling against torch: values, switches, divisors, adaptive windows, refusals; and the shift by hand."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from cnnviz.maths import Span, Window, adaptive_spans, change, pool, pooling_spans, shifted
from tests.maths.strategies import fits, pooling_windows, sizes

DECK = [[3, 0, 3, 4, 2, 4], [2, 0, 2, 1, 2, 5], [1, -1, 6, 1, -1, 6],
        [1, -1, 6, 1, -1, 6], [1, 1, 3, 0, 2, 5], [2, 0, 3, 3, 2, 4]]  # fmt: skip


@st.composite
def maps(draw: st.DrawFn) -> list[list[int]]:
    """Maps with few different values, so that ties are the rule."""
    height, width = draw(sizes), draw(sizes)
    row = st.lists(st.integers(-3, 3), min_size=width, max_size=width)
    return draw(st.lists(row, min_size=height, max_size=height))


def tensor(values: Any) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


def flat(switches: Any, width: int) -> list[list[int]]:
    """Switches as torch counts them: row times width plus column."""
    return [[row * width + column for row, column in line] for line in switches]


@settings(max_examples=400)
@given(maps(), pooling_windows(), pooling_windows(), st.booleans())
def test_windows_give_torchs_values_switches_and_means(
    values: list[list[int]], down: Window, over: Window, ceil: bool
) -> None:
    if not (fits(len(values), down, ceil) and fits(len(values[0]), over, ceil)):
        return
    rows, columns = pooling_spans(len(values), down, ceil), pooling_spans(len(values[0]), over, ceil)
    kernel = (down.kernel, over.kernel)
    numbers: dict[str, Any] = {
        "stride": (down.stride, over.stride),
        "padding": (down.before, over.before),
        "ceil_mode": ceil,
    }
    largest, switches = functional.max_pool2d(tensor(values), kernel, **numbers, return_indices=True)
    ours = pool(values, rows, columns)
    assert [list(line) for line in ours.values] == largest[0, 0].tolist()
    assert flat(ours.switches, len(values[0])) == switches[0, 0].tolist()
    for counted in (True, False):
        mean = functional.avg_pool2d(tensor(values), kernel, **numbers, count_include_pad=counted)
        for mine, theirs in zip(
            pool(values, rows, columns, "average", counted).values, mean[0, 0].tolist(), strict=True
        ):
            assert list(mine) == pytest.approx(theirs, abs=1e-12)


@given(maps(), sizes, sizes)
def test_adaptive_pooling_is_torchs(values: list[list[int]], high: int, wide: int) -> None:
    rows, columns = adaptive_spans(len(values), high), adaptive_spans(len(values[0]), wide)
    largest, switches = functional.adaptive_max_pool2d(tensor(values), (high, wide), return_indices=True)
    ours = pool(values, rows, columns)
    assert [list(line) for line in ours.values] == largest[0, 0].tolist()
    assert flat(ours.switches, len(values[0])) == switches[0, 0].tolist()
    mean = functional.adaptive_avg_pool2d(tensor(values), (high, wide))[0, 0].tolist()
    for mine, theirs in zip(pool(values, rows, columns, "average").values, mean, strict=True):
        assert list(mine) == pytest.approx(theirs, abs=1e-12)


@given(sizes, st.integers(1, 5), st.integers(1, 4), st.integers(0, 4), st.booleans())
def test_refusals_are_torchs(size: int, kernel: int, stride: int, padding: int, ceil: bool) -> None:
    def ours() -> int | None:
        try:
            return len(pooling_spans(size, Window(kernel, stride, padding), ceil))
        except ValueError:
            return None

    def theirs() -> int | None:
        try:
            return functional.max_pool2d(
                tensor([[0.0] * size] * size), kernel, stride, padding, ceil_mode=ceil
            ).shape[-1]
        except RuntimeError:
            return None

    assert ours() == theirs()


@given(maps(), st.integers(0, 15), st.integers(0, 15))
def test_wrapping_is_torchs_roll_and_zeros_move_in(values: list[list[int]], down: int, right: int) -> None:
    rolled = torch.roll(tensor(values), (down, right), (2, 3))[0, 0].tolist()
    assert [list(line) for line in shifted(values, down, right, circular=True)] == rolled
    height, width = len(values), len(values[0])
    padded = functional.pad(tensor(values), (right, 0, down, 0))[0, 0, :height, :width].tolist()
    assert [list(line) for line in shifted(values, down, right, circular=False)] == padded


def test_the_decks_map() -> None:
    spans = pooling_spans(6, Window(2, stride=2))
    pooled = pool(DECK, spans, spans)
    assert pooled.values == ((3, 4, 5), (1, 6, 6), (2, 3, 5))
    assert pooled.switches is not None
    assert pooled.switches[1][0] == (2, 0), "two cells hold 1: the first wins"
    assert pool(DECK, spans, spans, "average").values[0] == (1.25, 2.5, 3.25)


def test_a_padding_of_more_than_half_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"more than half of the window \(3\).*at most 1"):
        pooling_spans(6, Window(3, padding=2))
    with pytest.raises(ValueError, match="dilation must be 1, not 2"):
        pooling_spans(6, Window(3, dilation=2))


def test_how_much_two_maps_differ() -> None:
    found = change([[2, 2], [4, 0]], [[2, 1], [4, 3]])
    assert (found.differing, found.cells, found.share) == (2, 4, 0.5)
    assert (found.difference, found.level, found.relative) == (1.0, 2.0, 0.5)
    assert change([[0]], [[0]]).relative == 0
    assert change([[0]], [[3]]).relative == 1


def test_positions_in_the_padding_are_counted_but_not_read() -> None:
    assert list(Span(-1, 2, 6).real) == [0, 1]
    assert Span(-1, 2, 6).counted(padding=False) == 2
