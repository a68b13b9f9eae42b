"""From AlexNet to ZFNet: what the deconvnet showed about the first layer, and what was changed."""

from cnnviz.architectures import Network, Report, Sketch, infer
from cnnviz.architectures.layers import conv, max_pool
from cnnviz.architectures.parts import conv_relu
from cnnviz.lessons.building_blocks.case import Case, Colour, Number, Values, with_commas

ALEXNET: Values = {"kernel": 11, "stride": 4, "padding": 0, "maps": 96, "stride2": 1, "groups": 2}
SIDES = {"AlexNet": 227, "yours": 224}


def _build(values: Values) -> tuple[Network, Network]:
    return _net(ALEXNET, SIDES["AlexNet"], padding2=2, pool=0), _net(
        values, SIDES["yours"], padding2=0, pool=1
    )


def _net(values: Values, side: int, *, padding2: int, pool: int) -> Network:
    net = Sketch((3, side, side))
    first = conv(values["maps"], values["kernel"], values["stride"], values["padding"], bias=False)
    conv_relu(net, "conv1", first)
    net.add("pool1", max_pool(3, 2, pool))
    second = conv(256, 5, values["stride2"], padding2, groups=values["groups"], bias=False)
    conv_relu(net, "conv2", second)
    net.add("pool2", max_pool(3, 2, pool))
    return net.network()


def _formulas(values: Values, colour: Colour) -> list[str]:
    pairs = list(zip((ALEXNET, values), SIDES.values(), map(infer, _build(values)), strict=True))
    size, weights, jumps = [], [], []
    for one, side, report in pairs:
        if "conv1" not in report.by_name:
            return [rf"\text{{{report.problem.sentence if report.problem else ''}}}"]
        out = report.by_name["conv1"].shape[1]
        k, s = colour("window", str(one["kernel"])), colour("window", str(one["stride"]))
        p = colour("padding", str(2 * one["padding"]))
        size.append(
            rf"\left\lfloor\tfrac{{{colour('input', str(side))} + {p} - {k}}}{{{s}}}\right\rfloor + 1 = {colour('output', str(out))}"
        )
        weights.append(rf"{k}^2 \cdot 3 \cdot {one['maps']} = {with_commas(report.by_name['conv1'].weights)}")
        jumps.append(rf"{s} \cdot 2 = {2 * one['stride']}")
    lines = [
        rf"O_1:\quad {size[0]} \quad\text{{against}}\quad {size[1]}",
        rf"\text{{weights of conv1}}:\quad {weights[0]} \quad\text{{against}}\quad {weights[1]}",
        rf"\text{{pixels between neighbours that conv2 reads}}:\quad {jumps[0]} \quad\text{{against}}\quad {jumps[1]}",
    ]
    second = [_second(report, one, colour) for one, _, report in pairs]
    return [*lines, rf"\text{{MACs of conv2}}:\quad {second[0]} \quad\text{{against}}\quad {second[1]}"] if all(second) else lines  # fmt: skip


def _second(report: Report, values: Values, colour: Colour) -> str:
    row = report.by_name.get("conv2")
    if row is None:
        return ""
    window, places = colour("window", "5^2"), colour("output", rf"{row.shape[1]}^2")
    return (
        rf"{window} \cdot \tfrac{{{values['maps']}}}{{{values['groups']}}} \cdot 256 \cdot {places} = {with_commas(row.macs)}"
    )  # fmt: skip


ZFNET = Case(
    "zfnet",
    "From AlexNet to ZFNet",
    "The deconvnet showed two faults of AlexNet's first layers: the filters of layer 1 held very high and very low frequencies and little between, and "
    "the maps of layer 2 had aliasing artefacts from the large stride of 4. So the window went from 11 × 11 to 7 × 7 and the stride from 4 to "
    "2. The second layer then steps by 2, so that the rest of the network keeps its sizes, and the groups for two GPUs are gone.",
    "take AlexNet's 11 × 11 and stride 4 into the lower network, then change one of them at a time: which change is expensive, and where do the MACs go? "
    "What does the second layer's stride of 2 save?",
    (
        Number("kernel", "Kernel 1", "window", 7, 3, 13),
        Number("stride", "Stride 1", "window", 2, 1, 5),
        Number("padding", "Padding 1", "padding", 1, 0, 5),
        Number("maps", "Maps 1", "output", 96, 16, 128),
        Number("stride2", "Stride 2", "window", 2, 1, 3),
        Number("groups", "Groups 2", "", 1, 1, 2, ("one", "two, as on two GPUs")),
    ),
    (
        ("ZFNet", {"kernel": 7, "stride": 2, "padding": 1, "maps": 96, "stride2": 2, "groups": 1}),
        ("AlexNet's first layer, one GPU", {"kernel": 11, "stride": 4, "padding": 2, "maps": 96, "stride2": 1, "groups": 1}),
        ("Only the stride changed", {"kernel": 11, "stride": 2, "padding": 2, "maps": 96, "stride2": 2, "groups": 1}),
        ("Only the window changed", {"kernel": 7, "stride": 4, "padding": 1, "maps": 96, "stride2": 1, "groups": 1}),
    ),
    _build,
    lambda _: ("AlexNet’s first two layers", "Yours, from ZFNet’s"),
    _formulas,
    "O₁: side of the maps of conv1; the pooling's stride of 2 comes on top of conv1's. Biases and response normalisation are left out. Zeiler and Fergus "
    "(2014), section 4.1 and figure 6.",
    ("alexnet", "zfnet"),
)  # fmt: skip
