"""The PyTorch panel: the same thing in a few lines that run as printed."""

import streamlit as st

from cnnviz.ui.frame import part


def code_panel(snippet: str, slug: str, height: int | None = None) -> None:
    """Show the snippet with the current values, with copy and download; a long one scrolls in `height` pixels."""
    part("The same thing in PyTorch")
    st.code(snippet, language="python", height=height or "content")
    st.download_button("Download as a file", snippet, f"{slug}.py", "text/x-python", on_click="ignore")
