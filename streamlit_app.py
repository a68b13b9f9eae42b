"""cnnviz: the router. Pages come from the registry of lessons; each page draws its own frame."""

import streamlit as st

from cnnviz.lessons import LESSONS, Section

st.set_page_config(page_title="cnnviz", layout="wide")

home = st.Page("pages/home.py", title="Start here", url_path="home", default=True)
pages = {
    section.value: [
        st.Page(lesson.page, title=lesson.title, url_path=lesson.slug)
        for lesson in LESSONS
        if lesson.section is section
    ]
    for section in Section
}
st.navigation({"cnnviz": [home], **pages}, expanded=True).run()
