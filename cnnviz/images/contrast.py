"""Signed values as a picture: zero is gray, and whoever looks is told what was cut off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Stretched:
    """Signed pictures as pixels.

    Attributes:
        pictures: (K, H, W, 3) RGB 0..255; 0 is 128, +limit is 255, -limit is 1.
        limits: (K,) the absolute value that each picture's range ends at; all equal if it is shared.
        saturated: (K,) share of each picture's pixels in which a channel lies beyond the limit, 0..1.
    """

    pictures: npt.NDArray[np.uint8]
    limits: npt.NDArray[np.float64]
    saturated: npt.NDArray[np.float32]


def stretch(values: npt.NDArray[np.floating], *, shared: bool = False, cut: float = 0.0) -> Stretched:
    """Signed pictures, stretched around zero: pixel = round(128 + 127 · clip(value / limit, -1, 1)).

    Without `shared` each picture has a limit of its own, so weak ones can be seen, but not compared; with
    it all have one, and a weak picture is gray. The limit is the largest absolute value, or with `cut` the one
    that at most this share of the nonzero values exceeds (zeros around a small window do not count).
    A picture of zeros stays gray.

    Args:
        values: (K, H, W, 3) signed numbers, such as `Projection.pixels`.
        shared: one limit for all pictures.
        cut: share of the nonzero values that may saturate, 0 <= cut < 1.

    Raises:
        ValueError: another shape, a cut outside of its range, or values that are not finite.

    >>> stretch(np.array([-1.0, 0.0, 2.0]).reshape(1, 1, 1, 3)).pictures.tolist()
    [[[[64, 128, 255]]]]
    """
    if values.ndim != 4 or values.shape[3] != 3:
        shape = " × ".join(str(side) for side in values.shape)
        raise ValueError(f"An array of {shape} numbers is no list of RGB pictures: K × rows × columns × 3.")
    if not 0 <= cut < 1:
        raise ValueError(f"The share to cut is {cut}, but it has to be at least 0 and below 1.")
    if not np.isfinite(values).all():
        raise ValueError("Some values are infinite or not numbers, so there is nothing to stretch.")
    sizes = np.abs(values)
    groups = [sizes] if shared else list(sizes)
    limits = np.array([_limit(group, cut) for group in groups], np.float64)
    limits = np.broadcast_to(limits, len(values)).copy()
    scaled = values / np.where(limits > 0, limits, 1)[:, None, None, None]
    return Stretched(
        pictures=np.round(128 + 127 * scaled.clip(-1, 1)).astype(np.uint8),
        limits=limits,
        saturated=(sizes.max(3) > limits[:, None, None]).mean((1, 2), dtype=np.float32),
    )


def _limit(sizes: npt.NDArray[np.floating], cut: float) -> float:
    present = np.sort(sizes[sizes > 0])
    return float(present[len(present) - 1 - int(cut * len(present))]) if present.size else 0.0
