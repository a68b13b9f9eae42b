"""Lesson A8: the snippet runs as printed and gives the page's numbers; links read back; published fields come out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.lessons.receptive_fields import (
    LIMITS,
    PRESETS,
    Layer,
    Stack,
    branches,
    field_term,
    jump_term,
    read_layers,
    snippet,
    start_term,
    steps,
    table,
    unrolled,
    weights,
    write_layers,
)


def plain(role: str, inner: str) -> str:
    return inner


def stack(layers: str, size: int = 15, level: int = 99, at: tuple[int, int] = (7, 7)) -> Stack:
    return Stack(size, read_layers(layers), level, at)


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


STATES = [
    stack("c3p1_c3p1_c3p1"),
    stack("c3p1_c3p1_c3p1", at=(0, 14)),
    stack("c3p1_m2s2_c3p1_a2s2_c3p1", 24, level=4, at=(1, 5)),
    stack("c3p1_m3s2p1d2_c3p2d2", 20),
    stack("c2s3_c2", 21, level=0, at=(4, 4)),
    stack("c1p5_c2", 4, at=(0, 0)),
    stack("c11s4_m3s2_c5p2_m3s2_c3p1_c3p1_c3p1_m3s2", 227, level=5, at=(6, 12)),
    stack("_".join(["c11p5"] * 20), 24),
]


@pytest.mark.parametrize("state", STATES, ids=lambda s: f"{write_layers(s.layers)[:30]}-{s.level}")
def test_the_snippet_gives_the_numbers_on_the_page(state: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    names = run(snippet(state))
    level, _ = state.measured
    assert names["size"] == (state.reaches[level].size,) * 2
    rows, columns = state.pixels(0), state.pixels(1)
    if rows and columns:
        assert tuple(names["rows"]) == rows
        assert tuple(names["columns"]) == columns
    else:
        assert names["rows"] == names["columns"] == []
    assert "seen" in capsys.readouterr().out


PUBLISHED = {
    "Three 3 × 3": (7, 1, 15),
    "One 7 × 7": (7, 1, 15),
    "Dilation 1, 2, 4": (15, 1, 31),  # Yu & Koltun 2016, figure 1
    "AlexNet": (195, 32, 6),  # Araujo et al. 2019; the map's size: Krizhevsky et al. 2012
    "VGG-16": (212, 32, 7),  # Araujo et al. 2019; the map's size: Simonyan & Zisserman 2014
}


@pytest.mark.parametrize("start", PUBLISHED)
def test_published_presets_have_their_published_fields(start: str) -> None:
    (preset,) = (p for p in PRESETS if p["label"].startswith(start))
    last = stack(preset["layers"], preset["input"]).reaches[-1]
    assert (last.field, last.jump, last.size) == PUBLISHED[start]


def test_vgg_16_and_alexnet_layer_by_layer() -> None:
    fields: dict[str, int] = {}
    for preset in PRESETS:
        reaches = stack(preset["layers"], preset["input"]).reaches[1:]
        fields |= {name: r.field for name, r in zip(preset["names"], reaches, strict=False)}
        assert not preset["names"] or len(preset["names"]) == len(reaches)
    assert fields["conv1_1"] == 3
    assert fields["conv3_3"] == 40
    assert fields["conv4_3"] == 92
    assert fields["conv5_3"] == 196
    assert [fields[f"conv{i}"] for i in range(1, 6)] == [11, 51, 99, 131, 163]


def test_every_preset_fits_and_says_its_numbers() -> None:
    for preset in PRESETS:
        last = stack(preset["layers"], preset["input"]).reaches[-1]
        assert last.size >= 1
        assert str(last.field) in preset["note"], preset["label"]


layers = st.builds(
    lambda kind, kernel, stride, padding, dilation: Layer(
        kind, kernel, stride, padding if kind == "c" else min(padding, kernel // 2), dilation if kind != "a" else 1
    ),
    st.sampled_from("cma"), st.integers(1, 11), st.integers(1, 8), st.integers(0, 20), st.integers(1, 16),
)  # fmt: skip


@given(st.lists(layers, min_size=1, max_size=20))
def test_links_read_back(drawn: list[Layer]) -> None:
    text = write_layers(tuple(drawn))
    assert read_layers(text) == tuple(drawn)
    assert text.replace("_", "").isalnum()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not a layer"),
        ("c3__c3", "layer 2, “”, is not a layer"),
        ("x3", "is not a layer such as c3s1p1"),
        ("c3s1s2", "names one of its numbers twice"),
        ("c99", "kernel 99 is outside 1 to 11"),
        ("c3_m2s0", "layer 2, stride 0 is outside 1 to 8"),
        ("m2p2", "at most half the window may be padding"),
        ("a2d2", "average pooling has no dilation"),
        ("_".join(["c1"] * 21), "21 layers are too many"),
        ("c٣", "is not a layer"),
        ("<script>alert(1)</script>", "is not a layer"),
    ],
)
def test_a_bad_link_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match="layer") as refused:
        read_layers(text)
    assert words in str(refused.value)


def test_27_weights_against_49() -> None:
    assert weights(stack("c3p1_c3p1_c3p1")) == (27, 49)
    assert weights(stack("c7p3")) == (49, 49)
    assert weights(stack("c3p1_m2s2_c3p1")) is None


def test_branches_on_top_of_the_stack() -> None:
    """Inception's kernels after a field of 6 and a jump of 2: the 5 × 5 branch sees 6 + 4 × 2."""
    assert branches(stack("c3p1_c3p1_m2s2", 16)) == [(1, 6), (3, 10), (5, 14)]


