"""Choosing a picture: a sample photo, an upload or the camera, cropped to what a network sees."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st
from PIL import Image, ImageOps

from cnnviz.images import (
    FORMATS,
    SAMPLES,
    ImageError,
    content_hash,
    data_uri,
    decode_image,
    load_image,
)
from cnnviz.networks.catalogue import find_entry
from cnnviz.ui.controls import select
from cnnviz.ui.view import View

OWN = ("upload", "camera")
PHOTOS = (*SAMPLES, *OWN)
_TITLES = {"upload": "Upload a picture", "camera": "Use the camera"}
_OWN_KEY = "picture/own"
_SORRY_KEY = "picture/sorry"
_TAKEN_MB = (
    25  # more than is decoded: up to here a file that is too large gets our sentence, beyond it a red mark
)
_KEPT = 1024  # pixels along one side
_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif", "bmp"]


@dataclass(frozen=True)
class Picture:
    """A picture as a network sees it: the crop, its content hash, its address for the browser, its story."""

    title: str
    alt: str
    story: str
    crop: Image.Image
    hash: str
    uri: str


def choose_picture(view: View, network: str, on_change: Callable[[], None]) -> Picture:
    """The control for the field `photo`, and the picture it stands for; `on_change` when another is chosen or given.

    A file that can't be read gets a sentence, and the last good picture stays.
    """
    photo = select(view, "photo", "Picture", names=picture_title, on_change=on_change)
    if photo in OWN:
        _ask_for_own(photo, on_change)
    return picture_of(photo, network)


def picture_of(photo: str, network: str) -> Picture:
    """The picture that a value of the field `photo` stands for, without a control: one's own if there is one."""
    own: Image.Image | None = st.session_state.get(_OWN_KEY)
    if photo in SAMPLES or own is None:
        return sample_picture(photo if photo in SAMPLES else "cat", network)
    return _cropped(own, "Your picture", "Your own picture.", "", network)


def picture_title(photo: str) -> str:
    """What a value of the field `photo` is called on screen."""
    return SAMPLES[photo].title if photo in SAMPLES else _TITLES[photo]


def _ask_for_own(photo: str, on_change: Callable[[], None]) -> None:
    """The field for a file or the camera, in an overlay so that the map below stays where it is.

    The button that opens it stands beside the label of the list, where there is room in any case: it takes no row of its own.
    """
    words = "Choose a file" if photo == "upload" else "Open the camera"
    with st.container(key="own-picture"), st.popover(words, type="tertiary"):
        own_picture_field(photo, on_change)


def own_picture_field(photo: str, on_change: Callable[[], None] | None = None) -> None:
    """The field for a file or the camera itself; `on_change` is called once there is a new picture."""
    key = f"picture/{photo}"

    def take() -> None:
        """Once for each file, since decoding it takes a while: not in every run of the page."""
        given = st.session_state[key]
        if given is not None and _take(given.getvalue(), given.name) and on_change:
            on_change()

    if photo == "upload":
        words = f"{', '.join(FORMATS)}; up to 10 MB and 20 megapixels"
        given = st.file_uploader(words, type=_EXTENSIONS, max_upload_size=_TAKEN_MB, key=key, on_change=take)
    else:
        given = st.camera_input("Take a picture", key=key, on_change=take)
    if given is not None and st.session_state.get(_SORRY_KEY):
        st.warning(st.session_state[_SORRY_KEY])
    st.caption(
        "Your picture stays in this server's memory while the page is open. No link carries it, nobody else gets "
        "it. Until there is one, you see the cat."
    )


def whole_picture(photo: str) -> Image.Image:
    """The picture that a value of the field `photo` stands for, not cropped: one's own if there is one."""
    own: Image.Image | None = st.session_state.get(_OWN_KEY)
    return own if photo in OWN and own is not None else load_image(photo if photo in SAMPLES else "cat")


def _take(data: bytes, name: str) -> bool:
    """Whether the file is a picture: then it is the session's own from now on."""
    st.session_state[_SORRY_KEY] = ""
    try:
        image = decode_image(data, name)
    except ImageError as error:
        st.session_state[_SORRY_KEY] = str(error)
        return False
    # Every network takes the middle of it, at a few hundred pixels: a large photo is not kept whole.
    large = image.width * image.height > _KEPT**2
    st.session_state[_OWN_KEY] = ImageOps.fit(image, (_KEPT, _KEPT)) if large else image
    return True


@lru_cache(maxsize=64)
def sample_picture(name: str, network: str) -> Picture:
    """A sample photo as this network sees it; shared by all sessions, never changed."""
    sample = SAMPLES[name]
    story = f"{sample.title}. Photo: {sample.credit} ({sample.licence})."
    return _cropped(load_image(name), sample.title, sample.alt, story, network)


def _cropped(image: Image.Image, title: str, alt: str, story: str, network: str) -> Picture:
    crop = find_entry(network).preprocessing.view(image)
    return Picture(title, alt, story, crop, content_hash(crop), data_uri(crop, "jpeg"))
