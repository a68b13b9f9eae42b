"""The exported text runs, and every layer has the shapes and parameters that the table says."""

from typing import Any

import pytest
import torch
from torch import nn

from cnnviz.architectures import (
    ARCHITECTURES,
    Report,
    Sketch,
    build,
    edited,
    infer,
)
from cnnviz.architectures.export import Module, export
from cnnviz.architectures.layers import AdaptivePool, Dense, conv, max_pool
from cnnviz.architectures.simple import Activation, Add, BatchNorm, Concat, Flatten
from tests.architectures.helpers import NAMES, report


def made(module: Module) -> nn.Module:
    names: dict[str, Any] = {}
    exec(compile(module.text, module.name, "exec"), names)
    network = names[module.name]()
    assert isinstance(network, nn.Module)
    return network


def check(module: Module, wanted: Report) -> nn.Module:
    """Every node's shapes, in and out, and its parameters."""
    with torch.device("meta"):
        network = made(module)
    seen: dict[str, tuple[list[tuple[int, ...]], tuple[int, ...]]] = {}
    for node, path in module.paths.items():

        def remember(_: nn.Module, inputs: Any, out: Any, node: str = node) -> None:
            seen[node] = [tuple(x.shape[1:]) for x in inputs], tuple(out.shape[1:])

        network.get_submodule(path).register_forward_hook(remember)
    first = wanted.rows[0].inputs[0]
    out = network.train()(torch.empty(2, *first, device="meta"))
    for row in wanted.rows:
        if row.name not in module.paths:
            assert isinstance(row.node.layer, Add | Concat)
            continue
        assert seen[row.name] == (list(row.inputs), row.shape), row.name
        layer = network.get_submodule(module.paths[row.name])
        assert sum(p.numel() for p in layer.parameters()) == row.parameters, row.name
    main = out[0] if isinstance(out, tuple) else out
    assert tuple(main.shape[1:]) == wanted.by_name[wanted.network.output].shape
    assert sum(p.numel() for p in network.parameters()) == sum(row.parameters for row in wanted.rows)
    return network


@pytest.mark.parametrize("name", NAMES)
def test_every_network_runs_with_the_shapes_and_parameters_of_its_table(name: str) -> None:
    module = export(build(name), ARCHITECTURES[name].title)
    network = check(module, report(name))
    sides = len(build(name).sides)
    size = torch.empty(2, *build(name).input, device="meta")
    assert (len(network(size)) if sides else 1) == 1 + sides
    assert isinstance(network.eval()(size), torch.Tensor)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_stays_readable(name: str) -> None:
    text = export(build(name), ARCHITECTURES[name].title).text
    assert len(text.splitlines()) < 420
    assert max(map(len, text.splitlines())) <= 140


def test_repeated_blocks_become_one_class_and_a_loop() -> None:
    text = export(build("densenet264"), "DenseNet").text
    assert "nn.Sequential(*(DenseBlock(64 + 32 * i) for i in range(6)))" in text
    assert text.count("nn.Conv2d(") == 4
    assert "class InceptionBlock(nn.Module):" in export(build("googlenet"), "GoogLeNet").text


@pytest.mark.parametrize("name", ["lenet", "alexnet", "efficientnet_lite0", "deepface", "resnet18"])
def test_it_computes_numbers(name: str) -> None:
    network = made(export(build(name), "Net", classes=3)).eval()
    with torch.no_grad():
        out = network(torch.rand(2, *build(name).input))
    assert out.shape == (2, 3)
    assert out.isfinite().all()


def test_lenets_layers_compute_what_the_paper_says() -> None:
    network = made(export(build("lenet"), "LeNet"))
    pooled = network.get_submodule("s2")
    with torch.no_grad():
        pooled.weight.fill_(0.5)  # type: ignore[operator]
        pooled.bias.fill_(1)  # type: ignore[operator]
        assert pooled(torch.ones(1, 6, 4, 4)).unique().tolist() == [3.0]
        x = torch.rand(1, 6, 14, 14)
        before = network.get_submodule("c3")(x)
        x[:, 3] += 1
        changed = (network.get_submodule("c3")(x) != before).flatten(2).any(2)[0]
    reads = [3 in row for row in build("lenet").by_name["c3"].layer.table]  # type: ignore[attr-defined]
    assert changed.tolist() == reads
    assert network.get_submodule("c1_tanh")(torch.tensor([1.0, -1.0])) == pytest.approx([1, -1], abs=1e-4)


def test_response_norm_has_the_papers_alpha() -> None:
    """Where torch divides alpha by n, the module gets n times as much."""
    assert "nn.LocalResponseNorm(5, alpha=0.0005, k=2.0)" in export(build("alexnet"), "AlexNet").text


def test_an_edited_network_on_another_input() -> None:
    network = edited(build("alexnet"), "conv2", kernel=(3, 5), stride=(2, 1), padding=(1, 0), maps=128)
    module = export(network, "Edited", (1, 200, 260), 7)
    check(module, infer(network, (1, 200, 260), 7))


def test_a_network_that_breaks_is_not_exported() -> None:
    with pytest.raises(ValueError, match="pool5 would give 0"):
        export(build("alexnet"), "AlexNet", (3, 60, 60))


def test_blocks_that_do_not_fit_a_class_are_written_out() -> None:
    """A block that is read in its middle, branches in the main path, and names that Python does not take."""
    net = Sketch((3, 16, 16))
    with net.block("a"):
        middle = net.add("class", conv(8, 3, 1, 1))
        net.add("3x3", conv(8, 3, 1, 1))
    net.add("sum", Add(), net.last, middle)
    net.add("join", Concat(), "sum", middle, "input")
    net.add("norm", BatchNorm())
    net.add("act", Activation("SiLU"))
    net.add("pool", max_pool((2, 3), (2, 1), (1, 1), ceil=True))
    net.add("average", AdaptivePool(2, 3))
    net.add("flatten", Flatten())
    net.head("out", Dense(4, bias=False))
    module = export(net.network(), "Odd one")
    check(module, infer(net.network()))
    assert module.name == "Oddone"
