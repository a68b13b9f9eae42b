"""Lesson A6 in a real browser: both widgets' numbers are Python's, and what they report reaches the page."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.components.activation_curves import LIMITS
from cnnviz.maths import (
    ACTIVATIONS,
    activation,
    chain_gradients,
    chain_inputs,
    energy,
    neighbours,
    response_norm,
    saturated_share,
    share_below,
    silent_share,
)
from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

CURVES, BARS = ".st-key-activation-curves", ".st-key-response-norm"
HOST = "(key) => document.querySelector(key).querySelector('[data-testid=stBidiComponentIsolated]').cnnviz"
Opener = Callable[..., Page]


@pytest.fixture
def a6(page: Page, app: str) -> Opener:
    def open_at(query: str = "") -> Page:
        page.goto(f"{app}/activations{query}")
        for key in (CURVES, BARS):
            expect(page.locator(f"{key} svg.picture")).to_be_visible()
            expect(page.locator(f"{key} .readout tbody tr").first).to_be_visible()
        expect(code(page)).to_be_visible()
        return page

    return open_at


def code(page: Page) -> Locator:
    """The panel with the whole snippet; those in the expander come before it."""
    return page.locator("[data-testid=stCode]").last


def cell(page: Page, key: str, name: str) -> Locator:
    return page.locator(f"{key} .readout tr[data-number={name}] td").first


def curve_cases() -> list[dict[str, Any]]:
    draw = random.Random(61)
    return [
        {
            "f": draw.choice(tuple(ACTIVATIONS)),
            "x": draw.choice((0.0, round(draw.uniform(-6, 6), 2), draw.uniform(-6, 6))),
            "shift": round(draw.uniform(*LIMITS["shift"]), 1),
            "scale": round(draw.uniform(*LIMITS["scale"]), 1),
            "depth": draw.randint(1, 20),
        }
        for _ in range(600)
    ]


CURVE_NUMBERS = """([key, cases]) => {
  const a = (HOST)(key).arithmetic;
  return cases.map(({ f, x, shift, scale, depth }) => ({
    value: a.ACTIVATIONS[f].value(x), slope: a.ACTIVATIONS[f].slope(x),
    below: a.shareBelow(x, shift, scale), saturated: a.saturatedShare(f, shift, scale),
    silent: a.silentShare(128, shift, scale),
    inputs: a.chainInputs(f, x, depth), gradients: a.chainGradients(f, x, depth),
  }));
}""".replace("HOST", HOST)


def test_the_curves_numbers_are_pythons(a6: Opener) -> None:
    cases = curve_cases()
    got = a6().evaluate(CURVE_NUMBERS, [CURVES, cases])
    for case, theirs in zip(cases, got, strict=True):
        f, x, shift, scale = (case[name] for name in ("f", "x", "shift", "scale"))
        ours = {
            "value": activation(f).value(x),
            "slope": activation(f).slope(x),
            "below": share_below(x, shift, scale),
            "saturated": saturated_share(f, shift, scale),
            "silent": silent_share(128, shift, scale),
        }
        for name, number in ours.items():
            assert theirs[name] == pytest.approx(number, rel=1e-9, abs=1e-15), (name, case)
        assert theirs["inputs"] == pytest.approx(chain_inputs(f, x, case["depth"]), rel=1e-12)
        assert theirs["gradients"] == pytest.approx(
            chain_gradients(f, x, case["depth"]), rel=1e-9, abs=1e-300
        )


BAR_NUMBERS = """([key, cases]) => {
  const a = (HOST)(key).arithmetic;
  return cases.map(({ maps, at, n, k, alpha, beta }) => [
    a.neighbours(maps.length, n, at), a.energy(maps, n, at), a.responseNorm(maps, n, k, alpha, beta),
  ]);
}""".replace("HOST", HOST)


def test_the_bars_numbers_are_pythons(a6: Opener) -> None:
    draw = random.Random(62)
    cases: list[dict[str, Any]] = [
        {
            "maps": [draw.choice((0, draw.randint(0, 300))) for _ in range(draw.randint(1, 12))],
            "n": draw.randint(1, 9),
            "k": draw.choice((0.5, 1.0, 2.0)),
            "alpha": draw.choice((0.0, 1e-5, 1e-4, 1e-2)),
            "beta": draw.choice((0.0, 0.5, 0.75, 1.5)),
        }
        for _ in range(400)
    ]
    for case in cases:
        case["at"] = draw.randrange(len(case["maps"]))
    got = a6().evaluate(BAR_NUMBERS, [BARS, cases])
    for case, (around, total, normalised) in zip(cases, got, strict=True):
        maps, n, at = case["maps"], case["n"], case["at"]
        assert around == list(neighbours(len(maps), n, at)), case
        assert total == energy(maps, n, at)
        assert normalised == pytest.approx(response_norm(maps, n, case["k"], case["alpha"], case["beta"]))


def test_x_is_dragged_and_follows_the_keys(a6: Opener) -> None:
    page = a6("?f=tanh")
    picture = page.locator(f"{CURVES} svg.picture")
    box = picture.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.97 * box["width"], box["y"] + 0.2 * box["height"], steps=5)
    dragged = float(picture.get_attribute("aria-valuenow") or 0)
    assert dragged > 5
    assert "x=" not in page.url, "nothing is sent while the hand is on it"
    page.mouse.up()
    expect_parameter(page, "x", f"{dragged:g}")
    picture.press("Home")
    expect_parameter(page, "x", "-6")
    picture.press("ArrowRight")
    expect_parameter(page, "x", "-5.95")
    expect(code(page)).to_contain_text("torch.tensor(-5.95")
    expect(cell(page, CURVES, "value")).to_have_text("−1")


def test_a_link_restores_both_pictures(a6: Opener) -> None:
    page = a6("?f=relu&other=none&shift=-3&depth=12&x=-1&maps=100,0,0,0,0,0,0,0&at=0&n=3&show=both")
    expect(cell(page, CURVES, "silent")).to_have_text("84.1 %")
    expect(cell(page, CURVES, "saturated")).to_have_text("99.9 %")
    expect(cell(page, CURVES, "chain")).to_have_text("0")
    expect(cell(page, BARS, "paper")).to_have_text("43.87")
    expect(cell(page, BARS, "torch")).to_have_text(f"{100 / (2 + 1 / 3) ** 0.75:.4g}")
    expect(page.locator(f"{BARS} .formula")).to_have_text("b₀ = 100 / (2 + 0.0001 · (100² + 0²))0.75 = 43.87")


def test_a_function_chosen_reaches_formula_code_and_link(a6: Opener) -> None:
    page = a6()
    page.locator(f"{CURVES} [data-name=f] select").select_option("lenet")
    expect_parameter(page, "f", "lenet")
    expect(code(page)).to_contain_text("1.7159 * torch.tanh(2 * x / 3)")
    expect(page.locator(".katex-display").first).to_contain_text("1.7159")


def test_what_is_no_number_leaves_the_last_one(a6: Opener) -> None:
    page = a6("?x=2")
    field = page.locator(f"{CURVES} [data-name=x] input[type=number]")
    field.fill("99")
    field.press("Tab")
    expect(field).to_have_value("2")
    expect_parameter(page, "x", "2")


def test_a_bar_is_pulled_and_its_neighbours_go_down(a6: Opener) -> None:
    page = a6("?maps=100,100,100,100,100,100,100,100&at=0")
    bars = page.locator(f"{BARS} .after")
    before = [float(bars.nth(i).get_attribute("height") or 0) for i in (2, 7)]
    third = page.locator(f"{BARS} .before").nth(3)
    third.scroll_into_view_if_needed()
    box = third.bounding_box()
    top = page.locator(f"{BARS} rect.window").bounding_box()
    assert box and top
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, top["y"] - 20, steps=4)
    page.mouse.up()
    expect_parameter(page, "maps", "100,100,100,300,100,100,100,100")
    expect_parameter(page, "at", None)  # map 3, where the lesson starts
    ratio = [
        float(bars.nth(i).get_attribute("height") or 0) / old for i, old in zip((2, 7), before, strict=True)
    ]
    assert ratio[0] < 0.8 * ratio[1], "map 2 is in the window of map 3, map 7 is not"


def test_the_bars_follow_the_keys(a6: Opener) -> None:
    page = a6()
    picture = page.locator(f"{BARS} svg.picture")
    picture.press("ArrowRight")
    picture.press("End")
    expect_parameter(page, "at", "4")
    expect_parameter(page, "maps", "20,60,10,240,300,0,90,40")
    picture.press("PageDown")
    expect_parameter(page, "maps", "20,60,10,240,250,0,90,40")
    expect(page.get_by_role("heading", name="Activations and normalisation")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_is_cut_off_at_the_side(a6: Opener, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    a6()
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    for key in (CURVES, BARS):
        assert page.locator(f"{key} .cv").evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def test_controls_and_curves_are_on_screen_together(a6: Opener) -> None:
    page = a6()
    for part in (".rows", ".readout", ".paper"):
        box = page.locator(f"{CURVES} {part}").bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, part


@pytest.mark.parametrize("key", [CURVES, BARS])
def test_the_picture_is_saved(a6: Opener, key: str) -> None:
    page = a6()
    with page.expect_download() as download:
        page.locator(f"{key} .save-svg").click()
    text = download.value.path().read_text("utf-8")
    assert text.startswith("<svg") and "var(" not in text
    with page.expect_download() as download:
        page.locator(f"{key} .save-png").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
