"""Formulas, snippet and tables of lesson A4, with the learner's numbers."""

from collections.abc import Callable

from cnnviz.lessons.pooling.layer import Layer, Result
from cnnviz.lessons.pooling.maps import PHOTO_SIDE, PHOTOS
from cnnviz.maths import Span

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour
MOST_TERMS = 16

GENERAL = r"O = \left\lfloor \frac{I + 2P - F}{S} \right\rfloor + 1"
GENERAL_CEIL = r"O = \left\lceil \frac{I + 2P - F}{S} \right\rceil + 1"
GENERAL_ADAPTIVE = (
    r"\text{output } o \text{ reads } \left\lfloor \tfrac{o\,I}{O} \right\rfloor \text{ to } "
    r"\left\lceil \tfrac{(o+1)\,I}{O} \right\rceil - 1"
)


def size_formula(layer: Layer, side: int, paint: Paint) -> str:
    """One pass of windows in LaTeX; says so where torch's rule takes the last window away again."""
    count = len(layer.spans(side))
    pad = paint("padding", rf"2\cdot {layer.padding}")
    inner = f"{paint('input', str(side))} + {pad} - {paint('window', str(layer.size))}"
    kind = "ceil" if layer.ceil else "floor"
    stride, found = paint("window", str(layer.stride)), paint("output", str(count))
    rounded = rf"\left\l{kind} \frac{{{inner}}}{{{stride}}} \right\r{kind} + 1"
    room = side + 2 * layer.padding - layer.size
    by_formula = -(-room // layer.stride) + 1 if layer.ceil else count
    dropped = rf"{by_formula} \;\to\; {found}" if by_formula != count else found
    return f"{rounded} = {dropped}"


def adaptive_formula(layer: Layer, side: int, paint: Paint) -> str:
    """The first window and the last of adaptive or global pooling, in LaTeX."""
    spans = layer.spans(side)
    total = paint("output", str(len(spans)))

    def one(o: int, span: Span) -> str:
        edge = paint("input", str(side))
        low = rf"\left\lfloor \tfrac{{{o}\cdot {edge}}}{{{total}}} \right\rfloor = {span.start}"
        high = rf"\left\lceil \tfrac{{{o + 1}\cdot {edge}}}{{{total}}} \right\rceil - 1 = {span.stop - 1}"
        return rf"o = {o}:\quad {low} \;\text{{ to }}\; {high}"

    ends = [one(0, spans[0])]
    if len(spans) > 1:
        ends.append(one(len(spans) - 1, spans[-1]))
    return r" \\ ".join([r"\begin{gathered}" + ends[0], *ends[1:]]) + r"\end{gathered}"


def number(value: float) -> str:
    """A value as the picture prints it, to three decimals at most.

    >>> number(-1), number(2.5), number(1 / 3)
    ('-1', '2.5', '0.333')
    """
    return f"{round(value, 3):g}" if value != int(value) else f"{int(value)}"


def value_formula(layer: Layer, found: Result, at: tuple[int, int], paint: Paint) -> str | None:
    """One output written out in LaTeX; None where the map was pooled more than once."""
    if layer.passes > 1:
        return None
    spans = layer.spans(found.sides[0])
    down, over = spans[at[0]], spans[at[1]]
    cells = [found.moved[r][c] for r in down.real for c in over.real]
    answer = paint("output", number(found.pooled.values[at[0]][at[1]]))
    shown = [paint("input", number(cell)) for cell in cells[:MOST_TERMS]]
    more = r", \dots" if len(cells) > MOST_TERMS else ""
    if layer.op == "max":
        return rf"\max\{{{', '.join(shown)}{more}\}} = {answer}"
    count = down.counted(layer.count_padding) * over.counted(layer.count_padding)
    terms = " + ".join(term if cell >= 0 else f"({term})" for term, cell in zip(shown, cells, strict=False))
    more = r" + \dots" if more else ""
    return rf"\frac{{{terms}{more}}}{{{paint('window', str(count))}}} = {answer}"


def change_formulas(found: Result, paint: Paint) -> tuple[str, str]:
    """Share of cells that differ, and relative difference, after pooling, in LaTeX."""
    after = found.after
    share = rf"\frac{{{after.differing}}}{{{after.cells}}} = {100 * after.share:.0f}\,\%"
    relative = rf"\frac{{{after.difference:.3g}}}{{{after.level:.3g}}} = {100 * after.relative:.0f}\,\%"
    words = paint("output", r"\text{cells that differ}")
    ratio = r"\frac{\text{mean }|\text{difference}|}{\text{mean }|\text{value}|}"
    return f"{words} = {share}", f"{ratio} = {relative}"


def snippet(layer: Layer, source: str, values: tuple[tuple[float, ...], ...]) -> str:
    """The layer in PyTorch: runs as printed and gives the page's numbers."""
    down, right = layer.shift
    moved = f"torch.roll(x, ({down}, {right}), (2, 3))  # what leaves comes back on the other side"
    if not layer.wrap:
        side = len(values)
        moved = f"nn.functional.pad(x, ({right}, 0, {down}, 0))[..., :{side}, :{side}]  # zeros move in"
    return f"""\
import torch
from torch import nn
{_given(source, values)}
pool = {_module(layer)}
moved = {moved}


def pooled(x):
{_body(layer)}


def changed(a, b):  # share of cells that differ, and the difference relative to the mean value
    return ((a - b).abs() > 1e-9).double().mean().item(), ((a - b).abs().mean() / a.abs().mean()).item()


y = pooled(moved)
before, after = changed(x, moved), changed(pooled(x), y)
parameters = sum(p.numel() for p in pool.parameters())
{_last_lines(layer)}
print(tuple(y.shape), before, after, parameters)
"""


def _given(source: str, values: tuple[tuple[float, ...], ...]) -> str:
    if source in PHOTOS:
        return (
            "from cnnviz import load_image\nfrom cnnviz.images import gray_square\n\n"
            f'x = torch.tensor(gray_square(load_image("{source}"), {PHOTO_SIDE})).double()[None, None]'
        )
    rows = ",\n    ".join(str([int(value) for value in row]) for row in values)
    return f"\nx = torch.tensor([\n    {rows},\n]).double()[None, None]  # one map: (N, C, H, W)"


def _module(layer: Layer) -> str:
    word = "Max" if layer.op == "max" else "Avg"
    indices = ", return_indices=True" if layer.op == "max" else ""
    if layer.kind != "window":
        return f"nn.Adaptive{word}Pool2d({layer.target if layer.kind == 'adaptive' else 1}{indices})"
    counted = "" if layer.op == "max" else f", count_include_pad={layer.count_padding}"
    numbers = f"{layer.size}, stride={layer.stride}, padding={layer.padding}, ceil_mode={layer.ceil}"
    return f"nn.{word}Pool2d({numbers}{counted}{indices})"


def _body(layer: Layer) -> str:
    call = "pool(x)[0]  # [1] holds the switches" if layer.op == "max" else "pool(x)"
    if layer.passes == 1:
        return f"    return {call}"
    return f"    for _ in range({layer.passes}):\n        x = {call}\n    return x"


def _last_lines(layer: Layer) -> str:
    if layer.op == "max" and layer.passes == 1:
        return "switches = pool(moved)[1]  # which input cell won: row times width plus column\nprint(y[0, 0], switches[0, 0])"
    return "print(y[0, 0])"


def table(found: Result) -> list[tuple[object, ...]]:
    """Every output, as (row, column, value, row and column of the winner): a table to take home."""
    switches = found.pooled.switches
    lines: list[tuple[object, ...]] = []
    for r, row in enumerate(found.pooled.values):
        for c, value in enumerate(row):
            lines.append((r, c, value, *(switches[r][c] if switches else ("", ""))))
    return lines


PUBLISHED = (
    ("LeNet-5, S2", 28, Layer("average"), "14"),
    ("AlexNet, after conv1", 55, Layer(size=3), "27"),
    ("AlexNet, after conv5", 13, Layer(size=3), "6"),
    ("ZFNet, after conv1", 110, Layer(size=3, ceil=True), "55"),
    ("GoogLeNet, after conv1", 112, Layer(size=3, ceil=True), "56"),
    ("VGG, each of five", 224, Layer(), "112"),
)
"""Published pools: name, cells along a side, the layer, and the size that the paper prints."""


def published_table() -> str:
    """The published pools as a Markdown table, with what floor would give where ceil is needed."""
    lines = ["| layer | window, stride | in | out |", "| --- | --- | --- | --- |"]
    for name, side, layer, _ in PUBLISHED:
        out = str(layer.sizes(side)[-1])
        if layer.ceil:
            floor = Layer(layer.op, size=layer.size, stride=layer.stride).sizes(side)[-1]
            out += f" (rounded up; down would give {floor})"
        lines.append(f"| {name} | {layer.size}, {layer.stride} {layer.op} | {side} | {out} |")
    return "\n".join(lines)
