"""The router's menu: found once, and nobody's run marks another's pages."""

from streamlit.testing.v1 import AppTest

from cnnviz.lessons import LESSONS


def script() -> None:
    from pathlib import Path

    import streamlit as st

    import cnnviz
    from cnnviz.ui.router import menu

    root = Path(cnnviz.__file__).parents[1]
    one, other = menu(root), menu(root)
    st.navigation(one, position="hidden")
    pages = [page for section in one.values() for page in section]
    marks = [
        [page._can_be_called for section in each.values() for page in section]
        for each in (one, other, menu(root))
    ]
    st.json({"slugs": [page.url_path for page in pages[1:]], "marks": [sum(each) for each in marks]})


def test_each_run_has_pages_of_its_own() -> None:
    import json

    at = AppTest.from_function(script).run()
    assert not at.exception
    said = json.loads(at.json[0].value)
    assert sorted(said["slugs"]) == sorted(lesson.slug for lesson in LESSONS)
    assert said["marks"] == [1, 0, 0]
