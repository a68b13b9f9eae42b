"""What the pages on famous networks share."""

import streamlit as st

from cnnviz.architectures import ARCHITECTURES
from cnnviz.lessons import LESSONS, find_lesson
from cnnviz.lessons.building_blocks import CASES, numbers_of

EXPLORER = "famous_networks"


def is_dark() -> bool:
    """Whether the page is dark: charts are painted here, where CSS does not reach."""
    return st.context.theme.type == "dark"


def block_link(block: str) -> None:
    """The way to a block lesson."""
    lesson = find_lesson("building_blocks")
    case = CASES[block]
    if st.button(f"Open: {case.title}", icon=":material/view_module:", key=f"block/{block}"):
        st.switch_page(lesson.page, query_params={"block": block, "q": str(numbers_of(block)[0])})


def explorer_link(architecture: str) -> None:
    """The way to a network's own page, if there is one."""
    lesson = next((lesson for lesson in LESSONS if lesson.slug == EXPLORER), None)
    if not architecture or lesson is None:
        return
    # A button: a page link asks for the router, and a page is also drawn without it.
    label = f"{ARCHITECTURES[architecture].title}, layer by layer"
    if st.button(label, icon=":material/account_tree:", key=f"explore/{architecture}"):
        st.switch_page(lesson.page, query_params={"net": architecture})
