"""The part of the receptive-field lesson that shows how much of its field a trained network uses."""

import html

import streamlit as st

from cnnviz.lessons.receptive_fields.effective import Measured, effective_words, measured_fields
from cnnviz.ui.frame import part

_STYLE = """
<style>
.cv-fields { display: flex; flex-wrap: wrap; gap: 1.2rem; }
.cv-fields figure { margin: 0; flex: 1 1 8rem; max-width: 13rem; }
.cv-fields img { width: 100%; image-rendering: pixelated; border: 1px solid var(--cv-field); display: block; }
.cv-fields figcaption { font-size: 0.85rem; line-height: 1.35; margin-top: 0.35rem; font-variant-numeric: tabular-nums; }
</style>
"""


def effective_part() -> None:
    """The measured fields side by side, each enlarged to one width, and what they say."""
    part("What a trained network uses of its field")
    fields = measured_fields()
    st.markdown(effective_words(fields))
    st.html(f'{_STYLE}<div class="cv-fields">{"".join(map(_figure, fields.layers))}</div>')
    st.caption(
        f"Each picture is one layer's whole field, enlarged; the darker, the more a pixel moves the unit in the middle. Mean over "
        f"{fields.pictures} crops of the sample photos ({fields.side} × {fields.side}) of |∂ unit / ∂ pixel|, all maps and colours "
        "together, drawn as its square root so that weak pixels show. The grid comes from the strides: some pixels are read by "
        "more windows than others. After Luo et al. (2016)."
    )


def _figure(one: Measured) -> str:
    size = f"{one.theoretical} × {one.theoretical} px"
    words = f"95 % within {one.most} × {one.most}, half within {one.half} × {one.half}"
    alt = html.escape(f"{one.title}: influence inside its field of {size}; {words}")
    return (
        f'<figure><img src="{one.picture}" alt="{alt}"><figcaption><b>{html.escape(one.title)}</b>, field {size}<br>{words}'
        "</figcaption></figure>"
    )
