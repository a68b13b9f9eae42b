"""Every way to move the sliding window, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.frames import Frames
from tests.browser.sliding_window_page import (
    DEMO,
    HOST,
    PLAIN,
    Opener,
    at,
    cell_center,
    expect_report,
    field,
    opener,
    reported,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def widget(page: Page, serve_script: Callable[[Path], str]) -> Opener:
    return opener(page, serve_script(DEMO))


def test_a_drag_sends_nothing_until_release(page: Page, widget: Opener) -> None:
    frames = Frames(page)
    widget({"input": [12, 12]})
    box = field(page, "kernel", "range").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.2 * box["width"], middle)
    page.mouse.down()
    before = frames.until_quiet()
    for part in (0.3, 0.4, 0.5, 0.6, 0.7):
        page.mouse.move(box["x"] + part * box["width"], middle)
    expect(field(page, "kernel")).to_have_value("8")
    expect(page.locator(".title.right-text")).to_have_text("Output 5 × 5")
    assert frames.count == before, "the drag itself was sent"
    page.mouse.up()
    expect_report(page, kernel=[8, 8])
    assert frames.count > before


def test_play_advances_and_pauses_where_it_stands(widget: Opener) -> None:
    page = widget()
    page.get_by_label("Speed").select_option("5")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"{HOST}.widget.player.index >= 3")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    stands = at(page)
    expect_report(page, at=stands)
    assert at(page) == stands


def test_play_ends_on_the_last_output(widget: Opener) -> None:
    page = widget({**PLAIN, "at": [3, 1]})
    page.get_by_label("Speed").select_option("20")
    page.get_by_role("button", name="Play").click()
    expect_report(page, at=[3, 3])
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_the_window_glides_between_cells(widget: Opener) -> None:
    page = widget()
    page.get_by_label("Speed").select_option("0.5")
    page.get_by_role("button", name="Play").click()
    drawn = page.wait_for_function(
        f"() => {{ const [, x] = {HOST}.widget.player.drawn; return x % 1 > 0.05 && x % 1 < 0.95; }}"
    )
    assert drawn.json_value() is True


def test_reduced_motion_jumps(browser: Browser, widget: Opener) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = widget(into=context.new_page())
    page.evaluate(
        f"""() => {{
          const {{ player }} = {HOST}.widget;
          window.shown = [];
          const show = player.show;
          player.show = (at) => {{ window.shown.push(at); show(at); }};
        }}"""
    )
    page.get_by_label("Speed").select_option("5")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"{HOST}.widget.player.index >= 4")
    assert all(float(number).is_integer() for place in page.evaluate("window.shown") for number in place)
    context.close()


def test_step_and_scrub(widget: Opener) -> None:
    page = widget()
    page.get_by_role("button", name="Step forward").click()
    expect_report(page, at=[0, 1])
    page.get_by_label("Position").fill("6")
    expect_report(page, at=[1, 2])
    expect(page.locator(".count")).to_have_text("7 of 16")
    page.get_by_role("button", name="Step back").click()
    expect_report(page, at=[1, 1])
    expect(page.locator(".says")).to_have_text("Output row 1, column 1 reads rows 1 to 3, columns 1 to 3.")


def test_keys_move_the_window(widget: Opener) -> None:
    page = widget()
    page.locator(".picture").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    expect_report(page, at=[1, 1])
    page.keyboard.press("End")
    expect_report(page, at=[3, 3])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    expect_report(page, at=[0, 0])
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".says")).to_have_text("Input row 0, column 0 is read by 1 output: row 0, column 0.")


def test_pointing_works_both_ways(widget: Opener) -> None:
    page = widget()
    page.mouse.move(*cell_center(page, "right", 2, 1))
    expect(page.locator(".says")).to_have_text("Output row 2, column 1 reads rows 3 to 5, columns 1 to 3.")
    page.mouse.move(*cell_center(page, "left", 1, 3))
    expect(page.locator(".says")).to_have_text(
        "Input row 1, column 3 is read by 4 outputs: rows 0 to 1, columns 1 to 2."
    )
    assert page.locator(".right .highlight").get_attribute("d")
    page.mouse.move(*cell_center(page, "left", -1, 3))
    expect(page.locator(".says")).to_have_text("Padding: a zero around the input.")
    page.mouse.move(5, 5)
    expect(page.locator(".says")).to_contain_text("Output row 2, column 1")
    assert reported(page) is None, "pointing alone is no decision"
    page.mouse.click(*cell_center(page, "right", 3, 0))
    expect_report(page, at=[3, 0])


def test_a_finger_moves_the_window(browser: Browser, widget: Opener) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = widget(into=context.new_page())
    page.touchscreen.tap(*cell_center(page, "right", 3, 2))
    expect_report(page, at=[3, 2])
    context.close()
