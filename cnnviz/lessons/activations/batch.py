"""Batch normalisation of one unit: the batch under the learner's hands, its formulas and its snippet."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.lessons.activations.numbers import bracketed, figures
from cnnviz.maths import batch_moments, batch_norm, running_moments

EPS, MOMENTUM = 1e-5, 0.1  # torch's defaults
GENERAL_BATCH = (
    r"\mu = \frac1m \sum_i x_i,\quad \sigma^2 = \frac1m \sum_i (x_i - \mu)^2,\quad "
    r"y_i = \gamma\,\frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta"
)


@dataclass(frozen=True)
class Batch:
    """What one unit gives for the examples of a batch, the example in hand, and the layer's own numbers.

    >>> Batch(batch=(1, 2, 3, 6)).used
    (3.0, 3.5)
    """

    batch: tuple[int, ...] = (4, 9, -2, 6, 12, 3, 7, 1)
    item: int = 1
    gamma: float = 1.0
    offset: float = 0.0
    mode: str = "training"
    mean: float = 0.0
    variance: float = 1.0

    @property
    def trains(self) -> bool:
        return self.mode == "training"

    @property
    def used(self) -> tuple[float, float]:
        """The mean and the variance that the values are normalised with."""
        return batch_moments(self.batch) if self.trains else (self.mean, self.variance)

    @property
    def normalised(self) -> tuple[float, ...]:
        return batch_norm(self.batch, *self.used, self.gamma, self.offset, eps=EPS)

    @property
    def running(self) -> tuple[float, float]:
        """The running mean and variance after this step."""
        if not self.trains:
            return self.mean, self.variance
        return running_moments(self.batch, self.mean, self.variance, MOMENTUM)


def batch_formulas(batch: Batch, paint: Callable[[str, str], str]) -> tuple[str, ...]:
    """Mean and variance, then the example in hand, with the learner's numbers."""
    mean, variance = batch.used
    m = len(batch.batch)
    middle, spread = paint("window", figures(mean)), paint("window", figures(variance))
    x = paint("input", bracketed(batch.batch[batch.item]))
    y = paint("output", figures(batch.normalised[batch.item]))
    shift = paint("window", bracketed(mean))
    last = (
        rf"y_{{{batch.item}}} = {figures(batch.gamma)}\cdot\frac{{{x} - {shift}}}"
        rf"{{\sqrt{{{spread} + 10^{{-5}}}}}} + {bracketed(batch.offset)} = {y}"
    )
    if not batch.trains:
        return (rf"\mu = {middle},\quad \sigma^2 = {spread}\quad\text{{(running, from training)}}", last)
    total = " + ".join(paint("input", bracketed(value)) for value in batch.batch)
    squares = figures(variance * m, 6)
    after = tuple(paint("window", figures(number)) for number in batch.running)
    return (
        rf"\mu = \tfrac{{1}}{{{m}}}\,({total}) = {middle},\qquad \sigma^2 = \tfrac{{1}}{{{m}}}\cdot {squares} = {spread}",
        last,
        rf"\text{{running mean: }} 0.9\cdot {bracketed(batch.mean)} + 0.1\cdot {shift} = {after[0]},\quad "
        rf"\text{{running variance: }} 0.9\cdot {figures(batch.variance)} + 0.1\cdot \tfrac{{{squares}}}{{{m - 1}}} = {after[1]}",
    )


def batch_snippet(batch: Batch) -> str:
    """One unit of nn.BatchNorm1d with the learner's numbers, in its mode."""
    return f"""\
x = torch.tensor({list(map(float, batch.batch))}, dtype=torch.float64).reshape(-1, 1)  # (N, C): examples, one unit
norm = nn.BatchNorm1d(1, dtype=torch.float64)
nn.init.constant_(norm.weight, {batch.gamma:g})  # gamma
nn.init.constant_(norm.bias, {batch.offset:g})  # beta
norm.running_mean.fill_({batch.mean:g})
norm.running_var.fill_({batch.variance:g})
norm.{"train" if batch.trains else "eval"}()
y = norm(x).flatten()
print(y.tolist(), norm.running_mean.item(), norm.running_var.item())
"""


def batch_table(batch: Batch) -> list[tuple[int, int, float]]:
    """(example, value, normalised)."""
    return [(at, *pair) for at, pair in enumerate(zip(batch.batch, batch.normalised, strict=True))]
