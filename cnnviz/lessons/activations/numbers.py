"""Numbers with a fraction, as formulas and sentences show them."""

import math


def figures(value: float, digits: int = 4) -> str:
    """A number in LaTeX with so many significant digits; powers of ten where it is very small or large.

    >>> figures(0.25), figures(-1.5), figures(1.25e-7), figures(0)
    ('0.25', '-1.5', '1.25\\\\cdot 10^{-7}', '0')
    """
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e5:
        return f"{float(f'{value:.{digits}g}'):.10g}"
    power = math.floor(math.log10(abs(value)))
    return rf"{value / 10**power:.3g}\cdot 10^{{{power}}}"


def bracketed(value: float) -> str:
    """A number for a place where a minus sign needs brackets.

    >>> bracketed(-2), bracketed(2)
    ('(-2)', '2')
    """
    return f"({figures(value)})" if value < 0 else figures(value)
