"""Fields of a view that hold a number with a fraction, or a row of whole numbers."""

import math

from cnnviz.ui.view import Field

SHOWN = 30  # characters of a bad value that the sentence about it repeats


def decimal(name: str, default: float, low: float, high: float, digits: int = 2) -> Field:
    """A number from low to high with at most so many digits after the point."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise ValueError(f"{name} = “{text[:SHOWN]}” is not a number")
        if not low <= value <= high:
            raise ValueError(f"{name} = {value:g} is outside {low:g} to {high:g}")
        return round(value, digits)

    return Field(name, default, read, lambda value: f"{value:g}")


def whole_numbers(name: str, default: tuple[int, ...], low: int, high: int) -> Field:
    """A row of whole numbers, `40,0,120`, as many as in the default."""

    def unsigned(word: str) -> str:
        return word.removeprefix("-") if low < 0 else word

    def read(text: str) -> tuple[int, ...]:
        words = text.split(",")
        if len(words) != len(default):
            raise ValueError(f"{name} = “{text[:SHOWN]}” is not a row of {len(default)} whole numbers")
        if not all(word.isascii() and unsigned(word).isdigit() and len(word) < 9 for word in words):
            raise ValueError(f"{name} = “{text[:SHOWN]}” is not a row of {len(default)} whole numbers")
        values = tuple(int(word) for word in words)
        if not all(low <= value <= high for value in values):
            raise ValueError(f"{name} = “{text[:SHOWN]}” has a number outside {low} to {high}")
        return values

    return Field(name, default, read, lambda values: ",".join(map(str, values)), low=low, high=high)
