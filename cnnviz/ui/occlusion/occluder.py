"""The occluder's controls: one row, with a place at its end for what the map does meanwhile."""

from typing import Any

from cnnviz.ui.controls import select, slider
from cnnviz.ui.view import View

MADE_OF = {
    "gray": "mid gray",
    "mean": "its mean colour",
    "black": "black",
    "white": "white",
    "blur": "its own blur",
    "noise": "noise",
}
FILL_HELP = (
    "Mid gray is 127 of 255. The blur shows the picture itself, out of focus: colours stay, parts vanish. "
    "Noise is drawn from a seed, so a link shows the same."
)
SEED_HELP = (
    "Another seed is another noise. What of the map stays, is the picture's; what moves, is the noise's."
)
_USUAL = (1, 1, 0.75, 0.95, 1.7)
_WITH_SEED = (0.85, 0.85, 0.75, 0.85, 0.55, 1.55)


def occluder_row(view: View, rows: Any) -> Any:
    """Size, step, shape, fill, and which noise where it is noise. Gives back the place at the end of the row."""
    noisy = view["fill"] == "noise"
    size, step, shape, fill, *seed, end = rows.columns(_WITH_SEED if noisy else _USUAL, gap="small")
    with size:
        slider(view, "size", "Size of the occluder, px")
    with step:
        slider(view, "stride", "Step (stride), px")
    with shape:
        select(view, "shape", "Shape")
    with fill:
        select(view, "fill", "Made of", names=MADE_OF.__getitem__, help=FILL_HELP)
    for place in seed:
        field = view.fields["seed"]
        place.number_input(
            "Seed", field.low, field.high, view["seed"], field.step, key=view.key("seed"), help=SEED_HELP
        )
    return end
