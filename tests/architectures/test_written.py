"""Networks as text: they read back, what is wrong is a sentence, and a published network survives the way there and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.architectures import ARCHITECTURES, build, infer
from cnnviz.architectures.export import export
from cnnviz.architectures.taken_apart import blocks_of, left_out, pieces_of, pieces_of_block, whole_networks
from cnnviz.architectures.written import (
    KINDS,
    MOST_LAYERS,
    MOST_SIGNS,
    Piece,
    assembled,
    read_pieces,
    write_pieces,
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Piece, ...]:
    found = []
    for place in range(1, draw(st.integers(1, 12)) + 1):
        kind = KINDS[draw(st.sampled_from(list(KINDS)))]
        values = [draw(st.integers(n.low, min(n.high, 40))) for n in kind.numbers]
        if kind.letter in "ma":
            values[2] = min(values[2], values[0] // 2)
        reads = st.lists(st.integers(0, place - 1), max_size=3 if kind.reads > 1 else 1)
        found.append(Piece(kind.letter, tuple(values), tuple(draw(reads))))
    return tuple(found)


@given(texts())
@settings(max_examples=150)
def test_layers_read_back_and_whatever_they_are_there_is_a_report(pieces: tuple[Piece, ...]) -> None:
    assert read_pieces(write_pieces(pieces)) == pieces
    report = infer(assembled(pieces, (3, 20, 24)))
    assert len(report.rows) + bool(report.problems) >= 1
    assert bool(report.problem) == (len(report.rows) < len(pieces))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c16_x", "layer 2, “x”, is no layer"),
        ("C16", "is no layer"),
        ("c16__r", "is no layer"),
        ("c99999", "is no layer"),
        ("c5000", "maps = 5000 is outside 1 to 4096"),
        ("ck99", "kernel = 99 is outside"),
        ("fk3", "flatten has no “k”"),
        ("f7", "flatten has no “7”"),
        ("r9", "function = 9"),
        ("mk3p2", "pads at most half of its window, 1"),
        ("c16.1", "layer 1 reads layer 1"),
        ("r_s.0.2", "layer 2 reads layer 2"),
        ("r_c8.0.1", "convolution reads one layer, not 2"),
        ("_".join(["r"] * (MOST_LAYERS + 1)), "are too many"),
        ("c" * (MOST_SIGNS + 1), "are too many"),
        ("<script>", "is no layer"),
        ("c١", "is no layer"),
    ],
)  # fmt: skip
def test_what_is_no_network_is_a_sentence(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_pieces(text)


def test_nothing_is_no_network_yet() -> None:
    assert read_pieces("") == ()
    with pytest.raises(ValueError, match="no layer yet"):
        assembled((), (3, 8, 8))


@pytest.mark.parametrize("name", whole_networks())
def test_a_published_network_survives(name: str) -> None:
    network = build(name)
    text = write_pieces(pieces_of(network))
    assert len(text) < 1200
    mine, theirs = infer(assembled(read_pieces(text), network.input)), infer(network)
    assert mine.main == theirs.main
    shapes = [row.shape for row in theirs.rows if not row.node.side]
    assert [row.shape for row in mine.rows] == shapes


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_block_survives(name: str) -> None:
    for block in blocks_of(name):
        shape, pieces = pieces_of_block(build(name), block)
        wanted = [row for row in infer(build(name)).rows if row.node.block == block]
        found = infer(assembled(read_pieces(write_pieces(pieces)), shape))
        assert [(row.shape, row.parameters, row.macs) for row in found.rows] == [
            (row.shape, row.parameters, row.macs) for row in wanted
        ]


def test_most_networks_are_offered_whole_or_by_their_blocks() -> None:
    missing = [name for name in ARCHITECTURES if name not in whole_networks() and not blocks_of(name)]
    assert missing == []
    whole = [name for name in ARCHITECTURES if not left_out(name)]
    assert whole == list(whole_networks())
    assert {"lenet", "deepface", "resnet34", "xception"} <= set(whole)


def test_what_is_left_out_is_said_and_names_the_layer() -> None:
    """TensorFlow's one-sided padding is the only kind of layer that the builder cannot have."""
    reasons = {name: left_out(name) for name in ARCHITECTURES if left_out(name)}
    other = {name: said for name, said in reasons.items() if "As a whole it has" not in said[0]}
    assert list(other) == ["efficientnet_lite0"]
    assert (
        "convolution 3 × 3, stride 2, padding 0 + 1 pads or steps unevenly" in other["efficientnet_lite0"][0]
    )
    assert other["efficientnet_lite0"][1].startswith("Block block2_1 is left out: convolution 3 × 3")
    assert set(blocks_of("inception_v3")) >= {"mixed_6b", "mixed_7b"}, "rectangular windows"


@given(texts())
@settings(max_examples=30)
def test_what_fits_together_can_be_exported(pieces: tuple[Piece, ...]) -> None:
    network = assembled(pieces, (3, 20, 24))
    if infer(network).problem is None:
        compile(export(network).text, "module", "exec")
