"""A small drawing for each lesson's card on the first page, in the colours that its pictures use."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cache
from math import tanh

from cnnviz.palette import css_variables
from cnnviz.ui.home.shapes import box, cells, dot, frame, line, uneven

WIDTH, HEIGHT = 160, 64


@cache
def emblem(slug: str) -> str:
    """The drawing of a lesson as HTML, "" if it has none. It follows the theme, and says nothing that the words do not.

    >>> emblem("pooling").startswith("<img"), emblem("a lesson without one")
    (True, '')
    """
    if slug not in EMBLEMS:
        return ""
    left, draw = EMBLEMS[slug]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left - 1} 0 {WIDTH} {HEIGHT}" fill="none" '
        f'stroke-linejoin="round" stroke-linecap="round">'
        f"<style>:root {{ color-scheme: light dark; {css_variables()} }}</style>{''.join(draw())}</svg>"
    )
    # As an image: Streamlit takes drawings out of a page's HTML, and lets images be.
    return (
        f'<img class="cv-emblem" alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'
    )


def _images_are_numbers() -> Iterable[str]:
    yield from cells((8, 8, 8), 6, 6, "input", uneven)
    for row in range(4):
        for column in range(3):
            value = round(255 * uneven(row, column))
            yield (
                f'<text x="{92 + 25 * column}" y="{18 + 13 * row}" text-anchor="end" font-size="10" '
                f'font-family="sans-serif" fill="var(--cv-input-text)">{value}</text>'
            )


def _convolution() -> Iterable[str]:
    yield from cells((8, 8, 8), 6, 6, "input", lambda _, column: 0.85 if column < 3 else 0.25)
    yield frame(23.5, 15.5, 24, 24, "window", width=2.5)
    yield from cells((72, 20, 8), 3, 3, "window", lambda _, column: (1.0, 0.3, 0.6)[column])
    yield from cells((116, 16, 8), 4, 4, "output", lambda _, column: 0.95 if column in {1, 2} else 0.2)


def _convolution_arithmetic() -> Iterable[str]:
    yield from cells((40, 4, 8), 7, 7, "padding", lambda *_: 0.35)
    for row in range(5):
        for column in range(5):
            yield box(48 + 8 * column, 12 + 8 * row, 7, 7, "input")
    yield frame(55.5, 3.5, 24, 24, "window", width=2.5)
    yield from cells(
        (112, 20, 8), 3, 3, "output", lambda row, column: 1.0 if (row, column) == (0, 1) else 0.35
    )


def _pooling() -> Iterable[str]:
    yield from cells((32, 8, 12), 4, 4, "input", uneven)
    for row, column in ((0, 1), (1, 2), (2, 0), (3, 3)):
        yield dot(37.5 + 12 * column, 13.5 + 12 * row, 3, "window")
    yield line([(31.5, 32), (79, 32)], "window")
    yield line([(55.5, 8), (55.5, 55)], "window")
    yield from cells((104, 20, 12), 2, 2, "output", lambda row, column: 0.95 - 0.2 * row - 0.2 * column)


def _why_convolution() -> Iterable[str]:
    inputs, outputs = [10 + 9 * i for i in range(6)], [10 + 9 * i for i in range(6)]
    for left, near in ((24, False), (92, True)):
        for i, a in enumerate(inputs):
            for j, b in enumerate(outputs):
                if not near or abs(i - j) <= 1:
                    yield line(
                        [(left, a), (left + 44, b)], "window" if near else "padding", 1, 1 if near else 0.5
                    )
        for y in inputs:
            yield dot(left, y, 3, "input")
            yield dot(left + 44, y, 3, "output")


def _activations() -> Iterable[str]:
    yield line([(16, 40), (144, 40)], "padding", 1)
    yield line([(80, 6), (80, 60)], "padding", 1)
    yield line([(16, 40), (80, 40), (120, 8)], "output", 2.5)
    yield line([(80 + x, 40 - 16 * tanh(x / 18)) for x in range(-60, 61, 4)], "input", 2.5)


def _bottleneck() -> Iterable[str]:
    for x, height, role in ((20, 52, "input"), (74, 8, "window"), (128, 20, "output")):
        yield box(x, 32 - height / 2, 12, height, role)
    for x, a, b in ((32, 26, 4), (86, 4, 10)):
        for sign in (-1, 1):
            yield line([(x + 2, 32 + sign * a), (x + 40, 32 + sign * b)], "padding", 1)


def _receptive_fields() -> Iterable[str]:
    for row, (count, role) in enumerate(((3, "output"), (7, "window"), (11, "input"))):
        left = 80 - 5 * count
        yield from cells((left, 8 + 20 * row, 10), 1, count, role, lambda *_: 0.45)
    yield box(75, 8, 9, 9, "field")
    for sign in (-1, 1):
        yield line([(79.5 + sign * 5, 17), (79.5 + sign * 15, 28), (79.5 + sign * 25, 48)], "field", 1.5)
    yield frame(54.5, 47.5, 50, 10, "field")


def _famous_networks() -> Iterable[str]:
    sizes = ((10, 52, 4, "input"), (36, 40, 8, "window"), (64, 26, 12, "window"), (92, 18, 14, "window"))
    for x, height, width, role in sizes:
        yield box(x, 32 - height / 2, width, height, role)
    yield line([(14, 32), (146, 32)], "padding", 1, 0.7)
    yield box(122, 8, 5, 48, "output")
    yield box(140, 16, 5, 32, "output")


def _building_blocks() -> Iterable[str]:
    yield line([(10, 32), (44, 32)], "padding")
    for x in (44, 78):
        yield box(x, 22, 24, 20, "window")
    yield line([(68, 32), (78, 32)], "padding")
    yield line([(102, 32), (150, 32)], "padding")
    yield line([(24, 32), (24, 10), (122, 10), (122, 22)], "input", 2.5)
    yield dot(122, 32, 9, "output")
    yield line([(122, 27), (122, 37)], "window", 2.5)
    yield line([(117, 32), (127, 32)], "window", 2.5)


def _builder() -> Iterable[str]:
    for row, (width, role) in enumerate(((64, "input"), (64, "window"), (48, "window"))):
        yield box(80 - width / 2, 46 - 16 * row, width, 12, role, opacity=0.9)
    yield line([(80, 2), (80, 10)], "output", 2.5)
    yield line([(76, 6), (84, 6)], "output", 2.5)
    yield line([(118, 52), (132, 52), (132, 20), (106, 20)], "output", 1.5)


def _imagenet_story() -> Iterable[str]:
    for number, (height, role) in enumerate(
        (
            (50, "padding"),
            (46, "padding"),
            (29, "window"),
            (21, "window"),
            (12, "output"),
            (6, "output"),
            (5, "output"),
        )
    ):
        yield box(20 + 18 * number, 58 - height, 12, height, role)


def _feature_maps() -> Iterable[str]:
    yield box(10, 16, 32, 32, "input", opacity=0.8)
    for number, (x, side) in enumerate(((58, 15), (88, 12), (114, 9))):
        for row in range(3):
            y = 32 + (row - 1) * (side + 3) - side / 2
            yield box(x, y, side, side, "output", opacity=0.35 + 0.2 * ((row + number) % 3))
            yield line([(x - 12, 32), (x - 2, y + side / 2)], "padding", 0.8)
    for row, width in enumerate((18, 9, 4)):
        yield box(134, 22 + 8 * row, width, 5, "window")


def _deconvnet() -> Iterable[str]:
    yield box(16, 8, 48, 48, "padding", opacity=0.3)
    for r, role in ((15, "input"), (9, "unused"), (3.5, "input")):
        yield f'<ellipse cx="40" cy="32" rx="{1.3 * r:g}" ry="{r:g}" stroke="var(--cv-{role})" stroke-width="2"/>'
    yield line([(74, 32), (96, 32)], "field", 2)
    yield line([(80, 27), (74, 32), (80, 37)], "field", 2)
    yield from cells(
        (104, 12, 10), 4, 4, "output", lambda row, column: 1.0 if (row, column) == (1, 2) else 0.2
    )
    yield frame(123.5, 21.5, 10, 10, "field")


def _occlusion() -> Iterable[str]:
    yield box(16, 8, 48, 48, "input", opacity=0.55)
    yield box(32, 24, 16, 16, "padding")
    yield frame(32, 24, 16, 16, "window")
    yield from cells(
        (92, 8, 8), 6, 6, "output", lambda row, column: 0.2 if 1 < row < 5 and 1 < column < 4 else 0.85
    )


def _invariance() -> Iterable[str]:
    yield box(16, 18, 28, 28, "input", opacity=0.35)
    yield box(26, 12, 28, 28, "input", opacity=0.7)
    yield line([(76, 14), (106, 16), (112, 54), (118, 16), (150, 14)], "window", 2.5)
    yield line([(76, 36), (98, 42), (112, 54), (126, 42), (150, 36)], "output", 2.5)


def _alexnet_zfnet() -> Iterable[str]:
    for left, step in ((24, 8.0), (92, 4.0)):
        yield frame(left, 10, 44, 44, "padding", width=1)
        x = left + 2.0
        while x + step / 2 <= left + 43:
            yield box(x, 12, step / 2, 40, "window" if step > 4 else "input")
            x += step


def _evolution() -> Iterable[str]:
    for stage in range(4):

        def shade(row: int, column: int, stage: int = stage) -> float:
            noise, edge = uneven(row + stage, column), 0.95 if row + column < 5 else 0.1
            return (noise * (3 - stage) + edge * stage) / 3

        yield from cells((8 + 38 * stage, 17, 6), 5, 5, "field", shade)


# Where the drawing begins, so that all are flush with the words below them.
EMBLEMS: dict[str, tuple[int, Callable[[], Iterable[str]]]] = {
    "images_are_numbers": (8, _images_are_numbers),
    "convolution": (8, _convolution),
    "convolution_arithmetic": (40, _convolution_arithmetic),
    "pooling": (32, _pooling),
    "why_convolution": (20, _why_convolution),
    "activations": (16, _activations),
    "bottleneck": (20, _bottleneck),
    "receptive_fields": (25, _receptive_fields),
    "famous_networks": (10, _famous_networks),
    "building_blocks": (10, _building_blocks),
    "builder": (48, _builder),
    "imagenet_story": (20, _imagenet_story),
    "feature_maps": (10, _feature_maps),
    "deconvnet": (16, _deconvnet),
    "occlusion": (16, _occlusion),
    "invariance": (16, _invariance),
    "alexnet_zfnet": (24, _alexnet_zfnet),
    "evolution": (8, _evolution),
}
