"""One unit in a sentence and as formulas, for the page of lesson C1."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cnnviz.lessons.feature_maps import Move, Term, step_formula, sum_formula

if TYPE_CHECKING:
    from cnnviz.probes.units import Unit
    from cnnviz.ui.feature_maps.looking import Look

TERMS = 5  # written one by one in the formula


def formula_lines(unit: "Unit", paint: Callable[[str, str], str]) -> Iterator[str]:
    """The sum of products and every step behind it, one formula each."""
    window = unit.window
    first = window.strongest[:TERMS]
    terms = [Term(int(window.maps[at]), float(window.terms[at])) for at in first]
    rest = len(window.terms) - len(first)
    others = float(window.terms.sum() - window.terms[first].sum())
    yield sum_formula(terms, (rest, others), window.bias, window.total, paint)
    before = window.total
    for step in unit.steps:
        yield step_formula(Move(step.kind, step.name, step.numbers, before, step.value), paint)
        before = step.value


def unit_words(this: "Look") -> str:
    """How many products make the value, and from where."""
    unit = this.unit
    assert unit is not None
    maps, rows, columns = unit.window.weights.shape
    count = maps * rows * columns
    where = (
        "the picture"
        if unit.from_picture
        else this.names(unit.feeding)
        if unit.feeding
        else "the maps before"
    )
    kind = "products" if unit.window.kind == "convolution" else "values, averaged,"
    outside = int((~unit.window.inside).sum()) * maps
    padding = f" {outside:,} of them lie in the padding and count as 0." if outside else ""
    return (
        f"Map {unit.map} of {this.names(unit.layer)} at row {unit.row}, column {unit.column}: {maps:,} × {rows} × {columns} = "
        f"{count:,} {kind} from {where} give {unit.value:.4g}.{padding}"
    )
