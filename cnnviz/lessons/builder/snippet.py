"""The network as a torch.nn module, with a picture through it."""

from cnnviz.architectures.export import export
from cnnviz.lessons.builder.build import Build

TITLE = "MyNet"


def snippet(build: Build) -> str:
    """Runs as printed; `parameters` and `shape` are the page's.

    Raises:
        ValueError: the network breaks, or has no layer.
    """
    module = export(build.network, TITLE)
    size = ", ".join(map(str, build.input))
    return f"""\
{module.text}

net = {module.name}().eval()
parameters = sum(p.numel() for p in net.parameters())
shape = tuple(net(torch.zeros(1, {size})).shape[1:])
print(f"{{parameters:,}} parameters; {build.input} -> {{shape}}")
"""
