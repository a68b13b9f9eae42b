"""Data sets for probes, made on the spot; they count what they gave and what of it is still alive."""

import threading
import weakref

import numpy as np
from PIL import Image


class Made:
    """`count` pictures of black and white pixels, which a network gets as exact zeros and ones.

    `repeats` makes many of them equal to another, so that there are ties; those in `broken` raise.
    """

    def __init__(
        self, count: int, side: int = 12, *, seed: int = 0, repeats: int = 1, broken: tuple[int, ...] = ()
    ) -> None:
        self.id = f"made {count} {side} {seed} {repeats} {broken}"
        self._count, self._side, self._seed, self._repeats, self._broken = count, side, seed, repeats, broken
        self._lock = threading.Lock()
        self.loaded = self.alive = self.most_alive = 0

    def __len__(self) -> int:
        return self._count

    def load(self, index: int, least: int | None = None) -> Image.Image:
        with self._lock:
            self.loaded += 1
        if index in self._broken:
            raise ValueError(f"picture {index} is broken")
        draw = np.random.default_rng((self._seed, index // self._repeats))
        pixels = 255 * draw.integers(0, 2, (self._side, self._side, 3), dtype=np.uint8)
        image = Image.fromarray(pixels)
        with self._lock:
            self.alive += 1
            self.most_alive = max(self.most_alive, self.alive)
        weakref.finalize(image, self._gone)
        return image

    def _gone(self) -> None:
        with self._lock:
            self.alive -= 1
