"""What lesson C3 asks the engine: first the clean picture, for its classes and layers, then the map."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from cnnviz.engine import FeatureMapsRequest, OcclusionRequest
from cnnviz.networks.catalogue import find_entry
from cnnviz.ui.asking import ask_soon, wait_for
from cnnviz.ui.feature_maps.looking import STRONGEST
from cnnviz.ui.networks import ChosenNetwork
from cnnviz.ui.occlusion.setting import Setting, setting_of
from cnnviz.ui.occlusion.watching import OFFERED, Watched, watched
from cnnviz.ui.pictures import Picture
from cnnviz.ui.view import View

if TYPE_CHECKING:
    from cnnviz.probes.activations import FeatureMaps

LAYER_HELP = "One map of this layer is watched: its sum is (b), its projection (c)."
_SORRY = "occlusion/sorry"
MAP_HELP = "Those with the largest sums in the clean picture, the largest first."


@dataclass(frozen=True)
class Question:
    """All that the page asks about one picture.

    Attributes:
        network, picture: which are asked about.
        features: the clean picture's maps and its five most probable classes.
        watched: the layer and the map of (b) and (c).
        target: the class of (d), None for the most probable one.
        request: the occlusion map; it carries all of the clean top five, so that choosing among them computes nothing.
    """

    network: ChosenNetwork
    picture: Picture
    features: "FeatureMaps"
    watched: Watched
    target: int | None
    request: OcclusionRequest

    def snippet_arguments(self, setting: Setting) -> dict[str, Any]:
        """What the snippet needs to give this map."""
        return {
            **asdict(setting),
            "target": self.target,
            "layer": self.watched.layer,
            "unit": self.watched.unit,
            "loads": self.network.loads,
            "side": self.network.side,
        }


def ask_clean(view: View, network: ChosenNetwork, picture: Picture, best: int) -> Question | None:
    """The question, once the clean picture has been through the network; `best` stands for its most probable class."""
    # A list whose words change with the picture gives back the old word for a choice that is gone.
    for name, default in (("map", STRONGEST), ("target", best)):
        if not isinstance(view[name], int):
            view.settle(**{name: default})
    features = ask_soon(FeatureMapsRequest(network.name, picture.hash), picture.crop).result
    if features is None:
        return None
    this = watched(view, features)
    clean = features.prediction.labels.tolist()
    target = None if view["target"] == best else int(view["target"])
    extra = () if target is None or target in clean else (target,)
    request = OcclusionRequest(
        network.name,
        picture.hash,
        **asdict(setting_of(view)),
        targets=(*clean, *extra),
        layer=this.layer,
        unit=this.unit,
    )
    return Question(network, picture, features, this, target, request)


def wait_here(network: ChosenNetwork, picture: Picture) -> None:
    """A line that says what is being waited for, until it is there."""
    wait_for(FeatureMapsRequest(network.name, picture.hash), picture.crop, "passes")


def choose_class(view: View, question: Question | None, best: int) -> None:
    """The class to watch: the most probable one, or another of the clean picture's top five."""
    names = {best: "the most probable one"}
    if question is not None:
        clean = question.features.prediction
        for label, name, chance in zip(clean.labels, clean.names, clean.probabilities, strict=True):
            names[int(label)] = f"{name}, {chance:.0%}"
        labels = find_entry(question.network.name).labels()
        if view["target"] not in names and view["target"] < len(labels):
            names[view["target"]] = labels[view["target"]]
    names.setdefault(view["target"], f"class {view['target']}")
    st.selectbox(
        "Map the probability of",
        list(names),
        list(names).index(view["target"]),
        format_func=names.__getitem__,
        key=view.key("target"),
    )


def sorry_words(view: View, question: Question | None) -> tuple[str, ...]:
    """What a link asked of the layers that is not possible; said until the learner chooses another layer or map.

    Call it after the layer and the map are chosen: they put right what the link got wrong.
    """
    if question is None:
        return ()
    now = (question.network.name, view["layer"], view["map"])
    if question.watched.sorry:
        st.session_state[_SORRY] = (now, question.watched.sorry)
    said_of, words = st.session_state.get(_SORRY, (None, ()))
    return words if said_of == now else ()


def choose_layer(view: View, question: Question | None) -> None:
    """Any layer that the network lists."""
    if question is None:
        st.selectbox("Watch layer", ("…",), disabled=True, help=LAYER_HELP)
        return
    titles = question.features.titles
    if view["layer"] not in titles:
        view.settle(layer=question.watched.layer)
    options = list(titles)
    st.selectbox(
        "Watch layer",
        options,
        options.index(view["layer"]),
        format_func=lambda layer: titles[layer],
        key=view.key("layer"),
        help=LAYER_HELP,
        on_change=lambda: view.update(map=STRONGEST),
    )


def choose_map(view: View, question: Question | None) -> None:
    """One of the layer's strongest maps, or the strongest, whichever that is."""
    if question is None:
        st.selectbox("Map", ("…",), disabled=True, help=MAP_HELP)
        return
    order = question.watched.order
    if view["map"] >= len(order):
        view.settle(map=STRONGEST)
    names = {STRONGEST: f"strongest ({int(order[0])})"}
    names |= {int(unit): f"map {int(unit)}" for unit in order[:OFFERED]}
    names.setdefault(view["map"], f"map {view['map']}")
    st.selectbox(
        "Map",
        list(names),
        list(names).index(view["map"]),
        format_func=names.__getitem__,
        key=view.key("map"),
        help=MAP_HELP,
    )
