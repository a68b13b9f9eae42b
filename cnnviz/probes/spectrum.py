"""What frequencies filters answer to: the energy of their weights by radial frequency, in cycles per pixel.

Zeiler & Fergus 2013, section 4.1 and figure 6: AlexNet's first-layer filters are "a mix of extremely high and low
frequency information, with little coverage of the mid frequencies". https://arxiv.org/abs/1311.2901
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

EDGES = (1 / 8, 1 / 4)
"""Cycles per pixel between low, middle and high: what a map can carry whose units are 4 and 2 pixels apart, 1/(2S)."""
GRID = 64


@dataclass(frozen=True, eq=False)
class Spectra:
    """The spectra of N filters.

    Attributes:
        energy: (N, G, G) of each filter's weights at the frequencies -1/2 .. 1/2 - 1/G cycles per pixel along rows and
            columns, zero in the middle; the sum over all frequencies is the sum of its squared weights.
        shares: (N, 3) of each filter's energy that is low, middle and high; each row adds up to 1 (to 0 for a filter of
            zeros).
        centre: (N,) mean radial frequency of each filter's energy, cycles per pixel.
        strength: (N,) length of each filter, √(sum of its squared weights).
    """

    energy: Doubles
    shares: Doubles
    centre: Doubles
    strength: Doubles

    @property
    def mean_shares(self) -> Doubles:
        """(3,) shares of the layer, every filter counting the same: batch normalisation undoes their strength."""
        shares: Doubles = self.shares[self.strength > 0].mean(0)
        return shares


def radial(grid: int = GRID) -> Doubles:
    """(G, G) radial frequency √(f_row² + f_column²) of each place of a spectrum, cycles per pixel, zero in the middle."""
    along = np.fft.fftshift(np.fft.fftfreq(grid))
    return np.hypot(along[:, None], along[None, :])


def spectra(weights: npt.NDArray[np.floating], edges: tuple[float, float] = EDGES) -> Spectra:
    """The spectra of (N, C, K, K) filters: E(f) = Σ_c |Σ_u w_c[u] exp(-2πi f·u)|² / G².

    A band is low for ρ < edges[0], high for ρ >= edges[1], ρ the radial frequency.

    Raises:
        ValueError: other sizes, a filter larger than the grid, or edges that do not rise within 0..0.5.

    >>> stripes = np.tile([1.0, 0.0, -1.0, 0.0], (1, 1, 16, 4))  # 4 pixels a period
    >>> round(float(spectra(stripes).centre[0]), 2)
    0.26
    """
    if weights.ndim != 4 or max(weights.shape[2:]) > GRID:
        shape = " × ".join(map(str, weights.shape))
        raise ValueError(
            f"Filters come as maps × channels × rows × columns up to {GRID} × {GRID}; these are {shape}."
        )
    low, high = edges
    if not 0 < low < high <= 0.5:
        raise ValueError(f"The bands need 0 < {low:g} < {high:g} ≤ 0.5 cycles per pixel.")
    transformed = np.fft.fft2(weights.astype(np.float64), (GRID, GRID))
    energy = np.fft.fftshift((np.abs(transformed) ** 2).sum(1), (1, 2)) / GRID**2
    rho = radial()
    total = energy.sum((1, 2))
    safe = np.where(total > 0, total, 1)
    bands = (rho < low, (rho >= low) & (rho < high), rho >= high)
    return Spectra(
        energy=energy,
        shares=np.stack([(energy * band).sum((1, 2)) for band in bands], 1) / safe[:, None],
        centre=(energy * rho).sum((1, 2)) / safe,
        strength=np.sqrt((weights.astype(np.float64) ** 2).sum((1, 2, 3))),
    )


def flat_shares(edges: tuple[float, float] = EDGES) -> Doubles:
    """(3,) what the shares would be if a filter had the same energy at every frequency: the bands' areas.

    >>> flat_shares().round(3).tolist()
    [0.047, 0.146, 0.806]
    """
    rho = radial()
    low, high = edges
    return np.array([(rho < low).mean(), ((rho >= low) & (rho < high)).mean(), (rho >= high).mean()])
