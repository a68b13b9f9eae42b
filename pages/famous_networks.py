"""Lesson B1: published networks, layer by layer."""

import re
from typing import Any

import streamlit as st

from cnnviz.architectures import ARCHITECTURES
from cnnviz.components.network_drawing import checked, network_drawing
from cnnviz.lessons.building_blocks import CASES
from cnnviz.lessons.famous_networks import (
    CSV_HEADER,
    EXERCISES,
    LETTERS,
    LIMITS,
    OTHER,
    STORIES,
    Asked,
    asked_from,
    c3_table,
    csv_rows,
    explorer_data,
    formula_lines,
    notes,
    printed_summary,
    printed_table,
    read_edits,
    share_sentence,
    shares_table,
    snippet,
    source_words,
    telling_row,
    tidy,
    write_edits,
)
from cnnviz.ui import (
    Field,
    View,
    choice,
    code_panel,
    exercise_fields,
    exercises,
    integer,
    is_presenting,
    latex,
    lesson,
    part,
)
from cnnviz.ui.downloads import csv_button, csv_text
from cnnviz.ui.famous import block_link

SLUG = "famous_networks"
KEY = "network-drawing"
RELEASED = f"{SLUG}/released"  # the hand is off the slider: the whole page follows
NAMES = tuple(ARCHITECTURES)
NAME = 80  # characters of a layer in a link
TABLE = 320  # px; the table scrolls, so that the page goes on below it


def read_open(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split("~")))
    if len(names) > 40 or any(len(name) > NAME for name in names):
        raise ValueError("open names too many blocks")
    return names


def read_layer(text: str) -> str:
    if len(text) > NAME:
        raise ValueError("layer is longer than any name")
    return text


FIELDS = (
    choice("net", "alexnet", NAMES),
    choice("with", "", ("", *NAMES)),
    *(integer(name, 1 if name == "batch" else 0, *limits) for name, limits in LIMITS.items()),
    Field("edits", {}, read_edits, write_edits),
    Field("edits2", {}, read_edits, write_edits),
    Field("open", (), read_open, "~".join),
    Field("layer", "", read_layer),
)


def take_over(view: View) -> None:
    """The learner asks for something else: while a slider moves only the picture follows, then the whole page."""
    reported = checked(st.session_state[KEY]["state"], NAMES, LIMITS)
    if not reported:
        return
    st.session_state[RELEASED] = reported.pop("final")
    network = Asked(reported["net"]).published
    edits = tidy(network, reported["edits"])
    edits2 = tidy(Asked(reported["with"]).published, reported["edits2"]) if reported["with"] else {}
    groups = Asked(reported["net"], edits=edits).groups
    wanted = tuple(name for name in groups if name in reported["open"])
    view.update(
        **{
            **reported,
            "batch": reported["batch"] or 1,
            "edits": edits,
            "edits2": edits2,
            "open": ("all",) if len(groups) > 1 and wanted == groups else wanted,
        }
    )


@st.fragment
def explorer(view: View) -> None:
    released = st.session_state.pop(RELEASED, None)
    if released:
        st.rerun()
    data = explorer_data(asked_from(view), quick=released is False)
    network_drawing(
        data, key=KEY, revision=view.revision, present=is_presenting(), on_change=lambda: take_over(view)
    )


def problems_part(asked: Asked) -> None:
    """What a link asks for and cannot be had; always drawn, so that nothing below is moved about."""
    with st.container():
        for sentence in (*asked.change[2], *(asked.other.change[2] if asked.other else ())):
            st.warning(f"A change was left out. {sentence}")
        name = asked.layer.removeprefix(OTHER)
        known = (
            asked.other and asked.other.published.by_name
            if asked.layer != name
            else asked.report.network.by_name
        )
        if name and name not in (known or ()):
            st.warning(f"There is no layer {name[:40]!r} in this network, so none is chosen.")


