"""What the occluder is made of. Pillow only: a page draws the same square that the network gets."""

from collections.abc import Callable

from PIL import Image, ImageFilter, ImageStat


def _gray(view: Image.Image) -> Image.Image:
    # 127 of 255: the middle of the range, and exactly 0 for networks that subtract 127.
    return Image.new("RGB", view.size, (127, 127, 127))


def _mean(view: Image.Image) -> Image.Image:
    red, green, blue = (round(value) for value in ImageStat.Stat(view).mean)
    return Image.new("RGB", view.size, (red, green, blue))


def _black(view: Image.Image) -> Image.Image:
    return Image.new("RGB", view.size, (0, 0, 0))


def _blur(view: Image.Image) -> Image.Image:
    # A Gaussian with a standard deviation of a sixteenth of the side: colours stay, parts vanish.
    return view.filter(ImageFilter.GaussianBlur(max(view.size) / 16))


_PAINTERS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "gray": _gray,
    "mean": _mean,
    "black": _black,
    "blur": _blur,
}

FILLS: dict[str, str] = {
    "gray": "mid gray (127 of 255)",
    "mean": "the picture's mean colour",
    "black": "black",
    "blur": "the picture itself, blurred",
}


def filled_picture(view: Image.Image, fill: str) -> Image.Image:
    """The whole picture covered by that fill; an occluder shows its square of this picture.

    Args:
        view: the RGB picture that the network sees.
        fill: a key of `FILLS`.

    Raises:
        ValueError: there is no such fill.

    >>> filled_picture(Image.new("RGB", (4, 4), "red"), "mean").getpixel((0, 0))
    (255, 0, 0)
    """
    if fill not in _PAINTERS:
        raise ValueError(f"There is no fill called {fill!r}. There are: {', '.join(FILLS)}.")
    return _PAINTERS[fill](view)
