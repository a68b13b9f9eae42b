"""What comes back from the browser is believed only if it is a state."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.components.sliding_window import LIMITS, checked

STATE: dict[str, Any] = {
    "mode": "transposed",
    "view": "scatter",
    **{name: [low, high] for name, (low, high) in LIMITS.items()},
}


def test_a_report_becomes_a_state_without_its_revision() -> None:
    assert checked({**STATE, "revision": 3, "more": "words"}) == STATE


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "sideways"},
        {"view": "from above"},
        {"kernel": [0, 3]},
        {"kernel": [3, 12]},
        {"kernel": [3]},
        {"kernel": [3, 3.0]},
        {"kernel": [3, True]},
        {"kernel": "33"},
        {"at": None},
    ],
)
def test_what_is_no_state_is_refused(change: dict[str, Any]) -> None:
    assert checked({**STATE, **change}) is None


def test_it_mounts_with_plain_data_and_reports_nothing_at_first() -> None:
    def script() -> None:
        import streamlit as st

        from cnnviz.components.sliding_window import sliding_window

        st.text(
            repr(sliding_window({"input": (9, 9)}, key="w", values={"input": [[1, 2], [3, 4]], "op": "max"}))
        )

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.text[0].value == "None"
