"""The builder: every challenge can be met and is not met by what it starts with; snippets and formulas carry the numbers."""

from typing import Any

import pytest

from cnnviz.architectures import build
from cnnviz.architectures.taken_apart import whole_networks
from cnnviz.architectures.written import read_pieces
from cnnviz.lessons.builder import (
    CHALLENGES,
    HEADER,
    START_INPUT,
    START_TEXT,
    Build,
    formula_lines,
    passed,
    read_input,
    shown_rows,
    snippet,
    table,
    total_words,
    write_input,
)

SOLUTIONS = {
    "trunk": "c32p1_r_m_cp1_r_m_c128p1_r_m_c256p1_r_m_c512p1_r_m",
    "far": "ck7s2_mk3_ck5s2_ck7d2",
    "small_kernels": "cp1_r_cp1_r_cp1",
    "bottleneck": "c16k1_c32k5p2",
    "residual": "cp1_r_cp1_s.0.3",
    "inception": "ck1_c96k1.0_c128p1_c16k1.0_c32k5p2_mk3s1p1.0_c32k1_j.1.3.5.7",
    "separable": "wp1_ck1",
    "tiny": "c16p1_r_m_c32p1_r_m_c32p1_r_c16p1_r_g_f_l10",
}
NEARLY = {
    "trunk": "ck7s2p3_mk3p1_c512k3s8p1",
    "far": "ck7s2_mk3_ck3_ck3_ck3",
    "small_kernels": "cp1_cp1",
    "bottleneck": "c32k5p2",
    "residual": "cp1_r_cp1_s.1.3",
    "inception": "ck1_c128p1.0_c32k5p2.0_mk3s1p1.0_c32k1_j.1.2.3.5",
    "separable": "ck1",
    "tiny": "c16p1_r_m_f_l10",
}


def built(text: str, input: tuple[int, int, int] = START_INPUT) -> Build:
    return Build(input, read_pieces(text))


def plain(role: str, inner: str) -> str:
    return inner


@pytest.mark.parametrize("key", CHALLENGES)
def test_a_challenge_is_met_by_its_solution_and_by_nothing_less(key: str) -> None:
    challenge = CHALLENGES[key]
    marks = challenge.marks(built(SOLUTIONS[key], challenge.input))
    assert passed(marks), [mark for mark in marks if not mark.done]
    for text in (challenge.start, NEARLY[key], ""):
        assert not passed(challenge.marks(built(text, challenge.input))), text
    assert not passed(challenge.marks(built(SOLUTIONS[key], (5, 10, 10))))


def test_what_challenges_say_of_the_start_is_true() -> None:
    assert built("ck7p3", (64, 28, 28)).report.main.weights == 200_704
    assert built("c32k5p2", (192, 28, 28)).report.main.macs == 120_422_400
    assert built("cp1", (32, 112, 112)).report.main.parameters == 18_496


def test_every_condition_fails_for_something() -> None:
    """Each condition of each challenge is undone by one of the texts here."""
    texts = [
        *NEARLY.values(),
        *SOLUTIONS.values(),
        "ck1",
        "l5",
        "r",
        "c64p1_c64p1_r",
        "g_f_l10",
        "c8_c8.0_c8.1",
        "c256p1_j.1.0.1",
        "c4096p1_c4096p1",
        "_".join(["c512k1"] * 8),
    ]
    for challenge in CHALLENGES.values():
        marked = [challenge.marks(built(text, challenge.input)) for text in texts]
        for index in range(2, 2 + len(challenge.conditions)):
            outcomes = {marks[index].done for marks in marked if len(marks) > index}
            assert outcomes == {True, False}, (challenge.key, index)


STATES = [
    (START_TEXT, START_INPUT),
    (SOLUTIONS["inception"], (192, 28, 28)),
    ("cp1_r_cp1_s.0.2_b_n_a_g3_d20_f_l7b0", (64, 16, 12)),
    ("c12k5s2p1d2g3_w_mk3p1u1", (6, 33, 40)),
    ("c6k5_r5_u_v_t8_z12_q4_f_l84_e10", (1, 40, 44)),
]


