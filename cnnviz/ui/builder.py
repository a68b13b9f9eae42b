"""The builder's page around its editor: what to start from, the challenges, and a photo through the network."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import streamlit as st
from PIL import ImageOps

from cnnviz.architectures import ARCHITECTURES, build
from cnnviz.architectures.runnable import not_runnable
from cnnviz.architectures.taken_apart import blocks_of, left_out, pieces_of, pieces_of_block, whole_networks
from cnnviz.architectures.written import KINDS, Kind, read_pieces, write_pieces
from cnnviz.engine.built import NO_NETWORK, BuiltRequest
from cnnviz.images import content_hash
from cnnviz.lessons import builder as words
from cnnviz.lessons.builder import CHALLENGES, Build, Mark
from cnnviz.ui.asking import Progress, ask_soon, wait_for
from cnnviz.ui.controls import select, slider
from cnnviz.ui.feature_maps.comparing import montage_address
from cnnviz.ui.pictures import OWN, own_picture_field, picture_title, whole_picture
from cnnviz.ui.view import Field, View
from cnnviz.ui.warmup import warm_up

if TYPE_CHECKING:
    from cnnviz.probes.built import BuiltMaps

NO_CHALLENGE = "none"
WHOLE = "the whole network"
MOST_MAPS = 256  # in the montage
SHORT = {
    "c": "Conv", "w": "Depthwise", "m": "Max pool", "a": "Avg pool", "g": "Adaptive", "r": "Activation", "b": "Batch norm",
    "n": "LRN", "d": "Dropout", "s": "Sum", "j": "Concat", "f": "Flatten", "l": "Dense",
}  # fmt: skip


def flag(name: str) -> Field:
    """A switch, off unless a link says `1`."""

    def read(text: str) -> bool:
        if text not in ("0", "1"):
            raise ValueError(f"{name} = “{text[:20]}” is neither 0 nor 1")
        return text == "1"

    return Field(name, False, read, lambda on: "1" if on else "0")


def kind_data(kind: Kind) -> dict[str, Any]:
    """A kind as the editor takes it."""
    numbers = [number._asdict() for number in kind.numbers]
    short = SHORT.get(kind.letter, "")  # the others are in a menu
    return {**kind._asdict(), "short": short or kind.title, "rare": not short, "numbers": numbers}


KINDS_DATA = [kind_data(kind) for kind in KINDS.values()]


def start_menu(view: View) -> None:
    """Networks and blocks to start from; loading one takes the place of what is there."""
    with st.popover("Start from …", width="stretch"):
        names = [name for name in ARCHITECTURES if name in whole_networks() or blocks_of(name)]
        name = st.selectbox(
            "Network",
            names,
            names.index("resnet18_torchvision"),
            format_func=lambda n: ARCHITECTURES[n].label,
        )
        whole = (WHOLE,) if name in whole_networks() else ()
        part = st.selectbox("Part", (*whole, *blocks_of(name)), format_func=_part_words)
        st.caption(" ".join((*left_out(name), "Auxiliary classifiers are left out.")))
        left, right = st.columns(2)
        left.button("Load it", type="primary", width="stretch", on_click=_load, args=(view, name, part))
        right.button("Start empty", width="stretch", on_click=lambda: view.place(layers=(), chosen=0))


def _part_words(part: str) -> str:
    return part if part == WHOLE else f"block {part}"


def _load(view: View, name: str, part: str) -> None:
    network = build(name)
    if part == WHOLE:
        view.place(input=network.input, layers=pieces_of(network), chosen=1)
        return
    shape, pieces = pieces_of_block(network, part)
    view.place(input=shape, layers=pieces, chosen=1)


def challenge_menu(view: View) -> None:
    """Which challenge is open, and its start."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        select(
            view,
            "challenge",
            "Challenge",
            names=lambda key: CHALLENGES[key].title if key in CHALLENGES else "no challenge",
        )
    if view["challenge"] != NO_CHALLENGE:
        right.button(
            "Start it",
            width="stretch",
            on_click=_begin,
            args=(view,),
            help="Sets its input, and the layers that it starts with.",
        )


def _begin(view: View) -> None:
    challenge = CHALLENGES[view["challenge"]]
    pieces = read_pieces(challenge.start)
    view.place(input=challenge.input, layers=pieces, chosen=len(pieces))


