"""The router's pages, and making sure that it runs, whichever page a fresh server is asked for first."""

from collections.abc import Mapping
from copy import copy
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.pages_manager import PagesManager

from cnnviz.lessons import LESSONS, Section


def menu(root: Path) -> dict[str, list[Page]]:
    """The pages of the folder `root` by section, for `st.navigation`.

    Each run gets copies, since Streamlit notes on a page whether it is the one to run now.
    """
    return {section: [copy(page) for page in pages] for section, pages in _found(root).items()}


@lru_cache(maxsize=1)
def _found(root: Path) -> Mapping[str, tuple[Page, ...]]:
    """The same, found once: `st.Page` looks every file up on disk, which is a fifth of the work of a light page."""
    home = st.Page(root / "pages" / "home.py", title="Start here", url_path="home", default=True)
    sections = {
        section.value: tuple(
            st.Page(root / lesson.page, title=lesson.title, url_path=lesson.slug)
            for lesson in LESSONS
            if lesson.section is section
        )
        for section in Section
    }
    return {"cnnviz": (home,), **sections}


def require_router() -> None:
    """Start over through `streamlit_app.py` if this page was opened without it.

    Streamlit takes a folder called `pages` for its older kind of app, without a router, until somebody calls
    `st.navigation`. The first visitor of a fresh server who follows a deep link would land there: no
    sections, raw file names. There is no public switch, so this is the one place that sets the flag.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