@pytest.mark.parametrize(("text", "input"), STATES)
def test_the_snippet_gives_the_numbers_on_the_page(
    text: str, input: tuple[int, int, int], capsys: Any
) -> None:
    build_ = built(text, input)
    names: dict[str, Any] = {}
    exec(compile(snippet(build_), "snippet", "exec"), names)
    assert build_.last is not None
    assert names["shape"] == build_.last.shape
    assert names["parameters"] == build_.report.main.parameters
    assert f"{names['parameters']:,} parameters" in capsys.readouterr().out


def test_rows_say_what_breaks_and_what_waits() -> None:
    broken = built("mk15_f_l10", (3, 8, 8))
    first, second, third = shown_rows(broken)
    assert first["problem"].startswith("pool1 would give 0 × 0: its 15 × 15 window finds only 8 × 8")
    assert second["problem"] == third["problem"] == "waits for a layer that breaks"
    assert total_words(broken) == ""
    assert broken.last is None
    empty = built("")
    assert shown_rows(empty) == []
    assert empty.problem == "There is no layer yet: add one."
    mixed = built("c8_c16k5_s.1.2")
    assert "cannot add" in mixed.problem


def test_loose_ends_are_named() -> None:
    assert built("c8_c8.0_c8.1").loose == (2,)
    assert built(START_TEXT).loose == ()


def test_the_table_has_every_layer_and_the_sums() -> None:
    build_ = built(START_TEXT)
    rows = table(build_)
    assert all(len(row) == len(HEADER) for row in rows)
    assert len(rows) == len(build_.pieces) + 1
    assert sum(int(str(row[6])) for row in rows[:-1]) == rows[-1][6]
    assert total_words(build_) == (
        "3 × 64 × 64 → 10; 24,234 parameters, 11,207,296 MACs and 557.4 kB of activations for one picture"
    )


def test_formulas_carry_the_numbers() -> None:
    build_ = built("ck11s4_mk3_c256k5p2g2_r_f_l10", (4, 227, 227))
    lines = ["\n".join(formula_lines(build_, row, plain)) for row in build_.report.rows]
    assert r"\frac{227 + 0 + 0 - 1\,(11 - 1) - 1}{4} \right\rfloor + 1 = 55" in lines[0]
    assert r"11 \cdot 11 \cdot 4 \cdot 64 + 64 = 31{,}040" in lines[0]
    assert r"r = 11 + 1\,(3 - 1) \cdot 4 = 19" in lines[1]
    assert r"5 \cdot 5 \cdot 32 \cdot 256 + 256" in lines[2]
    assert r"C / G = 64 / 2" in lines[2]
    assert "no parameters" in lines[3]
    inception = built(SOLUTIONS["inception"], (192, 28, 28))
    last = formula_lines(inception, inception.report.rows[-1], plain)
    assert "N = 64 + 128 + 32 + 32 = 256" in last[0]
    assert "(1, 3, 5, 3) = 5" in last[1]


@pytest.mark.parametrize("name", whole_networks())
def test_every_layer_of_every_network_has_a_formula(name: str) -> None:
    from cnnviz.architectures.taken_apart import pieces_of

    network = build(name)
    maps, height, width = network.input
    build_ = Build((maps, height, width), pieces_of(network))
    assert all(formula_lines(build_, row, plain) for row in build_.report.rows)


@pytest.mark.parametrize(
    "text", ["", "3", "3x64", "3x64x64x1", "0x5x5", "3x0x5", "3x5x513", "9999x5x5", "ax5x5", "3x٣x5"]
)
def test_a_bad_input_is_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="input"):
        read_input(text)


def test_an_input_reads_back() -> None:
    assert read_input(write_input((2048, 512, 1))) == (2048, 512, 1)
