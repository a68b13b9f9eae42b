"""How a training run went: its curves, and which class was taken for which."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from cnnviz.palette import INPUT, OUTPUT, PROBABILITY


def curves(epochs: Sequence[int], loss: Sequence[float], accuracy: Sequence[float]) -> go.Figure:
    """Loss and validation accuracy (0..1) over the epochs, each with its own axis."""
    figure = make_subplots(specs=[[{"secondary_y": True}]])
    figure.add_scatter(x=epochs, y=loss, name="training loss", line_color=INPUT.light)
    figure.add_scatter(
        x=epochs, y=accuracy, name="validation accuracy", line_color=OUTPUT.light, secondary_y=True
    )
    figure.update_xaxes(title="epoch")
    figure.update_yaxes(title="loss", rangemode="tozero", secondary_y=False)
    figure.update_yaxes(title="accuracy", tickformat=".0%", showgrid=False, secondary_y=True)
    return figure


def confusion(classes: Sequence[str], counts: Sequence[Sequence[int]]) -> go.Figure:
    """The confusion matrix: one row per true class, coloured by its share of the row, counts written in."""
    shares = [[count / max(1, sum(row)) for count in row] for row in counts]
    figure = go.Figure(
        go.Heatmap(
            x=classes,
            y=classes,
            z=shares,
            text=counts,
            texttemplate="%{text}",
            zmin=0,
            zmax=1,
            colorscale=PROBABILITY,
            colorbar={"title": "share of the true class", "tickformat": ".0%"},
        )
    )
    figure.update_xaxes(title="predicted")
    figure.update_yaxes(title="true", autorange="reversed")
    return figure
