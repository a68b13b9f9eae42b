"""Both ways as torch modules that run as printed and give the page's numbers."""

from cnnviz.architectures.export import export
from cnnviz.lessons.building_blocks.residual import IDENTITY, RESIDUAL
from cnnviz.lessons.building_blocks.shown import Shown

NAMES = {
    "small": ("OneLarge", "SmallStack"),
    "inception": ("Naive", "Inception"),
    "residual": ("Plain", "Residual"),
    "dense": ("PlainDense", "DenseBC"),
    "zfnet": ("AlexNetStart", "YourStart"),
}


def snippet(now: Shown) -> str:
    """The two modules, each with one forward pass and its number of weights.

    Raises:
        ValueError: one of the two breaks; the sentence says where and why.
    """
    parts = []
    for network, report, title, name in zip(
        now.networks, now.reports, now.titles, NAMES[now.case.name], strict=True
    ):
        module = export(network, name, note=title)
        text = module.text.rstrip() if not parts else module.text.rstrip().partition("\n\n\n")[2]
        maps, rows, columns = network.input
        shape = (1, *report.by_name[network.output].shape)
        variable = name.lower()
        parts.append(
            f"{text}\n\n\n"
            f"{variable} = {module.name}().eval()\n"
            f"print(tuple({variable}(torch.zeros(1, {maps}, {rows}, {columns})).shape))  # {shape}\n"
            f"print(sum(p.numel() for p in {variable}.parameters()))  # {report.main.parameters}\n"
        )
    return "\n\n".join(parts) + _coda(now)


def _coda(now: Shown) -> str:
    """F(x) = 0: where the shortcut hands x on as it is, the block gives x, the plain stack gives nothing."""
    values = now.values
    fits = values.get("shortcut") == IDENTITY and values["in"] == values["out"] and values["stride"] == 1
    if now.case.name != RESIDUAL.name or not fits:
        return ""
    maps, rows, columns = now.networks[1].input
    return f"""

x = torch.rand(1, {maps}, {rows}, {columns})  # not below 0: the last ReLU keeps it
with torch.no_grad():
    for weight in [*plain.parameters(), *residual.parameters()]:
        weight.zero_()
    print(torch.equal(residual(x), x), plain(x).abs().max().item())  # True 0.0
"""


__all__ = ["NAMES", "snippet"]
