"""What a learner looks at in lesson C2: a layer, its strongest maps, one unit of them, and their projections."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cnnviz.engine import FeatureMapsRequest, Progress, ProjectRequest, Request
from cnnviz.lessons.deconvnet import METHODS
from cnnviz.ui.asking import SOON_S, Asked, ask, ask_soon, wait_for
from cnnviz.ui.feature_maps.glance import Names
from cnnviz.ui.networks import ChosenNetwork
from cnnviz.ui.pictures import Picture

if TYPE_CHECKING:
    from cnnviz.probes.descent import Method
    from cnnviz.probes.projection import Projection

STRONGEST = -1
SHOWN = 12  # maps beside each other
QUICK_S = 0.25  # what takes longer, and may take minutes, is better watched than waited for


@dataclass(frozen=True)
class Wish:
    """What the link asks for: a layer ("": one that shows something), a map (-1: the strongest), a way down."""

    network: ChosenNetwork
    picture: Picture
    layer: str
    map: int
    method: "Method"
    switches: bool
    shared: bool

    def request(self, **changes: Any) -> ProjectRequest:
        """The projections of the layer's strongest maps, or of what `changes` says."""
        given: dict[str, Any] = {"method": self.method, "switches": self.switches, "k": SHOWN}
        network = changes.pop("network", self.network.name)
        return ProjectRequest(network, self.picture.hash, self.layer, **(given | changes))


@dataclass(frozen=True)
class Question:
    """One thing that is asked of the engine, and what its parts are called while they are counted.

    `lasting`: it may take long, so its line stays when it is done: what is below does not move.
    """

    request: Request[Any]
    about: Asked
    what: str
    slot: str = ""
    lasting: bool = False

    def ask(self, *, soon: bool = False) -> Progress[Any]:
        """How far the answer is; with `soon` a quick one is waited for."""
        if not soon:
            return ask(self.request, self.about, self.slot)
        return ask_soon(self.request, self.about, self.slot, QUICK_S if self.lasting else SOON_S)


@dataclass(frozen=True)
class Look:
    """What there is of a wish: nothing is open any more.

    Attributes:
        wish: with the layer that is looked at.
        titles: what the network's layers are called, by address.
        strongest: the projections of the strongest maps.
        own: the projection of the chosen map alone.
        rank: the chosen map's place among the strongest, None if it is not among them.
        sorry: a sentence for each wish that could not be met.
    """

    wish: Wish
    titles: Mapping[str, str]
    strongest: "Projection"
    own: "Projection"
    rank: int | None
    sorry: tuple[str, ...]

    @property
    def names(self) -> Names:
        return Names(self.titles)

    @property
    def unit(self) -> tuple[int, int, int]:
        """Map, row and column of the chosen unit."""
        of, row, column = self.own.units[0].tolist()
        return of, row, column

    @property
    def heading(self) -> str:
        """What a file shows: network, picture, and the way down."""
        wish = self.wish
        switches = "with switches" if wish.switches else "without switches"
        return f"{wish.network.title}, {wish.picture.title}: {METHODS[wish.method].lower()}, {switches}"

    @property
    def about(self) -> dict[str, Any]:
        """What a file of numbers says of all of them."""
        wish = self.wish
        names = {"layer": wish.layer, "network": wish.network.name, "method": wish.method}
        return names | {"switches": wish.switches}


def look(wish: Wish) -> Look | Question:
    """Ask for what is looked at; while it is not there, the question that is waited for."""
    listed = Question(FeatureMapsRequest(wish.network.name, wish.picture.hash), wish.picture.crop, "passes")
    features = listed.ask(soon=True).result
    if features is None:
        return listed
    sorry: list[str] = []
    open_, strongest = _strongest(wish if wish.layer else _usual(wish, features.titles))
    if strongest.state == "failed":
        sorry.append(strongest.error)
        open_, strongest = _strongest(_usual(wish, features.titles))
    if strongest.result is None:
        return open_
    wish = replace(wish, layer=strongest.result.layer)
    return _with_map(wish, features.titles, strongest.result, sorry)


def _strongest(wish: Wish) -> tuple[Question, Progress["Projection"]]:
    question = Question(wish.request(), wish.picture.crop, "maps")
    return question, question.ask(soon=True)


def _usual(wish: Wish, titles: Mapping[str, str]) -> Wish:
    """A layer high enough to show things and low enough to show details, for a link that names none."""
    names = list(titles)
    return replace(wish, layer=names[(6 * len(names)) // 10])


def _with_map(
    wish: Wish, titles: Mapping[str, str], strongest: "Projection", sorry: list[str]
) -> Look | Question:
    from cnnviz.probes.projection import pick

    maps = strongest.units[:, 0].tolist()
    if wish.map not in maps and wish.map != STRONGEST:
        question = Question(wish.request(maps=(wish.map,)), wish.picture.crop, "maps", "/one")
        answer = question.ask(soon=True)
        if answer.result is not None:
            return Look(wish, titles, strongest, answer.result, None, tuple(sorry))
        if answer.state != "failed":
            return question
        sorry.append(answer.error)
    rank = maps.index(wish.map) if wish.map in maps else 0
    return Look(wish, titles, strongest, pick(strongest, [rank]), rank, tuple(sorry))


def wait_here(question: Question) -> None:
    """A line that says what is being waited for, until it is there."""
    wait_for(question.request, question.about, question.what, question.slot)
