"""The frame of a lesson: head, toolbar, the parts in between, sources, and the URL at the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from cnnviz.components.toolbar import toolbar
from cnnviz.lessons import Lesson, Section, find_lesson, neighbours
from cnnviz.ui.router import require_router
from cnnviz.ui.style import draw_style
from cnnviz.ui.view import Field, View
from cnnviz.ui.warmup import warm_up

PAINTED_S = 0.04  # by then the browser has drawn what it was sent
_PRESENT_WORDS = {"1": True, "true": True, "0": False, "false": False}


@contextmanager
def lesson(slug: str, fields: tuple[Field, ...]) -> Iterator[View]:
    """Draw a lesson's frame around its parts: `with lesson("occlusion", FIELDS) as view: ...`.

    Every page draws its own frame, so that it also runs without the router (in tests).
    """
    require_router()
    this = find_lesson(slug)
    presenting = is_presenting()
    draw_style(presenting)
    if this.section is Section.TRAINED:
        warm_up()
    view = View(slug, fields)
    _draw_head(this, presenting)
    for sentence in view.dropped:
        st.warning(f"The link asked for something that is not possible: {sentence}.")
    yield view
    _draw_sources(this)
    publish(view)


def publish(view: View) -> None:
    """Write the view's URL, and presenter view with it; for a fragment that changed the view."""
    view.publish(**({"present": "1"} if is_presenting() else {}))


def by_itself(view: View, name: str, draw: Callable[[bool], None]) -> None:
    """Draw a part of the page that a change in it draws anew without the rest, and that keeps the URL in step.

    `draw` is told whether it is alone now, so that the part is on the page already.

    The rest must not depend on what can be changed here. A browser has little to do then: every element that is sent is
    drawn again, whether it changed or not.
    """
    with_the_page = [True]

    def drawn() -> None:
        alone = not with_the_page
        with_the_page.clear()
        if alone:
            view.collect()
        draw(alone)
        if alone:
            heard = view.forget_dropped()
            publish(view)
            if heard:
                st.rerun()  # the words on the link stand outside of this part

    st.fragment(drawn, key=f"{view.slug}/{name}")()


def let_it_be_seen() -> None:
    """Wait until the browser has painted what was drawn last, before it has words and controls to draw as well."""
    time.sleep(PAINTED_S)


def is_presenting() -> bool:
    """Whether this session is in presenter view: from the URL (`?present=1`) or the button."""
    word = st.query_params.get("present", "").lower()
    if not st.session_state.get("present/seen"):
        st.session_state["present/seen"] = True
        st.session_state["present"] = _PRESENT_WORDS.get(word, False)
    return bool(st.session_state["present"])


def part(title: str) -> None:
    """The heading of one of a lesson's parts."""
    st.subheader(title, anchor=False)


def _draw_head(this: Lesson, presenting: bool) -> None:
    before, after = neighbours(this.slug)
    left, right = st.columns([1, 2] if presenting else [2, 3], vertical_alignment="center")
    with right:  # before the title: who sees the new title already has the new keys
        toolbar(before.title if before else None, after.title if after else None, presenting, _go)
    left.title(this.title, anchor=False)
    st.html(f'<p class="cv-question">{this.question}</p>')
    target = {"previous": before, "next": after}.get(st.session_state.pop("go", ""))
    if target:
        st.switch_page(target.page)


def _go(where: str) -> None:
    """Presenter view is left or entered at once; the way to another lesson is taken by the run that follows."""
    if where == "present":
        st.session_state["present"] = not st.session_state["present"]
    else:
        st.session_state["go"] = where


def _draw_sources(this: Lesson) -> None:
    part("Sources")
    st.markdown("\n".join(f"- {source.citation} [Read it]({source.link})" for source in this.sources))