def story_part(view: View, asked: Asked) -> None:
    row = ARCHITECTURES[asked.net]
    story = STORIES[row.family]
    part(f"{row.title}, {row.year}: what is new, and what to look at")
    st.markdown(f"{story.idea} {source_words(asked.net)}.")
    st.markdown("\n".join(f"- {line}" for line in (*story.look, *notes(asked.net))))
    for beside in story.beside:
        first, second = ARCHITECTURES[beside.net], ARCHITECTURES[beside.beside]
        st.button(
            f"Put {_named(first.title, first.variant, second.title)} beside {_named(second.title, second.variant, first.title)}: {beside.why}",
            type="tertiary",
            on_click=put_beside,
            args=(view, beside.net, beside.beside),
        )
    if asked.net == "lenet":
        with st.expander("Which maps of S2 each map of C3 reads"):
            st.markdown(c3_table())
            st.caption("× reads. LeCun et al. (1998), table I; maps counted from 0.")
    if story.block:
        block = CASES[story.block]
        st.markdown(f"**Its block, {block.title}:** {first_sentences(block.text)}")
        block_link(story.block)


def first_sentences(text: str, count: int = 2) -> str:
    """The beginning of a text, whole sentences."""
    return " ".join(re.split(r"(?<=[.?]) ", text)[:count])


def _named(title: str, variant: str, other: str) -> str:
    return f"{title} ({variant})" if variant and title == other else title


def put_beside(view: View, net: str, other: str) -> None:
    fresh: dict[str, Any] = {field.name: field.default for field in FIELDS}
    view.place(**{**fresh, "net": net, "with": other})


def formula_part(asked: Asked) -> None:
    part("The formula, with your numbers")
    report, problem = working(asked)
    row = telling_row(report, asked.unit if report is asked.report else None)
    if problem:
        st.warning(
            f"{problem} Where nothing arrives there is nothing to count; below are the layers that work."
        )
    if row is None:
        return
    said = "" if asked.unit else " (choose another in the drawing)"
    st.markdown(f"**{row.name}**, {row.node.layer.words}{said}:")
    for line in formula_lines(report, row, latex):
        st.latex(line)
    st.caption(LETTERS)


def working(asked: Asked) -> tuple[Any, str]:
    """The report as far as it goes, or the published network's if not even the first layer works; and what is wrong."""
    problem = asked.report.problem
    return (asked.report if asked.report.rows else asked.usual), (problem.sentence if problem else "")


def shares_part(asked: Asked) -> None:
    part("Where parameters, work and memory sit")
    if asked.report.problem:
        st.markdown("The sums of the layers that work:")
    else:
        st.markdown(share_sentence(asked.report, ARCHITECTURES[asked.net].title))
    st.markdown(shares_table(asked.report))
    batch = (
        f" You asked for a batch of {asked.batch:,}: MACs and memory times {asked.batch:,}."
        if asked.batch > 1
        else ""
    )
    st.caption(
        "For one picture. A MAC is one multiplication and one addition; FLOPs are twice as many. Poolings, activations and "
        "normalisations have no MACs here. Memory is the output of every layer at 4 bytes a value, which training keeps; layers that "
        f"can work in place (activations, dropout) add none.{batch}"
    )
    with st.columns([1, 3])[0]:
        csv_button(f"{SLUG}-{asked.net}", csv_text(CSV_HEADER, csv_rows(asked.report)))


def printed_part(asked: Asked) -> None:
    part("What the papers print")
    st.markdown(
        printed_summary(asked.net) + ("" if asked.is_published else " All for the network as published.")
    )
    with (
        st.expander("Printed numbers next to ours", expanded=False),
        st.container(height=TABLE, border=False),
    ):
        st.markdown(printed_table(asked.net))


def code_part(asked: Asked) -> None:
    if asked.report.problem:
        code = snippet(asked.net, asked.usual, asked.published.input, changed=False)
        note = "Your network breaks, so this is the published one."
    else:
        code = snippet(asked.net, asked.report, asked.shape, not asked.is_published, asked.unit)
        note = "It runs as it is, with the sizes and numbers of this page."
    code_panel(code, f"{SLUG}-{asked.net}", height=420)
    st.caption(f"{note} The weights are random: this is the architecture only.")


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        explorer(view)
        asked = asked_from(view)
        problems_part(asked)
        story_part(view, asked)
        formula_part(asked)
        shares_part(asked)
        printed_part(asked)
        code_part(asked)
        exercises(view, EXERCISES)


main()
