"""Lesson C1 in a real browser: from the glance to a map, from the map to a unit, from the unit to what feeds it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.frames import Frames

pytestmark = pytest.mark.browser

C1 = "/feature_maps"
LOADING_MS = 90_000  # the first visitor waits for torch and the network


def open_at(page: Page, app: str, query: str = "") -> Page:
    page.goto(f"{app}{C1}{query}")
    expect(page.locator(".network .steps .result")).to_be_visible(timeout=LOADING_MS)
    return page


def number(text: str) -> float:
    return float(text.replace("\u2212", "-"))


def test_dive_from_the_glance_down_to_what_feeds_a_unit(page: Page, app: str) -> None:
    open_at(page, app, "?photo=espresso")
    expect(page.locator(".column")).to_have_count(18)
    expect(page.locator(".answer-row").first).to_contain_text("espresso")

    page.locator(".column").nth(4).locator("canvas").click(position={"x": 10, "y": 10})
    expect(page.locator(".map-head")).to_contain_text("of block 3, the strongest")
    page.wait_for_function("new URLSearchParams(location.search).get('layer') === 'blocks.3'")

    page.locator(".plane.alone").click(position={"x": 40, "y": 60})
    page.wait_for_function("new URLSearchParams(location.search).has('at')")
    row, column = page.evaluate("new URLSearchParams(location.search).get('at')").split(",")
    expect(page.locator(".dive-head")).to_contain_text(f"row {row}, column {column}")
    expect(page.locator(".place")).to_contain_text(f"Row {row}, column {column}")

    terms = [number(text) for text in page.locator(".rows .term .figure").all_inner_texts()]
    shown = number(page.locator(".steps li .figure").first.inner_text())
    assert sum(terms) == pytest.approx(shown, abs=0.01)

    page.locator("button.feeder").first.click()
    expect(page.locator(".map-head")).to_contain_text("of block 3, depthwise")
    page.locator("button.feeder").first.click()
    expect(page.locator(".map-head")).to_contain_text("of block 3, expand")
    expect(page.get_by_role("combobox", name="Layer")).to_have_value("block 3, expand")


def test_where_a_value_comes_from(page: Page, app: str) -> None:
    open_at(page, app, "?network=cnnviz_alexnet&layer=relu3")
    assert 1 <= page.locator(".links path:not(.edge)").count() <= page.locator(".rows .row").count() - 1 == 6
    expect(page.locator(".now")).to_contain_text("Lines: from the maps")

    cell = page.locator(".row").nth(1).locator(".kernel span").nth(4)
    cell.hover()
    expect(page.locator(".lit")).to_have_count(2)
    value, weight, product = (
        number(text) for text in re.split(" [·=] ", page.locator(".row.open .product").inner_text())
    )
    assert product == pytest.approx(value * weight, abs=2e-3)

    # Pointing at another place of the map moves the window on every map that feeds it.
    window = page.locator(".small-plane .window").first
    before = window.evaluate("e => e.style.left")
    page.locator(".plane.alone").hover(position={"x": 100, "y": 5})
    expect(page.locator(".dive")).to_have_class(re.compile("away"))
    assert window.evaluate("e => e.style.left") != before
    page.locator(".answer").hover()
    expect(page.locator(".dive")).not_to_have_class(re.compile("away"))
    assert window.evaluate("e => e.style.left") == before


def test_pointing_enlarges_and_sends_nothing(page: Page, app: str) -> None:
    sent = Frames(page)
    open_at(page, app)
    before, said = sent.until_quiet(), set()
    for index in (1, 5, 9):
        page.locator(".column").nth(index).locator("canvas").hover(position={"x": 12, "y": 60})
        expect(page.locator(".loupe")).to_be_visible()
        said.add(page.locator(".loupe p").inner_text())
    page.locator(".plane.alone").hover(position={"x": 30, "y": 30})
    expect(page.locator(".loupe")).to_be_hidden()
    assert len(said) == 3
    assert sent.count == before


def test_keys_choose_a_map_and_a_filter_opens_its_map(page: Page, app: str) -> None:
    open_at(page, app)
    page.locator(".layers").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".map-head")).to_contain_text("of block 1, number 2 by strength")
    page.locator(".filters .sheet").click(position={"x": 8, "y": 8})
    expect(page.locator(".map-head")).to_contain_text("Map 0 of stem")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1366, "light"), (1920, "dark")])
def test_it_fits_and_follows_the_theme(browser: Browser, app: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 768}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = open_at(context.new_page(), app)
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    if width == 390:  # a link to the presenter view that is opened on a phone
        open_at(page, app, "?present=1")
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    ink = page.locator(".network").evaluate("e => getComputedStyle(e).color")
    assert (sum(map(int, re.findall(r"\d+", ink)[:3])) > 3 * 128) == (scheme == "dark")
    if width >= 1366:
        box = page.locator(".overview").bounding_box()
        assert box and box["y"] + box["height"] <= 768
        assert page.locator(".layers").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    context.close()
