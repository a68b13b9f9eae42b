"""Spectra of filters whose frequencies are known."""

import numpy as np
import numpy.typing as npt
import pytest

from cnnviz.probes.spectrum import EDGES, flat_shares, radial, spectra


def grating(frequency: float, angle: float, size: int = 31) -> npt.NDArray[np.float64]:
    rows, columns = np.mgrid[:size, :size]
    along = columns * np.cos(np.deg2rad(angle)) + rows * np.sin(np.deg2rad(angle))
    window = np.hanning(size)[:, None] * np.hanning(size)[None, :]
    wave: npt.NDArray[np.float64] = window * np.cos(2 * np.pi * frequency * along)
    return wave[None, None]


@pytest.mark.parametrize("angle", [0, 30, 45, 90])
@pytest.mark.parametrize(("frequency", "band"), [(0.06, 0), (0.19, 1), (0.33, 2)])
def test_a_gratings_energy_lies_in_its_band_whatever_its_angle(
    frequency: float, band: int, angle: float
) -> None:
    made = spectra(grating(frequency, angle))
    assert made.shares[0, band] > 0.97
    assert made.centre[0] == pytest.approx(frequency, abs=0.01)


def test_energy_is_that_of_the_weights() -> None:
    weights = np.random.default_rng(1).normal(size=(5, 3, 11, 11))
    made = spectra(weights)
    np.testing.assert_allclose(made.energy.sum((1, 2)), (weights**2).sum((1, 2, 3)), rtol=1e-9)
    np.testing.assert_allclose(made.strength**2, (weights**2).sum((1, 2, 3)), rtol=1e-9)
    np.testing.assert_allclose(made.shares.sum(1), 1)


def test_a_single_pixel_has_all_frequencies_alike() -> None:
    weights = np.zeros((1, 3, 7, 7))
    weights[0, :, 2, 3] = 1, 2, 3
    np.testing.assert_allclose(spectra(weights).shares[0], flat_shares(), atol=1e-9)
    # On a fine grid the bands' areas are those of circles: π / 64 and 3π / 64.
    assert radial(1024).size == 1024**2
    assert flat_shares()[:2] == pytest.approx([np.pi / 64, 3 * np.pi / 64], rel=0.05)


def test_a_filter_of_zeros_counts_for_nothing() -> None:
    weights = np.concatenate([np.zeros((1, 1, 31, 31)), grating(0.19, 0)])
    made = spectra(weights)
    np.testing.assert_array_equal(made.shares[0], 0)
    assert made.mean_shares[1] > 0.97


def test_bad_bands_and_filters_get_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"The bands need 0 < 0\.3 < 0\.2"):
        spectra(grating(0.1, 0), (0.3, 0.2))
    with pytest.raises(ValueError, match="up to 64 × 64; these are 1 × 1 × 65 × 65"):
        spectra(grating(0.1, 0, 65))
    assert EDGES == (1 / 8, 1 / 4)
