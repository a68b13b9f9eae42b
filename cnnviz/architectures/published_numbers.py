"""The printed numbers: parameters, MACs, neurons, sizes. Receptive fields are in `published_fields`."""

from collections.abc import Iterator

from cnnviz.architectures.published import Published, Quantity

_K, _M, _G = 10**3, 10**6, 10**9
_LECUN = "LeCun et al. 1998, section II.B"
_TAIGMAN = "Taigman et al. 2014, figure 2"

_LENET: tuple[tuple[str, int, int], ...] = (
    ("c1", 156, 122_304), ("s2", 12, 5_880), ("c3", 1_516, 151_600), ("s4", 32, 2_000), ("c5", 48_120, 48_120),
    ("f6", 10_164, 10_164), ("", 60_000, 340_908),
)  # fmt: skip

# weights worked out in the course slides; neurons as printed in the paper, figure 2
_ALEXNET: tuple[tuple[str, int, int, int], ...] = (
    ("conv1", 34_848, 1, 253_440), ("conv2", 307_200, 1, 186_624), ("conv3", 884_736, 1, 64_896),
    ("conv4", 663_552, 1, 64_896), ("conv5", 442_368, 1, 43_264), ("fc6", 37_700_000, 100_000, 4_096),
    ("fc7", 16_800_000, 100_000, 4_096), ("fc8", 4_100_000, 100_000, 1_000),
)  # fmt: skip
_ALEXNET_SLIDE = (("conv1", 11_600), ("conv2", 6_400), ("conv3", 3_500), ("conv4", 3_500), ("conv5", 2_300))

_SIZES: dict[str, tuple[str, str]] = {
    "alexnet": (
        "Krizhevsky et al. 2012, section 3.5 and figure 2",
        "conv1 55 pool1 27 conv2 27 pool2 13 conv3 13 conv4 13 conv5 13 pool5 6",
    ),
    "zfnet": (
        "Zeiler & Fergus 2014, figure 3",
        "conv1 110 pool1 55 conv2 26 pool2 13 conv3 13 conv4 13 conv5 13 pool5 6",
    ),
    "deepface": (_TAIGMAN, "c1 142 m2 71 c3 63 l4 55 l5 25 l6 21"),
    "lenet": ("LeCun et al. 1998, figure 2", "c1 28 s2 14 c3 10 s4 5 c5 1"),
    "googlenet": (
        "Szegedy et al. 2014, table 1",
        "conv1 112 pool1 56 conv2 56 pool2 28 inception_3b.concat 28 pool3 14 inception_4e.concat 14 pool4 7 "
        "inception_5b.concat 7 average 1",
    ),
    "resnet50": (
        "He et al. 2015, table 1",
        "conv1 112 conv2_3.relu 56 conv3_4.relu 28 conv4_6.relu 14 conv5_3.relu 7 average 1",
    ),
    "densenet264": (
        "Huang et al. 2017, table 1",
        "conv0 112 pool0 56 dense1_6.concat 56 transition1.pool 28 dense2_12.concat 28 transition2.pool 14 "
        "dense3_64.concat 14 transition3.pool 7 dense4_48.concat 7 average 1",
    ),
}

# Szegedy et al. 2014, table 1: part, thousands of parameters, millions of multiply-adds
_GOOGLENET = (
    (("conv1",), 2.7, 34), (("conv2_reduce", "conv2"), 112, 360), (("inception_3a",), 159, 128),
    (("inception_3b",), 380, 304), (("inception_4a",), 364, 73), (("inception_4b",), 437, 88),
    (("inception_4c",), 463, 100), (("inception_4d",), 580, 119), (("inception_4e",), 840, 170),
    (("inception_5a",), 1072, 54), (("inception_5b",), 1388, 71), (("classifier",), 1000, 1),
)  # fmt: skip

# name, parameters, 10^-3 GMACs: `num_params` and `_ops` of torchvision's weights
_TORCHVISION = (
    ("alexnet_torchvision", 61_100_840, 714), ("vgg_a", 132_863_336, 7_609), ("vgg_b", 133_047_848, 11_308),
    ("vgg_d", 138_357_544, 15_470), ("vgg_e", 143_667_240, 19_632), ("googlenet_torchvision", 6_624_904, 1_498),
    ("inception_v3", 27_161_264, 5_713), ("resnet18_torchvision", 11_689_512, 1_814),
    ("resnet34_torchvision", 21_797_672, 3_664), ("resnet50_torchvision", 25_557_032, 4_089),
    ("resnet101_torchvision", 44_549_160, 7_801), ("resnet152_torchvision", 60_192_808, 11_514),
    ("squeezenet_1_0", 1_248_424, 819), ("squeezenet_1_1", 1_235_496, 349), ("densenet121", 7_978_856, 2_834),
    ("densenet169", 14_149_480, 3_360), ("densenet201", 20_013_928, 4_291), ("mobilenet_v2", 3_504_872, 301),
)  # fmt: skip

