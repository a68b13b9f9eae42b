"""Spans and stretches against a count of who reads what."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.probes.shadows.spans import Slide, Stretch, joined, occluder_span, read_by, slid, stretch_of

slides = st.builds(Slide, st.integers(1, 5), st.integers(1, 4), st.integers(0, 3), st.integers(1, 3))


def reads(slide: Slide, unit: int) -> set[int]:
    return {unit * slide.stride - slide.before + slide.dilation * k for k in range(slide.kernel)}


@given(slide=slides, length=st.integers(1, 30), low=st.integers(0, 20), size=st.integers(1, 9))
def test_who_reads_a_changed_cell_is_in_the_span_and_only_who_reads_around_it(
    slide: Slide, length: int, low: int, size: int
) -> None:
    span = slid(occluder_span([low], size), slide, length)
    changed = set(range(low, low + size))
    told = set(range(int(span.low[0]), int(span.high[0])))
    truly = {unit for unit in range(length) if reads(slide, unit) & changed}
    assert truly <= told
    if slide.dilation == 1 and slide.stride <= slide.kernel:
        assert told == truly


@given(
    starts=st.lists(st.integers(0, 30), min_size=1, max_size=5),
    size=st.integers(1, 10),
    length=st.integers(1, 40),
)
def test_a_stretch_holds_its_span_and_stays_inside(starts: list[int], size: int, length: int) -> None:
    span = slid(occluder_span(starts, size), Slide(), length)
    stretch = stretch_of(span, length)
    assert 1 <= stretch.width <= length
    assert (stretch.start >= 0).all()
    assert (stretch.start + stretch.width <= length).all()
    there = span.high > span.low
    assert (stretch.start <= span.low)[there].all()
    assert (stretch.start + stretch.width >= span.high)[there].all()


@given(slide=slides, start=st.integers(0, 9), width=st.integers(1, 9))
def test_what_a_stretch_reads(slide: Slide, start: int, width: int) -> None:
    needed = read_by(Stretch(np.array([start]), width), slide)
    cells = set().union(*(reads(slide, unit) for unit in range(start, start + width)))
    assert (int(needed.start[0]), int(needed.start[0]) + needed.width - 1) == (min(cells), max(cells))


def test_by_hand() -> None:
    # Conv 3, stride 2, padding 1 on 224 pixels: the 32 pixels from 16 on are read by units 8 to 24.
    span = slid(occluder_span([16], 32), Slide(3, 2, 1), 112)
    assert (span.low.tolist(), span.high.tolist()) == ([8], [25])
    both = joined([occluder_span([3, 9], 2), occluder_span([4, 5], 1)])
    assert (both.low.tolist(), both.high.tolist()) == ([3, 5], [5, 11])
    assert stretch_of(occluder_span([2], 8), 9).width == 9  # 8 of 9 is nearly all
