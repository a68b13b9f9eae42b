"""The refusals that every function of this room shares."""


def require(least: int, **numbers: int) -> None:
    """Check that every number is whole and not smaller than `least`; its name becomes part of the sentence.

    >>> require(1, input_size=0)
    Traceback (most recent call last):
    ValueError: The input size must be at least 1, not 0.

    Raises:
        ValueError: a number is too small or has a fraction.
    """
    for name, number in numbers.items():
        words = name.replace("_", " ")
        if not isinstance(number, int):
            raise ValueError(f"The {words} must be a whole number, not {number!r}.")
        if number < least:
            raise ValueError(f"The {words} must be at least {least}, not {number}.")
