"""The lesson's formulas in LaTeX: what an error counts, what an average does, and what either costs."""

from collections.abc import Callable, Sequence

from cnnviz.lessons.bottleneck.formula import grouped_digits
from cnnviz.lessons.imagenet_story.entries import Entry
from cnnviz.lessons.imagenet_story.voting import ERRORS, macs, missed, passes
from cnnviz.lessons.imagenet_story.weights import Weights

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour

ERROR = (
    r"e_k = \frac{1}{N} \sum_{n=1}^{N} \big[\, y_n \notin \text{the } k \text{ classes with the largest } "
    r"p(\cdot \mid x_n) \,\big]"
)
AVERAGE = (
    r"\bar p(\cdot \mid x) = \frac{1}{M C} \sum_{m=1}^{M} \sum_{c=1}^{C} p_m\big(\cdot \mid "
    r"\text{crop}_c(x)\big)"
)
LETTERS = (
    "N pictures, y the right class, p the network's probabilities for the picture x; M networks, C crops. [ ] is 1 where it holds and 0 "
    "elsewhere. A MAC is one multiplication and one addition; torchvision calls 10⁹ of them a GFLOP."
)


def error_line(found: Sequence[int], k: int, paint: Paint) -> str:
    """The error of the ten answers."""
    wrong = missed(tuple(found), k)
    counted = paint("unused", str(wrong))
    return rf"e_{{{k}}} = \frac{{{counted}}}{{{len(found)}}} = {100 * wrong / len(found):.0f}\,\%"


def entry_lines(entry: Entry, rival: Entry | None, paint: Paint) -> list[str]:
    """How many pictures an error is, and how it compares with the winner of the year before."""
    percent = paint("unused", rf"{entry.error:g}\,\%")
    lines = [
        rf"e_5 \cdot N = {percent} \cdot {grouped_digits(entry.pictures)} = "
        rf"{paint('unused', grouped_digits(entry.wrong))} \text{{ pictures wrong}}"
    ]
    if rival is not None:
        share = 100 * (1 - entry.error / rival.error)
        words = "fewer errors than" if share >= 0 else "more errors than"
        lines.append(
            rf"1 - \frac{{{percent}}}{{{rival.error:g}\,\%}} = {share / 100:.3f}: \quad {abs(share):.1f}\,\% "
            rf"\text{{ {words} {rival.name}}}"
        )
    return lines


def voting_lines(models: int, crops: int, paint: Paint) -> list[str]:
    """What one picture costs, and what the votes bring."""
    count, error = passes(models, crops), ERRORS[models, crops]
    first, second = paint("input", str(models)), paint("window", str(crops))
    passes_line = rf"M \cdot C = {first} \cdot {second} = {grouped_digits(count)} \text{{ passes}}"
    macs_line = (
        rf"{grouped_digits(count)} \cdot {macs(1, 1) / 1e9:.3f} \cdot 10^9 = "
        rf"{paint('output', f'{macs(models, crops) / 1e9:,.1f}'.replace(',', '{,}'))} \cdot 10^9 \text{{ MACs for one picture}}"
    )
    gain = rf"{ERRORS[1, 1]:g}\,\% - {error:g}\,\% = {ERRORS[1, 1] - error:.2f} \text{{ points fewer}}"
    return [passes_line, macs_line, gain]


def weights_lines(weights: Weights, paint: Paint) -> list[str]:
    """Errors, FLOPs and bytes of one set of weights."""
    macs_words = paint("window", rf"{weights.macs / 1e9:g}")
    parameters = paint("input", grouped_digits(weights.parameters))
    return [
        rf"e_1 = 100\,\% - {weights.top1:g}\,\% = {100 - weights.top1:.3f}\,\%, \qquad "
        rf"e_5 = 100\,\% - {weights.top5:g}\,\% = {100 - weights.top5:.3f}\,\%",
        rf"2 \cdot {macs_words} \cdot 10^9 \text{{ MACs}} = {2 * weights.macs / 1e9:g} \cdot 10^9 \text{{ FLOPs}}",
        rf"4 \text{{ bytes}} \cdot {parameters} = {4 * weights.parameters / 1e6:,.1f} \text{{ MB of weights}}".replace(
            ",", "{,}"
        ).replace("{{,}}", "{,}"),
    ]
