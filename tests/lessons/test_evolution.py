"""Lesson C6: the snippet runs as printed and gives the page's numbers; the claim is judged by the numbers."""

from typing import Any

import pytest

import cnnviz
from cnnviz.engine.growing import stages_of
from cnnviz.lessons.evolution import settled_table, snippet, verdict
from cnnviz.networks.loading import load_network
from cnnviz.networks.snapshots import stages
from cnnviz.probes.convergence import Ending
from cnnviz.probes.evolution import appearance


def test_the_snippet_gives_the_numbers_of_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    code = snippet("cnnviz_zfnet@4", 4, "conv1", 17)
    assert stages_of(stages())[2][:2] == (4, "cnnviz_zfnet@4")
    exec(compile(code, "snippet", "exec"), names)
    then, end = (load_network(name, "auto") for name in ("cnnviz_zfnet@4", "cnnviz_zfnet"))
    pictures = cnnviz.sample_crops()
    alike = Ending(end, pictures, [0]).compare(then, 4)
    assert names["cosine"] == pytest.approx(float(alike.weights[0, 0]), abs=1e-4)
    found = appearance(then, pictures, names["top"], [17], 4)
    assert found.pixels[0, 0] == pytest.approx(names["down"].pixels[0], abs=1e-5)
    assert (
        f"map 17: {found.activation[0, 0]:.4g} on {pictures.names[found.image[0, 0]]}"
        in capsys.readouterr().out
    )


LAYERS, EPOCHS = ["conv1", "conv2", "conv3"], [0, 1, 4, 8]


@pytest.mark.parametrize(
    ("rows", "begins"),
    [
        (
            [[0, 0, 0], [0.95, 0.5, 0.2], [0.99, 0.92, 0.5], [1, 1, 1]],
            "Ours agrees: judged by its maps, conv1",
        ),
        ([[0, 0, 0], [0.95, 0.5, 0.2], [0.99, 0.6, 0.95], [1, 1, 1]], "Ours agrees on the whole"),
        ([[0, 0, 0], [0.5, 0.5, 0.6], [0.6, 0.6, 0.7], [1, 1, 1]], "Ours differs"),
    ],
)
def test_the_claim_is_judged_by_the_numbers(rows: list[list[float]], begins: str) -> None:
    assert verdict(LAYERS, EPOCHS, rows, "maps", 0.9).startswith(begins)


def test_the_table_says_when_each_layer_has_settled() -> None:
    rows: list[list[float]] = [[0, 0, 0], [0.95, 0.5, 0.2], [0.99, 0.92, 0.5], [1, 1, 1]]
    table = settled_table(LAYERS, EPOCHS, rows, 0.9)
    assert "| conv2 | 0.00 | 0.50 | 0.92 | 1.00 | **4** |" in table
