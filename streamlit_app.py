"""cnnviz: the router. Pages come from the registry of lessons; each page draws its own frame."""

from pathlib import Path

import streamlit as st

from cnnviz.ui.router import menu

st.set_page_config(page_title="cnnviz", layout="wide")
st.navigation(menu(Path(__file__).parent), expanded=True).run()
