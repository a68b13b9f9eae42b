"""The network as a `torch.nn` module that runs as printed and gives the page's numbers."""

from cnnviz.architectures import ARCHITECTURES, Report
from cnnviz.architectures.drawing import Unit
from cnnviz.architectures.export import Module, export
from cnnviz.architectures.layers import Shape


def snippet(name: str, report: Report, shape: Shape, changed: bool, unit: Unit | None = None) -> str:
    """Module, one forward pass, the number of parameters, and those of the chosen layer.

    Raises:
        ValueError: the network breaks; the sentence says where and why.
    """
    row = ARCHITECTURES[name]
    module = export(report.network, row.title, shape, note=row.source + (", changed" if changed else ""))
    held = report.main.parameters + sum(side.parameters for side in report.sides.values())
    out = report.by_name[report.network.output].shape
    lines = [
        module.text.rstrip(),
        "",
        "",
        f"net = {module.name}().eval()",
        f"pictures = torch.randn(1, {shape[0]}, {shape[1]}, {shape[2]})",
        "with torch.no_grad():",
        f"    print(tuple(net(pictures).shape))  # {(1, *out)}",
        f"print(sum(p.numel() for p in net.parameters()))  # {held}{_sides(report)}",
        *_chosen(report, module, unit),
    ]
    return "\n".join(lines) + "\n"


def _sides(report: Report) -> str:
    if not report.sides:
        return ""
    return f", of which {report.main.parameters} on the main path"


def _chosen(report: Report, module: Module, unit: Unit | None) -> list[str]:
    path = module.paths.get(unit.name) if unit else None
    if unit is None or path is None or not report.by_name[unit.name].parameters:
        return []
    count = report.by_name[unit.name].parameters
    return [f'print(sum(p.numel() for p in net.get_submodule("{path}").parameters()))  # {count}']


__all__ = ["snippet"]
