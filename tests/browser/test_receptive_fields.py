"""Lesson A8 in a real browser: the explorer's main path, its speed and its looks."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cnnviz.lessons.receptive_fields import LIMITS
from tests.browser.address import expect_parameter

pytestmark = pytest.mark.browser

A8 = "/receptive_fields"
CODE = "[data-testid=stCode]"
HOST = "document.querySelector('.st-key-receptive-explorer [data-testid=stBidiComponentIsolated]').cnnviz"
ALEXNET = "?input=227&layers=c11s4_m3s2_c5p2_m3s2_c3p1_c3p1_c3p1_m3s2"


@pytest.fixture
def a8(page: Page, app: str) -> Callable[[str], Page]:
    def open_at(query: str = "") -> Page:
        expect.set_options(timeout=30_000)
        page.goto(f"{app}{A8}{query}")
        expect(page.locator(".rf .says")).not_to_be_empty()
        expect(page.locator(CODE)).to_be_visible()
        return page

    return open_at


def type_in(page: Page, name: str, value: str) -> None:
    field = page.locator(f".rf [data-name={name}] input[type=number]")
    field.fill(value)
    field.press("Tab")


def on_strip(page: Page, level: int, unit: int) -> tuple[float, float]:
    """Where a unit of a strip is on the page."""
    x, y = page.evaluate(
        f"""([level, unit]) => {{
          const {{ scene, model, svg }} = {HOST}.widget;
          const box = svg.getBoundingClientRect();
          const {{ start, jump }} = model.levels[level];
          return [box.x + scene.place.x(start + unit * jump), box.y + scene.place.middle(level)];
        }}""",
        [level, unit],
    )
    return x, y


def on_square(page: Page, row: int, column: int) -> tuple[float, float]:
    """Where a pixel of the square is on the page."""
    x, y = page.evaluate(
        f"""([row, column]) => {{
          const {{ scene, svg }} = {HOST}.widget;
          const box = svg.getBoundingClientRect();
          const {{ left, top, at }} = scene.place.square;
          return [box.x + left + at(column + 0.5), box.y + top + at(row + 0.5)];
        }}""",
        [row, column],
    )
    return x, y


def test_a_number_moved_in_the_picture_reaches_formula_code_and_url(a8: Callable[[str], Page]) -> None:
    page = a8("")
    expect(page.locator(".rf .says")).to_contain_text(
        "Unit (7, 7) of layer 3 (conv): its field is 7 × 7 pixels"
    )
    page.locator(".rf .which").select_option("0")
    type_in(page, "kernel", "5")
    expect(page.locator(".rf .says")).to_contain_text("its field is 9 × 9 pixels")
    expect(page.locator(CODE)).to_contain_text("nn.Conv2d(1, 1, 5, padding=1, bias=False)")
    expect_parameter(page, "layers", "c5p1_c3p1_c3p1")
    expect(page.locator(".stMarkdown .katex-display").nth(3)).to_contain_text("9")


def test_layers_are_added_removed_and_moved(a8: Callable[[str], Page]) -> None:
    page = a8("?layers=c5p2_m2s2")
    page.get_by_role("button", name="+ Layer").click()
    expect_parameter(page, "layers", "c5p2_m2s2_c3p1")
    expect(page.locator(".rf .says")).to_contain_text("of layer 3 (conv): its field is 10 × 10")
    page.get_by_role("button", name="Move down").click()
    expect_parameter(page, "layers", "c5p2_c3p1_m2s2")
    page.get_by_role("button", name="Remove").click()
    expect_parameter(page, "layers", "c5p2_m2s2")
    page.get_by_role("button", name="avg pool").click()
    expect_parameter(page, "layers", "a5p2_m2s2")


def test_a_pressed_unit_shows_what_it_sees_and_a_pixel_who_sees_it(a8: Callable[[str], Page]) -> None:
    page = a8("?input=24&layers=c3p1_m2s2_c3p1_m2s2")
    page.mouse.click(*on_strip(page, 3, 0))
    expect(page.locator(".rf .says")).to_contain_text("of layer 3 (conv): its field is 8 × 8 pixels")
    expect(page.locator(".rf .says")).to_contain_text("outside the picture, in the padding")
    expect_parameter(page, "level", "3")
    page.mouse.click(*on_square(page, 4, 9))
    expect(page.locator(".rf .says")).to_contain_text("Pixel (4, 9) is seen by")
    expect_parameter(page, "level", "0")
    expect_parameter(page, "at", "4x9")
    said = page.locator(".rf .says").inner_text()
    page.reload()
    expect(page.locator(".rf .says")).to_have_text(said)


def test_dragging_sends_nothing_until_it_ends(a8: Callable[[str], Page]) -> None:
    page = a8("?input=21")
    before = page.url
    page.mouse.move(*on_strip(page, 3, 4))
    page.mouse.down()
    for unit in range(5, 15):
        page.mouse.move(*on_strip(page, 3, unit))
    expect(page.locator(".rf .says")).to_contain_text("Unit (10, 14)")
    assert page.url == before
    page.mouse.up()
    expect_parameter(page, "at", "10x14")


def test_the_keyboard_walks_over_units_and_layers(a8: Callable[[str], Page]) -> None:
    page = a8("")
    page.locator(".rf svg.picture").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".rf .says")).to_contain_text("Unit (7, 8) of layer 3")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".rf .says")).to_contain_text("Unit (8, 8) of layer 3")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".rf .says")).to_contain_text("Pixel (8, 8) is seen by")
    expect_parameter(page, "at", "8")


def test_what_does_not_fit_is_said_and_the_picture_stays(a8: Callable[[str], Page]) -> None:
    page = a8("?input=5&layers=c3")
    type_in(page, "kernel", "9")
    expect(page.locator(".rf .says")).to_contain_text("Layer 1 does not fit. The window spans 9 pixels")
    expect(page.get_by_text("Below are the numbers of the last stack that fitted")).to_be_visible()
    expect(page.locator(CODE)).to_contain_text("nn.Conv2d(1, 1, 3, bias=False)")
    type_in(page, "kernel", "5")
    expect(page.locator(".rf .says")).to_contain_text("its field is 5 × 5 pixels")


def test_a_bad_link_is_dropped_with_a_word(a8: Callable[[str], Page]) -> None:
    page = a8("?layers=c3_q7&input=19")
    expect(page.get_by_text("layer 2, “q7”, is not a layer such as c3s1p1 or m2s2")).to_be_visible()
    expect(page.locator(CODE)).to_contain_text("19, 19")


def test_a_preset_names_its_layers_and_a_large_input_needs_few_nodes(a8: Callable[[str], Page]) -> None:
    page = a8("")
    page.get_by_label("Known stacks").select_option(label="VGG-16 on 224 × 224")
    expect(page.locator(".rf .says")).to_contain_text(
        "Unit (3, 3) of layer 18 (pool5): its field is 212 × 212"
    )
    assert page.locator(".rf svg.picture *").count() < 500
    texts = page.locator(".rf .field-number").all_text_contents()
    assert texts[::-1][:3] == ["212", "196", "164"]
    expect_parameter(page, "input", "224")


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_the_picture_downloads(a8: Callable[[str], Page], tmp_path: Path, kind: str) -> None:
    page = a8("?at=0x14")
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=True).click()
    target = tmp_path / download.value.suggested_filename
    download.value.save_as(target)
    assert target.name == f"receptive-fields-3-layers.{kind.lower()}"
    if kind == "SVG":
        text = target.read_text("utf-8")
        assert re.search(r"<svg [^>]*width=", text)
        assert "field 7 × 7" in text
        assert "class=" not in text
    else:
        assert target.read_bytes().startswith(b"\x89PNG")


def test_the_numbers_download(a8: Callable[[str], Page], tmp_path: Path) -> None:
    page = a8(ALEXNET)
    with page.expect_download() as download:
        page.get_by_role("button", name="Numbers as CSV").first.click()
    target = tmp_path / "numbers.csv"
    download.value.save_as(target)
    assert '8,"max pooling 3 × 3, stride 2",6,195,32,33.0' in target.read_text("utf-8")


@pytest.mark.parametrize("query", ["", ALEXNET])
def test_control_and_picture_are_on_screen_together(a8: Callable[[str], Page], query: str) -> None:
    page = a8(query)
    for part in (".controls", ".paper", ".says"):
        box = page.locator(f".rf {part}").bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, part


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_is_cut_off_at_the_side(browser: Browser, app: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{app}{A8}{ALEXNET}")
    expect(page.locator(CODE)).to_be_visible(timeout=30_000)
    overflow = page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth")
    assert overflow <= 0
    context.close()


def test_the_limits_of_the_fields_are_pythons(a8: Callable[[str], Page]) -> None:
    page = a8("")
    for name in ("input", "kernel", "stride", "padding", "dilation"):
        field = page.locator(f".rf [data-name={name}] input[type=number]")
        assert (field.get_attribute("min"), field.get_attribute("max")) == tuple(map(str, LIMITS[name]))
