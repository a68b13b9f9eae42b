"""Sample photos as small squares of numbers: for the browser as one PNG, for a spreadsheet as a table."""

from functools import lru_cache

from cnnviz.images import SAMPLES, data_uri, load_image, square
from cnnviz.maths import gray_value, shuffled_order
from cnnviz.ui.downloads import csv_text

TITLES = {name: sample.title for name, sample in SAMPLES.items()}


@lru_cache(maxsize=len(SAMPLES))
def square_address(photo: str) -> str:
    """The photo as a lossless `data:` address, 224 × 224; shared by all sessions."""
    return data_uri(square(load_image(photo)), "png")


@lru_cache(maxsize=16)
def pixel_table(photo: str, side: int, shuffled: bool) -> str:
    """Every number of the picture as CSV: one line per pixel, as it is shown."""
    flat = square(load_image(photo), side).tobytes()
    pixels = [tuple(flat[i : i + 3]) for i in range(0, len(flat), 3)]
    if shuffled:
        pixels = [pixels[i] for i in shuffled_order(len(pixels))]
    rows = ((*divmod(p, side), *rgb, gray_value(*rgb)) for p, rgb in enumerate(pixels))
    return csv_text(("row", "column", "red", "green", "blue", "gray"), rows)