def challenge_part(view: View, build_: Build) -> None:
    """The open challenge, condition by condition."""
    if view["challenge"] == NO_CHALLENGE:
        return
    challenge = CHALLENGES[view["challenge"]]
    marks = challenge.marks(build_)
    done = words.passed(marks)
    with st.container(border=True, key="challenge"):
        left, right = st.columns(2, gap="medium")
        with left:
            st.markdown(f"**{challenge.title}.** {challenge.task}")
            if done:
                st.markdown(":green-badge[Done: every condition is met.]")
            with st.expander("A hint"):
                st.markdown(challenge.hint)
        with right:
            st.markdown("\n".join(_mark_line(mark) for mark in marks))


def _mark_line(mark: Mark) -> str:
    badge = ":green-badge[done]" if mark.done else ":orange-badge[not yet]"
    return f"- {badge} {mark.asked}: {mark.there}"


def photo_menu(view: View) -> None:
    """Whether a photo runs through the network, which one, and with which weights."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        st.toggle("Run a photo through it", view["run"], key=view.key("run"))
    if view["run"]:
        with right.popover("Photo, weights", width="stretch"):
            photo = select(view, "photo", "Photo", names=picture_title)
            if photo in OWN:
                own_picture_field(photo)
            slider(view, "seed", "Draw of the random weights")


def photo_part(view: View, build_: Build) -> None:
    """The chosen layer's maps of a photo, with random weights."""
    if not view["run"]:
        return
    reason = not_runnable(build_.report) if build_.pieces else build_.problem
    if reason:
        st.info(reason)
        return
    warm_up(0)
    picture = ImageOps.fit(whole_picture(view["photo"]), (build_.input[2], build_.input[1]))
    request = BuiltRequest(
        NO_NETWORK, content_hash(picture), write_pieces(build_.pieces), build_.input, view["seed"]
    )
    progress = ask_soon(request, picture)
    if progress.state != "done":
        wait_for(request, picture, "passes")
    elif progress.result is not None:
        _maps(view, build_, progress)


def _maps(view: View, build_: Build, progress: "Progress[BuiltMaps]") -> None:
    result = progress.result
    assert result is not None
    place = min(max(view["chosen"], 1), len(build_.pieces))
    name = build_.names[place]
    if name in result.values:
        values = result.values[name]
        st.markdown(
            f"**{name}** gives {len(values):,} values, from {values.min():.3g} to {values.max():.3g}. Choose a layer with maps to see them."
        )
        return
    maps = result.maps[name]
    count, height, width = maps.shape
    st.markdown(f"**{place}: {name}**, {count:,} maps of {height} × {width}, the strongest first")
    st.image(montage_address(maps, maps.order[:MOST_MAPS]), width="content")
    st.caption(
        f"{f'The first {MOST_MAPS}. ' if count > MOST_MAPS else ''}Each on its own scale{', blue below 0 and red above' if maps.signed else ''}; "
        f"{len(maps.dead):,} dead, {maps.sparsity:.0%} of all values are 0. Choose another layer in the list to see its maps. Nothing is trained: this is what "
        "the wiring alone makes of the photo." + _norm_words(build_)
    )


def _norm_words(build_: Build) -> str:
    """What a batch norm does in a network that has seen nothing."""
    if not any(piece.kind == "b" for piece in build_.pieces):
        return ""
    return " A batch norm passes on what it reads: it starts with mean 0, variance 1, scale 1 and shift 0, and only training moves them."


def editor_data(view: View, build_: Build) -> dict[str, Any]:
    """What the editor is given."""
    text = f"{words.write_input(build_.input)} {write_pieces(build_.pieces)}"
    return {
        "state": {
            "input": list(build_.input),
            "layers": [asdict(piece) for piece in build_.pieces],
            "chosen": min(view["chosen"], len(build_.pieces)),
        },
        "kinds": KINDS_DATA,
        "rows": words.shown_rows(build_),
        "of": text,
        "says": build_.problem or words.total_words(build_) + loose_words(build_),
        "broken": bool(build_.problem),
    }


def loose_words(build_: Build) -> str:
    """A word on layers that nobody reads."""
    names = [build_.names[place] for place in build_.loose]
    if not names:
        return ""
    return f". Nobody reads {', '.join(names)}: join it with a sum or a concatenation"
