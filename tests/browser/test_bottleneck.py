"""Lesson A7 in a real browser: its arithmetic against cnnviz.maths, and a learner's main path."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cnnviz.lessons.bottleneck import CASES, blocks, start
from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

CODE = "[data-testid=stCode]"
BARS = ".st-key-cost-bars"
HOST = "document.querySelector('.st-key-cost-bars [data-testid=stBidiComponentIsolated]').cnnviz"


@pytest.fixture
def a7(page: Page, app: str) -> Callable[[str], Page]:
    def open_at(query: str = "") -> Page:
        page.goto(f"{app}/bottleneck{query}")
        expect(page.locator(f"{BARS} svg.picture .piece").first).to_be_visible()
        expect(page.locator(CODE)).to_be_visible()
        return page

    return open_at


def number(page: Page, label: str, value: str) -> None:
    field = page.locator(f"{BARS} input[type=number][aria-label='{label}']")
    field.fill(value)
    field.press("Tab")


BY_JAVASCRIPT = f"""(states) => states.map((state) => {{
  try {{
    return {HOST}.arithmetic.describe(state).map((way) => ({{
      name: way.name, to: way.to, total: way.total, residual: Boolean(way.residual),
      layers: way.layers.map(({{ name, weights, biases, macs, values }}) => [name, weights, biases, macs, values]),
    }}));
  }} catch (error) {{ return error.message; }}
}})"""


def by_python(state: dict[str, Any]) -> Any:
    try:
        pair = blocks(state["case"], state)
    except ValueError as error:
        return str(error)
    made: list[dict[str, Any]] = []
    for block in pair:
        cost = block.cost(bias=state["bias"] == "with")
        total = {"weights": cost.weights, "biases": cost.biases, "values": cost.output_values, "macs": cost.macs,
                 "parameters": cost.parameters if state["bias"] == "with" else cost.weights,
                 "bytes": cost.output_bytes}  # fmt: skip
        layers: list[list[Any]] = [
            [layer.name, each.weights, each.biases, each.macs, each.output_values]
            for layer, each in zip(block.layers, block.costs(bias=True), strict=True)
        ]
        total["biases"] = sum(each[2] for each in layers)
        made.append({"name": block.name, "to": block.out_channels, "total": total, "residual": block.residual,
                     "layers": layers})  # fmt: skip
    return made


def test_the_browsers_costs_are_pythons_in_every_case(a7: Callable[[str], Page]) -> None:
    draw = random.Random(1409)
    states = []
    for case in CASES.values():
        for _ in range(150):
            drawn = {f"{case.name}_{n.name}": draw.randint(n.low, min(n.high, 96)) for n in case.numbers}
            if case.name == "grouped":
                drawn["grouped_groups"] = draw.choice((1, 2, 3, 4, 8))
            states.append({**start(), **drawn, "case": case.name, "bias": draw.choice(("with", "without"))})
        states += [{**start(), **p["state"], "case": case.name, "bias": "without"} for p in case.presets]
    wanted = [by_python(state) for state in states]
    assert sum(isinstance(each, str) for each in wanted) > 20, "too few groups that do not divide"
    for state, theirs, ours in zip(states, a7("").evaluate(BY_JAVASCRIPT, states), wanted, strict=True):
        assert theirs == ours, state


def test_a_number_moved_reaches_bars_formula_code_and_url(a7: Callable[[str], Page]) -> None:
    page = a7("")
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("12,443,648")
    number(page, "Reduced to", "32")
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("24,887,296")
    expect(page.locator(CODE)).to_contain_text("conv(192, 32, 1), conv(32, 32, 5)")
    expect_parameter(page, "reduction_width", "32")


def test_the_picture_answers_while_dragging_and_reports_on_release(a7: Callable[[str], Page]) -> None:
    page = a7("")
    box = page.locator(f"{BARS} input[type=range][aria-label='Maps out']").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=5)
    expect(page.locator(f"{BARS} svg.picture")).not_to_contain_text("12,443,648")
    assert "reduction_out" not in page.url
    page.mouse.up()
    page.wait_for_function("location.search.includes('reduction_out')")


def test_each_case_is_a_link_and_keeps_its_numbers(a7: Callable[[str], Page]) -> None:
    page = a7("?case=inception&inception_projection=0")
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("329,728")
    page.get_by_role("button", name="Groups").click()
    expect_parameter(page, "case", "grouped")
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("307,200")
    page.get_by_role("button", name="Inception module").click()
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("329,728")
    page.locator(f"{BARS} .presets select").select_option(label="CS231n's example, 256 maps in")
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("346,112")
    expect_parameter(page, "inception_projection", None)


def test_a_layer_is_pointed_at_held_and_left(a7: Callable[[str], Page]) -> None:
    page = a7("")
    says = page.locator(f"{BARS} .says")
    page.locator(f"{BARS} [data-layer='1'] .flow").hover(force=True)  # the whole box answers
    expect(says).to_contain_text(
        "reduced, 1 × 1 reduce: 1·1·192·16 = 3,072 weights; at 28·28 positions 2,408,448 MACs"
    )
    expect(page.locator(f"{BARS} .lit")).to_have_count(4)
    page.locator(f"{BARS} [data-layer='0'] .piece").first.click()
    expect_parameter(page, "layer", "0")
    page.reload()
    expect(says).to_contain_text("direct, 5 × 5: 5·5·192·32 = 153,600 weights")
    picture = page.locator(f"{BARS} svg.picture")
    picture.focus()
    picture.press("End")
    expect(says).to_contain_text("reduced, 5 × 5")
    picture.press("Escape")
    expect_parameter(page, "layer", None)


def test_groups_that_do_not_divide_are_explained_and_the_picture_stays(a7: Callable[[str], Page]) -> None:
    page = a7("?case=grouped")
    number(page, "Groups", "5")
    said = "96 input and 256 output channels cannot be split into 5 equal groups"
    expect(page.locator(f"{BARS} .fit")).to_contain_text(said)
    expect(page.get_by_test_id("stAlert")).to_contain_text(said)
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("307,200")
    expect(page.locator(CODE)).to_contain_text("groups=2")
    page.goto(page.url.partition("?")[0] + "?case=grouped&grouped_groups=7")
    expect(page.locator(f"{BARS} .fit")).to_contain_text("cannot be split into 7 equal groups")
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("307,200")


def test_biases_are_counted_where_asked(a7: Callable[[str], Page]) -> None:
    page = a7("?case=grouped")
    page.get_by_label("Count biases among the parameters").check()
    expect(page.locator(f"{BARS} svg.picture")).to_contain_text("307,456")
    expect(page.locator(CODE)).to_contain_text("bias=True")
    expect_parameter(page, "bias", "with")


def test_the_picture_downloads(a7: Callable[[str], Page], tmp_path: Path) -> None:
    page = a7("")
    with page.expect_download() as download:
        page.locator(f"{BARS} .save-svg").click()
    target = tmp_path / "picture.svg"
    download.value.save_as(target)
    assert "12,443,648" in target.read_text("utf-8")
    with page.expect_download() as download:
        page.locator(f"{BARS} .save-png").click()
    download.value.save_as(target)
    assert target.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("query", ["", "?case=inception", "?case=resnet", "?case=grouped"])
def test_control_and_picture_are_on_screen_together(a7: Callable[[str], Page], query: str) -> None:
    page = a7(query)
    for part in (".controls", ".paper", ".says"):
        box = page.locator(f"{BARS} {part}").bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, part


@pytest.mark.parametrize("width", [390, 1920])
def test_nothing_is_cut_off_at_the_side(browser: Browser, app: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{app}/bottleneck?case=inception")
    expect(page.locator(CODE)).to_be_visible()
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    context.close()
