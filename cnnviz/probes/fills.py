"""What the occluder is made of. Pillow only: a page draws the same square that the network gets."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter, ImageStat


def _gray(view: Image.Image, _seed: int) -> Image.Image:
    # 127 of 255: the middle of the range, and exactly 0 for networks that subtract 127.
    return Image.new("RGB", view.size, (127, 127, 127))


def _mean(view: Image.Image, _seed: int) -> Image.Image:
    red, green, blue = (round(value) for value in ImageStat.Stat(view).mean)
    return Image.new("RGB", view.size, (red, green, blue))


def _black(view: Image.Image, _seed: int) -> Image.Image:
    return Image.new("RGB", view.size, (0, 0, 0))


def _white(view: Image.Image, _seed: int) -> Image.Image:
    return Image.new("RGB", view.size, (255, 255, 255))


def _blur(view: Image.Image, _seed: int) -> Image.Image:
    # A Gaussian with a standard deviation of a sixteenth of the side: colours stay, parts vanish.
    return view.filter(ImageFilter.GaussianBlur(max(view.size) / 16))


def _noise(view: Image.Image, seed: int) -> Image.Image:
    # Every value from 0 to 255 is as likely as any other, in each colour of each pixel on its own.
    values = np.random.default_rng(seed).integers(0, 256, (view.height, view.width, 3), np.uint8)
    return Image.fromarray(values)


_PAINTERS: dict[str, Callable[[Image.Image, int], Image.Image]] = {
    "gray": _gray,
    "mean": _mean,
    "black": _black,
    "white": _white,
    "blur": _blur,
    "noise": _noise,
}

FILLS: dict[str, str] = {
    "gray": "mid gray (127 of 255)",
    "mean": "the picture's mean colour",
    "black": "black",
    "white": "white",
    "blur": "the picture itself, blurred",
    "noise": "random colours, pixel by pixel",
}


def filled_picture(view: Image.Image, fill: str, seed: int = 0) -> Image.Image:
    """The whole picture covered by that fill; an occluder shows its part of this picture.

    Args:
        view: the RGB picture that the network sees.
        fill: a key of `FILLS`.
        seed: from which the noise is drawn: the same one gives the same noise. The other fills do without.

    Raises:
        ValueError: there is no such fill, or the seed is negative.

    >>> filled_picture(Image.new("RGB", (4, 4), "red"), "mean").getpixel((0, 0))
    (255, 0, 0)
    """
    if fill not in _PAINTERS:
        raise ValueError(f"There is no fill called {fill!r}. There are: {', '.join(FILLS)}.")
    if seed < 0:
        raise ValueError(f"The seed is {seed}, but a seed is 0 or a positive whole number.")
    return _PAINTERS[fill](view, seed)
