"""Lesson C5 in a real browser with the real network: curves grow, the hand moves pictures, the link carries it."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LOADING_MS = 90_000  # the first visitor waits for torch and the network
DONE = re.compile(r"All \d+ looks at .* (computed in|at once)")
Opener = Callable[[str], Page]


@pytest.fixture
def c5(page: Page, app: str) -> Opener:
    def open_at(query: str = "") -> Page:
        page.goto(f"{app}/invariance{query}")
        expect(page.get_by_text(DONE)).to_be_visible(timeout=LOADING_MS)
        return page

    return open_at


def transform(page: Page) -> str:
    found: str = page.locator(".frame img").first.evaluate("image => image.style.transform")
    return found


def test_the_hand_moves_the_picture_and_the_link_remembers(c5: Opener) -> None:
    page = c5("?move=turn&photo=espresso")
    expect(page.locator(".says")).to_contain_text("0°: the first layer moved by 0.0 % of its length")
    formulas = page.locator(".katex-display")
    expect(formulas).to_have_count(1)
    curves = page.get_by_role("slider", name="degrees, anticlockwise")
    curves.focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".says")).to_contain_text("90°: the first layer moved by")
    assert transform(page) == "rotate(-90deg)"
    page.wait_for_url(re.compile(r"at=9(&|$)"))
    assert parse_qs(urlparse(page.url).query)["move"] == ["turn"]
    expect(formulas).to_have_count(2)  # the distance at this angle, with its numbers
    expect(page.get_by_text(re.compile(r"The answer stays the same at \d+ of 36 amounts"))).to_be_visible()


def test_another_movement_begins_where_the_picture_stands_still(c5: Opener) -> None:
    page = c5("?move=turn&at=20")
    assert transform(page) == "rotate(-200deg)"
    page.get_by_role("combobox", name="Do this to it").click()
    page.get_by_role("option", name="Shift it up and down").click()
    expect(page.locator(".says")).to_contain_text("0 px: the first layer moved by 0.0 %", timeout=LOADING_MS)
    assert transform(page) == "translateY(0%)"


def test_five_pictures_have_a_line_each(c5: Opener) -> None:
    page = c5("?with=samples&move=scale")
    expect(page.locator(".frames figure")).to_have_count(5, timeout=LOADING_MS)
    expect(page.locator("svg.picture .line")).to_have_count(15)
    with page.expect_download() as download:
        page.get_by_role("button", name="Numbers as CSV").click()
    assert download.value.suggested_filename.startswith("invariance-scale")


def test_a_phone_shows_everything_in_its_width(c5: Opener) -> None:
    page = c5("?move=scale")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("svg.picture .line").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_nothing_runs_into_what_stands_below(c5: Opener, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    c5("")
    curves = page.get_by_role("slider", name="pixels down")
    expect(curves).to_be_visible()
    caption, slider = page.locator(".frames figcaption").first, page.locator(".hand input")
    words = page.get_by_text("Try: move the slider slowly away")

    def edges() -> tuple[float, float, float, float]:
        boxes = [each.bounding_box() for each in (caption, slider, curves, words)]
        assert all(boxes)
        bottom = [box["y"] + box["height"] for box in boxes if box]
        top = [box["y"] for box in boxes if box]
        return bottom[0], top[1], bottom[2], top[3]

    caption_end, slider_begins, curves_end, words_begin = edges()
    assert caption_end <= slider_begins + 2, "the caption is above the slider"
    assert curves_end <= words_begin, "the curves end before the words begin"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
