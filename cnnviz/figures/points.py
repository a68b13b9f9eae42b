"""Marks that can be pressed, and the empty figure that they go on: for a page that is dark or light, near or far."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from cnnviz.palette import UNUSED, Role

HEIGHTS = (430, 560)  # px, on a laptop and for the back row: picture and controls are on screen together
_PLOT = (540, 250)  # px, where the points are, on a laptop
_LINE = 13  # px, of a label


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


def empty_figure(look: Look) -> go.Figure:
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


def add_marks(
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


def add_ring(figure: go.Figure, points: Sequence[Point], chosen: str, look: Look) -> None:
    point = next((p for p in points if p.key == chosen), None)
    if point is None:
        return
    figure.add_scatter(
        x=[point.x], y=[point.y], mode="markers", hoverinfo="skip", showlegend=False,
        marker={
            "size": point.size + 10, "symbol": "circle-open", "color": look.paint(UNUSED), "line": {"width": 3},
        },
    )  # fmt: skip
