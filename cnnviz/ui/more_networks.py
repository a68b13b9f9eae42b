"""In the sidebar: the device, the networks that can be downloaded, and a file of one's own."""

from dataclasses import dataclass

import streamlit as st

from cnnviz.networks.catalogue import CATALOGUE
from cnnviz.networks.entry import Entry
from cnnviz.networks.fetching import Fetch, get_fetches
from cnnviz.networks.own import keep
from cnnviz.ui.asking import POLL_S, session_name
from cnnviz.ui.warmup import is_warm

OWN = "own"
_OWN_KEY = "network/own"
_OPEN_KEY = "more-networks"
_LARGEST_MB = 100  # of an uploaded checkpoint: a ResNet-50, say; .streamlit/config.toml allows no more
_LISTED_PX = 300
_SIDES = (128, 512)  # of an own network's input, in pixels


@dataclass(frozen=True)
class OwnNetwork:
    """The session's own network: as the engine knows it, and what it is."""

    name: str
    architecture: str


def own_network() -> OwnNetwork | None:
    """This session's own network, if it has one."""
    own: OwnNetwork | None = st.session_state.get(_OWN_KEY)
    return own


def network_sidebar() -> None:
    """The device line, and everything about networks that are not here yet: drawn while it is open, or busy."""
    with st.sidebar:
        st.caption(device_words())
        running = _running()
        with st.expander("More networks", on_change="rerun", key=_OPEN_KEY) as box:
            if box.open or running:
                st.fragment(_offers, run_every=POLL_S if running else None)(running)
            if box.open:
                _own_form()


def device_words() -> str:
    """Where this server computes, and why there."""
    if not is_warm():
        return "PyTorch is being loaded; then this line says where it computes."
    from cnnviz.networks.devices import describe_device

    return describe_device()


def _missing() -> dict[str, Entry]:
    return {name: entry for name, entry in CATALOGUE.items() if entry.offer and not entry.is_ready()}


def _running() -> tuple[str, ...]:
    """The networks that this session is waiting for."""
    looks = {name: get_fetches().look(session_name(), name) for name in CATALOGUE}
    return tuple(name for name, fetch in looks.items() if fetch and fetch.state == "running")


def _offers(running: tuple[str, ...]) -> None:
    """What can be downloaded. Redraws itself; the whole page only when a download has begun or ended."""
    missing = _missing()
    fetches = {name: get_fetches().look(session_name(), name) for name in missing}
    if missing:
        name = st.selectbox(
            "Not here yet", list(missing), format_func=lambda name: offer_words(missing[name])
        )
        _about(missing[name])
        st.button(
            "Download",
            key="fetch/start",
            on_click=_start,
            args=(name,),
            disabled=fetches[name] is not None,
            width="stretch",
        )
    for name, fetch in fetches.items():
        if fetch:
            _row(name, missing[name].title, fetch)
    if missing:
        st.caption(
            "Trained on ImageNet, from download.pytorch.org. Nothing is downloaded unless you say so; it is kept on the "
            "server, for everybody."
        )
    if _running() != running:
        st.rerun()


def _about(entry: Entry) -> None:
    """What a network that is not here yet would show, from the paper."""
    with st.popover(f"Its {len(entry.layers)} layers", width="stretch"):
        st.caption(
            f"What a learner may look at, by the paper's names, for its input of {entry.input_size} × {entry.input_size} px. "
            f"{entry.citation}"
        )
        with st.container(height=_LISTED_PX):
            st.markdown(layer_list(entry))
        for sentence in entry.unfit.values():
            st.caption(f"On the lesson Deconvnet: {sentence}")


def layer_list(entry: Entry) -> str:
    """The layers of a network as a table in Markdown.

    >>> layer_list(CATALOGUE["alexnet"]).splitlines()[2]
    '| conv1 | 64 × 55 × 55 |'
    """
    rows = (
        f"| {layer.title} | {' × '.join(f'{size:,}' for size in layer.shape)} |" for layer in entry.layers
    )
    return "\n".join(["| layer | maps × rows × columns |", "|:-|-:|", *rows])


def _row(name: str, title: str, fetch: Fetch) -> None:
    """A download that was begun: how far it is, and the button to stop it or to go on."""
    st.progress(min(1.0, fetch.done / fetch.total), text=f"{title}: {fetch_words(fetch)}")
    if fetch.state == "running":
        st.button("Stop", key=f"fetch/stop/{name}", on_click=_stop, args=(name,), width="stretch")
        return
    words = "Try again" if fetch.state == "failed" else "Go on"
    st.button(words, key=f"fetch/again/{name}", on_click=_start, args=(name,), width="stretch")
    if fetch.state == "failed":
        st.warning(fetch.error)


def offer_words(entry: Entry) -> str:
    """A network and how much there is to download.

    >>> offer_words(CATALOGUE["vgg16"])
    'VGG-16, 553 MB'
    """
    return f"{entry.title}, {entry.offer.size / 1e6:,.0f} MB" if entry.offer else entry.title


def fetch_words(fetch: Fetch) -> str:
    """How far a download is.

    >>> fetch_words(Fetch("running", 20_000_000, 50_000_000, 12.4))
    '20.0 of 50.0 MB, about 12 s left'
    """
    if fetch.state == "done":
        return "all here"
    left = "" if fetch.remaining is None else f", about {max(1, round(fetch.remaining)):,} s left"
    return f"{fetch.done / 1e6:,.1f} of {fetch.total / 1e6:,.1f} MB{left}"


def _start(name: str) -> None:
    get_fetches().start(session_name(), name)


def _stop(name: str) -> None:
    get_fetches().stop(session_name(), name)


def _own_form() -> None:
    st.markdown("**Your own**")
    if not is_warm():
        st.caption("PyTorch is being loaded; then you can choose a file here.")
        return
    from cnnviz.networks.own_build import architectures, usual_side

    names = architectures()
    architecture = st.selectbox("Architecture", names, names.index("resnet18"), key="own/architecture")
    with st.form("own", border=False):
        given = st.file_uploader(
            "Weights, as safetensors or as a PyTorch checkpoint of tensors",
            type=["safetensors", "pt", "pth", "bin"],
            max_upload_size=_LARGEST_MB,
        )
        labels = st.text_area("Labels, one per line, in the order of the outputs", height=80)
        side = st.number_input("Side of its input, px", *_SIDES, usual_side(architecture))
        pressed = st.form_submit_button("Use it", width="stretch")
    st.caption("It stays in this server's memory, nobody else gets it, and no code in the file is run.")
    if not pressed:
        return
    if given is None:
        st.warning("Choose a file first.")
        return
    try:
        name = keep(session_name(), architecture, given.getvalue(), _lines(labels), side=int(side))
    except ValueError as error:
        st.warning(str(error))
        return
    st.session_state[_OWN_KEY] = OwnNetwork(name, architecture)
    st.rerun()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
