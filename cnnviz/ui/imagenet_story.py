"""The words beside the charts of the ImageNet story, and the tables behind them."""

import streamlit as st

from cnnviz.lessons import imagenet_story as story
from cnnviz.lessons.imagenet_story import Entry, Weights
from cnnviz.ui.downloads import csv_button, csv_text
from cnnviz.ui.famous import explorer_link
from cnnviz.ui.frame import part

_ENTRY_HEADER = (
    "year", "name", "top-5 error %", "kind", "pictures", "set", "networks", "crops", "source", "where", "link", "second hand",
)  # fmt: skip
_WEIGHTS_HEADER = (
    "network", "weights", "year", "family", "top-1 %", "top-5 %", "MACs", "parameters", "crop px",
)  # fmt: skip


def entry_title(key: str) -> str:
    """An entry in a list."""
    entry = story.ENTRIES[key]
    return f"{entry.year} {entry.name}, {entry.error:g} %"


def weights_title(key: str) -> str:
    """A set of weights in a list."""
    return story.all_weights()[key].title


def entry_card(entry: Entry) -> None:
    """What one error is made of, and where it is printed."""
    crops = f", {entry.crops}" if entry.crops else ""
    how = (
        f"{story.KINDS[entry.kind].capitalize()}; {entry.networks}{crops};"
        if entry.kind != "people"
        else "One person,"
    )
    st.markdown(
        f"**{entry.name}, {entry.year}: {entry.error:g}\u00a0%**\n\n{how} "
        f"on {entry.pictures:,} {entry.set_words} pictures.\n\n{entry.story}"
    )
    st.caption(
        f"{entry.source.citation.partition(' (')[0]} ({entry.where}). [Read it]({entry.link}){_second_hand(entry)}"
    )
    explorer_link(entry.architecture)


def _second_hand(entry: Entry) -> str:
    return f" Second hand: {entry.second_hand}; the table itself was not seen." if entry.second_hand else ""


def weights_card(row: Weights) -> None:
    """One network's numbers."""
    st.markdown(
        f"{row.family.year}, {story.GROUPS[row.family.group]}. Top-1 **{row.top1:.1f}\u00a0%**, top-5 **{row.top5:.1f}\u00a0%**; "
        f"**{row.macs / 1e9:g}\u00a0·\u00a010⁹ MACs** for a crop of {row.crop}\u00a0×\u00a0{row.crop}; **{row.parameters:,}** parameters."
    )
    st.caption(f"torchvision’s {row.name.replace('_', chr(92) + '_')}: {story.RECIPES[row.recipe]}.")
    explorer_link(row.architecture)


def best_words(best: Weights | None, score: str, limited: bool) -> str:
    """The most accurate network within a limit."""
    if best is None:
        return "No network of these is within that."
    words = "The most accurate within it" if limited else "The most accurate of these"
    return f"{words}: **{best.title}**, {getattr(best, score):.1f} %. The dotted line joins those that no other beats at less cost."


def tables_part() -> None:
    """The decks' tables, checked, and all numbers to take home."""
    part("The tables behind it")
    st.markdown(
        "Five things hide behind one percentage: the pictures (validation or test), the number of networks, the number of "
        "crops, outside data, and whether it was handed in or published later. Compare like with like."
    )
    for table in story.TABLES:
        with st.expander(table.title):
            st.markdown(story.markdown(table))
            st.caption(table.note)
    with st.expander("Slips on the slides"):
        st.markdown("\n".join(f"- {words}" for words in story.MORE_SLIPS))
    left, right, _ = st.columns([1, 1, 1])
    with left:
        csv_button("imagenet_errors", csv_text(_ENTRY_HEADER, map(_entry_row, story.ENTRIES.values())))
    right.download_button(
        "torchvision's weights as CSV",
        csv_text(_WEIGHTS_HEADER, map(_weights_row, story.all_weights().values())),
        "torchvision_weights.csv",
        "text/csv",
        on_click="ignore",
        width="stretch",
    )
    st.caption(
        f"Accuracies, operations and parameters are those of torchvision {story.torchvision_version()}, for one network and one "
        "crop. What it calls GFLOPS are 10⁹ MACs. Its Inception v3 counts the auxiliary classifier's parameters, too. Canziani et "
        "al. drew this chart in 2016; most of these networks are younger."
    )


def _entry_row(e: Entry) -> tuple[object, ...]:
    return (
        e.year, e.name, e.error, story.KINDS[e.kind], e.pictures, e.set_words, e.networks, e.crops,
        e.source.citation, e.where, e.link, e.second_hand,
    )  # fmt: skip


def _weights_row(row: Weights) -> tuple[object, ...]:
    group = story.GROUPS[row.family.group]
    return row.title, row.name, row.family.year, group, row.top1, row.top5, row.macs, row.parameters, row.crop
