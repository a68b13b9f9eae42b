"""The first page: what there is to learn, straight from the registry."""

import streamlit as st

from cnnviz.lessons import LESSONS, Section
from cnnviz.ui.home.emblems import emblem
from cnnviz.ui.router import require_router
from cnnviz.ui.style import draw_style
from cnnviz.ui.warmup import warm_up

ROW = 3

require_router()
draw_style(presenting=False)
warm_up()
st.session_state["view/page"] = "home"

st.title("Convolutional networks, made visible", anchor=False)
st.html(
    '<p class="cv-question">Move a slider, and the picture answers at once. Start with how a window slides over '
    "numbers, then look inside a network that was trained on a million photos.</p>"
)
for section in Section:
    st.subheader(section.value, anchor=False)
    lessons = [lesson for lesson in LESSONS if lesson.section is section]
    for first in range(0, len(lessons), ROW):
        for column, lesson in zip(st.columns(ROW), lessons[first : first + ROW], strict=False):
            with column.container(border=True, height="stretch", key=f"card-{lesson.slug}"):
                if drawing := emblem(lesson.slug):
                    st.html(drawing)
                st.page_link(lesson.page, label=f"**{lesson.title}**")
                st.markdown(lesson.summary)
