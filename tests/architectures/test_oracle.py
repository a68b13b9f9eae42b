"""The inference against a slow oracle, which follows every path of a random graph one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.architectures import INPUT, Network, Report, Sketch, infer
from cnnviz.architectures.layers import AdaptivePool, Conv, Layer, Pool, average_pool, conv, max_pool
from cnnviz.architectures.simple import Activation, Add, BatchNorm, Concat, ResponseNorm
from cnnviz.architectures.special import LocalConv, Subsample
from cnnviz.architectures.windows import make_windows
from cnnviz.maths import adaptive_spans, reads

LAYERS: st.SearchStrategy[Layer] = st.one_of(
    st.builds(
        lambda maps, kernel, stride, padding, bias: conv(maps, kernel, stride, padding, bias=bias),
        st.integers(1, 4), st.tuples(st.integers(1, 3), st.integers(1, 3)), st.integers(1, 2), st.integers(0, 2),
        st.booleans(),
    ),
    st.sampled_from([
        max_pool(2, 2), max_pool(3, 2, 1, ceil=True), max_pool(3, 1, 1), average_pool(2, 1), AdaptivePool(2, 3), AdaptivePool(),
        Activation(), BatchNorm(), ResponseNorm(), Subsample(*make_windows(2, 2)), LocalConv(*make_windows(2), 2), Concat(), Add(),
    ]),
)  # fmt: skip


@st.composite
def networks(draw: st.DrawFn, largest: int = 9, layers: st.SearchStrategy[Layer] = LAYERS) -> Network:
    """Up to 7 layers, each on one or two of those before it."""
    net = Sketch((draw(st.integers(1, 3)), draw(st.integers(1, largest)), draw(st.integers(1, largest))))
    names = [INPUT]
    for index in range(draw(st.integers(1, 7))):
        layer = draw(layers)
        count = draw(st.integers(1, 2)) if layer.sees == "merge" else 1
        below = [draw(st.sampled_from(names)) for _ in range(count)]
        names.append(net.add(f"layer{index}", layer, *below))
    return net.network()


Pixels = set[tuple[int, int]]


def wired(found: Report, name: str) -> list[list[list[Pixels]]]:
    """[map][row][column] of a layer: the pixels (row, column) with a path to that unit, followed one by one."""
    network = found.network
    if name == INPUT:
        maps, height, width = network.input
        return [[[{(r, c)} for c in range(width)] for r in range(height)] for _ in range(maps)]
    row = found.by_name[name]
    layer = row.node.layer
    below = [wired(found, one) for one in row.node.inputs]
    if layer.sees == "same":
        return below[0]
    if isinstance(layer, Concat):
        return [plane for maps in below for plane in maps]
    _, height, width = row.shape
    plane = [[Pixels() for _ in range(width)] for _ in range(height)]
    for r in range(height):
        for c in range(width):
            for planes in below:
                for source in planes:
                    for y in _taps(layer, 0, len(source), height, r):
                        for x in _taps(layer, 1, len(source[0]), width, c):
                            plane[r][c] |= source[y][x]
    return [plane] * row.shape[0]


def _taps(layer: Layer, axis: int, size: int, outputs: int, at: int) -> list[int]:
    if layer.sees == "adaptive":
        return list(adaptive_spans(size, outputs)[at].real)
    if layer.sees == "merge":
        return [at]
    ceil = isinstance(layer, Pool) and layer.ceil
    return [tap for tap in reads(size, layer.windows[axis], at, ceil) if 0 <= tap < size]


@settings(max_examples=120)
@given(networks())
def test_fields_hold_every_pixel_with_a_path(network: Network) -> None:
    """The units' true pixels lie in the range that field, jump and start give, for any graph of branches."""
    found = infer(network)
    for row in found.rows:
        for plane in wired(found, row.name):
            for r, line in enumerate(plane):
                for c, pixels in enumerate(line):
                    for axis, sight, at in ((0, row.rows, r), (1, row.columns, c)):
                        hull = sight.reach.hull(at)
                        for pixel in pixels:
                            assert pixel[axis] in sight.whole
                            assert not sight.exact or pixel[axis] in hull


@settings(max_examples=120)
@given(networks())
def test_counts_agree_with_counting_one_by_one(network: Network) -> None:
    found = infer(network)
    for row in found.rows:
        layer = row.node.layer
        values = row.shape[0] * row.shape[1] * row.shape[2]
        if isinstance(layer, Conv):
            window = layer.rows.kernel * layer.columns.kernel
            assert row.weights == sum(window for _ in range(row.inputs[0][0]) for _ in range(layer.maps))
            assert row.macs == sum(row.inputs[0][0] * window for _ in range(values))
            assert row.biases == (layer.maps if layer.bias else 0)
        if isinstance(layer, LocalConv):
            assert row.macs == row.weights
            assert row.biases == values
        assert row.memory_bytes == (0 if layer.in_place else 4 * values)
        if isinstance(layer, Concat):
            assert row.shape[0] == sum(shape[0] for shape in row.inputs)


@settings(max_examples=80)
@given(networks(3, LAYERS.filter(lambda layer: layer.sees == "window")), st.integers(0, 1))
def test_the_smallest_input_is_right_for_random_graphs(network: Network, axis: int) -> None:
    problem = infer(network).problem
    if problem is None or problem.smallest is None:
        return
    enough = infer(network, (network.input[0], *problem.smallest))
    assert problem.node not in {p.node for p in enough.problems}
    assert any(need > have for need, have in zip(problem.smallest, network.input[1:], strict=True))
    if problem.smallest[axis] > network.input[1 + axis]:
        short = list(problem.smallest)
        short[axis] -= 1
        assert problem.node in {p.node for p in infer(network, (network.input[0], *short)).problems}
