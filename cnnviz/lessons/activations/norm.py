"""The maps under the learner's hands, and the formula of local response normalisation with their numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.lessons.activations.numbers import figures
from cnnviz.maths import neighbours, response_norm

GENERAL = r"b_i = a_i \Big/ \Big(k + \alpha \sum_{j=\max(0,\,i-n/2)}^{\min(N-1,\,i+n/2)} a_j^2\Big)^{\beta}"


@dataclass(frozen=True)
class Maps:
    """The values of a few maps at one position, the map in hand, and the paper's constants.

    >>> [round(b, 1) for b in Maps(values=(100, 0, 0, 100), n=3).normalised]
    [43.9, 0.0, 0.0, 43.9]
    """

    values: tuple[int, ...] = (20, 60, 10, 240, 30, 0, 90, 40)
    at: int = 3
    n: int = 5
    k: float = 2.0
    alpha: str = "0.0001"
    beta: float = 0.75

    @property
    def normalised(self) -> tuple[float, ...]:
        return response_norm(self.values, self.n, self.k, float(self.alpha), self.beta)

    @property
    def by_torch(self) -> tuple[float, ...]:
        """What torch's layer gives when it is handed the paper's alpha: it divides it by n."""
        return response_norm(self.values, self.n, self.k, float(self.alpha) / self.n, self.beta)


def norm_formula(maps: Maps, paint: Callable[[str, str], str]) -> str:
    """The formula for the map in hand: its own value blue, the others of the window orange."""
    squares = " + ".join(
        paint("input" if j == maps.at else "window", f"{maps.values[j]}^2")
        for j in neighbours(len(maps.values), maps.n, maps.at)
    )
    own = paint("input", str(maps.values[maps.at]))
    constants = rf"{figures(maps.k)} + {figures(float(maps.alpha))}\,({squares})"
    result = paint("output", figures(maps.normalised[maps.at]))
    return rf"b_{{{maps.at}}} = {own} \Big/ \big({constants}\big)^{{{figures(maps.beta)}}} = {result}"
