"""A photo as a square of few pixels: small enough to read every number."""

import numpy as np
from PIL import Image, ImageOps

WHOLE = 224
SIDES = tuple(side for side in range(4, WHOLE + 1) if WHOLE % side == 0)
"""Sides that divide 224, so that every pixel of a small picture is the mean of whole pixels."""


def square(image: Image.Image, side: int = WHOLE) -> Image.Image:
    """The middle of the picture as `side` x `side` pixels, RGB.

    It is cut and scaled to 224 x 224; each of fewer pixels is the mean of a block, rounded (halves up).

    >>> square(Image.new("RGB", (300, 200), (7, 8, 9)), 4).getpixel((3, 0))
    (7, 8, 9)

    Raises:
        ValueError: a side that is not in `SIDES`.
    """
    if side not in SIDES:
        raise ValueError(
            f"A side of {side} pixels does not divide 224. Take one of {', '.join(map(str, SIDES))}."
        )
    whole = ImageOps.fit(image.convert("RGB"), (WHOLE, WHOLE))
    block = WHOLE // side
    sums = np.asarray(whole, np.int64).reshape(side, block, side, block, 3).sum((1, 3))
    return Image.fromarray(((sums + block * block // 2) // (block * block)).astype(np.uint8))
