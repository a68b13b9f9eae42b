"""Numbers to take home: CSV for a spreadsheet, NPZ for numpy."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    import numpy.typing as npt


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV, one line per row.

    >>> csv_text(("a", "b"), [(1, "x, y")])
    'a,b\\r\\n1,"x, y"\\r\\n'
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def npz_bytes(arrays: "Mapping[str, npt.ArrayLike]") -> bytes:
    """Arrays by name as a compressed NPZ file; `numpy.load` reads it without unpickling anything."""
    import numpy as np  # not at the top: foundations pages use only the table, and open without numpy

    buffer = io.BytesIO()
    named = {name: np.asarray(values) for name, values in arrays.items()}
    np.savez_compressed(buffer, allow_pickle=False, **named)
    return buffer.getvalue()


def csv_button(name: str, table: str) -> None:
    """A button that downloads a table as `name`.csv."""
    st.download_button("Numbers as CSV", table, f"{name}.csv", "text/csv", on_click="ignore", width="stretch")


def download_row(name: str, table: str, arrays: "Mapping[str, npt.ArrayLike]") -> None:
    """Two buttons: the same numbers as CSV and as NPZ."""
    left, right, _ = st.columns([1, 1, 2])
    with left:
        csv_button(name, table)
    data = npz_bytes(arrays)
    kind = "application/octet-stream"
    right.download_button("Numbers as NPZ", data, f"{name}.npz", kind, on_click="ignore", width="stretch")
