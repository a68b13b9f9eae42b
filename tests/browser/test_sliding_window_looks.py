"""The sliding window's numbers in the cells, saved pictures, themes and sizes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import sliding_window_demo as demo
from tests.browser.sliding_window_page import DEMO, HOST, PLAIN, Opener, opener

pytestmark = pytest.mark.browser


@pytest.fixture
def widget(page: Page, serve_script: Callable[[Path], str]) -> Opener:
    return opener(page, serve_script(DEMO))


def expected(op: str, row: int, column: int) -> float:
    """Output of the demo's picture with padding 1, kernel 3 × 3: a plain loop."""
    values, products = [], []
    for k in range(3):
        for m in range(3):
            r, c = row + k - 1, column + m - 1
            inside = 0 <= r < len(demo.IMAGE) and 0 <= c < len(demo.IMAGE[0])
            value = demo.IMAGE[r][c] if inside else 0
            products.append(value * demo.LAPLACIAN[k][m])
            if inside or op == "average":
                values.append(value)
    if op == "convolution":
        return sum(products)
    return max(values) if op == "max" else sum(values) / 9


@pytest.mark.parametrize("op", ["convolution", "max", "average"])
def test_numbers_equal_a_plain_loop(widget: Opener, op: str) -> None:
    page = widget({"kernel": [3, 3], "padding": [1, 1], "at": [1, 2]}, values=op)
    expect(page.locator(".right .number:not(.to-come)")).to_have_count(9)
    page.get_by_role("button", name="Step forward").click()
    expect(page.locator(".right .number:not(.to-come)")).to_have_count(10)
    page.get_by_role("button", name="Step back").click()
    page.get_by_label("Show all outputs").check()
    expect(page.locator(".right .number:not(.to-come)")).to_have_count(30)
    texts = page.locator(".right .number").all_text_contents()
    numbers = [float(text.replace("−", "-")) for text in texts]
    assert numbers == pytest.approx([expected(op, *divmod(i, 6)) for i in range(30)], abs=6e-3)
    expect(page.locator(".says")).to_contain_text("Output row 1, column 2")
    calculation = page.locator(".calculation").inner_text()
    result = float(calculation.rsplit("=", 1)[1].replace("−", "-"))
    assert result == pytest.approx(expected(op, 1, 2), abs=6e-4)


def test_the_picture_can_be_saved(widget: Opener, tmp_path: Path) -> None:
    page = widget()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    svg = download.value
    assert svg.suggested_filename == "convolution-7x7-kernel-3x3.svg"
    svg.save_as(tmp_path / "picture.svg")
    text = (tmp_path / "picture.svg").read_text("utf-8")
    assert "rgb(230, 159, 0)" in text, "the window keeps its colour without the page"
    assert "var(" not in text
    assert "light-dark" not in text
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    download.value.save_as(tmp_path / "picture.png")
    picture = Image.open(tmp_path / "picture.png").convert("RGB")
    colors = {color for _, color in picture.getcolors(10**6) or []}
    assert {(255, 255, 255), (230, 159, 0), (0, 158, 115)} <= colors


def test_dark_pages_get_dark_pictures(browser: Browser, widget: Opener) -> None:
    context = browser.new_context(color_scheme="dark")
    page = widget(into=context.new_page())
    colors = page.evaluate(
        f"""() => [".right .current .mover-frame", ".paper-cells"].map(
          (name) => getComputedStyle({HOST}.widget.root.querySelector(name)).fill)"""
    )
    assert colors == ["rgb(43, 199, 154)", "rgb(18, 22, 27)"]
    context.close()


@pytest.mark.parametrize("mode", ["convolution", "transposed"])
def test_a_phone_shows_the_picture_first_and_nothing_hangs_over(
    browser: Browser, widget: Opener, mode: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = widget({**PLAIN, "input": [4, 9], "mode": mode}, into=context.new_page())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture, controls = page.locator(".picture").bounding_box(), page.locator(".controls").bounding_box()
    assert picture
    assert controls
    assert picture["y"] + picture["height"] <= controls["y"]
    assert picture["x"] + picture["width"] <= 390
    context.close()


def test_laptop_and_presenter_sizes(widget: Opener) -> None:
    page = widget()
    box = page.locator(".sw").bounding_box()
    assert box
    assert box["height"] <= 560
    page.set_viewport_size({"width": 1920, "height": 1080})
    page = widget(present="1")
    sizes = page.evaluate(
        f"""() => [...{HOST}.widget.root.querySelectorAll(".says, .formula, .name, button, .title")].map(
          (each) => parseFloat(getComputedStyle(each).fontSize))"""
    )
    assert min(sizes) >= 22
    picture = page.locator(".picture").bounding_box()
    assert picture
    assert picture["height"] >= 0.64 * 1080
