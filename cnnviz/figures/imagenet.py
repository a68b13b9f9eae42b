"""The ImageNet story's pictures: errors over the years, accuracy against cost, votes, and what counts as right."""

import math
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from cnnviz.figures.points import Look, Point, add_marks, add_ring, empty_figure, thinned
from cnnviz.palette import FIELD, INPUT, OUTPUT, PADDING, QUALITATIVE, UNUSED, WINDOW

SYMBOLS = ("diamond", "circle", "circle-open", "square", "square-open", "x")


def timeline(
    points: Sequence[Point],
    series: Sequence[str],
    best: Sequence[tuple[float, float]],
    chosen: str,
    look: Look,
) -> go.Figure:
    """Errors in percent over the years; `best` is the line of the winners, `series` the order of the legend."""
    figure = empty_figure(look)
    years, errors = zip(*best, strict=True)
    figure.add_scatter(
        x=years, y=errors, mode="lines", line={"color": look.paint(PADDING), "width": 2, "dash": "dot"},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    colours = [look.paint(role) for role in (PADDING, INPUT, INPUT, WINDOW, WINDOW, FIELD)]
    for name, colour, symbol in zip(series, colours, SYMBOLS, strict=True):
        mine = [p for p in points if p.series == name]
        add_marks(
            figure,
            mine,
            name,
            colour=colour,
            symbol=symbol,
            look=look,
            labels_at=[_beside(point.y) for point in mine],
        )
    add_ring(figure, points, chosen, look)
    figure.update_xaxes(title="year", dtick=1, range=[2009.1, 2017.9], fixedrange=True)
    figure.update_yaxes(title="top-5 error, %", range=[-0.8, 30.5], fixedrange=True, ticksuffix=" %")
    return figure


def _beside(error: float) -> str:
    """Where a winner's label finds room: the line falls from the left to the right, and is flat at its end."""
    return "top right" if error > 25 else "bottom center" if error < 3.3 else "bottom left"


def bubbles(
    points: Sequence[Point],
    series: Mapping[str, str],
    edge: Sequence[tuple[float, float]],
    *,
    chosen: str,
    limit: float | None,
    titles: tuple[str, str],
    look: Look,
) -> go.Figure:
    """Accuracy in percent against a cost on a logarithmic axis; `edge` is the line of those that are worth their cost.

    `series` gives each group's words in the order of its colours; `limit` is the cost that may be spent.
    """
    figure = empty_figure(look)
    points = thinned(points, chosen)
    if edge:
        costs, scores = zip(*edge, strict=True)
        figure.add_scatter(
            x=costs, y=scores, mode="lines", hoverinfo="skip", showlegend=False,
            line={"color": look.paint(PADDING), "width": 2, "dash": "dot", "shape": "hv"},
        )  # fmt: skip
    for (group, words), colour in zip(series.items(), QUALITATIVE, strict=False):
        add_marks(
            figure,
            [p for p in points if p.series == group],
            words,
            colour=colour,
            symbol="circle",
            look=look,
            opacity=0.72,
        )
    add_ring(figure, points, chosen, look)
    low, high = (math.log10(pick(p.x for p in points)) for pick in (min, max)) if points else (6.0, 9.0)
    low, high = low - 0.6, high + 0.25  # room for the labels on the left, and for half a bubble
    if limit is not None and low < math.log10(limit) < high:
        figure.add_vline(x=limit, line={"color": look.paint(UNUSED), "width": 2})
    figure.update_xaxes(title=titles[0], type="log", range=[low, high], tickformat="~s", minor_showgrid=False)
    figure.update_yaxes(title=titles[1], ticksuffix=" %")
    return figure


def votes(
    names: Sequence[str], errors: Sequence[float], labels: Sequence[str], chosen: int, look: Look
) -> go.Figure:
    """One bar for each number of networks and crops; the chosen one stands out."""
    figure = empty_figure(look)
    colours = [
        look.paint(WINDOW if index == chosen else PADDING) for index in range(len(names))
    ]  # the one that the learner set is the one that moves
    figure.add_bar(
        x=[name.replace(", ", "<br>") for name in names],
        y=errors,
        marker_color=colours,
        text=labels,
        textposition="outside",
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(title="top-5 error, %", range=[0, 12], fixedrange=True, ticksuffix=" %")
    figure.update_layout(showlegend=False, bargap=0.35)
    return figure


def places(found: Sequence[int], k: int, most: int, look: Look) -> go.Figure:
    """Where the right class stands in each answer; places up to `k` count as right."""
    figure = empty_figure(look)
    figure.add_vrect(
        x0=0.5, x1=k + 0.5, fillcolor=look.paint(OUTPUT), opacity=0.16, line_width=0, layer="below",
    )  # fmt: skip
    figure.add_vline(x=k + 0.5, line={"color": look.paint(OUTPUT), "width": 2})
    for name, role, inside in (("counts as right", OUTPUT, True), ("counts as wrong", UNUSED, False)):
        rows = [(rank, row) for row, rank in enumerate(found) if (rank <= k) == inside]
        figure.add_scatter(
            x=[rank for rank, _ in rows], y=[row for _, row in rows], mode="markers", name=name, hoverinfo="skip",
            marker={"color": look.paint(role), "size": 17, "symbol": "square" if inside else "x"},
        )  # fmt: skip
    figure.update_xaxes(
        title="place of the right class in the answer", dtick=1, range=[0.4, most + 0.6], fixedrange=True
    )
    figure.update_yaxes(
        title="picture", dtick=1, range=[len(found) - 0.4, -0.6], fixedrange=True, zeroline=False
    )
    return figure
