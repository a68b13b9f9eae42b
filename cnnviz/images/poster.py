"""Many small pictures as one to take home or to print: under headings, each with a line below that says what it is."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Pixels = npt.NDArray[np.uint8]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

LEAST = 96
"""A picture is enlarged by a whole number until it is at least so many pixels wide: then its line fits below."""

PAPER, TEXT, QUIET = (255, 255, 255), (27, 31, 36), (92, 101, 112)
_EDGE, _GAP, _LINE, _HEAD = 16, 6, 17, 30
_FONTS = {"line": 12, "head": 17}
_LIKE = str.maketrans({"×": "x", "–": "-", "−": "-", "→": ">"})


@dataclass(frozen=True)
class Section:
    """Pictures of one size under a heading.

    Attributes:
        title: the heading.
        pictures: (N, H, W, 3) RGB.
        lines: N of them, or none; one that is too long for its picture ends in dots.
        columns: pictures side by side.
    """

    title: str
    pictures: Pixels
    lines: Sequence[str]
    columns: int

    @property
    def zoom(self) -> int:
        return max(1, -(-LEAST // self.pictures.shape[2]))

    @property
    def cell(self) -> tuple[int, int]:
        """Rows and columns of pixels that a picture takes, with its line and the gap behind it."""
        _, height, width, _ = self.pictures.shape
        return self.zoom * height + (_LINE if self.lines else 0) + _GAP, self.zoom * width + _GAP

    @property
    def size(self) -> tuple[int, int]:
        rows = -(-len(self.pictures) // self.columns)
        high, wide = self.cell
        return _HEAD + rows * high, min(self.columns, len(self.pictures)) * wide


def poster(title: str, sections: Iterable[Section]) -> bytes:
    """The sections one below the other under a title, on white, as a PNG.

    >>> made = poster("Two", [Section("gray", np.full((2, 3, 4, 3), 128, np.uint8), ("one", "two"), 2)])
    >>> Image.open(io.BytesIO(made)).size
    (236, 187)
    """
    some = [section for section in sections if len(section.pictures)]
    head, line = (ImageFont.load_default(size) for size in (_FONTS["head"], _FONTS["line"]))
    width = max([_EDGE + section.size[1] for section in some], default=LEAST) + _EDGE
    height = _EDGE + _HEAD + sum(section.size[0] for section in some) + _EDGE
    image = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((_EDGE, _EDGE), _fitting(title, width - 2 * _EDGE, head), TEXT, head)
    top = _EDGE + _HEAD
    for section in some:
        words = _fitting(section.title, width - 2 * _EDGE, head)
        draw.text((_EDGE, top + 4), words, QUIET, head)
        _draw(image, draw, section, top + _HEAD, line)
        top += section.size[0]
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def _draw(image: Image.Image, draw: ImageDraw.ImageDraw, section: Section, top: int, font: Font) -> None:
    zoom, (high, wide) = section.zoom, section.cell
    for index, picture in enumerate(section.pictures):
        row, column = divmod(index, section.columns)
        left, upper = _EDGE + column * wide, top + row * high
        image.paste(Image.fromarray(picture.repeat(zoom, 0).repeat(zoom, 1)), (left, upper))
        if section.lines:
            words = _fitting(section.lines[index], wide - _GAP, font)
            draw.text((left, upper + zoom * picture.shape[0] + 1), words, QUIET, font)


def _fitting(words: str, width: int, font: Font) -> str:
    """The words in letters that the font has, cut off where they would be wider than so many pixels."""
    flat = unicodedata.normalize("NFKD", words.translate(_LIKE))
    words = "".join(c if c.isascii() or c in "’“”" else "?" for c in flat if not unicodedata.combining(c))
    if font.getlength(words) <= width:
        return words
    while words and font.getlength(f"{words}...") > width:
        words = words[:-1]
    return f"{words}..."
