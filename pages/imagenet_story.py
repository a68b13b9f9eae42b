"""Lesson B2: the ImageNet story."""

import streamlit as st

from cnnviz.figures.imagenet import bubbles, places, timeline, votes
from cnnviz.figures.points import Look, Point
from cnnviz.lessons import imagenet_story as story
from cnnviz.ui import (
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
from cnnviz.ui.controls import select, slider
from cnnviz.ui.famous import explorer_link, is_dark
from cnnviz.ui.imagenet_story import (
    best_words,
    entry_card,
    entry_title,
    tables_part,
    weights_card,
    weights_title,
)

SLUG = "imagenet_story"
SHOWS = {
    "timeline": "Errors over the years",
    "cost": "Accuracy and its cost",
    "votes": "Networks and crops",
    "counting": "What counts as right",
}
WHICH = {"all": "everything", "winners": "winners only"}
RECIPES = {"first": "first of each network", "best": "best without outside data", "all": "all"}
RECIPES_HELP = (
    "The first weights follow the papers; the second version (V2) is the same network, trained by a newer recipe; SWAG "
    "saw 3.6 billion pictures from Instagram first."
)
AXES = {"macs": "MACs", "parameters": "parameters"}
SCORES = {"top1": "top-1", "top5": "top-5"}
AXIS_TITLES = {"macs": "MACs for one picture (area: parameters)", "parameters": "parameters (area: MACs)"}
LIMITS: dict[str, int | None] = {"none": None} | {
    f"{digit}{unit}": int(digit) * size
    for unit, size in (("M", 10**6), ("G", 10**9))
    for digit in ("1", "2", "5", "10", "20", "50", "100", "200", "500")
}
FIELDS = (
    choice("show", "timeline", tuple(SHOWS)),
    choice("which", "all", tuple(WHICH)),
    choice("entry", "googlenet", tuple(story.ENTRIES)),
    choice("group", "all", ("all", *story.GROUPS)),
    integer("until", story.YEARS[1], *story.YEARS),
    choice("recipes", "first", tuple(RECIPES)),
    choice("axis", "macs", tuple(AXES)),
    choice("score", "top1", tuple(SCORES)),
    choice("limit", "none", tuple(LIMITS)),
    choice("network", "resnet50", tuple(story.all_weights())),
    integer("models", 7, 1, 7, 6),
    choice("crops", "144", tuple(map(str, story.CROPS))),
    integer("k", 5, 1, 10),
    integer("draw", 1, 1, 99),
)
CHART = {"displayModeBar": False, "scrollZoom": False}
SPLIT = [7, 3]  # picture and words


def look() -> Look:
    return Look(is_dark(), is_presenting())


def take(view: View, chart: str, field: str) -> None:
    """A mark was pressed: it is what the page is about now."""
    for point in st.session_state[chart]["selection"]["points"]:
        key = point.get("customdata")
        key = key[0] if isinstance(key, list) else key
        if key in view.fields[field].options:
            view.update(**{field: key})


def timeline_part(view: View) -> None:
    first, second, _ = st.columns([1, 2, 2])
    with first:
        select(view, "which", "Show", names=WHICH.__getitem__)
    with second:
        select(view, "entry", "Look at (or press a mark)", names=entry_title)
    entry = story.ENTRIES[view["entry"]]
    shown = [e for e in story.ENTRIES.values() if view["which"] == "all" or e.winner or e is entry]
    figure = timeline(
        [Point(*story.entry_mark(e)) for e in shown],
        tuple(story.KINDS.values()),
        [(e.year, e.error) for e in story.WINNERS],
        entry.key,
        look(),
    )
    picture, words = st.columns(SPLIT, gap="medium")
    with picture:
        st.plotly_chart(
            figure, key="timeline", config=CHART, on_select=lambda: take(view, "timeline", "entry"), selection_mode="points",
            alt="Top-5 errors from 2010 to 2017; the same numbers are in the tables below.",
        )  # fmt: skip
    with words:
        entry_card(entry)


def cost_part(view: View) -> None:
    columns = st.columns([1.1, 0.9, 1.3, 1.7, 1.7])
    with columns[0]:
        select(view, "axis", "Cost", names=AXES.__getitem__)
    with columns[1]:
        select(view, "score", "Accuracy", names=SCORES.__getitem__)
    with columns[2]:
        select(view, "group", "Family", names=lambda key: story.GROUPS.get(key, "all families"))
    with columns[3]:
        select(view, "recipes", "Weights", names=RECIPES.__getitem__, help=RECIPES_HELP)
    with columns[4]:
        slider(view, "until", "Papers up to")
    picture, words = st.columns(SPLIT, gap="medium")
    axis, score = view["axis"], view["score"]
    rows = story.chosen(view["group"], view["until"], view["recipes"])
    with words:
        limit = spend(view)
        st.markdown(best_words(story.within(rows, axis, score, limit), score, limit is not None))
        select(view, "network", "Look at (or press a bubble)", names=weights_title)
        weights_card(story.all_weights()[view["network"]])
    edge = story.frontier(rows, axis, score)
    labelled = {row.key for row in edge} | {view["network"]}
    large_first = sorted(rows, key=lambda row: -story.area(row, axis))
    figure = bubbles(
        [Point(*story.weights_mark(row, axis, score, row.key in labelled)) for row in large_first],
        story.GROUPS,
        [(getattr(row, axis), getattr(row, score)) for row in edge],
        chosen=view["network"],
        limit=limit,
        titles=(AXIS_TITLES[axis], f"{SCORES[score]} accuracy"),
        look=look(),
    )
    with picture:
        st.plotly_chart(
            figure, key="bubbles", config=CHART, on_select=lambda: take(view, "bubbles", "network"), selection_mode="points",
            alt="Accuracy against cost of torchvision's networks; the same numbers are in the CSV file.",
        )  # fmt: skip


def spend(view: View) -> int | None:
    """The cost that may be spent: the line in the picture."""
    word = st.select_slider(
        f"At most so many {AXES[view['axis']]}", tuple(LIMITS), view["limit"], key=view.key("limit"),
        format_func=lambda word: "no limit" if word == "none" else word,
    )  # fmt: skip
    return LIMITS[word]


def votes_part(view: View) -> None:
    left, right, _ = st.columns([1, 1.4, 2])
    with left:
        models = st.segmented_control(
            "Networks averaged", story.MODELS, default=view["models"], key=view.key("models"), required=True
        )
    with right:
        crops = st.segmented_control(
            "Crops of each picture", view.fields["crops"].options, default=view["crops"], key=view.key("crops"), required=True
        )  # fmt: skip
    picture, words = st.columns(SPLIT, gap="medium")
    names, labels = zip(*(story.vote_words(*pair) for pair in story.ERRORS), strict=True)
    chosen = (models, int(crops))
    figure = votes(names, list(story.ERRORS.values()), labels, list(story.ERRORS).index(chosen), look())
    with picture:
        st.plotly_chart(figure, key="votes", config=CHART, alt="GoogLeNet's error by networks and crops.")
    with words:
        st.markdown(
            f"**{story.vote_words(*chosen)[0]}: {story.ERRORS[chosen]:g} %**, for {story.passes(*chosen):,} passes and "
            f"{story.macs(*chosen) / 1e9:,.1f} · 10⁹ MACs for each picture.\n\nGoogLeNet on the validation pictures. The number that "
            "won in 2014 asks 1,008 times. Anyone who uses a network asks once: 10.07 %.\n\n**Try:** which buys more for its passes, six more "
            "networks or nine more crops?"
        )
        st.caption("Szegedy et al. (2014), table 3.")
        explorer_link("googlenet")


def counting_part(view: View) -> None:
    left, middle, _ = st.columns([2, 1, 2], vertical_alignment="bottom")
    with left:
        k = slider(view, "k", "Guesses that are looked at, k")
    middle.button(
        "Ten other answers", on_click=lambda: view.update(draw=view["draw"] % 99 + 1), width="stretch"
    )
    found = story.ranks(view["draw"])
    wrong = story.missed(found, k)
    picture, words = st.columns(SPLIT, gap="medium")
    with picture:
        figure = places(found, k, story.RANKS, look())
        st.plotly_chart(figure, key="places", config=CHART, alt="Places of the right class in ten answers.")
    with words:
        st.markdown(
            f"**{wrong} of {len(found)} wrong: a top-{k} error of {100 * wrong // len(found)} %.**\n\nA network gives every class a "
            "probability. The challenge lets it name five classes, because a picture often shows more than its one label: the cat *and* "
            "the basket.\n\n**Try:** what is the error for k = 1? From which k on is nothing wrong?"
        )
        st.caption("Ten made-up answers.")


PARTS = {"timeline": timeline_part, "cost": cost_part, "votes": votes_part, "counting": counting_part}


def formula_part(view: View) -> None:
    part("The formula, with your numbers")
    show = view["show"]
    st.latex(story.AVERAGE if show == "votes" else story.ERROR)
    if show == "counting":
        lines = [story.error_line(story.ranks(view["draw"]), view["k"], latex)]
    elif show == "timeline":
        entry = story.ENTRIES[view["entry"]]
        lines = story.entry_lines(entry, story.before(entry), latex)
    elif show == "votes":
        lines = story.voting_lines(view["models"], int(view["crops"]), latex)
    else:
        lines = story.weights_lines(story.all_weights()[view["network"]], latex)
    for line in lines:
        st.latex(line)
    st.caption(story.LETTERS)


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(story.EXERCISES)) as view:
        show = st.segmented_control(
            "What to look at", tuple(SHOWS), default=view["show"], key=view.key("show"), required=True,
            format_func=SHOWS.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
        PARTS[show](view)
        formula_part(view)
        tables_part()
        found, weights = story.ranks(view["draw"]), story.all_weights()[view["network"]]
        code_panel(story.snippet(found, view["k"], view["models"], int(view["crops"]), weights), SLUG)
        exercises(view, story.EXERCISES)


main()