_SINGLE: tuple[tuple[str, Quantity, int, int, str, str], ...] = (
    ("alexnet", "parameters", 60 * _M, _M, "Krizhevsky et al. 2012, abstract", ""),
    ("alexnet", "neurons", 650_000, 10 * _K, "Krizhevsky et al. 2012, abstract", ""),
    *(
        (f"vgg_{column}", "parameters", millions * _M, _M, "Simonyan & Zisserman 2014, table 2", "")
        for column, millions in {"a": 133, "a_lrn": 133, "b": 133, "c": 134, "d": 138, "e": 144}.items()
    ),
    ("vgg_e", "MACs", 19_600 * _M, 100 * _M, "He et al. 2015, figure 3", ""),
    *(
        (name, "MACs", tenths * 100 * _M, 100 * _M, "He et al. 2015, table 1", "")
        for name, tenths in {"resnet18": 18, "resnet34": 36, "resnet50": 38, "resnet101": 76, "resnet152": 113}.items()
    ),
    ("plain34", "MACs", 3_600 * _M, 100 * _M, "He et al. 2015, figure 3", ""),
    ("googlenet", "parameters", 6_800 * _K, 100 * _K, "Szegedy et al. 2014, table 1, its rows added up",
     "The rows are not all what their own numbers give, the first most of all; with biases the layers have 7.0 million."),
    ("googlenet", "parameters", 4 * _M, _M, "course slides",
     "The paper says 12 times fewer than AlexNet, which would be 5 million; its own table adds up to 6.8 million."),
    ("googlenet", "MACs", 1_500 * _M, 100 * _M, "Szegedy et al. 2014, introduction", ""),
    ("inception_v3", "parameters", 25 * _M, _M, "Szegedy et al. 2015, abstract",
     "“Less than 25 million”: 23.8 million on the main path."),
    ("inception_v3", "MACs", 5 * _G, _G, "Szegedy et al. 2015, abstract", ""),
    ("xception", "parameters", 22_855_952, 1, "Chollet 2017, table 3", ""),
    ("squeezenet_1_0", "parameters", 1_248_424, 1, "Iandola et al. 2016, table 1", ""),
    ("mobilenet_v1", "parameters", 4_200 * _K, 100 * _K, "Howard et al. 2017, table 8", ""),
    ("mobilenet_v1", "MACs", 569 * _M, _M, "Howard et al. 2017, table 8", ""),
    ("mobilenet_v2", "parameters", 3_400 * _K, 100 * _K, "Sandler et al. 2018, table 4",
     "The layers of its table 2 have 3.50 million with the scales and shifts of the batch normalisation, 3.47 without."),
    ("mobilenet_v2", "MACs", 300 * _M, _M, "Sandler et al. 2018, table 4", ""),
    ("efficientnet_lite0", "parameters", 4_700 * _K, 100 * _K, "EfficientNet-Lite, the authors' repository", ""),
    ("efficientnet_lite0", "MACs", 407 * _M, _M, "EfficientNet-Lite, the authors' repository",
     "The repository does not say what it counts. The convolutions and the dense layer alone have 385 million."),
    ("deepface", "parameters", 120 * _M, _M, "Taigman et al. 2014, abstract",
     "“More than 120 million”: the layers of its figure 2 add up to 118.9 million."),
)  # fmt: skip

_ALEXNET_55 = "55 × 55 × 96 = 290,400. The paper's 253,440 does not follow from its own 55 × 55 maps."
_FIRST_ROW = "7 × 7 × 3 × 64 = 9,408 weights, and 118 M products at 112 × 112; the table's row does not follow from its sizes."
_ROW_5A = "Both numbers are too large for the row's own sizes: 1,042,432 weights at 7 × 7 give 51 M products."
_OTHER_ROW = "The row's own sizes give other weights; its operations fit them."
_ROW_NOTES = {
    "conv1": (_FIRST_ROW, _FIRST_ROW),
    **{f"inception_{module}": (_OTHER_ROW, "") for module in ("3b", "4a", "4b", "4c", "4d", "4e", "5b")},
    "inception_5a": (_ROW_5A, _ROW_5A),
}


def numbers() -> Iterator[Published]:
    """All of them, network by network where they share a source."""
    for part, parameters, connected in _LENET:
        yield Published("lenet", "parameters", part, parameters, 1, _LECUN)
        yield Published("lenet", "connections", part, connected, 1, _LECUN)
    for part, weights, step, neurons in _ALEXNET:
        yield Published("alexnet", "weights", part, weights, step, "course slides")
        note = _ALEXNET_55 if part == "conv1" else ""
        yield Published("alexnet", "neurons", part, neurons, 1, "Krizhevsky et al. 2012, figure 2", note)
    for part, printed in _ALEXNET_SLIDE:
        left_out = "The slide leaves out the channels that come in: 11 × 11 × 96 = 11.6K, and so on."
        yield Published("alexnet", "weights", part, printed, 100, "course slides", left_out)
    for network, (source, text) in _SIZES.items():
        words = text.split()
        for part, size in zip(words[::2], words[1::2], strict=True):
            yield Published(network, "size", part, int(size), 1, source)
    yield from _googlenet()
    for name, parameters, thousandths in _TORCHVISION:
        source = "torchvision's weight metadata"
        note = (
            "3,326,696 of torchvision's parameters are in the auxiliary classifier."
            if name == "inception_v3"
            else ""
        )
        yield Published(name, "parameters", "", parameters, 1, source, note)
        yield Published(name, "MACs", "", thousandths * _M, _M, source)
    for network, quantity, value, step, source, note in _SINGLE:
        yield Published(network, quantity, "", value, step, source, note)


def _googlenet() -> Iterator[Published]:
    source = "Szegedy et al. 2014, table 1"
    for parts, thousands, millions in _GOOGLENET:
        where = " + ".join(parts)
        step = 1024 if thousands > 3 else 102
        weights_note, macs_note = _ROW_NOTES.get(where, ("", ""))
        yield Published("googlenet", "weights", where, round(thousands * 1024), step, source, weights_note)
        yield Published("googlenet", "MACs", where, millions * _M, _M, source, macs_note)
