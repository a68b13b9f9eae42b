"""What the learner asks of the explorer, and what follows from it: the changed network, its numbers, its drawing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from cnnviz.architectures import ARCHITECTURES, Network, Report, build, grouped, infer, with_classes
from cnnviz.architectures.drawing import Drawing, Unit, arranged
from cnnviz.lessons.famous_networks.edits import Edits, applied, read_edits, write_edits

OTHER = "~"
"""In front of the name of a layer of the second network."""


@dataclass(frozen=True)
class Asked:
    """What the learner asks for; 0 for input, channels and classes stands for the published number.

    `input2` and `edits2` are of the network beside it; channels and classes are of both: they belong to the task.
    """

    net: str = "alexnet"
    beside: str = ""
    input: int = 0
    channels: int = 0
    classes: int = 0
    batch: int = 1
    edits: Edits = field(default_factory=dict)
    open: tuple[str, ...] = ()
    layer: str = ""
    input2: int = 0
    edits2: Edits = field(default_factory=dict)

    @cached_property
    def other(self) -> "Asked | None":
        """The network beside it, asked for alone."""
        if not self.beside:
            return None
        layer = self.layer.removeprefix(OTHER) if self.layer.startswith(OTHER) else ""
        return Asked(
            self.beside, input=self.input2, channels=self.channels, classes=self.classes, edits=self.edits2, open=self.open, layer=layer
        )  # fmt: skip

    @cached_property
    def published(self) -> Network:
        return build(self.net)

    @cached_property
    def change(self) -> tuple[Network, tuple[str, ...], tuple[str, ...]]:
        """The network with the learner's layers, the changed layers, the changes that make no sense."""
        return applied(self.published, self.edits)

    @cached_property
    def report(self) -> Report:
        return infer(self.change[0], self.shape, self.classes or None)

    @cached_property
    def usual(self) -> Report:
        """The network as published."""
        return usual_report(self.net)

    @property
    def shape(self) -> tuple[int, int, int]:
        maps, height, width = self.published.input
        return self.channels or maps, self.input or height, self.input or width

    @cached_property
    def drawing(self) -> Drawing:
        return _drawing(self.net, write_edits(self.edits), self.classes, self.unfolded)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of equal blocks that can be folded."""
        return _groups(self.net, write_edits(self.edits))

    @property
    def unfolded(self) -> tuple[str, ...]:
        return self.groups if self.open == ("all",) else self.open

    @property
    def is_published(self) -> bool:
        return not (self.change[1] or self.input or self.channels or self.classes)

    @property
    def title(self) -> str:
        label = ARCHITECTURES[self.net].label
        return label if self.is_published else f"{label}, changed"

    @cached_property
    def unit(self) -> Unit | None:
        """The chosen unit of the first network."""
        return self.drawing.unit_of.get(self.layer)


@cache
def usual_report(name: str) -> Report:
    """A network as published; asked for at every step of a slider."""
    return infer(build(name))


@lru_cache(maxsize=64)
def _drawing(name: str, edits: str, classes: int, unfolded: tuple[str, ...]) -> Drawing:
    """Where the layers stand does not depend on the sizes of the picture."""
    network = applied(build(name), read_edits(edits))[0]
    return arranged(with_classes(network, classes) if classes else network, unfolded)


@lru_cache(maxsize=64)
def _groups(name: str, edits: str) -> tuple[str, ...]:
    return groups_of(applied(build(name), read_edits(edits))[0])


def groups_of(network: Network) -> tuple[str, ...]:
    """The groups of equal blocks that can be folded."""
    return tuple(group.name for group in grouped(network) if group.count > 1)


def asked_from(view: Mapping[str, Any]) -> Asked:
    """From the fields of a lesson's view."""
    return Asked(
        view["net"], view["with"], view["input"], view["channels"], view["classes"], view["batch"],
        view["edits"], view["open"], view["layer"], view["input2"], view["edits2"],
    )  # fmt: skip
