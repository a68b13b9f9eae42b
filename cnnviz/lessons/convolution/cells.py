"""Tables of small whole numbers as text for a link: short, readable, and refused in words when broken.

A row is written digit by digit (`110`) while every cell is 0 to 9, else with dots (`0.1.-4`). Rows are joined with
`_`, channels with `~`, filters with `~~`.
"""

LIMIT = 99  # a cell holds −99 to 99
LARGEST_SIDE = 12
LARGEST_KERNEL = 5
CHANNELS = 3
FILTERS = 3

Plane = tuple[tuple[int, ...], ...]
Volume = tuple[Plane, ...]


def write_plane(plane: Plane) -> str:
    """One table as text.

    >>> write_plane(((0, 1), (1, -4)))
    '01_1.-4'
    """
    return "_".join(_write_row(row) for row in plane)


def _write_row(row: tuple[int, ...]) -> str:
    if all(0 <= cell <= 9 for cell in row):
        return "".join(map(str, row))
    return ".".join(map(str, row)) + ("." if len(row) == 1 else "")


def read_plane(name: str, text: str, most: int) -> Plane:
    """A table with sides of 1 to `most` from text; the inverse of `write_plane`.

    Raises:
        ValueError: in words, if the text is not such a table.

    >>> read_plane("kernel", "01_1.-4", 5)
    ((0, 1), (1, -4))
    """
    rows = tuple(_read_row(name, row) for row in text.split("_", LARGEST_SIDE + 1))
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"{name} has rows of different lengths: {_few(len(row) for row in rows)}")
    if not (len(rows) <= most and len(rows[0]) <= most):
        raise ValueError(
            f"{name} has {len(rows)} × {len(rows[0])} cells; at most {most} × {most} are possible"
        )
    return rows


def _read_row(name: str, text: str) -> tuple[int, ...]:
    parts = text.removesuffix(".").split(".") if "." in text else list(text)
    if not parts:
        raise ValueError(f"{name} has an empty row")
    return tuple(_read_cell(name, part) for part in parts)


def _read_cell(name: str, text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{name} has a cell “{text[:12]}”, which is not a whole number")
    if len(digits) > 2:
        raise ValueError(f"{name} has a cell {text[:12]}, which is outside −{LIMIT} to {LIMIT}")
    return int(text)


def _few(numbers: object) -> str:
    return ", ".join(map(str, sorted(set(numbers))))  # type: ignore[call-overload]


def write_volume(volume: Volume) -> str:
    return "~".join(write_plane(plane) for plane in volume)


def read_volume(name: str, text: str, most: int) -> Volume:
    """Up to three channels of one size.

    >>> read_volume("input", "10_01~00_11", 12)
    (((1, 0), (0, 1)), ((0, 0), (1, 1)))
    """
    parts = text.split("~")
    if len(parts) > CHANNELS:
        raise ValueError(f"{name} has {len(parts)} channels; at most {CHANNELS} are possible")
    volume = tuple(read_plane(name, part, most) for part in parts)
    if len({(len(plane), len(plane[0])) for plane in volume}) > 1:
        raise ValueError(f"{name} has channels of different sizes")
    return volume


def write_kernels(kernels: tuple[Volume, ...]) -> str:
    return "~~".join(write_volume(volume) for volume in kernels)


def read_kernels(name: str, text: str) -> tuple[Volume, ...]:
    """Up to three filters of one shape."""
    parts = text.split("~~")
    if len(parts) > FILTERS:
        raise ValueError(f"{name} has {len(parts)} filters; at most {FILTERS} are possible")
    kernels = tuple(read_volume(name, part, LARGEST_KERNEL) for part in parts)
    if len({(len(k), len(k[0]), len(k[0][0])) for k in kernels}) > 1:
        raise ValueError(f"{name} has filters of different shapes")
    return kernels


def write_numbers(numbers: tuple[int, ...]) -> str:
    return "_".join(map(str, numbers))


def read_numbers(name: str, text: str) -> tuple[int, ...]:
    """One number per filter.

    >>> read_numbers("bias", "-2_0")
    (-2, 0)
    """
    parts = text.split("_")
    if len(parts) > FILTERS:
        raise ValueError(f"{name} has {len(parts)} numbers; at most {FILTERS} are possible")
    return tuple(_read_cell(name, part) for part in parts)
