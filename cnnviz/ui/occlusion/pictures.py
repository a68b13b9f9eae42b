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


NEAR = 0.3  # share of the bar: a word this near to an end takes the place of the word there


def scale_bar(
    points: Sequence[str], low: str, high: str, marked: str = "", at: float = 0.5, *, line: bool = True
) -> str:
    """A scale with the words at its ends, and what is marked at a share `at` of its length, as HTML."""
    ends = [
        f'<span style="visibility:{"hidden" if marked and abs(at - end) < NEAR else "visible"}">{html.escape(word)}</span>'
        for end, word in ((0, low), (1, high))
    ]
    mark = (
        f'<div style="position:absolute;left:{at:.2%};top:-.2rem;bottom:-.2rem;width:2px;margin-left:-1px;background:currentColor"></div>'
        if marked and line
        else ""
    )
    return (
        '<div style="max-width:22rem;margin-top:.45rem;font-size:.85rem" class="cv-number">'
        f'<div style="position:relative;height:.7rem;background:linear-gradient(to right,{",".join(points)})">{mark}</div>'
        '<div style="position:relative;display:flex;justify-content:space-between;margin-top:.15rem;opacity:.75">'
        f'{ends[0]}<span style="position:absolute;left:{at:.2%};transform:translateX(-{at:.2%})">{html.escape(marked)}</span>'
        f"{ends[1]}</div></div>"
    )


def signed_bar(end: float, unit: str = " points") -> str:
    """The scale of a difference."""
    return scale_bar(SIGNED, f"−{end:.3g}{unit}", f"+{end:.3g}{unit}", "0", line=False)
