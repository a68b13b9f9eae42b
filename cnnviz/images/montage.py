"""Many small maps as one picture: reduced, laid out in a grid, painted with a scale, one PNG."""

import base64
import io
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

Levels = npt.NDArray[np.uint8]

_CLEAR = 255  # the level between the maps: see-through
GAP = 1


def reduced(maps: Levels, most: int) -> Levels:
    """(N, H, W) maps with no side over `most`: each value the mean of a block; borders may be cut by a few.

    >>> reduced(np.arange(16, dtype=np.uint8).reshape(1, 4, 4), 2).tolist()
    [[[2, 4], [10, 12]]]
    """
    block = -(-max(maps.shape[1:]) // most)
    if block <= 1:
        return maps
    rows, columns = (max(1, side // block) for side in maps.shape[1:])
    high, wide = (min(block, side) for side in maps.shape[1:])
    kept = maps[:, : rows * high, : columns * wide].reshape(-1, rows, high, columns, wide)
    means: Levels = kept.mean((2, 4)).astype(np.uint8)
    return means


def reduced_pixels(pixels: npt.NDArray[np.float32], most: int) -> npt.NDArray[np.float32]:
    """(N, H, W, 3) signed pictures with no side over `most`: each value the mean of a block, as `reduced` does.

    >>> reduced_pixels(np.ones((2, 7, 9, 3), np.float32), 4).shape
    (2, 2, 3, 3)
    """
    block = -(-max(pixels.shape[1:3]) // most)
    rows, columns = (max(1, side // block) for side in pixels.shape[1:3])
    high, wide = (min(block, side) for side in pixels.shape[1:3])
    kept = pixels[:, : rows * high, : columns * wide].reshape(-1, rows, high, columns, wide, 3)
    means: npt.NDArray[np.float32] = kept.mean((2, 4), dtype=np.float32)
    return means


def columns_for(count: int, shape: float = 1.5) -> int:
    """How many columns make a grid of `count` square cells about `shape` times as wide as high.

    >>> columns_for(96), columns_for(1)
    (12, 1)
    """
    return max(1, round(math.sqrt(count * shape)))


def montage(maps: Levels, columns: int) -> Levels:
    """(N, H, W) maps in rows of `columns`, one pixel apart: a cell takes (H + 1) × (W + 1), the gap right and below."""
    count, height, width = maps.shape
    rows = -(-count // columns)
    cells = np.full((rows * columns, height + GAP, width + GAP), _CLEAR, dtype=np.uint8)
    cells[:count, :height, :width] = np.minimum(maps, _CLEAR - 1)
    grid = cells.reshape(rows, columns, height + GAP, width + GAP).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(grid.reshape(rows * (height + GAP), columns * (width + GAP)))


def colour_table(points: Sequence[str]) -> Levels:
    """(256, 3) colours of a scale that is linear between its points, given as "#RRGGBB".

    >>> colour_table(("#000000", "#FFFFFF"))[[0, 51, 255]].tolist()
    [[0, 0, 0], [51, 51, 51], [255, 255, 255]]
    """
    known = np.array([[int(point[at : at + 2], 16) for at in (1, 3, 5)] for point in points], dtype=float)
    places = np.linspace(0, len(points) - 1, 256)
    mixed = [np.interp(places, np.arange(len(points)), known[:, channel]) for channel in range(3)]
    return np.stack(mixed, axis=1).round().astype(np.uint8)


def palette_png(grid: Levels, points: Sequence[str]) -> bytes:
    """A montage painted with a scale, as a PNG of one byte per pixel; the gaps are see-through."""
    image = Image.frombytes("P", (grid.shape[1], grid.shape[0]), grid.tobytes())
    image.putpalette(colour_table(points).tobytes())
    return _png(image, transparency=_CLEAR)


def sheet(pictures: Levels, columns: int, room: int = 0, gap: int = GAP) -> Levels:
    """(N, H, W, 3) colour pictures as one (rows, columns, 4) picture, in the grid of `montage`; gaps are see-through.

    With `room` there are rows for so many pictures, if there are fewer yet.

    >>> sheet(np.zeros((3, 4, 5, 3), np.uint8), 2).shape
    (10, 12, 4)
    """
    count, height, width, _ = pictures.shape
    rows = -(-max(count, room) // columns)
    cells = np.zeros((rows * columns, height + gap, width + gap, 4), dtype=np.uint8)
    cells[:count, :height, :width, :3] = pictures
    cells[:count, :height, :width, 3] = 255
    grid = cells.reshape(rows, columns, height + gap, width + gap, 4).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(grid.reshape(rows * (height + gap), columns * (width + gap), 4))


def sheet_png(pictures: Levels, columns: int, room: int = 0, gap: int = GAP) -> bytes:
    """The same as a PNG, made fast: for a page rather than for an archive."""
    return _png(Image.fromarray(sheet(pictures, columns, room, gap)))


def _png(image: Image.Image, **options: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1, **options)
    return buffer.getvalue()


def png_address(data: bytes) -> str:
    """A PNG as a `data:` address."""
    return f"data:image/png;base64,{base64.b64encode(data).decode('ascii')}"


def filter_picture(weights: npt.NDArray[np.float32], columns: int) -> npt.NDArray[np.uint8]:
    """(N, 3, K, K) first-layer filters as one RGBA picture: gray is 0, each filter on its own scale.

    The grid is that of `montage`: cells of K + 1, one see-through pixel right and below.
    """
    most = np.abs(weights).max((1, 2, 3), keepdims=True)
    share = weights / np.where(most > 0, most, 1)
    return sheet((127.5 + 127.5 * share).round().transpose(0, 2, 3, 1).astype(np.uint8), columns)
