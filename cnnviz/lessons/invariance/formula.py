"""The formula of lesson C5 with the learner's numbers, the snippet, and what a sweep comes to in words."""

from collections.abc import Callable, Sequence

Latex = Callable[[str, str], str]

GENERAL = (
    r"d_\ell(T) = \frac{\lVert f_\ell(T x) - f_\ell(x) \rVert}{\lVert f_\ell(x) \rVert}, "
    r"\qquad \ell \in \{\text{first layer}, \text{top features}\}"
)

_MOVED = {
    "shift": (r"\text{{{amount:+.0f} px}}", "shifted by {amount:+.0f} px"),
    "scale": (r"{amount:.2f}\times", "enlarged {amount:.2f} times"),
    "turn": (r"{amount:.0f}^\circ", "turned by {amount:.0f}°"),
}


def distance_formula(move: str, amount: float, first: float, top: float, latex: Latex) -> str:
    """The two relative distances at one amount.

    >>> distance_formula("turn", 90, 1.1, 0.5, lambda role, inner: inner)
    'd_{\\\\text{first}}(90^\\\\circ) = 1.10, \\\\qquad d_{\\\\text{top}}(90^\\\\circ) = 0.50'
    """
    how = latex("input", _MOVED[move][0].format(amount=amount))
    return (
        rf"d_{{\text{{first}}}}({how}) = {latex('window', f'{first:.2f}')}, \qquad "
        rf"d_{{\text{{top}}}}({how}) = {latex('output', f'{top:.2f}')}"
    )


def sweep_words(
    move: str, amounts: Sequence[float], probability: Sequence[float], label: Sequence[int], target: int
) -> str:
    """How far a picture can be moved before the most probable label changes, with numbers.

    >>> sweep_words("turn", [0, 10, 20, 30], [0.9, 0.8, 0.4, 0.6], [5, 5, 7, 5], 5)
    'The answer stays the same at 3 of 4 amounts. It is first another one when the picture is turned by 20°, and least probable when the picture is turned by 20° (40%).'
    """
    same = sum(found == target for found in label)
    still = min(range(len(amounts)), key=lambda i: abs(amounts[i] - (1 if move == "scale" else 0)))
    changed = [i for i in range(len(amounts)) if label[i] != target]
    lowest = min(range(len(amounts)), key=lambda i: probability[i])
    words = _MOVED[move][1]
    says = f"The answer stays the same at {same} of {len(amounts)} amounts."
    least = f"least probable when the picture is {words.format(amount=amounts[lowest])} ({probability[lowest]:.0%})."
    if not changed:
        return f"{says} It is {least}"
    nearest = min(changed, key=lambda i: abs(i - still))
    return f"{says} It is first another one when the picture is {words.format(amount=amounts[nearest])}, and {least}"


_TRANSFORMS = {
    "shift": "moved = view.transform(view.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, -{amount}), Image.Resampling.BILINEAR, fillcolor=gray)",
    "scale": (
        "rest = side / 2 - side / 2 / {amount}  # what is cut off on each side\n"
        "moved = view.transform(view.size, Image.Transform.AFFINE, (1 / {amount}, 0, rest, 0, 1 / {amount}, rest), "
        "Image.Resampling.BILINEAR, fillcolor=gray)"
    ),
    "turn": "moved = view.rotate({amount}, Image.Resampling.BILINEAR, fillcolor=gray)",
}


def snippet(picture: str, loads: str, move: str, amount: float) -> str:
    """The distances and the probability at one amount, with hooks; runs as printed.

    `picture` is a sample's name or a file, `loads` the expression that loads the network.
    """
    number = f"{amount:g}"
    return f"""\
import torch
from PIL import Image

import cnnviz

net = {loads}
view = net.view(cnnviz.load_image("{picture}"))  # the crop that the network sees
side, gray = view.width, (127, 127, 127)
{_TRANSFORMS[move].format(amount=number)}

kept = {{}}
scores = len(net.labels)
last = [m for m in net.module.modules() if scores in (getattr(m, "out_features", 0), getattr(m, "out_channels", 0))][-1]
hooks = [
    net.module.get_submodule(net.layers[0].name).register_forward_hook(lambda m, i, out: kept.update(first=out.clone())),
    last.register_forward_pre_hook(lambda m, inputs: kept.update(top=inputs[0].clone())),
]


def look(image):
    with torch.no_grad():
        probability = net.module(net.normalise(image)[None]).softmax(1)[0]
    return kept["first"].flatten(), kept["top"].flatten(), probability


first, top, clean = look(view)
first_moved, top_moved, probability = look(moved)
for hook in hooks:
    hook.remove()

target = int(clean.argmax())
d_first = ((first_moved - first).norm() / first.norm()).item()
d_top = ((top_moved - top).norm() / top.norm()).item()
print(f"first layer {{d_first:.3f}}, top features {{d_top:.3f}}, {{net.labels[target]}} {{probability[target]:.1%}}")
"""
