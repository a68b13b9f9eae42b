"""One colour per role, the same in every figure, widget and formula.

The hues are Okabe and Ito's, which stay apart for colour-blind eyes (Okabe & Ito 2008,
https://jfly.uni-koeln.de/color/). Each role has a shade for light and for dark backgrounds, and a
text shade with a contrast of at least 4.5 : 1 for formulas and labels (WCAG 2.2, 1.4.3).
This module imports nothing, so that figures, components and pages can all share it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """The colours of one role, as hex strings: shapes and text, on light and on dark."""

    light: str
    dark: str
    light_text: str
    dark_text: str

    def shape(self, dark: bool) -> str:
        return self.dark if dark else self.light

    def text(self, dark: bool) -> str:
        return self.dark_text if dark else self.light_text


INPUT = Role("#0072B2", "#56B4E9", "#00639B", "#6DC0EF")
WINDOW = Role("#E69F00", "#E69F00", "#8F5F00", "#F2B53A")
OUTPUT = Role("#009E73", "#2BC79A", "#00704F", "#3DD3A8")
PADDING = Role("#8A939E", "#8A939E", "#5C6570", "#A9B2BC")
UNUSED = Role("#D55E00", "#F0803C", "#B34D00", "#F79257")
FIELD = Role("#CC79A7", "#DE94BD", "#A0457A", "#E6A6C9")

# The channels of a picture are named by their colours, so here the name decides.
RED = Role("#D32F2F", "#FF6B62", "#B3261E", "#FF8A80")
GREEN = Role("#2E8B3D", "#5FCB72", "#1F6B2B", "#7BD88F")
BLUE = Role("#2F5FD0", "#6F9BFF", "#1F4FBF", "#8AB4FF")

ROLES = {
    "input": INPUT,
    "window": WINDOW,
    "output": OUTPUT,
    "padding": PADDING,
    "unused": UNUSED,
    "field": FIELD,
    "red": RED,
    "green": GREEN,
    "blue": BLUE,
}

# Labels in a picture: told apart by hue and always named beside it. Okabe and Ito's set, then Tol's
# "muted" for the rest (https://personal.sron.nl/~pault/), which stay apart from the first eight.
QUALITATIVE = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999",
    "#332288", "#AA4499", "#88CCEE", "#999933", "#882255", "#44AA99",
)  # fmt: skip

# Probabilities, 0 to 1, perceptually even, readable in gray: nine points of matplotlib's viridis
# (van der Walt & Smith 2015, https://bids.github.io/colormap/).
PROBABILITY = (
    "#440154", "#472D7B", "#3B528B", "#2C728E", "#21918C", "#28AE80", "#5EC962", "#ADDC30", "#FDE725",
)  # fmt: skip

# Signed values: blue, white, red, centred on zero (ColorBrewer's RdBu, reversed; colorbrewer2.org).
SIGNED = ("#2166AC", "#92C5DE", "#F7F7F7", "#F4A582", "#B2182B")

# Activations from 0 up: from black through the output's green, lightness rising all the way.
ACTIVATION = ("#0B1114", "#0A3A33", "#00704F", "#00A376", "#74D9B5", "#F3FFF9")


def css_variables() -> str:
    """The roles as CSS custom properties that follow the page's light or dark colour scheme.

    >>> css_variables().splitlines()[0]
    '--cv-input: light-dark(#0072B2, #56B4E9);'
    """
    lines = []
    for name, role in ROLES.items():
        lines.append(f"--cv-{name}: light-dark({role.light}, {role.dark});")
        lines.append(f"--cv-{name}-text: light-dark({role.light_text}, {role.dark_text});")
    return "\n".join(lines)
