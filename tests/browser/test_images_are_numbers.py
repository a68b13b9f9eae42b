"""Lesson A1 in a real browser: the numbers it shows are Python's, and every hand on the picture is answered."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from cnnviz.images import SIDES, load_image, square
from cnnviz.maths import gray_value, shuffled_order
from tests.browser.address import expect_parameter
from tests.browser.images_are_numbers_page import (
    CODE,
    GRID,
    HOST,
    Opener,
    ready,
    shown_bytes,
    slide,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def a1(page: Page, app: str) -> Opener:
    def open_at(query: str = "") -> Page:
        page.goto(f"{app}/images_are_numbers{query}")
        ready(page)
        return page

    return open_at


def shown_values(page: Page) -> list[int]:
    return [int(text) for text in page.locator(f"{GRID} .values .value").all_text_contents()]


def test_every_size_shows_pythons_numbers_in_order_and_shuffled(a1: Opener) -> None:
    page = a1("?photo=palace")
    for side in SIDES:
        expected = np.asarray(square(load_image("palace"), side))
        slide(page, side)
        expect(page.locator(f"{GRID} .side-words")).to_have_text(f"{side} px")
        assert np.array_equal(shown_bytes(page), expected), side
        page.locator(f"{GRID} .shuffled").check()
        order = shuffled_order(side * side)
        assert np.array_equal(shown_bytes(page).reshape(-1, 3), expected.reshape(-1, 3)[order]), side
        page.locator(f"{GRID} .shuffled").uncheck()


def test_gray_is_pythons_for_many_colours(a1: Opener) -> None:
    page = a1("")
    colours = [(r, g, b) for r in range(0, 256, 15) for g in range(0, 256, 17) for b in range(0, 256, 51)]
    got = page.evaluate(f"(all) => all.map((c) => {HOST}.arithmetic.grayValue(...c))", colours)
    assert got == [gray_value(*colour) for colour in colours]


def test_hover_reads_a_pixel_and_a_click_keeps_it(a1: Opener) -> None:
    page = a1("?side=8")
    picture = square(load_image("cat"), 8)
    box = page.locator(f"{GRID} canvas").bounding_box()
    assert box
    cell = box["width"] / 8
    page.mouse.move(box["x"] + 5.5 * cell, box["y"] + 2.5 * cell)
    expect(page.locator(f"{GRID} .place")).to_have_text("Row 2, column 5")
    rgb = picture.getpixel((5, 2))
    assert isinstance(rgb, tuple)
    assert shown_values(page) == [*rgb, gray_value(*rgb)]
    page.mouse.down()
    page.mouse.up()
    expect_parameter(page, "at", "2x5")
    expect(page.locator(CODE)).to_contain_text("pixel = x[:, 2, 5]")
    page.mouse.move(box["x"] - 30, box["y"] + 30)
    expect(page.locator(f"{GRID} .place")).to_have_text("Row 2, column 5")


def test_keys_step_zoom_and_show_all(a1: Opener) -> None:
    page = a1("?at=16x16")
    canvas = page.locator(f"{GRID} canvas")
    canvas.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(f"{GRID} .place")).to_have_text("Row 17, column 26")
    expect_parameter(page, "at", "17x26")
    for _ in range(4):
        page.keyboard.press("+")
    expect_parameter(page, "span", "6")
    page.keyboard.press("0")
    expect_parameter(page, "span", None)
    expect(page.get_by_role("button", name="Whole picture")).to_be_disabled()


def test_the_wheel_zooms_and_a_drag_moves(a1: Opener) -> None:
    page = a1("?side=112&at=56x56")
    box = page.locator(f"{GRID} canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    for _ in range(6):
        page.mouse.wheel(0, -200)
    page.wait_for_function("Number(new URLSearchParams(location.search).get('span')) in {5: 1, 6: 1, 7: 1}")
    before = page.evaluate(f"{HOST}.widget.camera.column")
    page.mouse.down()
    page.mouse.move(x - 120, y, steps=4)
    page.mouse.up()
    assert page.evaluate(f"{HOST}.widget.camera.column") > before + 1
    expect_parameter(page, "at", "56")


def test_a_link_restores_the_view_and_another_photo_keeps_it(a1: Opener) -> None:
    page = a1("?side=56&channel=apart&shuffled=yes&at=3x4&span=10&middle=8x9")
    expect(page.locator(f"{GRID} [data-channel=apart]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"{GRID} .shuffled")).to_be_checked()
    assert page.evaluate(f"{HOST}.widget.camera.span") == 10
    page.locator(f"{GRID} select.photo").select_option("flower")
    expect_parameter(page, "photo", "flower")
    expect(page.locator(CODE)).to_contain_text('load_image("flower")')
    page.wait_for_function(f"{HOST}.widget.held === 'flower'")
    flower = np.asarray(square(load_image("flower"), 56)).reshape(-1, 3)
    assert np.array_equal(shown_bytes(page).reshape(-1, 3), flower[shuffled_order(56 * 56)])
    expect_parameter(page, "span", "10")


def test_the_picture_is_as_it_was_after_another_lesson(a1: Opener) -> None:
    page = a1("?photo=palace")
    slide(page, 16)
    expect_parameter(page, "side", "16")
    page.locator("[data-testid=stSidebarNavLink]", has_text="Convolution arithmetic").click()
    expect(page.get_by_role("heading", name="Convolution arithmetic")).to_be_visible()
    page.locator("[data-testid=stSidebarNavLink]", has_text="Images are numbers").click()
    ready(page)
    expect(page.locator(f"{GRID} .side-words")).to_have_text("16 px")
    assert np.array_equal(shown_bytes(page), np.asarray(square(load_image("palace"), 16)))


def test_the_pixels_travel_once(a1: Opener, page: Page) -> None:
    frames: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(len(frame))))
    a1("")
    first = max(frames)
    page.get_by_role("button", name="Zoom in").click()
    expect_parameter(page, "span", "21")
    page.wait_for_function(f"{HOST}.widget.data.picture === null")
    frames.clear()
    page.get_by_role("button", name="Zoom in").click()
    expect_parameter(page, "span", "14")
    assert max(frames) < first / 2


def test_a_page_that_lost_the_pixels_gets_them_again(a1: Opener) -> None:
    page = a1("")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"{HOST}.widget.data.picture === null")
    page.evaluate(
        f"(() => {{ const w = {HOST}.widget; w.held = null; w.photo = null; w.update(w.data, w.send); }})()"
    )
    page.wait_for_function(f"{HOST}.widget.held === 'cat' && Boolean({HOST}.widget.photo)")


def test_fingers_read_enlarge_and_move(browser: Browser, app: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{app}/images_are_numbers")
    ready(page)
    box = page.locator(f"{GRID} canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    devtools = context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": a, "y": b, "id": number} for number, (a, b) in enumerate(points)]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    page.touchscreen.tap(x + 20, y + 20)
    expect(page.locator(f"{GRID} .place")).to_have_text("Row 17, column 17")
    touch("touchStart", (x - 20, y))
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 9):
        touch("touchMove", (x - 20 - 10 * step, y), (x + 20 + 10 * step, y))
    touch("touchEnd")
    page.wait_for_function(f"{HOST}.widget.camera.span < 16")
    before = page.evaluate(f"{HOST}.widget.camera.row")
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x, y - 15 * step))
    touch("touchEnd")
    page.wait_for_function(f"{HOST}.widget.camera.row > {before} + 0.5")
    context.close()


def test_the_count_follows_the_slider_at_once_and_the_page_on_release(a1: Opener) -> None:
    page = a1("")
    slide(page, 224)
    expect(page.locator(f"{GRID} .costs .size")).to_have_text("224 × 224 × 3 = 150,528 numbers")
    expect(page.locator(f"{GRID} .costs .dense")).to_contain_text("22,658,678,784 weights (90.63 GB)")
    expect_parameter(page, "side", "224")
    expect(page.locator(CODE)).to_contain_text("side, block = 224")
    page.locator(f"{GRID} [data-channel=gray]").click()
    expect(page.locator(f"{GRID} .costs .size")).to_have_text("224 × 224 × 1 = 50,176 numbers")


def test_the_histogram_does_not_notice_a_shuffle(a1: Opener) -> None:
    page = a1("?side=56")
    lines = page.locator(f"{GRID} .histogram path")
    before = lines.evaluate_all("all => all.map((e) => e.getAttribute('d'))")
    page.locator(f"{GRID} .shuffled").check()
    expect(page.locator(f"{GRID} .set")).to_contain_text("not one of them changed")
    assert lines.evaluate_all("all => all.map((e) => e.getAttribute('d'))") == before


def test_the_picture_and_the_numbers_download(a1: Opener, tmp_path: Path) -> None:
    page = a1("?side=4")
    with page.expect_download() as download:
        page.get_by_text("Save picture as PNG").click()
    assert download.value.suggested_filename == "cat-4x4-rgb.png"
    download.value.save_as(tmp_path / "picture.png")
    saved = Image.open(tmp_path / "picture.png").convert("RGB")
    assert saved.size == (1200, 1200)
    assert saved.getpixel((20, 20)) == square(load_image("cat"), 4).getpixel((0, 0))
    with page.expect_download() as download:
        page.get_by_role("button", name="Numbers as CSV").click()
    download.value.save_as(tmp_path / "numbers.csv")
    lines = (tmp_path / "numbers.csv").read_text().splitlines()
    assert lines[0] == "row,column,red,green,blue,gray"
    assert len(lines) == 17


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_is_cut_off_and_control_and_picture_are_together(
    browser: Browser, app: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 768})
    page = context.new_page()
    page.goto(f"{app}/images_are_numbers")
    ready(page)
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    if width >= 1366:
        box = page.locator(f"{GRID} .pixels").bounding_box()
        assert box and box["y"] + box["height"] <= 768
    context.close()
