"""How an exported class is written: its attributes, and its forward pass with as few variables as it takes."""

import keyword
import re
from collections.abc import Sequence
from textwrap import fill
from typing import Any, NamedTuple

from cnnviz.architectures.export_layers import Argument, Call, layer_call
from cnnviz.architectures.graph import INPUT
from cnnviz.architectures.layers import Layer
from cnnviz.architectures.shapes import Row
from cnnviz.architectures.simple import Concat

WIDTH = 110


class Step(NamedTuple):
    """One line of a forward pass: what it computes, with what, from what.

    `call` is None for sums and concatenations; then `layer` says which. `side` names the auxiliary
    classifier whose output this is.
    """

    result: str
    attribute: str
    call: str | None
    inputs: tuple[str, ...]
    layer: Layer | None
    side: str = ""


def identifier(text: str, otherwise: str = "layer") -> str:
    """A name that Python takes.

    >>> identifier("conv2_1.norm"), identifier("ResNet-50"), identifier("3x3")
    ('conv2_1_norm', 'ResNet50', 'layer_3x3')
    """
    name = re.sub(r"\W", "", text.replace(".", "_"), flags=re.ASCII)
    if not name or name[0].isdigit() or keyword.iskeyword(name):
        name = f"{otherwise}_{name}" if name else otherwise
    return name


def constructor(row: Row) -> str | None:
    """The call that makes this layer, with its numbers in it."""
    call = layer_call(row.node.layer, row.inputs[0], row.shape)
    return (
        written(call, [repr(argument.value) for argument in call.arguments], repr(call.pad)) if call else None
    )


def written(call: Call, values: Sequence[str], pad: str) -> str:
    """The call with these texts for its arguments; keywords are left out where they have their default."""
    shown = []
    for argument, value in zip(call.arguments, values, strict=True):
        if argument.keyword and _is_default(argument, value):
            continue
        shown.append(f"{argument.name}={value}" if argument.keyword else value)
    made = f"{call.callee}({', '.join(shown)})"
    return made if call.pad is None else f"nn.Sequential(nn.ZeroPad2d({pad}), {made})"


def _is_default(argument: Argument, value: Any) -> bool:
    return argument.default is not None and value == repr(argument.default)


def class_text(
    name: str,
    doc: str,
    parameters: Sequence[str],
    steps: Sequence[Step],
    *,
    sides: Sequence[str] = (),
    entry: str = INPUT,
) -> str:
    """A whole class: constructor and forward pass."""
    lines = [f"class {name}(nn.Module):", f'    """{doc}"""', ""]
    lines.append(f"    def __init__({', '.join(['self', *parameters])}):")
    lines.append("        super().__init__()")
    lines += [_assignment(step) for step in steps if step.call]
    lines += ["", "    def forward(self, x):"]
    body, result = _forward(steps, entry)
    lines += body
    if sides:
        lines.append(f"        return ({', '.join([result, *sides])}) if self.training else {result}")
    elif lines[-1].startswith(f"        {result} = "):
        lines[-1] = lines[-1].replace(f"{result} = ", "return ", 1)
    else:
        lines.append(f"        return {result}")
    return "\n".join(lines) + "\n"


def _assignment(step: Step) -> str:
    line = f"        self.{step.attribute} = {step.call}"
    if len(line) <= WIDTH or not step.call:
        return line
    head, _, rest = step.call.partition("(")
    space = 12 * " "
    inside = fill(rest[:-1], WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False)
    return f"        self.{step.attribute} = {head}(\n{inside}\n        )"


def _forward(steps: Sequence[Step], entry: str) -> tuple[list[str], str]:
    """The lines, and the variable with the result of the last line that is not a side's."""
    uses: dict[str, int] = {}
    for step in steps:
        for value in step.inputs:
            uses[value] = uses.get(value, 0) + 1
    left = dict(uses)
    names = {entry: "x"}
    lines, result, branches = [], "x", 0
    for step in steps:
        arguments = [names[value] for value in step.inputs]
        for value in step.inputs:
            left[value] -= 1
        needed = {names[value] for value in names if left.get(value)}
        first = step.inputs[0]
        if step.side:
            target = step.side
        elif step.call is None and "x" not in needed:
            target = "x"
        elif uses[first] == 1:
            target = arguments[0]
        elif not needed:
            target = "x"
        else:
            branches += 1
            target = f"branch{branches}"
        names[step.result] = target
        lines.append(f"        {target} = {_expression(step, arguments)}")
        if not step.side:
            result = target
    return lines, result


def _expression(step: Step, arguments: Sequence[str]) -> str:
    if step.call:
        made = f"self.{step.attribute}({', '.join(arguments)})"
        return f"{made} if self.training else None" if step.side else made
    if isinstance(step.layer, Concat):
        return f"torch.cat([{', '.join(arguments)}], 1)"
    return " + ".join(arguments)
