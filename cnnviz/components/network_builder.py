"""The editor of the builder: layers in a list, moved by hand or key, with the numbers that Python counts.

The browser keeps the list and writes it as text; what a layer gives, costs and sees, and why it breaks, comes from
`cnnviz.architectures` with the next run. A row whose numbers are of the list before is dim until then.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component
from cnnviz.components.reported import question

MOST_SIGNS = 20_000  # of a report that is looked at

_mount = component(__file__)


def network_builder(
    state: Mapping[str, Any],
    *,
    key: str,
    kinds: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    of: str,
    says: str,
    broken: bool,
    limits: Mapping[str, Any],
    revision: int = 0,
    present: bool = False,
    short: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show the layers of a network and let them be changed.

    Args:
        state: `input` as [maps, height, width]; `layers`, each with `kind`, `values` and the places that it `reads`
            (0 for the picture, [] for the layer before); and the place that is `chosen`.
        kinds: every kind of layer: `letter`, `title`, `short`, how many it `reads` at least, and its `numbers` with
            `sign`, `title`, `low`, `high`, `usual` and `names`.
        rows: for every layer its `name`, `words`, `cells` of the table, `shape`, and why it breaks (`problem`).
        of: the text of the layers and the input that the rows belong to.
        says: the whole network in one line, or what is wrong with it if it is `broken`.
        limits: of the input's `maps` and `side`, and of the number of `layers`.
        revision: the list is taken from `state` at first and whenever this number changes.
        present: large, for the back row.
        short: leave room below the list for what follows from it.
        on_change: called when the learner has changed something; `st.session_state[key]["state"]` then holds the
            report, for `checked`.
    """
    data = {
        "state": dict(state), "kinds": list(kinds), "rows": list(rows), "of": of, "says": says, "broken": broken,
        "limits": dict(limits), "revision": revision, "present": present, "short": short, "seq": question(key),
    }  # fmt: skip
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: Any) -> tuple[str, str, int, bool] | None:
    """Input, layers, the chosen place, and whether the hand is off the control, if they are two texts and a number.

    >>> checked({"input": "3x8x8", "layers": "c16_r", "chosen": 2, "final": True})
    ('3x8x8', 'c16_r', 2, True)
    """
    if not isinstance(report, Mapping):
        return None
    input_, layers, chosen = (report.get(name) for name in ("input", "layers", "chosen"))
    if not isinstance(input_, str) or not isinstance(layers, str) or type(chosen) is not int:
        return None
    if len(input_) + len(layers) > MOST_SIGNS or not 0 <= chosen <= MOST_SIGNS:
        return None
    return input_, layers, chosen, report.get("final") is True
