"""Numbers to take home read back as they were."""

import csv
import io

import numpy as np
import numpy.typing as npt

from cnnviz.ui.downloads import csv_text, npz_bytes


def test_arrays_read_back_without_unpickling() -> None:
    arrays: dict[str, npt.ArrayLike] = {
        "probability": np.eye(3, dtype=np.float32),
        "size": 32,
        "names": ("tabby", "café"),
    }
    back = np.load(io.BytesIO(npz_bytes(arrays)), allow_pickle=False)
    np.testing.assert_array_equal(back["probability"], np.eye(3))
    assert int(back["size"]) == 32
    assert back["names"].tolist() == ["tabby", "café"]


def test_a_table_reads_back_with_commas_and_quotes() -> None:
    rows = [("1", 'a "cup", red'), ("2", "plain\nline")]
    back = list(csv.reader(io.StringIO(csv_text(("n", "what"), rows), newline="")))
    assert back == [["n", "what"], *map(list, rows)]
