"""The moving occluder as an animated GIF: picture, probability and label, position by position."""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from cnnviz.images.heat import faint, heat_picture
from cnnviz.palette import PROBABILITY, QUALITATIVE, WINDOW
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.occluders import occluder_mask
from cnnviz.probes.occlusion_reading import cell_borders, on_pixels
from cnnviz.ui.occlusion.linked import Mapped
from cnnviz.ui.pictures import Picture

FRAMES = 120  # at most
GAP = 8
FRAME_MS = 90
COLOURS = 192
Pixels = npt.NDArray[np.uint8]


def film(picture: Picture, this: Mapped) -> bytes:
    """An endless GIF: the occluder walks row by row, and both maps appear behind it.

    Bounded: at most `FRAMES` frames of 3 pictures, one table of `COLOURS` colours for all of them. Of a finer map every
    n-th position is shown.
    """
    maps = this.maps
    every = -(-maps.total // FRAMES)
    shown = [divmod(at, len(maps.columns)) for at in range(0, maps.total, every)]
    stage = _Stage(picture, this)
    whole = stage.frame(*shown[-1], last=maps.total)
    table = whole.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    frames = [
        stage.frame(row, column, last=row * len(maps.columns) + column).quantize(
            palette=table, dither=Image.Dither.NONE
        )
        for row, column in shown
    ]
    durations = [FRAME_MS] * (len(frames) - 1) + [1500]
    buffer = io.BytesIO()
    frames[0].save(
        buffer, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0, optimize=False
    )
    return buffer.getvalue()


class _Stage:
    """What does not change from frame to frame."""

    def __init__(self, picture: Picture, this: Mapped) -> None:
        self.maps = maps = this.maps
        self.clean = np.asarray(picture.crop)
        self.covered = np.asarray(filled_picture(picture.crop, maps.fill, maps.seed))
        self.mask = occluder_mask(maps.shape, maps.size)[..., None]
        self.ground = faint(picture.crop)
        order = np.arange(maps.total, dtype=np.float64).reshape(maps.label.shape)
        self.number = self._on_pixels(order)
        self.probability = heat_picture(self._on_pixels(this.probability), PROBABILITY, 0, 1, self.ground)
        self.label = self._labels()
        self.down = cell_borders(maps.rows, maps.size, maps.side).round().astype(int)
        self.across = cell_borders(maps.columns, maps.size, maps.side).round().astype(int)

    def _on_pixels(self, values: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        maps = self.maps
        return on_pixels(values, maps.rows, maps.columns, maps.size, maps.side)

    def _labels(self) -> Pixels:
        """The label map in the qualitative colours, the clean picture's label first, then the most frequent."""
        labels, counts = np.unique(self.maps.label, return_counts=True)
        ranked = labels[np.argsort(-counts, kind="stable")].tolist()
        first = int(self.maps.baseline.labels[0])
        ranked = list(dict.fromkeys([first, *ranked]))
        colours = [c for c in QUALITATIVE if c != "#999999"][: len(ranked)]
        place = np.full(max(ranked) + 1, len(colours), np.int64)
        place[ranked[: len(colours)]] = range(len(colours))
        table = np.array([[*bytes.fromhex(c[1:])] for c in (*colours, "#999999")], np.uint8)
        at = self._on_pixels(place[self.maps.label].astype(np.float64))
        known = np.isfinite(at)
        return np.where(known[..., None], table[np.where(known, at, 0).astype(np.int64)], self.ground)

    def frame(self, row: int, column: int, last: int) -> Image.Image:
        """The occluder at a position, and the maps up to position number `last`."""
        maps = self.maps
        top, left = int(maps.rows[row]), int(maps.columns[column])
        picture = self.clean.copy()
        box = (slice(top, top + maps.size), slice(left, left + maps.size))
        picture[box] = np.where(self.mask, self.covered[box], picture[box])
        seen = np.nan_to_num(self.number, nan=np.inf)[..., None] <= last
        parts = [picture, *(np.where(seen, map_, self.ground) for map_ in (self.probability, self.label))]
        gap = np.full((maps.side, GAP, 3), 255, np.uint8)
        image = Image.fromarray(np.hstack([parts[0], gap, parts[1], gap, parts[2]]))
        draw = ImageDraw.Draw(image)
        for k in (1, 2):
            x = k * (maps.side + GAP)
            cell = (
                x + self.across[column],
                self.down[row],
                x + self.across[column + 1] - 1,
                self.down[row + 1] - 1,
            )
            draw.rectangle(cell, outline=WINDOW.light)
        outline = draw.ellipse if maps.shape == "disc" else draw.rectangle
        outline((left, top, left + maps.size - 1, top + maps.size - 1), outline=WINDOW.light)
        return image
