"""Cost bars: a block of layers drawn in two ways, above bars of what each way costs, stacked by layer.

The learner moves the numbers in the browser; the state is reported when the hand is off the control. The
arithmetic there mirrors `cnnviz.maths.blocks`, which remains the judge (a browser test compares the two).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component
from cnnviz.components.reported import limits_of, whole_numbers

BIASES = ("without", "with")
LAYERS = (-1, 15)
"""The layer that is held fast, counted from 0 over both ways; -1 for none."""

_mount = component(__file__)


def cost_bars(
    state: Mapping[str, Any],
    cases: Sequence[Mapping[str, Any]],
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show the two ways of a case; `st.session_state[key]["state"]` holds what the learner reported.

    Args:
        state: `case` (a case's name), `bias` ("without" or "with"), `layer` (see `LAYERS`), and every number of
            every case as `case_number`.
        cases: each with `name`, `title`, `numbers` (`name`, `label`, `role`, `slider` as [least, most, step],
            `low`, `high`) and `presets` (`label`, `note`, `state`).
        revision: the picture is taken from `state` at first and whenever this number changes; any other
            rerun leaves alone what the learner does.
        present: large, for the back row.
    """
    data = {"state": state, "cases": cases, "revision": revision, "present": present}
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: Mapping[str, Any], cases: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and inside the limits of the cases, else None.

    >>> checked({"case": "reduction"}, ()) is None
    True
    """
    if report.get("case") not in [case["name"] for case in cases] or report.get("bias") not in BIASES:
        return None
    numbers = whole_numbers(report, {"layer": LAYERS, **limits_of(cases)})
    return None if numbers is None else {"case": report["case"], "bias": report["bias"], **numbers}
