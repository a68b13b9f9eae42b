"""The whole app in a real browser: the frame of a lesson, its URL, presenter view, and lesson A3."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cnnviz.lessons import LESSONS, neighbours
from tests.browser.address import expect_parameter, parameters
from tests.browser.server import ROOT, serve

pytestmark = pytest.mark.browser

A3 = "/convolution_arithmetic"
CODE = "[data-testid=stCode]"


def expect_keys(page: Page, slug: str) -> None:
    """Until that lesson's bar has been mounted, which is when its keys work."""
    before, after = neighbours(slug)
    for neighbour, key in ((before, "P"), (after, "N")):
        if neighbour is not None:
            expect(page.get_by_title(f"{neighbour.title} (key {key})")).to_be_attached()


def number(page: Page, label: str) -> Callable[[str], None]:
    """A function that types a value into the component's number field of that name and leaves it."""

    def type_in(value: str) -> None:
        field = page.locator(f".st-key-sliding-window input[type=number][aria-label^='{label}']").first
        field.fill(value)
        field.press("Tab")

    return type_in


@pytest.fixture
def a3(page: Page, app: str) -> Callable[[str], Page]:
    def open_at(query: str = "") -> Page:
        page.goto(f"{app}{A3}{query}")
        expect(page.locator(".st-key-sliding-window svg.picture")).to_be_visible()
        expect(page.locator(CODE)).to_be_visible()
        return page

    return open_at


@pytest.fixture(scope="module")
def fresh_app() -> Iterator[str]:
    with serve(ROOT / "streamlit_app.py") as address:
        yield address


def test_a_deep_link_to_a_fresh_server_comes_through_the_router(page: Page, fresh_app: str) -> None:
    page.goto(f"{fresh_app}{A3}?stride=2")
    expect(page.locator("[data-testid=stSidebarNav]")).to_contain_text("Inside trained networks")
    expect(page.locator(CODE)).to_contain_text("stride=2")


def test_all_of_a_card_leads_to_its_lesson(page: Page, app: str) -> None:
    page.goto(app)
    expect(page.locator("[class*=st-key-card-]")).to_have_count(len(LESSONS))
    page.wait_for_function(
        "[...document.querySelectorAll('img.cv-emblem')].filter((one) => one.naturalWidth > 0).length > 10"
    )
    page.locator(".st-key-card-pooling img.cv-emblem").click(force=True)  # the link lies over it
    expect(page.get_by_role("heading", level=1)).to_have_text("Pooling")


def test_a_number_moved_in_the_picture_reaches_formula_code_and_url(a3: Callable[[str], Page]) -> None:
    page = a3("?input=9")
    number(page, "Kernel")("5")
    expect(page.locator(CODE)).to_contain_text("kernel_size=5")
    expect(page.locator(".stMarkdown .katex-display").nth(1)).to_contain_text("5")
    expect_parameter(page, "kernel", "5")
    assert parameters(page) == {"input": "9", "kernel": "5"}


def test_a_deep_link_restores_everything(a3: Callable[[str], Page]) -> None:
    page = a3("?mode=transposed&input=3x4&stride=2&kernel=4&padding=1&output_padding=1&channels=2x3&q=2&q2=9")
    expect(page.locator(CODE)).to_contain_text("nn.ConvTranspose2d(2, 3, kernel_size=4, stride=2,")
    expect(page.get_by_role("radio", name="Exercise 2")).to_be_checked()
    assert parameters(page)["output_padding"] == "1"


def test_the_scatter_view_and_its_place_are_in_the_link(a3: Callable[[str], Page]) -> None:
    page = a3("?mode=transposed&stride=2&input=4")
    page.get_by_role("button", name="Scatter").click()
    expect_parameter(page, "view", "scatter")
    page.get_by_role("button", name="Step forward").click()
    expect_parameter(page, "at", "0x1")
    said = page.locator(".st-key-sliding-window .says").inner_text()
    page.reload()
    expect(page.locator(".st-key-sliding-window .says")).to_have_text(said)


def test_a_bad_link_is_dropped_with_a_word(a3: Callable[[str], Page]) -> None:
    page = a3("?kernel=99&stride=2")
    word = page.get_by_text("kernel = 99 is outside 1 to 11; 3 is used instead")
    expect(word).to_be_visible()
    expect(page.locator(CODE)).to_contain_text("kernel_size=3, stride=2")
    expect_parameter(page, "kernel", None)
    page.get_by_label(re.compile("Your prediction")).fill("1")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("0 of 1")).to_be_visible()
    expect(word).to_be_visible()
    number(page, "Kernel")("5")
    expect(word).to_be_hidden()


