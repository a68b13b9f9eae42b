"""Pictures and kernels to start from. A picture is part of the widget's state; so is a kernel."""

from typing import Any

from cnnviz.lessons.convolution.cells import Plane, Volume


def plane(text: str) -> Plane:
    """Rows of numbers, as they are written on paper."""
    return tuple(tuple(int(cell) for cell in row.split()) for row in text.strip().split("\n"))


def drawn(text: str, value: int = 1) -> Plane:
    """A drawing: `#` is `value`, a point is 0."""
    return tuple(tuple(value if cell == "#" else 0 for cell in row) for row in text.split())


IDENTITY = plane("0 0 0\n0 1 0\n0 0 0")
BOX = plane("1 1 1\n1 1 1\n1 1 1")
GAUSSIAN = plane("1 2 1\n2 4 2\n1 2 1")
GAUSSIAN_5 = plane("1 4 6 4 1\n4 16 24 16 4\n6 24 36 24 6\n4 16 24 16 4\n1 4 6 4 1")
SHARPEN = plane("0 -1 0\n-1 5 -1\n0 -1 0")
SOBEL_X = plane("-1 0 1\n-2 0 2\n-1 0 1")
SOBEL_Y = plane("-1 -2 -1\n0 0 0\n1 2 1")
LAPLACIAN = plane("0 1 0\n1 -4 1\n0 1 0")
EMBOSS = plane("-2 -1 0\n-1 1 1\n0 1 2")
SLIDE_KERNEL = plane("-1 2 1\n1 0 1\n-1 2 0")
NOTHING = plane("0 0 0\n0 0 0\n0 0 0")

KERNELS: tuple[dict[str, Any], ...] = tuple(
    {"label": label, "kernel": kernel, "divisor": divisor, "note": note}
    for label, kernel, divisor, note in (
        ("Identity", IDENTITY, 1, "One 1 in the middle: the picture comes out as it went in."),
        ("Blur, box", BOX, 9, "The mean of nine neighbours. The weights add up to 1."),
        ("Blur, Gaussian", GAUSSIAN, 16, "A mean that trusts the middle most."),
        ("Blur, Gaussian 5 × 5", GAUSSIAN_5, 256, "The same over a wider neighbourhood."),
        ("Sharpen", SHARPEN, 1, "The pixel and what sets it apart from its neighbours. The weights add up to 1."),
        ("Sobel x", SOBEL_X, 1, "Right minus left: strong where the picture changes along a row."),
        ("Sobel y", SOBEL_Y, 1, "Below minus above: strong where it changes down a column."),
        ("Laplacian, all edges", LAPLACIAN, 1, "Neighbours minus four times the middle: edges of every direction."),
        ("Emboss", EMBOSS, 1, "Lower right minus upper left, plus the pixel: light from one corner."),
        ("The slide's kernel", SLIDE_KERNEL, 1, "Neither the same nor its own negative when it is turned."),
    )
)  # fmt: skip

SLIDE_ZERO = plane("""
1 1 1 1 1 1 1 1 1
1 1 0 0 1 1 1 1 1
1 1 0 1 1 0 1 1 1
1 1 0 1 1 0 1 1 1
1 1 0 1 1 0 1 1 1
1 1 0 1 1 0 1 1 1
1 1 0 1 1 0 1 1 1
1 1 1 0 0 1 1 1 1
1 1 1 1 1 1 1 1 1""")
SLIDE_MAP = plane("""
3 0 3 4 2 4
2 0 2 1 2 5
1 -1 6 1 -1 6
1 -1 6 1 -1 6
1 -1 6 0 2 5
2 1 3 3 2 4
2 0 3 3 2 4""")
"""What the slide prints as the result. Its input has 9 × 9 pixels, so seven columns are due, not six."""

DIGIT_3 = drawn("........ ..####.. .#....#. ......#. ...###.. ......#. .#....#. ..####.. ........", 9)
CROSS = drawn("......... ....#.... ....#.... ....#.... .#######. ....#.... ....#.... ....#.... .........", 9)
EDGE = drawn("....#### ....#### ....#### ....#### ....#### ....#### ....#### ....####", 9)
DIAGONAL = drawn("#....... .#...... ..#..... ...#.... ....#... .....#.. ......#. .......#", 9)
SQUARE = drawn("........ ........ ..####.. ..####.. ..####.. ..####.. ........ ........", 9)
DOT = drawn("....... ....... ....... ...#... ....... ....... .......", 9)
EMPTY = drawn("........ ........ ........ ........ ........ ........ ........ ........")

