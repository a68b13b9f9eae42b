"""Signed values as pictures: zero is gray, the limit is where it says, and what is cut off is counted."""

import numpy as np
import pytest

from cnnviz.images import stretch


def signals() -> np.ndarray:
    values = np.random.default_rng(0).normal(size=(4, 20, 30, 3)).astype(np.float32)
    values[:, :8] = 0  # outside of the window
    strengths = np.array([1, 10, 0.01, 0])[:, None, None, None]
    return np.asarray(values * strengths)


def test_each_for_itself_or_all_alike() -> None:
    values = signals()
    own, shared = stretch(values), stretch(values, shared=True)
    assert own.limits == pytest.approx(np.abs(values).max((1, 2, 3)))
    assert set(shared.limits.tolist()) == {np.abs(values).max()}
    for made in (own, shared):
        assert not made.saturated.any()
        assert (made.pictures[values == 0] == 128).all()
    assert [(p.max() == 255) or (p.min() == 1) for p in own.pictures] == [True, True, True, False]
    # A shared stretch keeps the order of strength: ten times weaker is ten times closer to gray.
    assert np.abs(shared.pictures[0].astype(int) - 128).max() <= 127 / 5
    assert np.abs(shared.pictures[2].astype(int) - 128).max() == 0


@pytest.mark.parametrize("cut", [0.01, 0.2])
def test_what_is_cut_off_is_counted(cut: float) -> None:
    values = signals()
    made = stretch(values, cut=cut)
    for picture, limit, share in zip(values[:3], made.limits, made.saturated, strict=False):
        beyond = np.abs(picture) > limit
        assert 0 < beyond.sum() <= cut * (picture != 0).sum()
        assert share == pytest.approx(beyond.any(2).mean())
        assert share < 3 * cut


def test_signs_mirror_each_other() -> None:
    values = signals()
    one, other = stretch(values).pictures.astype(int), stretch(-values).pictures.astype(int)
    assert np.abs(one + other - 256).max() == 0


def test_a_picture_of_zeros_is_gray() -> None:
    made = stretch(np.zeros((1, 2, 2, 3)))
    assert (made.pictures == 128).all()
    assert (made.limits[0], made.saturated[0]) == (0, 0)


@pytest.mark.parametrize(
    ("values", "parameters", "words"),
    [
        (np.zeros((2, 2, 3)), {}, "2 × 2 × 3 numbers is no list of RGB pictures"),
        (np.zeros((1, 2, 2, 3)), {"cut": 1.0}, "share to cut is 1.0"),
        (np.full((1, 2, 2, 3), np.nan), {}, "not numbers"),
    ],
)
def test_what_is_no_signal_is_explained(values: np.ndarray, parameters: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        stretch(values, **parameters)  # type: ignore[arg-type]
