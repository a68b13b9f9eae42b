"""Mounts the sliding window and nothing else, for the browser tests; `?case=` chooses what."""

import json
from typing import Any

import streamlit as st

from cnnviz.components.sliding_window import sliding_window

PRESETS: list[dict[str, Any]] = [
    {"label": "Half padding, 5 × 5", "group": "Padding", "note": "Keeps the size.",
     "state": {"mode": "convolution", "input": [5, 5], "kernel": [3, 3], "stride": [1, 1], "padding": [1, 1], "dilation": [1, 1]}},
    {"label": "AlexNet, first layer: 227, 11 × 11, stride 4", "group": "Published", "note": "227 → 55 (Krizhevsky et al. 2012).",
     "state": {"mode": "convolution", "input": [227, 227], "kernel": [11, 11], "stride": [4, 4], "padding": [0, 0],
               "dilation": [1, 1], "channels": [3, 96]}},
]  # fmt: skip
IMAGE = [[(3 * row + 5 * column) % 7 - 2 for column in range(6)] for row in range(5)]
LAPLACIAN = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
VALUES = {
    "convolution": {"input": IMAGE, "kernel": LAPLACIAN, "op": "convolution"},
    "max": {"input": IMAGE, "op": "max"},
    "average": {"input": IMAGE, "op": "average"},
}


def other_picture() -> None:
    st.session_state.revision += 1


def main() -> None:
    st.set_page_config(layout="wide")
    st.sidebar.write("The sidebar")
    query = st.query_params
    st.session_state.setdefault("revision", 0)
    state = json.loads(query.get("state", "{}"))
    if st.session_state.revision:
        state = {"input": [9, 9], "kernel": [4, 4], "stride": [1, 1], "at": [2, 3]}
    reported = sliding_window(
        state,
        key="window",
        presets=PRESETS,
        values=VALUES.get(query.get("values", "")),
        revision=st.session_state.revision,
        present="present" in query,
    )
    st.button("Other picture", on_click=other_picture)
    st.button("Run again")
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    st.text(f"run {st.session_state.runs}: {json.dumps(reported)}")


if __name__ == "__main__":
    main()