# The cameraman's head: rows 60 to 180, columns 180 to 300, in blocks of 12 × 12, brightness 0 to 9.
CAMERAMAN = plane("""
7 5 5 6 7 7 7 7 7 7
3 2 1 1 2 6 7 7 7 7
1 2 2 1 1 2 6 7 7 7
1 1 2 2 1 1 2 7 7 7
1 1 1 2 1 1 1 4 7 7
2 1 1 2 2 1 2 5 7 7
5 2 2 4 5 3 4 6 7 7
4 4 4 5 4 5 4 5 6 7
2 3 4 5 6 7 6 6 7 6
3 2 3 4 5 5 6 4 5 6""")
# The dahlia: rows 40 to 340, columns 200 to 500, in blocks of 50 × 50, brightness 0 to 9 of each channel.
FLOWER: Volume = (
    plane("0 0 1 1 0 0\n4 7 8 6 1 0\n8 8 8 8 5 0\n8 7 6 8 7 0\n7 7 7 8 5 0\n6 7 7 7 1 0"),
    plane("1 2 2 1 2 2\n4 6 6 5 2 2\n5 4 3 5 4 2\n5 2 2 4 5 1\n5 3 3 4 4 2\n4 4 5 5 2 2"),
    plane("1 2 2 1 1 3\n3 4 4 3 1 2\n3 2 1 3 3 2\n3 1 1 2 3 1\n3 1 1 2 3 2\n3 2 3 3 1 1"),
)
RED_SQUARE: Volume = (
    drawn("...... .####. .####. .####. .####. ......", 9),
    drawn("...... ...... ...... ...... ...... ......"),
    drawn("###### #....# #....# #....# #....# ######", 9),
)
TWO_MAPS: Volume = (
    drawn("...#.. ...#.. ...#.. ...#.. ...#.. ...#..", 5),
    drawn("...... ...... ###### ...... ...... ......", 5),
)


def _picture(group: str, label: str, note: str, channels: Volume, **others: Any) -> dict[str, Any]:
    return {"group": group, "label": label, "note": note, "state": {"input": channels, **others}}


def _layer(*kernels: Volume) -> dict[str, Any]:
    return {"kernel": kernels, "bias": (0,) * len(kernels), "divisor": 1, "filter": 0}


RED_MINUS_BLUE: Volume = (IDENTITY, NOTHING, plane("0 0 0\n0 -1 0\n0 0 0"))
PICTURES: tuple[dict[str, Any], ...] = (
    _picture("One channel", "The digit 3", "Drawn with 0 and 9.", (DIGIT_3,)),
    _picture("One channel", "A cross", "Which kernel finds only its upright bar?", (CROSS,)),
    _picture("One channel", "An edge", "Dark on the left, bright on the right.", (EDGE,)),
    _picture("One channel", "A diagonal", "Both Sobel kernels answer.", (DIAGONAL,)),
    _picture("One channel", "A square", "Four edges and four corners.", (SQUARE,)),
    _picture("One channel", "A single point", "The map shows the kernel turned by 180°.", (DOT,)),
    _picture("One channel", "A photo: the cameraman", "His head, 10 × 10 blocks of the photo, brightness 0 to 9.",
             (CAMERAMAN,)),
    _picture("One channel", "A slide's zero, 9 × 9", "With the slide's own kernel; see below what it prints.",
             (SLIDE_ZERO,), **_layer((SLIDE_KERNEL,))),
    _picture("One channel", "Empty: draw your own", "Press and move over the input.", (EMPTY,)),
    _picture("RGB", "A photo: a dahlia in RGB", "6 × 6 blocks, brightness 0 to 9. The kernel keeps red minus blue.",
             FLOWER, **_layer(RED_MINUS_BLUE)),
    _picture("RGB", "A red square on blue", "Sobel x on each channel: red and blue cancel where both change.",
             RED_SQUARE, **_layer((SOBEL_X, SOBEL_X, SOBEL_X))),
    _picture("Several kernels", "2 channels in, 3 kernels", "Three maps come out, one for each kernel.", TWO_MAPS,
             **_layer((SOBEL_X, NOTHING), (NOTHING, SOBEL_Y), (LAPLACIAN, LAPLACIAN))),
    _picture("Several kernels", "The digit 3, three kernels", "Sobel x, Sobel y and the Laplacian look for three things.",
             (DIGIT_3,), **_layer((SOBEL_X,), (SOBEL_Y,), (LAPLACIAN,))),
)  # fmt: skip
