"""The ImageNet story's pictures: errors over the years, accuracy against cost, votes, and what counts as right."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from cnnviz.palette import FIELD, INPUT, OUTPUT, PADDING, QUALITATIVE, UNUSED, WINDOW

HEIGHT = 410  # px: the picture and its controls are on screen together
SYMBOLS = ("diamond", "circle", "circle-open", "square", "square-open", "x")


class Point(NamedTuple):
    """One thing that can be pressed.

    Attributes:
        key: what a press reports.
        series: the name of its legend entry.
        label: written beside it, or "".
        text: shown while the pointer rests on it.
        size: of the mark, in pixels.
    """

    key: str
    x: float
    y: float
    series: str
    label: str
    text: str
    size: float = 12


def timeline(
    points: Sequence[Point],
    series: Sequence[str],
    best: Sequence[tuple[float, float]],
    chosen: str,
    dark: bool,
) -> go.Figure:
    """Errors in percent over the years; `best` is the line of the winners, `series` the order of the legend."""
    figure = _empty(dark)
    years, errors = zip(*best, strict=True)
    figure.add_scatter(
        x=years, y=errors, mode="lines", line={"color": PADDING.shape(dark), "width": 2, "dash": "dot"},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    colours = [role.shape(dark) for role in (PADDING, INPUT, INPUT, WINDOW, WINDOW, FIELD)]
    for name, colour, symbol in zip(series, colours, SYMBOLS, strict=True):
        _marks(figure, [p for p in points if p.series == name], name, colour=colour, symbol=symbol, dark=dark)
    _ring(figure, points, chosen, dark)
    figure.update_xaxes(title="year", dtick=1, range=[2009.6, 2017.9], fixedrange=True)
    figure.update_yaxes(title="top-5 error, %", range=[0, 30.5], fixedrange=True, ticksuffix=" %")
    return figure


def bubbles(
    points: Sequence[Point],
    series: Mapping[str, str],
    edge: Sequence[tuple[float, float]],
    *,
    chosen: str,
    limit: float | None,
    titles: tuple[str, str],
    dark: bool,
) -> go.Figure:
    """Accuracy in percent against a cost on a logarithmic axis; `edge` is the line of those that are worth their cost.

    `series` gives each group's words in the order of its colours; `limit` is the cost that may be spent.
    """
    figure = _empty(dark)
    if edge:
        costs, scores = zip(*edge, strict=True)
        figure.add_scatter(
            x=costs, y=scores, mode="lines", hoverinfo="skip", showlegend=False,
            line={"color": PADDING.shape(dark), "width": 2, "dash": "dot", "shape": "hv"},
        )  # fmt: skip
    for (group, words), colour in zip(series.items(), QUALITATIVE, strict=False):
        _marks(
            figure,
            [p for p in points if p.series == group],
            words,
            colour=colour,
            symbol="circle",
            dark=dark,
            opacity=0.72,
        )
    _ring(figure, points, chosen, dark)
    if limit is not None:
        figure.add_vline(x=limit, line={"color": UNUSED.shape(dark), "width": 2})
    figure.update_xaxes(title=titles[0], type="log", minor_showgrid=False)
    figure.update_yaxes(title=titles[1], ticksuffix=" %")
    return figure


def votes(
    names: Sequence[str], errors: Sequence[float], labels: Sequence[str], chosen: int, dark: bool
) -> go.Figure:
    """One bar for each number of networks and crops; the chosen one stands out."""
    figure = _empty(dark)
    colours = [
        (WINDOW if index == chosen else PADDING).shape(dark) for index in range(len(names))
    ]  # the one that the learner set is the one that moves
    figure.add_bar(
        x=names,
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


def places(found: Sequence[int], k: int, most: int, dark: bool) -> go.Figure:
    """Where the right class stands in each answer; places up to `k` count as right."""
    figure = _empty(dark)
    figure.add_vrect(
        x0=0.5, x1=k + 0.5, fillcolor=OUTPUT.shape(dark), opacity=0.16, line_width=0, layer="below",
    )  # fmt: skip
    figure.add_vline(x=k + 0.5, line={"color": OUTPUT.shape(dark), "width": 2})
    for name, role, inside in (("counts as right", OUTPUT, True), ("counts as wrong", UNUSED, False)):
        rows = [(rank, row) for row, rank in enumerate(found) if (rank <= k) == inside]
        figure.add_scatter(
            x=[rank for rank, _ in rows], y=[row for _, row in rows], mode="markers", name=name, hoverinfo="skip",
            marker={"color": role.shape(dark), "size": 17, "symbol": "square" if inside else "x"},
        )  # fmt: skip
    figure.update_xaxes(
        title="place of the right class in the answer", dtick=1, range=[0.4, most + 0.6], fixedrange=True
    )
    figure.update_yaxes(
        title="picture", dtick=1, range=[len(found) - 0.4, -0.6], fixedrange=True, zeroline=False
    )
    return figure


def _empty(dark: bool) -> go.Figure:
    figure = go.Figure()
    ink = "#E8ECF1" if dark else "#1B1F24"
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        hovermode="closest",
        font_color=ink,
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "itemclick": False,
            "itemdoubleclick": False,
        },
        dragmode=False,
        clickmode="event+select",
    )
    figure.update_xaxes(tickfont_color=ink, title_font_color=ink)
    figure.update_yaxes(tickfont_color=ink, title_font_color=ink)
    return figure


def _marks(
    figure: go.Figure,
    points: Sequence[Point],
    name: str,
    *,
    colour: str,
    symbol: str,
    dark: bool,
    opacity: float = 1.0,
) -> None:
    if not points:
        return
    edge = "#12161B" if dark else "#FFFFFF"
    figure.add_scatter(
        x=[p.x for p in points],
        y=[p.y for p in points],
        mode="markers+text",
        name=name,
        customdata=[[p.key] for p in points],
        hovertext=[p.text for p in points],
        hovertemplate="%{hovertext}<extra></extra>",
        text=[p.label for p in points],
        textposition="top center",
        textfont_size=11,
        marker={
            "color": colour,
            "size": [p.size for p in points],
            "symbol": symbol,
            "opacity": opacity,
            "line": {"color": colour if symbol.endswith("open") else edge, "width": 2 if symbol.endswith("open") else 1},
        },
        # A press chooses, and the ring shows what; nothing else is to fade.
        selected={"marker": {"opacity": opacity}},
        unselected={"marker": {"opacity": opacity}, "textfont": {"color": "#E8ECF1" if dark else "#1B1F24"}},
    )  # fmt: skip


def _ring(figure: go.Figure, points: Sequence[Point], chosen: str, dark: bool) -> None:
    point = next((p for p in points if p.key == chosen), None)
    if point is None:
        return
    figure.add_scatter(
        x=[point.x], y=[point.y], mode="markers", hoverinfo="skip", showlegend=False,
        marker={
            "size": point.size + 10, "symbol": "circle-open", "color": UNUSED.shape(dark), "line": {"width": 3},
        },
    )  # fmt: skip