def test_the_picture_is_as_it_was_after_another_lesson(a3: Callable[[str], Page]) -> None:
    page = a3("?input=11")
    number(page, "Stride")("4")
    expect_parameter(page, "stride", "4")
    page.locator("[data-testid=stSidebarNavLink]", has_text="Occlusion").click()
    expect(page.get_by_role("heading", name="Occlusion", exact=True)).to_be_visible()
    assert "stride" not in parameters(page) and "input" not in parameters(page)
    page.locator("[data-testid=stSidebarNavLink]", has_text="Convolution arithmetic").click()
    expect(page.locator(CODE)).to_contain_text("stride=4")
    expect_parameter(page, "input", "11")


def test_the_back_button_brings_the_last_view_back(a3: Callable[[str], Page]) -> None:
    page = a3("")
    number(page, "Kernel")("4")
    expect_parameter(page, "kernel", "4")
    page.go_back()
    expect(page.locator(CODE)).to_contain_text("kernel_size=3")
    expect(
        page.locator(".st-key-sliding-window input[type=number][aria-label^='Kernel']").first
    ).to_have_value("3")


def test_what_does_not_fit_is_explained_and_the_last_numbers_stay(a3: Callable[[str], Page]) -> None:
    page = a3("?input=5&kernel=3")
    number(page, "Kernel")("9")
    expect(page.get_by_test_id("stAlert")).to_contain_text(
        "Below are the numbers of the last picture that fitted"
    )
    expect(page.locator(CODE)).to_contain_text("kernel_size=3")


def test_presenter_view_by_button_link_and_keys(a3: Callable[[str], Page]) -> None:
    page = a3("")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.get_by_role("button", name="Presenter view").click()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect_parameter(page, "present", "1")
    _, after = neighbours("convolution_arithmetic")
    assert after is not None
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name=after.title, exact=True)).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect_parameter(page, "present", "1")
    expect_keys(page, after.slug)
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Convolution arithmetic")).to_be_visible()
    expect_keys(page, "convolution_arithmetic")
    expect(page.locator(CODE)).to_contain_text("nn.Conv2d")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect_parameter(page, "present", None)


def test_presenter_view_is_large(a3: Callable[[str], Page]) -> None:
    page = a3("?present=1")
    size = page.locator(".st-key-sliding-window .says").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 20
    picture = page.locator(".st-key-sliding-window svg.picture").bounding_box()
    assert picture and picture["height"] > 0.4 * 768


def test_copy_link_gives_this_view(browser: Browser, app: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{app}{A3}?kernel=5")
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{app}{A3}?kernel=5"
    context.close()


def test_an_exercise_by_keyboard_alone(a3: Callable[[str], Page]) -> None:
    page = a3("?q=1&q1=5")
    field = page.get_by_label(re.compile("Your prediction"))
    field.focus()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    expect(page.get_by_text("0 of 1")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_formulas_follow_the_theme(browser: Browser, app: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{app}{A3}")
    term = page.locator(".katex-display [style*='color']").first
    expect(term).to_be_visible()
    colour = term.evaluate("e => getComputedStyle(e).color")
    assert colour == {"light": "rgb(143, 95, 0)", "dark": "rgb(242, 181, 58)"}[scheme], "the window's shade"
    context.close()


def test_switching_the_theme_repaints_formula_and_picture_at_once(a3: Callable[[str], Page]) -> None:
    page = a3("")
    term = page.locator(".katex-display [style*='color']").first
    input_grid = page.locator(".st-key-sliding-window .title.left-text").first
    before = [
        e.evaluate("e => getComputedStyle(e).color + getComputedStyle(e).fill") for e in (term, input_grid)
    ]
    page.get_by_test_id("stMainMenu").get_by_role("button").first.click()
    page.get_by_test_id("stMainMenuPopover").get_by_text("Dark").last.click()
    expect(term).to_have_css("color", "rgb(242, 181, 58)")
    after = [
        e.evaluate("e => getComputedStyle(e).color + getComputedStyle(e).fill") for e in (term, input_grid)
    ]
    assert before[0] != after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_is_cut_off_at_the_side(browser: Browser, app: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{app}{A3}")
    expect(page.locator(CODE)).to_be_visible()
    overflow = page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth")
    assert overflow <= 0
    context.close()


def test_control_and_picture_are_on_screen_together(a3: Callable[[str], Page]) -> None:
    page = a3("")
    for part in (".controls", ".paper", ".player"):
        box = page.locator(f".st-key-sliding-window {part}").bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, part


def test_the_snippet_downloads(a3: Callable[[str], Page], tmp_path: Path) -> None:
    page = a3("")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as a file").click()
    target = tmp_path / "snippet.py"
    download.value.save_as(target)
    assert "nn.Conv2d" in target.read_text()


def test_the_next_lesson_is_a_key_away_with_the_hand_on_a_slider(a3: Callable[[str], Page]) -> None:
    page = a3("")
    expect_keys(page, "convolution_arithmetic")
    page.locator(".st-key-sliding-window input[type=range]").first.focus()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Pooling", level=1)).to_be_visible()
