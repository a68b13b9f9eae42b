"""The ImageNet story's pictures: errors over the years, accuracy against cost, votes, and what counts as right."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from cnnviz.palette import FIELD, INPUT, OUTPUT, PADDING, QUALITATIVE, UNUSED, WINDOW, Role

HEIGHTS = (430, 560)  # px, on a laptop and for the back row: picture and controls are on screen together
_PLOT = (540, 250)  # px, where the points are, on a laptop
_LINE = 13  # px, of a label
SYMBOLS = ("diamond", "circle", "circle-open", "square", "square-open", "x")


class Look(NamedTuple):
    """For which page a figure is drawn: dark or light, and large for the back row."""

    dark: bool = False
    large: bool = False

    @property
    def ink(self) -> str:
        return "#E8ECF1" if self.dark else "#1B1F24"

    def paint(self, role: Role) -> str:
        return role.shape(self.dark)


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
    look: Look,
) -> go.Figure:
    """Errors in percent over the years; `best` is the line of the winners, `series` the order of the legend."""
    figure = _empty(look)
    years, errors = zip(*best, strict=True)
    figure.add_scatter(
        x=years, y=errors, mode="lines", line={"color": look.paint(PADDING), "width": 2, "dash": "dot"},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    colours = [look.paint(role) for role in (PADDING, INPUT, INPUT, WINDOW, WINDOW, FIELD)]
    for name, colour, symbol in zip(series, colours, SYMBOLS, strict=True):
        mine = [p for p in points if p.series == name]
        _marks(
            figure,
            mine,
            name,
            colour=colour,
            symbol=symbol,
            look=look,
            labels_at=[_beside(point.y) for point in mine],
        )
    _ring(figure, points, chosen, look)
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
    figure = _empty(look)
    points = thinned(points, chosen)
    if edge:
        costs, scores = zip(*edge, strict=True)
        figure.add_scatter(
            x=costs, y=scores, mode="lines", hoverinfo="skip", showlegend=False,
            line={"color": look.paint(PADDING), "width": 2, "dash": "dot", "shape": "hv"},
        )  # fmt: skip
    for (group, words), colour in zip(series.items(), QUALITATIVE, strict=False):
        _marks(
            figure,
            [p for p in points if p.series == group],
            words,
            colour=colour,
            symbol="circle",
            look=look,
            opacity=0.72,
        )
    _ring(figure, points, chosen, look)
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
    figure = _empty(look)
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
    figure = _empty(look)
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


def thinned(points: Sequence[Point], chosen: str) -> list[Point]:
    """The points with only those labels that do not cover one another; x is shown on a logarithmic axis.

    The chosen one's label comes first, then those of the highest points.
    """
    if not points:
        return []
    places = {p.key: (math.log10(p.x), p.y) for p in points}
    spans = [max(axis) - min(axis) or 1.0 for axis in zip(*places.values(), strict=True)]
    kept: dict[str, tuple[float, float, float]] = {}
    for point in sorted(points, key=lambda p: (p.key != chosen, -p.y)):
        right = places[point.key][0] / spans[0] * _PLOT[0]
        low, left = places[point.key][1] / spans[1] * _PLOT[1], right - 6.5 * len(point.label)
        if point.label and all(
            left > other[1] or right < other[0] or abs(low - other[2]) > _LINE for other in kept.values()
        ):
            kept[point.key] = left, right, low
    return [p if p.key in kept else p._replace(label="") for p in points]


def _empty(look: Look) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=HEIGHTS[look.large],
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        hovermode="closest",
        font={"color": look.ink, "size": 17 if look.large else 12},
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "itemsizing": "constant",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        dragmode=False,
        clickmode="event+select",
    )
    figure.update_xaxes(
        tickfont={"color": look.ink, "size": 17 if look.large else 12},
        title_font={"color": look.ink, "size": 17 if look.large else 12},
    )
    figure.update_yaxes(
        tickfont={"color": look.ink, "size": 17 if look.large else 12},
        title_font={"color": look.ink, "size": 17 if look.large else 12},
    )
    return figure


def _marks(
    figure: go.Figure,
    points: Sequence[Point],
    name: str,
    *,
    colour: str,
    symbol: str,
    look: Look,
    opacity: float = 1.0,
    labels_at: str | list[str] = "top left",
) -> None:
    if not points:
        return
    edge = "#12161B" if look.dark else "#FFFFFF"
    figure.add_scatter(
        x=[p.x for p in points],
        y=[p.y for p in points],
        mode="markers+text",
        name=name,
        customdata=[[p.key] for p in points],
        hovertext=[p.text for p in points],
        hovertemplate="%{hovertext}<extra></extra>",
        text=[p.label for p in points],
        textposition=labels_at,
        textfont_size=16 if look.large else 11,
        marker={
            "color": colour,
            "size": [p.size for p in points],
            "symbol": symbol,
            "opacity": opacity,
            "line": {"color": colour if symbol.endswith("open") else edge, "width": 2 if symbol.endswith("open") else 1},
        },
        # A press chooses, and the ring shows what; nothing else is to fade.
        selected={"marker": {"opacity": opacity}},
        unselected={"marker": {"opacity": opacity}, "textfont": {"color": look.ink}},
    )  # fmt: skip


def _ring(figure: go.Figure, points: Sequence[Point], chosen: str, look: Look) -> None:
    point = next((p for p in points if p.key == chosen), None)
    if point is None:
        return
    figure.add_scatter(
        x=[point.x], y=[point.y], mode="markers", hoverinfo="skip", showlegend=False,
        marker={
            "size": point.size + 10, "symbol": "circle-open", "color": look.paint(UNUSED), "line": {"width": 3},
        },
    )  # fmt: skip
