"""Choosing a network: those that are here, those that can be downloaded, and a learner's own."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from cnnviz.networks.catalogue import CATALOGUE, find_entry
from cnnviz.networks.weights import WeightsError
from cnnviz.ui.more_networks import OWN, own_network
from cnnviz.ui.view import Field, View, choice

DEFAULT = "efficientnet_lite0"
_FEW = 20  # classes


@dataclass(frozen=True)
class ChosenNetwork:
    """The network that a page asks.

    Attributes:
        name: as the engine takes it.
        title: on screen.
        side: of its input, in pixels.
        loads: the Python expression that loads it, for a snippet.
        unfit: the probes that mean little on it, each with the sentence that says why.
        notice: a sentence to show if another network was asked for than this one, else "".
    """

    name: str
    title: str
    side: int
    loads: str
    unfit: dict[str, str]
    notice: str = ""


def say_what_it_knows(network: ChosenNetwork) -> None:
    """A sentence if the network knows so few classes that it has none for most pictures: a cat is a French horn then."""
    labels = find_entry(network.name).labels()
    if len(labels) <= _FEW:
        st.caption(
            f"{network.title} knows {len(labels)} classes ({', '.join(labels)}) and names one of them, also where none is right."
        )


def network_field(default: str = DEFAULT) -> Field:
    """The field `network`: a name of the catalogue, or "own" for the session's own."""
    return choice("network", default, (*CATALOGUE, OWN))


def choose_network(view: View, on_change: Callable[[], None] | None = None) -> ChosenNetwork:
    """The control for the field `network`, over what is ready, and what was chosen."""
    wanted = view["network"]
    options = [name for name, entry in CATALOGUE.items() if entry.is_ready()]
    options += [OWN] if own_network() else []
    if wanted not in options:
        options.append(wanted)
    st.selectbox(
        "Network",
        options,
        options.index(wanted),
        format_func=_title,
        key=view.key("network"),
        on_change=on_change,
    )
    return network_of(view)


def network_of(view: View) -> ChosenNetwork:
    """The network that the field `network` stands for, without a control.

    A link may name a network that is not on this machine, or somebody's own: then the default one answers, and
    `notice` says so. The page shows it where there is room.
    """
    chosen = view["network"]
    if chosen == OWN:
        return _own() or _instead("A network of one's own is never part of a link: choose its file")
    if not CATALOGUE[chosen].is_ready():
        return _instead(f"{CATALOGUE[chosen].title} is not on this machine yet: download it")
    return _of_catalogue(chosen)


def _of_catalogue(name: str) -> ChosenNetwork:
    entry = CATALOGUE[name]
    loads = f'cnnviz.load_network("{name}")'
    return ChosenNetwork(name, entry.title, entry.input_size, loads, dict(entry.unfit))


def _instead(reason: str) -> ChosenNetwork:
    words = f"{reason} under “More networks” in the sidebar. Until then, {CATALOGUE[DEFAULT].title} answers."
    return replace(_of_catalogue(DEFAULT), notice=words)


def _own() -> ChosenNetwork | None:
    """The session's own network; None if there is none, or if it had to make room for others."""
    own = own_network()
    if own is None:
        return None
    try:
        entry = find_entry(own.name)
    except WeightsError:
        return None
    loads = f'cnnviz.load_own("{own.architecture}", "your_weights.safetensors", side={entry.input_size})'
    return ChosenNetwork(own.name, entry.title, entry.input_size, loads, dict(entry.unfit))


def _title(choice_: str) -> str:
    own = own_network()
    if choice_ == OWN:
        return f"Your own ({own.architecture})" if own else "Your own"
    entry = CATALOGUE[choice_]
    return entry.title if entry.is_ready() else f"{entry.title}, not here yet"
