"""The two windows of a layer, along rows and columns: made from short notation, slid, and put in words."""

from cnnviz.maths import Window, output_size

Pair = tuple[int, int]
Sides = int | Pair  # one number for both axes, or (rows, columns)
POINT = Window(1)


class DoesNotFitError(ValueError):
    """A window is larger than the padded maps it should slide over, on at least one axis."""


def slide(shape: tuple[int, int, int], windows: tuple[Window, Window], ceil: bool = False) -> Pair:
    """Positions of the windows along rows and columns.

    Raises:
        DoesNotFitError: a window does not fit; the sentence says what would come out, and why.
    """
    _, height, width = shape
    try:
        return output_size(height, windows[0], ceil), output_size(width, windows[1], ceil)
    except ValueError:
        got = by(*(_count(size, window) for size, window in zip((height, width), windows, strict=True)))
        padded = by(
            height + windows[0].before + windows[0].after, width + windows[1].before + windows[1].after
        )
        named = "finds only" if padded == by(height, width) else "with its padding finds only"
        raise DoesNotFitError(
            f"would give {got}: its {by(windows[0].span, windows[1].span)} window {named} {padded}."
        ) from None


def _count(size: int, window: Window) -> int:
    return max(0, (size + window.before + window.after - window.span) // window.stride + 1)


def by(rows: object, columns: object) -> str:
    """A size in words: rows × columns."""
    return f"{rows} × {columns}"


def pair(value: Sides) -> Pair:
    return (value, value) if isinstance(value, int) else value


def make_windows(
    kernel: Sides, stride: Sides = 1, padding: Sides = 0, dilation: Sides = 1
) -> tuple[Window, Window]:
    """Windows for rows and columns; a pair stands for (rows, columns)."""
    both = zip(pair(kernel), pair(stride), pair(padding), pair(dilation), strict=True)
    rows, columns = (Window(k, s, p, d) for k, s, p, d in both)
    return rows, columns


def window_words(windows: tuple[Window, Window]) -> str:
    """Kernel, and stride, padding and dilation where they are not 1, 0 and 1.

    >>> window_words(make_windows((1, 7), padding=(0, 3)))
    '1 × 7, padding 0 × 3'
    """
    rows, columns = windows
    words = [by(rows.kernel, columns.kernel)]
    for name, a, b, plain in (
        ("stride", rows.stride, columns.stride, 1),
        ("padding", zeros(rows), zeros(columns), "0"),
        ("dilation", rows.dilation, columns.dilation, 1),
    ):
        if (a, b) != (plain, plain):
            words.append(f"{name} {a if a == b else by(a, b)}")
    return ", ".join(words)


def zeros(window: Window) -> str:
    return str(window.before) if window.before == window.after else f"{window.before} + {window.after}"
