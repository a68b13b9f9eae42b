"""Maps of lesson C3 as painted pictures with a scale, for what stands below the linked view."""

import html
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from cnnviz.images.heat import enlarged, faint, heat_picture
from cnnviz.images.views import data_uri
from cnnviz.palette import SIGNED

Values = npt.NDArray[np.floating]
TIMES = 2  # whole pixels, so that cells stay crisp


def painted(
    values: Values, points: Sequence[str], low: float, high: float, picture: Image.Image, *, cover: float = 1
) -> npt.NDArray[np.uint8]:
    """(side, side) values over the faint picture, which shows through where `cover` is below 1."""
    ground = faint(picture)
    heat = heat_picture(values, points, low, high, ground)
    mixed = (cover * heat + (1 - cover) * np.asarray(picture, np.float64)).round().astype(np.uint8)
    return enlarged(mixed, TIMES)


def signed_end(*maps: Values) -> float:
    """The end of a scale that is centred on zero: the largest absolute value, never 0."""
    return max(1e-6, *(float(np.nanmax(np.abs(values))) for values in maps if np.isfinite(values).any()))


def panel(title: str, picture: npt.NDArray[np.uint8], alt: str, scale: str = "", words: str = "") -> None:
    """A titled picture with its scale and a sentence under it."""
    st.html(
        f'<p style="margin:0;font-weight:600">{html.escape(title)}</p>'
        f'<img src="{data_uri(picture)}" alt="{html.escape(alt)}" style="width:100%;max-width:22rem;display:block;'
        'image-rendering:pixelated;border-radius:2px;margin-top:.3rem">'
        f"{scale}"
    )
    if words:
        st.caption(words)


def scale_bar(points: Sequence[str], low: str, high: str, middle: str = "") -> str:
    """A scale with the words at its ends, as HTML."""
    return (
        '<div style="max-width:22rem;margin-top:.35rem;font-size:.85rem" class="cv-number">'
        f'<div style="height:.7rem;background:linear-gradient(to right,{",".join(points)})"></div>'
        '<div style="display:flex;justify-content:space-between;opacity:.75">'
        f"<span>{html.escape(low)}</span><span>{html.escape(middle)}</span><span>{html.escape(high)}</span></div></div>"
    )


def signed_bar(end: float, unit: str = " points") -> str:
    """The scale of a difference."""
    return scale_bar(SIGNED, f"−{end:.3g}{unit}", f"+{end:.3g}{unit}", "0")
