"""A photo as a small map of gray values, for lessons that compute on its pixels."""

from PIL import Image


def gray_square(image: Image.Image, side: int) -> tuple[tuple[int, ...], ...]:
    """The largest square in the middle, scaled to `side` x `side` pixels, as rows of gray values 0..255.

    Gray is Pillow's mode L: 0.299 R + 0.587 G + 0.114 B.

    >>> gray_square(Image.new("RGB", (8, 6), (255, 255, 255)), 2)
    ((255, 255), (255, 255))
    """
    short = min(image.size)
    left, top = (image.width - short) // 2, (image.height - short) // 2
    square = image.crop((left, top, left + short, top + short)).convert("L")
    values = square.resize((side, side), Image.Resampling.BOX).tobytes()
    return tuple(tuple(values[row * side : (row + 1) * side]) for row in range(side))