def test_formulas_carry_the_stacks_numbers() -> None:
    state = stack("c3_m2s2_c3p1d2", 20)
    assert field_term(state, 3, plain) == r"4 + (3-1)\cdot 2 \cdot 2 = 12"
    assert jump_term(state, 2, plain) == r"1 \cdot 2 = 2"
    assert start_term(state, 3, plain) == r"1.5 + (2 - 1) \cdot 2 = 3.5"
    assert unrolled(state, 3, plain) == r"r_{3} = 1 + 2 \cdot 1 + 1 \cdot 1 + 4 \cdot 2 = 12"
    assert len(steps(state, plain).splitlines()) == 1 + 4
    assert r"\text{max pooling 2}\times\text{2, stride 2} & 9 & 3 + (2-1)\cdot 1 \cdot 1 = 4" in steps(
        state, plain
    )


def test_the_table_has_a_row_for_every_level() -> None:
    rows = table(stack("c11s4_m3s2", 227))
    assert rows[1:] == [
        (1, "convolution 11 × 11, stride 4", 55, 11, 4, 5.0),
        (2, "max pooling 3 × 3, stride 2", 27, 19, 8, 9.0),
    ]


def test_a_unit_that_is_gone_gives_way_to_its_nearest() -> None:
    assert stack("c3", 5, level=1, at=(90, 1)).chosen == (1, (2, 1))
    assert stack("c3", 5, level=7).chosen[0] == 1
    assert Stack(15, read_layers("c3_m2s2"), 20, None).chosen == (2, (3, 3))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 24), st.lists(layers, min_size=1, max_size=4), st.integers(0, 4), st.integers(0, 30))
def test_any_stack_agrees_with_torch(size: int, drawn: list[Layer], level: int, at: int) -> None:
    state = Stack(size, tuple(drawn), level, (at, at // 2))
    try:
        _ = state.reaches
    except ValueError:
        return
    names = run(snippet(state))
    rows, columns = state.pixels(0), state.pixels(1)
    wanted = (rows, columns) if rows and columns else ((), ())
    assert (tuple(names["rows"]), tuple(names["columns"])) == wanted


def test_the_limits_are_those_of_the_view() -> None:
    assert set(LIMITS) == {"input", "layers", "kernel", "stride", "padding", "dilation"}
