"""Lesson A5: the snippet runs as printed and gives the page's numbers at several states."""

from typing import Any

import pytest

from cnnviz.lessons.why_convolution import (
    FILTERS,
    SHAPES,
    Cost,
    Diagram,
    Network,
    cost_formulas,
    diagram_formula,
    edge_formulas,
    numbers,
    snippet,
)

STATES = [
    (Network(), Cost(), Diagram()),
    (Network(12, 5, 3, 3, 6), Cost(1080, 3, 100, 5, 1000), Diagram(border="zeros")),
    (Network(16, 7, 2, 0, 15), Cost(1080, 64, 100, 11, 1), Diagram("permutation", number=7)),
    (Network(4, 1, 1, 0, 0, "own"), Cost(1, 1, 1, 1, 1), Diagram(down=-3, right=-2, border="zeros", filter="sum")),
    (Network(7, 7, 3, 1, 3), Cost(28, 1, 8), Diagram("permutation", border="zeros", filter="laplacian")),
    (Network(5, 5, 2, 1, 0), Cost(2, 3, 4), Diagram(down=-1, right=3, border="mixed")),
    (Network(10, 3, 2, 2, 9, "own"), Cost(), Diagram(down=4, right=-4, shape="middle", border="zeros")),
]  # fmt: skip


def plain(role: str, inner: str) -> str:
    return inner


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


@pytest.mark.parametrize(("network", "cost", "diagram"), STATES)
def test_the_snippet_gives_the_numbers_on_the_page(network: Network, cost: Cost, diagram: Diagram) -> None:
    names = run(snippet(network, cost, diagram))
    assert names["dense_edges"] == network.dense_edges
    assert names["sparse_edges"] == network.sparse_edges
    assert names["weights"] == network.different_weights
    assert int(names["fed_by"]) == len(network.fed_by)
    assert int(names["affected"]) == len(network.affects)
    assert names["parameters"] == [cost.convolution, cost.dense, cost.same]
    assert names["difference"] == diagram.apart
    assert names.get("dense_difference", 0) == 0
    assert ("dense_difference" in names) == (diagram.way == "permutation")


@pytest.mark.parametrize(("network", "cost", "diagram"), STATES)
def test_formulas_end_in_the_pages_numbers(network: Network, cost: Cost, diagram: Diagram) -> None:
    def grouped(number: int) -> str:
        return f"= {number:,}".replace(",", "{,}")

    wanted = (network.dense_edges, network.sparse_edges, network.different_weights)
    for formula, number in zip(edge_formulas(network, plain), wanted, strict=True):
        assert formula.endswith(grouped(number))
    for formula, number in zip(
        cost_formulas(cost, plain), (cost.convolution, cost.dense, cost.same), strict=True
    ):
        assert formula.endswith(grouped(number))
    assert diagram_formula(diagram, plain).endswith(f"= {diagram.apart}")


def test_shifts_commute_on_the_circle_and_inside_and_permutations_do_not() -> None:
    for shape in SHAPES:
        for kernel in FILTERS:
            assert Diagram(shape=shape, filter=kernel, down=-3, right=2).apart == 0
            assert Diagram("permutation", shape=shape, filter=kernel).apart > 0
    for kernel in FILTERS:
        assert Diagram(shape="middle", filter=kernel, down=2, right=-2, border="zeros").apart == 0
        assert Diagram(shape="edge", filter=kernel, down=-2, right=1, border="zeros").apart > 0
        assert Diagram(shape="edge", filter=kernel, down=-2, right=1, border="mixed").apart > 0


def test_a_unit_that_does_not_exist_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="no layer 3 above 1"):
        Network(layer=3)
    with pytest.raises(ValueError, match="no unit 9 in a row of 9"):
        Network(unit=9)


def test_the_table_has_every_number_once() -> None:
    table = numbers(Network(), Cost(1080, 3, 16, 3, 100), Diagram())
    assert len({(picture, what) for picture, what, _, _ in table}) == len(table)
    values = {what: value for _, what, value, _ in table}
    assert values["dense to 100 units"] == 349_920_100
    assert values["convolution"] == 448


def test_indirect_connections_reach_far() -> None:
    """Goodfellow et al. 2016, figure 9.4: two layers of kernel 3 show the output all five inputs."""
    assert len(Network(5, 3, 2, 2, 2).fed_by) == 5
    assert Network(5, 3, 2, 2, 2).feeding == 5
