"""Lesson A5 in a real browser: the pictures' numbers are Python's, and what is moved reaches formula and URL."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cnnviz.lessons.why_convolution import FILTERS, SHAPES, Cost, Diagram, Network
from cnnviz.maths import permutation, reach, taps
from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

A5 = "/why_convolution"
CODE = "[data-testid=stCode]"
PANELS = ("units", "bars", "diagram")
ARITHMETIC = "document.querySelector('.st-key-connectivity-units [data-testid=stBidiComponentIsolated]').cnnviz.arithmetic"

Opener = Callable[..., Page]


@pytest.fixture
def a5(page: Page, app: str) -> Opener:
    def open_at(query: str = "", into: Page = page) -> Page:
        into.goto(f"{app}{A5}{query}")
        for name in PANELS:
            expect(panel(into, name).locator(".says")).not_to_be_empty()
        expect(into.locator(CODE)).to_be_visible()
        return into

    return open_at


def panel(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-connectivity-{name}")


def networks() -> list[Network]:
    draw = random.Random(5)
    made = []
    for units in range(4, 17):
        for kernel in (1, 3, 5, 7):
            for layers in (1, 2, 3):
                layer, unit = draw.randint(0, layers), draw.randint(0, units - 1)
                made.append(Network(units, kernel, layers, layer, unit, draw.choice(("shared", "own"))))
    return made


def test_edges_weights_and_reach_are_pythons(a5: Opener) -> None:
    every = networks()
    found = a5().evaluate(
        f"""(states) => states.map((s) => {{
          const a = {ARITHMETIC};
          return [a.denseEdges(s.units, s.layers), a.sparseEdges(s.units, s.kernel, s.layers),
            a.differentWeights(s.units, s.kernel, s.layers, s.weights === "shared"),
            a.tapsOf(s.units, s.kernel, s.unit), a.reachOf(s.units, s.kernel, s.unit, s.layers)];
        }})""",
        [vars(network) for network in every],
    )
    for n, (dense, sparse, weights, into, ends) in zip(every, found, strict=True):
        assert (dense, sparse, weights) == (n.dense_edges, n.sparse_edges, n.different_weights)
        assert [tuple(edge) for edge in into] == taps(n.units, n.kernel, n.unit)
        reached = reach(n.units, n.kernel, n.unit, n.layers)
        assert ends == [reached[0], reached[-1]]


def test_parameters_are_pythons_up_to_the_largest(a5: Opener) -> None:
    draw = random.Random(6)
    every = [Cost(1080, 64, 100, 11, 1000), Cost(1, 1, 1, 1, 1)]
    for _ in range(200):
        sides = (draw.randint(1, 1080), draw.randint(1, 64), draw.randint(1, 100))
        every.append(Cost(*sides, draw.choice((1, 3, 5, 7)), draw.randint(1, 1000)))
    script = f"(states) => states.map((state) => {ARITHMETIC}.layerCounts(state))"
    found = a5().evaluate(script, [vars(cost) for cost in every])
    for cost, counts in zip(every, found, strict=True):
        assert counts == {"convolution": cost.convolution, "hidden": cost.dense, "same": cost.same}


def diagrams() -> list[Diagram]:
    draw = random.Random(7)
    return [
        Diagram(way, draw.randint(-4, 4), draw.randint(-4, 4), draw.randint(1, 9), border, shape, kernel)
        for way in ("shift", "permutation")
        for border in ("circular", "zeros", "mixed")
        for shape in SHAPES
        for kernel in FILTERS
        for _ in range(6)
    ]


def test_both_ways_round_are_pythons(a5: Opener) -> None:
    every = diagrams()
    script = f"""([states, shapes, filters]) => states.map((state) => {{
      const a = {ARITHMETIC};
      const made = a.twoWays(shapes[state.shape], filters[state.filter], state);
      return [made.upper, made.lower, a.largest(made.difference)];
    }})"""
    found = a5().evaluate(script, [[vars(diagram) for diagram in every], SHAPES, FILTERS])
    for diagram, (upper, lower, apart) in zip(every, found, strict=True):
        assert (upper, lower) == diagram.ends
        assert apart == diagram.apart
    orders = a5().evaluate(f"() => [1, 5, 9].map((number) => {ARITHMETIC}.shuffle(81, number))")
    assert orders == [permutation(81, number) for number in (1, 5, 9)]


def field(page: Page, name: str, label: str) -> Locator:
    return panel(page, name).locator(f"input[type=number][aria-label='{label}']")


def test_a_number_moved_reaches_picture_formula_code_and_url(a5: Opener) -> None:
    page = a5()
    field(page, "units", "Units in a row").fill("12")
    field(page, "units", "Units in a row").press("Tab")
    numbers = panel(page, "units").locator(".numbers")
    expect(numbers.nth(0)).to_have_text("144 edges144 different weights")
    expect(numbers.nth(1)).to_have_text("34 edges3 different weights")
    expect_parameter(page, "units", "12")
    expect(page.locator(CODE)).to_contain_text("units, layers = 12, 1")
    field(page, "bars", "Picture, side").fill("1080")
    field(page, "bars", "Picture, side").press("Tab")
    expect(panel(page, "bars").locator(".value").nth(1)).to_contain_text("349,920,100 parameters")
    expect_parameter(page, "side", "1080")
    expect(page.locator(".katex-display", has_text="349,920,100")).to_be_visible()


def on(page: Page, net: str) -> tuple[int, int]:
    """Strong units and strong edges of one of the two networks."""
    part = panel(page, "units").locator(f".net.{net}")
    return part.locator(".unit.on").count(), part.locator(".line.on").count()


def test_pointing_at_a_unit_shows_what_feeds_it_and_whom_it_affects(a5: Opener) -> None:
    page = a5("?units=9&kernel=3&unit=4")
    says = panel(page, "units").locator(".says")
    expect(says).to_have_text(re.compile(r"Output 4 is fed by 3 of 9 inputs \(3 to 5\)"))
    assert (on(page, "dense"), on(page, "sparse")) == ((10, 9), (4, 3))
    unit = panel(page, "units").locator(".net.sparse .unit[data-layer='0'][data-unit='0']")
    unit.hover()
    expect(says).to_have_text(re.compile(r"Input 0 affects 2 of 9 outputs \(0 to 1\)"))
    assert on(page, "sparse") == (3, 2)
    page.mouse.move(5, 5)
    expect(says).to_have_text(re.compile("Output 4"))
    unit.click()
    expect_parameter(page, "layer", "0")
    expect_parameter(page, "unit", "0")


def test_units_by_keyboard(a5: Opener) -> None:
    page = a5("?layers=2&layer=2")
    picture = panel(page, "units").locator("svg.picture")
    picture.focus()
    says = panel(page, "units").locator(".says")
    expect(says).to_have_text(re.compile(r"Output 4 is fed by 5 of 9 inputs \(2 to 6\)"))
    picture.press("ArrowDown")
    expect(says).to_have_text(
        re.compile(r"Unit 4 of layer 1 is fed by 3 of 9 inputs \(3 to 5\) and affects 3 of 9")
    )
    picture.press("ArrowRight")
    expect(says).to_have_text(re.compile("Unit 5 of layer 1"))
    expect_parameter(page, "unit", "5")


def test_a_unit_in_the_top_row_stays_there_when_a_layer_comes(a5: Opener) -> None:
    page = a5()
    field(page, "units", "Layers").fill("3")
    expect(panel(page, "units").locator(".says")).to_have_text(
        re.compile(r"Output 4 is fed by 7 of 9 inputs \(1 to 7\)")
    )


def test_shift_and_permutation_are_measured(a5: Opener) -> None:
    page = a5()
    apart = panel(page, "diagram").locator(".apart")
    expect(apart).to_have_text("largest: 0")
    panel(page, "diagram").get_by_role("button", name="Zeros").click()
    expect(apart).to_have_text(f"largest: {Diagram(border='zeros').apart}")
    expect_parameter(page, "border", "zeros")
    panel(page, "diagram").get_by_role("button", name="Permute").click()
    expect(apart).to_have_text(f"largest: {Diagram('permutation', border='zeros').apart}")
    expect_parameter(page, "way", "permutation")
    expect(page.locator(CODE)).to_contain_text("order = [")


def test_the_arrow_keys_shift_the_picture(a5: Opener) -> None:
    page = a5()
    picture = panel(page, "diagram").locator("svg.picture")
    picture.focus()
    picture.press("ArrowDown")
    expect_parameter(page, "down", "2")
    expect(panel(page, "diagram").locator(".says")).to_have_text(re.compile("Moved by 2 down and 2 right"))


def test_a_link_restores_everything_and_a_misfit_gets_a_sentence(a5: Opener) -> None:
    page = a5("?units=6&kernel=5&unit=12&side=64&way=permutation&number=3&q=3")
    expect(page.get_by_text("There is no unit 12 in a row of 6")).to_be_visible()
    expect(panel(page, "units").locator(".says")).to_have_text(re.compile("Output 5"))
    expect(panel(page, "bars").locator(".layer").nth(2)).to_contain_text("64 × 64 × 16")
    wanted = Diagram("permutation", number=3).apart
    expect(panel(page, "diagram").locator(".apart")).to_have_text(f"largest: {wanted}")


@pytest.mark.parametrize("width", [390, 1366, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_and_control_and_picture_fit(
    browser: Browser, a5: Opener, width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 768}, color_scheme=scheme)
    page = a5("?units=16&layers=3&layer=3&kernel=7&way=permutation", into=context.new_page())
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    for name in PANELS:
        paper = panel(page, name).locator(".cx").bounding_box()
        assert paper and (width < 700 or paper["height"] <= 560), name
        beyond = (
            panel(page, name)
            .locator("svg.picture")
            .evaluate(
                "e => [...e.querySelectorAll('text')].filter((t) => t.getBoundingClientRect().right > "
                "e.getBoundingClientRect().right + 2).map((t) => t.textContent)"
            )
        )
        assert beyond == []
    context.close()


def test_pictures_are_saved(a5: Opener, tmp_path: Path) -> None:
    page = a5()
    for name, words in zip(PANELS, ("connectivity-9", "parameters-224x224x3", "shift-sobel"), strict=True):
        with page.expect_download() as download:
            panel(page, name).get_by_role("button", name="SVG").click()
        assert download.value.suggested_filename.startswith(words)
        download.value.save_as(tmp_path / "picture.svg")
        text = (tmp_path / "picture.svg").read_text("utf-8")
        assert "var(" not in text and "light-dark" not in text
    with page.expect_download() as download:
        panel(page, "units").get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename.endswith(".png")
