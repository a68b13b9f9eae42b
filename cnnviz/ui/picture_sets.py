"""Choosing many pictures: the sample photos' crops, what the server offers, or a ZIP file of one's own."""

import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.images import ImageError, PictureSet, image_zip, offered_sets, sample_crops
from cnnviz.ui.view import Field, View

SAMPLES, OWN = "samples", "own"
_OWN_KEY = "pictures/own"
_LARGEST_MB = 100  # of a ZIP file; .streamlit/config.toml allows no more
_NAMED = 12  # broken files named on the page
HELP = (
    "Whoever runs this server can offer folders and ZIP files to everybody: start it with CNNVIZ_PICTURES=folder (several are "
    "separated as in PATH; a folder with torchvision's Imagenette is recognised)."
)


def set_field(name: str = "set") -> Field:
    """Which pictures: "samples", "own", or the short name of a set that the server offers."""

    def read(text: str) -> str:
        if not re.fullmatch(r"[a-z0-9-]{1,48}", text):
            raise ValueError(f"{name} = “{text[:20]}” is no set of pictures")
        return text

    return Field(name, SAMPLES, read)


def choose_set(view: View, beside: DeltaGenerator) -> PictureSet:
    """The control for the field `set`, and the pictures it stands for; with a word if they cannot be had.

    `beside` is the place for the button that takes a file.
    """
    offered = offered_sets()
    options = list(dict.fromkeys([SAMPLES, *offered, OWN, view["set"]]))
    chosen = st.selectbox(
        "Pictures",
        options,
        options.index(view["set"]),
        format_func=set_title,
        key=view.key("set"),
        help=HELP,
    )
    if chosen == OWN:
        with beside:
            return _own()
    if chosen in offered:
        try:
            return _opened(chosen)
        except ImageError as error:
            st.warning(str(error))
    elif chosen != SAMPLES:
        st.info(f"This server offers no pictures called “{chosen}”. You see the sample photos' crops.")
    return _samples()


def set_title(name: str) -> str:
    """What a value of the field is called on screen."""
    own: PictureSet | None = st.session_state.get(_OWN_KEY)
    return {
        SAMPLES: "The sample photos, in crops",
        OWN: f"Your own: {own.title}" if own else "A ZIP file of your own",
    }.get(name, name)


@st.cache_resource(show_spinner=False)
def _samples() -> PictureSet:
    return sample_crops()


# Looked through anew once in a while: somebody may have added pictures.
@st.cache_resource(show_spinner="Looking through the folder", ttl=120, max_entries=8)
def _opened(name: str) -> PictureSet:
    return offered_sets()[name]()


def _own() -> PictureSet:
    """The session's own pictures; the samples until there are any."""
    with st.popover("Choose a ZIP file", width="stretch"):
        given = st.file_uploader(
            f"A ZIP file with pictures, up to {_LARGEST_MB} MB", type=["zip"], max_upload_size=_LARGEST_MB
        )
        if given is not None and st.session_state.get(f"{_OWN_KEY}/file") != given.file_id:
            st.session_state[f"{_OWN_KEY}/file"] = given.file_id
            try:
                st.session_state[_OWN_KEY] = image_zip(given.getvalue(), given.name)
            except ImageError as error:
                st.warning(str(error))
        st.caption(
            "Nothing is unpacked to disk: the pictures stay in this server's memory while the page is open, and nobody "
            "else gets them. Until there are some, you see the sample photos' crops."
        )
    own: PictureSet | None = st.session_state.get(_OWN_KEY)
    return own or _samples()


def set_words(pictures: PictureSet, broken: tuple[int, ...] = ()) -> None:
    """How many pictures there are, and by name those that cannot be read or are none."""
    left_out = [(pictures.names[index], _reason(pictures, index)) for index in broken[:_NAMED]]
    left_out += [(other.name, other.reason) for other in pictures.others[: max(0, _NAMED - len(left_out))]]
    count = len(broken) + len(pictures.others)
    if not count:
        return
    with st.expander(
        f"{len(broken):,} of {len(pictures):,} pictures cannot be read, {len(pictures.others):,} other files are left out"
    ):
        st.text("\n".join(f"{name}: {reason}" for name, reason in left_out))
        if count > len(left_out):
            st.caption(f"And {count - len(left_out):,} more.")


def _reason(pictures: PictureSet, index: int) -> str:
    try:
        pictures.load(index, 32)
    except ImageError as error:
        return str(error)
    return "it can be read now"
