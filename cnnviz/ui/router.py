"""Make sure that the router runs, whichever page a fresh server is asked for first."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def require_router() -> None:
    """Start over through `streamlit_app.py` if this page was opened without it.

    Streamlit takes a folder called `pages` for its older kind of app, without a router, until somebody calls
    `st.navigation`. The first visitor of a fresh server who follows a deep link would land there: no
    sections, raw file names. There is no public switch, so this is the one place that sets the flag.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
