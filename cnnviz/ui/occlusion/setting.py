"""What a learner asks in lesson C3: the occluder's setting, as fields of the view and as one word in a link."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from cnnviz.engine import OcclusionRequest
from cnnviz.probes.fills import FILLS
from cnnviz.probes.occluders import SHAPES
from cnnviz.ui.view import Field, View, choice, integer

FIELDS = (
    integer("size", 48, 8, 112, 8),
    integer("stride", 16, 4, 64, 4),
    choice("shape", "square", tuple(SHAPES)),
    choice("fill", "gray", tuple(FILLS)),
    integer("seed", 0, 0, 99),
)
_READERS: Mapping[str, Field] = {field.name: field for field in FIELDS}


@dataclass(frozen=True)
class Setting:
    """An occluder: its size and its step in pixels, its shape, what it is made of, and which noise."""

    size: int
    stride: int
    shape: str
    fill: str
    seed: int

    def words(self) -> str:
        """
        >>> Setting(48, 16, "disc", "noise", 3).words()
        'disc of 48 px, step 16 px, noise 3'
        """
        made = f"noise {self.seed}" if self.fill == "noise" else self.fill
        return f"{self.shape} of {self.size} px, step {self.stride} px, {made}"


def setting_of(view: View) -> Setting:
    """The one that the controls show. Only noise has a seed: with another fill it makes no other question."""
    shown = {name: view[name] for name in _READERS}
    return Setting(**shown if shown["fill"] == "noise" else {**shown, "seed": 0})


def asked(request: OcclusionRequest, setting: Setting) -> OcclusionRequest:
    """The same question with another occluder."""
    return replace(request, **asdict(setting))


def setting_field(name: str) -> Field:
    """A setting as `size-stride-shape-fill-seed`, or None."""

    def read(text: str) -> Setting | None:
        if text == "none":
            return None
        parts = text.split("-")
        if len(parts) != len(_READERS):
            raise ValueError(f"{name} = “{text[:30]}” is no occluder such as 48-16-square-gray-0")
        return Setting(**{field.name: field.read(part) for field, part in zip(FIELDS, parts, strict=True)})

    def write(setting: Setting | None) -> str:
        return "none" if setting is None else "-".join(str(value) for value in asdict(setting).values())

    return Field(name, None, read, write)
